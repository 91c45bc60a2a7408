"""What every answer says to the browser, and that no template asks for what that forbids."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from vakwerk.site import middleware

pytestmark = pytest.mark.django_db

PAGES = ["/", "/account/login/", "/account/signup/", "/binnenkort/routes", "/over/demo", "/bestaat-niet"]

# What our content security policy would not run or apply, and so must not be written.
FORBIDDEN = {
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a script written in the page": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script in an address": re.compile(r"javascript:", re.IGNORECASE),
    "something from elsewhere": re.compile(
        r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=\"(?:https?:)?//"
    ),
    "htmx code in an attribute": re.compile(r"\shx-on\b", re.IGNORECASE),
}


@pytest.mark.parametrize("page", PAGES)
def test_every_page_limits_the_browser(client: Client, page: str) -> None:
    headers = client.get(page).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["img-src"] == "'self' data:"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'"
    assert policy["form-action"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"
    assert "camera=()" in headers["Permissions-Policy"]
    assert {"no-store", "private"} <= set(headers["Cache-Control"].split(", "))


def test_no_template_holds_what_the_policy_forbids(repository: Path) -> None:
    templates = sorted((repository / "src/vakwerk").rglob("templates/**/*.html"))
    assert len(templates) > 20
    found = [
        f"{path.relative_to(repository)}: {what}"
        for path in templates
        for what, pattern in FORBIDDEN.items()
        if pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("markup", "what"),
    [
        ("<style>p{}</style>", "a style element"),
        ('<p class="x" style="color:red">', "a style attribute"),
        ("<script>go()</script>", "a script written in the page"),
        ('<a href="/" onclick="go()">', "an event attribute"),
        ('<script src="https://cdn.example/x.js" defer></script>', "something from elsewhere"),
    ],
)
def test_the_scan_finds_what_it_must_find(markup: str, what: str) -> None:
    assert FORBIDDEN[what].search(markup)


def test_a_host_name_that_is_not_ours_is_refused(client: Client) -> None:
    assert client.get("/", headers={"host": "elders.example"}).status_code == 400


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(client: Client) -> None:
    client.get("/account/login/")
    cookie = client.cookies["csrftoken"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_evidence_has_no_address(client: Client) -> None:
    evidence = Path(settings.MEDIA_ROOT)
    evidence.mkdir(parents=True, exist_ok=True)
    (evidence / "anything.pdf").write_bytes(b"%PDF-")
    for address in ("/evidence/anything.pdf", "/static/evidence/anything.pdf", "/anything.pdf"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/b/een-geheim/",
        "/samen/agenda/een-geheim.ics",
        "/delen/uitnodiging/een-geheim",
        "/een-geheim/dat/nergens/heen/leidt?zoek=een-geheim",
    ],
)
def test_the_log_says_which_page_was_asked_and_never_the_secret_in_its_address(
    client: Client, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    said: list[dict[str, object]] = []

    class Log:
        def info(self, _event: str, **values: object) -> None:
            said.append(values)

    monkeypatch.setattr(middleware, "log", Log())
    answer = client.get(address)
    assert [line["status"] for line in said] == [answer.status_code]
    assert "geheim" not in str(said)

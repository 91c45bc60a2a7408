"""A passkey, codes from an app, spare codes and a letter, in a browser with an authenticator of its own."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page
from tests.journeys.visits import PASSWORD, Thumb, log_in

OWN = [
    "/account",
    "/account/activiteit",
    "/account/sessions/",
    "/account/email/",
    "/account/password/change/",
    "/account/logins/",
]
STEPS = ["/account/mfa/webauthn/add/", "/account/mfa/totp/activate/"]


def with_authenticator(page: Page) -> Any:
    """A device that keeps passkeys and always sees its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    made = session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session, made["authenticatorId"]


def show_it_is_me(page: Page) -> None:
    """The password once more, when it is asked."""
    if "/account/reauthenticate" in page.url:
        page.locator("#id_password").fill(PASSWORD)
        page.locator("#id_password").press("Enter")
        page.wait_for_url(lambda url: "/account/reauthenticate" not in url)


@pytest.fixture
def judge(axe: Callable[[Page], None], fits: Callable[[Page], None]) -> Callable[[Page, str], None]:
    """For everyone, and it fits; keeps a picture when one is asked for."""

    def look(page: Page, name: str) -> None:
        axe(page)
        fits(page)
        shots = os.environ.get("VAKWERK_SHOTS")
        if shots:
            width = page.viewport_size["width"] if page.viewport_size else 0
            page.screenshot(path=f"{shots}/{name}-{width}.png", full_page=True)

    return look


def log_out(page: Page) -> None:
    """By the page for it, for the menu differs with the width."""
    page.goto("/account/logout/")
    page.locator("main form button.nl-button--primary").click()
    page.wait_for_url(lambda url: "/account/logout" not in url)


def add_passkey(page: Page, name: str) -> None:
    """From the page of the account to the passkey in the list."""
    page.goto("/account/mfa/webauthn/add/")
    show_it_is_me(page)
    page.locator("#id_name").fill(name)
    page.get_by_role("button", name="Voeg dit apparaat toe").click()
    page.wait_for_url(lambda url: "/webauthn/add" not in url)


def test_a_passkey_from_adding_to_logging_in_and_removing(page: Callable[..., Page], judge: Any) -> None:
    opened = page(width=320, has_touch=True)
    with_authenticator(opened)
    log_in(opened, "tijn")
    add_passkey(opened, "mijn telefoon")
    # The first second step brings spare codes; they are shown now and never again.
    assert opened.locator(".vw-codes li").count() == 10
    judge(opened, "codes")
    opened.reload()
    assert opened.locator(".vw-codes").count() == 0
    opened.goto("/account")
    assert "mijn telefoon" in opened.locator("main").inner_text()
    judge(opened, "account-with-passkey")
    log_out(opened)

    opened.goto("/account/login/?next=/wie-keek-mee")
    thumb = Thumb(opened)
    thumb.tap(opened.get_by_role("button", name="Log in met een passkey"))
    opened.wait_for_url(lambda url: "/account/" not in url)
    assert opened.url.endswith("/wie-keek-mee")
    by_passkey = (thumb.taps, thumb.letters, round(thumb.seconds, 1))
    log_out(opened)

    # With the password, the passkey is the second step.
    opened.goto("/account/login/")
    thumb = Thumb(opened)
    thumb.write(opened.locator("#id_login"), "tijn@example.org")
    thumb.write(opened.locator("#id_password"), PASSWORD)
    thumb.tap(opened.locator("main form.vw-form button.nl-button--primary"))
    opened.wait_for_url("**/account/mfa/authenticate/")
    alone = (thumb.taps, thumb.letters, round(thumb.seconds, 1))
    judge(opened, "second-step-passkey")
    thumb.tap(opened.get_by_role("button", name="Gebruik je passkey"))
    opened.wait_for_url(lambda url: "/account/" not in url)
    by_password = (thumb.taps, thumb.letters, round(thumb.seconds, 1))
    print(
        f"\nlogging in (taps, letters, seconds): passkey {by_passkey}, password {alone}, with passkey {by_password}"
    )
    assert by_passkey[0] == 1
    assert by_passkey[2] < by_password[2]

    opened.goto("/account")
    opened.get_by_role("link", name=re.compile("Andere naam ?: mijn telefoon")).click()
    show_it_is_me(opened)
    judge(opened, "rename")
    opened.locator("#id_name").fill("mijn nieuwe telefoon")
    opened.locator("main form button.nl-button--primary").click()
    opened.wait_for_url("**/account")
    opened.get_by_role("link", name=re.compile("Haal weg ?: mijn nieuwe telefoon")).click()
    judge(opened, "remove")
    opened.locator("main form button.nl-button--primary").click()
    opened.wait_for_url("**/account")
    assert "nog geen" in opened.locator("main").inner_text()
    happened = opened.goto("/account/activiteit")
    assert happened is not None
    said = opened.locator("main").inner_text()
    for line in (
        "Je hebt een passkey toegevoegd",
        "Je hebt een passkey weggehaald",
        "met een passkey, Chrome op Linux",
    ):
        assert line in said


def test_codes_from_an_app_are_scanned_typed_and_asked(
    page: Callable[..., Page], judge: Any, tmp_path: Path
) -> None:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    opened = page(theme="dark")
    log_in(opened, "kevin")
    opened.goto("/account/mfa/totp/activate/")
    show_it_is_me(opened)
    picture = tmp_path / "qr.png"
    opened.locator(".vw-qr-sheet").screenshot(path=str(picture))
    (seen,) = zxingcpp.read_barcodes(Image.open(picture))
    assert seen.text.startswith("otpauth://totp/kevin%40example.org?")
    secret = re.search(r"secret=([A-Z2-7]+)", seen.text)
    assert secret is not None
    assert "issuer=Vakwerk" in seen.text

    def code(ahead: int = 0) -> str:
        return format_hotp_value(hotp_value(secret[1], int(time.time()) // 30 + ahead))

    opened.locator("#id_code").fill(code(-1))
    opened.locator("#id_code").press("Enter")
    opened.wait_for_url("**/recovery-codes/")
    judge(opened, "codes")
    spare = opened.locator(".vw-codes li").first.inner_text()
    log_out(opened)

    opened.goto("/account/login/")
    opened.locator("#id_login").fill("kevin@example.org")
    opened.locator("#id_password").fill(PASSWORD)
    opened.locator("#id_password").press("Enter")
    opened.wait_for_url("**/account/mfa/authenticate/")
    opened.locator("#id_code").fill("000000")
    opened.locator("#id_code").press("Enter")
    assert "Deze code klopt niet" in opened.locator("[role=alert]").first.inner_text()
    judge(opened, "second-step-code-wrong")
    opened.locator("#id_code").fill(code())
    opened.locator("#id_code").press("Enter")
    opened.wait_for_url(lambda url: "/account/" not in url)
    log_out(opened)

    opened.goto("/account/login/")
    opened.locator("#id_login").fill("kevin@example.org")
    opened.locator("#id_password").fill(PASSWORD)
    opened.locator("#id_password").press("Enter")
    opened.locator("#id_code").fill(spare)
    opened.locator("#id_code").press("Enter")
    opened.wait_for_url(lambda url: "/account/" not in url)
    opened.goto("/account")
    assert "nog 9" in opened.locator("main").inner_text()
    for address in ("/account/mfa/totp/deactivate/", "/account/mfa/recovery-codes/generate/"):
        opened.goto(address)
        show_it_is_me(opened)
        judge(opened, address.strip("/").replace("/", "-"))


def test_without_a_script_a_passkey_says_what_it_needs(page: Callable[..., Page]) -> None:
    opened = page(javascript=False)
    opened.goto("/account/login/")
    assert "JavaScript nodig" in opened.locator("main").inner_text()
    assert not opened.get_by_role("button", name="Log in met een passkey").is_visible()


def test_a_letter_from_the_desk_to_the_first_login(page: Callable[..., Page], axe: Any, fits: Any) -> None:
    desk = page()
    log_in(desk, "registrator")
    desk.goto("/account/hulp/nieuw")
    desk.locator("#id_given_names").fill("Grietje")
    desk.locator("#id_family_name").fill("van Veen")
    desk.locator("#id_identity_seen_0").check()
    axe(desk)
    desk.get_by_role("button", name="Maak het account en de brief").click()
    desk.locator(".vw-letter__big").last.wait_for()
    name, code = desk.locator(".vw-letter__big").all_inner_texts()
    axe(desk)
    fits(desk)
    desk.emulate_media(media="print")
    assert not desk.get_by_role("link", name="Klaar").is_visible(), "on paper there is only the letter"
    if os.environ.get("VAKWERK_SHOTS"):
        desk.screenshot(path=f"{os.environ['VAKWERK_SHOTS']}/letter-print.png", full_page=True)

    home = page(width=320)
    home.goto("/account/login/")
    home.get_by_role("link", name="Ik heb een brief met een code").click()
    home.locator("#id_login").fill(name.replace("-", " ").lower())
    home.locator("#id_code").fill(code.replace("-", " ").lower())
    home.locator("#id_password").fill("rode fiets in de regen")
    axe(home)
    fits(home)
    home.locator("main").get_by_role("button", name="Inloggen", exact=True).click()
    home.wait_for_url("**/account")
    assert name in home.locator("main").inner_text()
    log_out(home)
    home.goto("/account/login/")
    home.locator("#id_login").fill(name.replace("-", ""))
    home.locator("#id_password").fill("rode fiets in de regen")
    home.locator("#id_password").press("Enter")
    home.wait_for_url(lambda url: "/account/login" not in url)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_of_an_account_are_for_everyone(
    page: Callable[..., Page], axe: Any, fits: Any, width: int, theme: str
) -> None:
    opened = page(width=width, theme=theme)
    shots = os.environ.get("VAKWERK_SHOTS")

    def look(name: str) -> None:
        opened.wait_for_load_state("networkidle")
        opened.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        axe(opened)
        fits(opened)
        if shots:
            opened.screenshot(
                path=f"{shots}/{name.strip('/').replace('/', '-')}-{width}-{theme}.png", full_page=True
            )

    for address in ("/account/login/", "/account/brief", "/account/password/reset/"):
        opened.goto(address)
        look(address)
    log_in(opened, "registrator")
    for address in [*OWN, "/account/hulp?naam=a", "/account/hulp/nieuw", *STEPS]:
        answer = opened.goto(address)
        assert answer is not None
        if "/account/reauthenticate" in opened.url:
            look("reauthenticate")
        show_it_is_me(opened)
        assert answer.status == 200, address
        look(address.partition("?")[0])
    opened.goto("/account/hulp?naam=samira")
    opened.locator("main .vw-facts a").first.click()
    look("help-person")

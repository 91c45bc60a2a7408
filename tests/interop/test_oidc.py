"""Logging in by way of another organisation: a real provider, real tokens, and what is refused."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Client
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from tests.interop.oidc import SECRET, configuration, free_port, running, walk

from vakwerk.apps.people import actions, activity, queries
from vakwerk.apps.people.models import Account, Person
from vakwerk.apps.people.terms import Role
from vakwerk.site import providers

pytestmark = pytest.mark.django_db

CALLBACK = "http://testserver/account/logins/proef/login/callback/"
START = "/account/logins/proef/login/"
PASSWORD = "een-heel-lang-wachtwoord"
DUTCH = {"accept-language": "nl"}


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with running(CALLBACK) as address:
        yield address


@pytest.fixture(autouse=True)
def configured(issuer: str, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    cache.clear()
    monkeypatch.setenv(SECRET, "geheim-voor-de-test")

    def configure(address: str = issuer, **more: Any) -> None:
        apps = [one.as_allauth_app() for one in providers.read(configuration(address, **more))]
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps}}

    configure()
    return configure


def begin(client: Client, more: str = "") -> str:
    answer = client.post(START + more)
    assert answer.status_code == 302, answer.content.decode()[:500]
    return str(answer.headers["Location"])


def log_in(client: Client, who: str = "anna", how: str = "strong", more: str = "") -> Any:
    back = walk(begin(client, more), who, how)
    return client.get(back.removeprefix("http://testserver"), headers=DUTCH)


def is_in(client: Client) -> bool:
    return client.get("/wie-keek-mee").status_code == 200


# --- the first and the second time ---------------------------------------------------------------------


def test_the_first_login_makes_an_account_and_the_second_finds_it(client: Client) -> None:
    assert log_in(client).status_code == 302
    assert is_in(client)
    account = Account.objects.get()
    assert account.email == "anna@elders.example"
    assert queries.name_of(account=account) == "Anna de Wit"
    assert {grant.role for grant in account.grants.all()} == {Role.PROFESSIONAL}
    assert EmailAddress.objects.get().verified, "this organisation vouches for addresses"
    assert not account.has_usable_password()
    again = Client()
    log_in(again)
    assert is_in(again)
    assert Account.objects.count() == Person.objects.count() == SocialAccount.objects.count() == 1
    assert activity.told(activity.events_of(account=account)[0]).detail


def test_an_address_the_organisation_does_not_vouch_for_is_not_confirmed(
    client: Client, configured: Any
) -> None:
    log_in(client, "bart")
    assert not EmailAddress.objects.get(email="bart@elders.example").verified
    configured(email_vouched=False)
    log_in(Client(), "anna")
    assert not EmailAddress.objects.get(email="anna@elders.example").verified


def test_without_an_address_one_still_gets_in(client: Client, settings: Any) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    log_in(client, "paper")
    assert is_in(client)
    account = Account.objects.get()
    assert account.email is None
    assert queries.name_of(account=account) == "Wim Papier"
    assert client.get("/account").status_code == 200


def test_without_a_name_it_is_asked_for(client: Client) -> None:
    answer = log_in(client, "nobody")
    assert answer.headers["Location"] == "/account/logins/signup/"
    page = client.get("/account/logins/signup/", headers=DUTCH).content.decode()
    assert "Hoe heet je?" in page
    assert "Proef-ID" in page
    assert not Account.objects.exists()
    client.post("/account/logins/signup/", {"given_names": "Noor"})
    assert is_in(client)
    assert queries.name_of(account=Account.objects.get()) == "Noor"


# --- the address of somebody else's account ------------------------------------------------------------


@pytest.mark.parametrize("who", ["anna", "bart"])
@pytest.mark.parametrize("confirmed", [True, False])
@pytest.mark.parametrize("check", ["optional", "mandatory"])
def test_the_address_of_an_account_never_leads_into_it(
    client: Client, who: str, confirmed: bool, check: str, settings: Any
) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = check
    account = actions.sign_up(email=f"{who}@elders.example", password=PASSWORD, given_names="Echte")
    if confirmed:
        actions.confirm_address(account=account)
    answer = log_in(client, who)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Er is al een account met jouw e-mailadres" in page
    assert "koppel Proef-ID daar" in page
    assert not is_in(client)
    assert not SocialAccount.objects.exists()
    assert Account.objects.count() == 1
    assert account.check_password(PASSWORD)


def test_who_logs_in_first_may_connect_it_and_disconnect_it(client: Client) -> None:
    account = actions.sign_up(email="anna@elders.example", password=PASSWORD, given_names="Anna")
    actions.confirm_address(account=account)
    client.post("/account/login/", {"login": account.email, "password": PASSWORD})
    # Connecting changes the ways in, so the password is asked once more.
    assert log_in(client, more="?process=connect").headers["Location"] == "/account/reauthenticate/"
    assert not SocialAccount.objects.exists()
    client.post("/account/reauthenticate/", {"password": PASSWORD})
    connected = SocialAccount.objects.get(user=account)
    assert "Proef-ID" in client.get("/account", headers=DUTCH).content.decode()
    by_provider = Client()
    log_in(by_provider)
    assert is_in(by_provider)
    client.post("/account/logins/", {"account": connected.pk})
    assert not SocialAccount.objects.exists()
    kinds = [event.kind for event in activity.events_of(account=account)]
    assert "provider-connected" in kinds
    assert "provider-disconnected" in kinds


def test_the_only_way_in_is_not_disconnected(client: Client) -> None:
    log_in(client)
    connected = SocialAccount.objects.get()
    page = client.post("/account/logins/", {"account": connected.pk}, headers=DUTCH).content.decode()
    assert "Dit is de enige manier om in te loggen" in page
    assert SocialAccount.objects.exists()


def test_a_login_of_another_account_is_not_connected(client: Client) -> None:
    log_in(client)
    other = actions.sign_up(email="bo@voorbeeld.example", password=PASSWORD, given_names="Bo")
    actions.confirm_address(account=other)
    second = Client()
    second.post("/account/login/", {"login": other.email, "password": PASSWORD})
    second.post("/account/reauthenticate/", {"password": PASSWORD, "next": "/account"})
    log_in(second, more="?process=connect")
    assert SocialAccount.objects.get().user != other


# --- what is asked, and what is refused ----------------------------------------------------------------


def test_the_address_of_our_page_changes_nothing_about_what_is_asked(client: Client) -> None:
    plain = parse_qs(urlsplit(begin(client)).query)
    sly = parse_qs(
        urlsplit(
            begin(
                client,
                "?auth_params=acr_values%3Durn%3Aweak%26code_challenge%3Dx%26nonce%3Dx%26redirect_uri%3Dhttps"
                "%3A%2F%2Felders.example&scope=offline_access&acr_values=urn:weak",
            )
        ).query
    )
    changing = {"state", "nonce", "code_challenge", "scope"}
    assert {key: value for key, value in plain.items() if key not in changing} == {
        key: value for key, value in sly.items() if key not in changing
    }
    assert plain["acr_values"] == ["urn:strong"]
    assert plain["code_challenge_method"] == ["S256"]
    assert sly["nonce"] != ["x"]
    assert set(sly["scope"][0].split()) == {"openid", "profile", "email"}


@pytest.mark.parametrize("how", ["weak", "none"])
def test_a_login_that_is_not_strong_enough_is_refused(client: Client, how: str) -> None:
    answer = log_in(client, how=how)
    assert answer.status_code == 401
    assert "niet sterk genoeg" in answer.content.decode()
    assert not Account.objects.exists()


def test_where_no_strength_is_asked_none_is_needed(client: Client, configured: Any) -> None:
    configured(acr=[])
    log_in(client, how="weak")
    assert is_in(client)


def test_an_answer_that_comes_too_late_is_refused(client: Client) -> None:
    back = walk(begin(client), "anna")
    token = {}
    get = OAuth2Client.get_access_token

    def kept(self: Any, *arguments: Any, **more: Any) -> Any:
        token.update(get(self, *arguments, **more))
        return token

    OAuth2Client.get_access_token = kept
    try:
        # A minute's worth of token and a minute for clocks that differ.
        with time_machine.travel(time.time() + 200, tick=False):
            answer = client.get(back.removeprefix("http://testserver"), headers=DUTCH)
    finally:
        OAuth2Client.get_access_token = get
    assert token["id_token"]
    assert answer.status_code == 401
    assert "duurde te lang" in answer.content.decode()
    assert not Account.objects.exists()


def _keep(client: Client, change: Any) -> None:
    session = client.session
    states = session["socialaccount_states"]
    for state, _at, _provider in states.values():
        change(state)
    session["socialaccount_states"] = states
    session.save()


def test_an_answer_to_another_login_is_refused(client: Client) -> None:
    back = walk(begin(client), "anna").removeprefix("http://testserver")
    _keep(client, lambda state: state.update(nonce="een-andere"))
    assert client.get(back).status_code == 401
    stranger = Client()
    assert stranger.get(back).status_code == 401, "an answer that was begun elsewhere logs nobody in"
    assert not Account.objects.exists()


def test_an_answer_without_our_proof_key_is_refused_by_the_provider(client: Client) -> None:
    back = walk(begin(client), "anna").removeprefix("http://testserver")
    _keep(client, lambda state: state.update(pkce_code_verifier="x" * 64))
    assert client.get(back).status_code == 401
    assert not Account.objects.exists()


@pytest.mark.parametrize("named", ["https://elders.example", ""])
def test_an_answer_in_the_name_of_another_issuer_is_refused(client: Client, named: str, issuer: str) -> None:
    back = walk(begin(client), "anna").removeprefix("http://testserver")
    mine = f"&iss={issuer.replace(':', '%3A').replace('/', '%2F')}"
    assert mine in back
    assert client.get(back.replace(mine, f"&iss={named}" if named else "")).status_code == 401
    assert not Account.objects.exists()


def test_one_answer_logs_in_once(client: Client) -> None:
    back = walk(begin(client), "anna").removeprefix("http://testserver")
    assert client.get(back).status_code == 302
    client.post("/account/logout/")
    assert client.get(back).status_code == 401
    assert not is_in(client)


def _claims(token: str) -> dict[str, Any]:
    return dict(jwt.decode(token, options={"verify_signature": False}))


def _forge(kind: str, token: str) -> str:
    claims = _claims(token)
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    if kind == "another key":
        return jwt.encode(claims, stranger, algorithm="RS256", headers={"kid": "test"})
    if kind == "an unknown key":
        return jwt.encode(claims, stranger, algorithm="RS256", headers={"kid": "elders"})
    if kind == "no signature":
        return jwt.encode(claims, None, algorithm="none", headers={"kid": "test"})
    if kind == "a shared secret":
        return jwt.encode(claims, "geheim-voor-de-test" * 2, algorithm="HS256", headers={"kid": "test"})
    if kind == "changed claims":
        head, body, sign = token.split(".")
        body = base64.urlsafe_b64encode(json.dumps(claims | {"sub": "bart"}).encode()).decode().rstrip("=")
        return f"{head}.{body}.{sign}"
    assert kind == "nonsense"
    return "a.b.c"


@pytest.mark.parametrize(
    "kind",
    ["another key", "an unknown key", "no signature", "a shared secret", "changed claims", "nonsense"],
)
def test_a_forged_token_is_refused(client: Client, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    get = OAuth2Client.get_access_token

    def forged(self: Any, *arguments: Any, **more: Any) -> Any:
        answer = get(self, *arguments, **more)
        return answer | {"id_token": _forge(kind, answer["id_token"])}

    monkeypatch.setattr(OAuth2Client, "get_access_token", forged)
    answer = log_in(client)
    assert answer.status_code == 401
    assert "klopte iets niet" in answer.content.decode()
    assert not Account.objects.exists()


@pytest.mark.parametrize("missing", [True, False])
def test_userinfo_about_somebody_else_is_refused(
    client: Client, missing: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vakwerk.apps.people.oidc import Adapter

    other = {"email": "bart@elders.example"} | ({} if missing else {"sub": "bart"})
    monkeypatch.setattr(Adapter, "_fetch_user_info", lambda self, token: other)
    assert log_in(client).status_code == 401
    assert not Account.objects.exists()


def test_who_stops_there_is_told_nothing_changed(client: Client) -> None:
    answer = log_in(client, "stop")
    assert answer.headers["Location"] == "/account/logins/login/cancelled/"
    assert "gestopt" in client.get(answer.headers["Location"], headers=DUTCH).content.decode()


def test_a_provider_that_is_down_gives_a_sentence(client: Client, configured: Any, issuer: str) -> None:
    back = walk(begin(client), "anna").removeprefix("http://testserver")
    configured(f"http://localhost:{free_port()}")
    for answer in (client.post(START, headers=DUTCH), client.get(back, headers=DUTCH)):
        assert answer.status_code == 401
        assert "niet te bereiken" in answer.content.decode()
    assert client.get("/account/login/").status_code == 200


def test_a_provider_that_says_to_be_another_is_not_used(client: Client, configured: Any, issuer: str) -> None:
    configured(f"{issuer}/")
    assert client.post(START).status_code == 401


def test_a_link_alone_logs_nobody_in(client: Client) -> None:
    page = client.get(START, headers=DUTCH)
    assert page.status_code == 200
    assert "Log in met Proef-ID" in page.content.decode()
    assert client.get("/account/logins/onbekend/login/").status_code == 404


def test_the_login_page_names_the_organisation_in_the_readers_language(client: Client) -> None:
    assert "Log in met Proef-ID" in client.get("/account/login/", headers=DUTCH).content.decode()
    assert (
        "Log in with Test ID"
        in client.get("/account/login/", headers={"accept-language": "en"}).content.decode()
    )


# --- the configuration ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"issuer": "http://elders.example"}, "https"),
        ({"issuer": "elders"}, "address"),
        ({"id": "Proef ID"}, "small letters"),
        ({"name": {"nl": "Proef"}}, '"en"'),
        ({"client_id": ""}, "client_id"),
        ({"client_secret": "in het bestand"}, "client_secret"),
        ({"client_secret_env": "BESTAAT_NIET"}, "BESTAAT_NIET"),
        ({"client_secret_file": "/bestaat/niet"}, "one of both"),
        ({"scopes": ["email"]}, "openid"),
        ({"acr": "urn:strong"}, "acr"),
        ({"email_vouched": "yes"}, "email_vouched"),
    ],
)
def test_a_mistake_in_the_configuration_stops_the_start_and_says_where(
    change: dict[str, Any], says: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match="provider 1") as refused:
        providers.read(configuration("https://eduid.example", **change))
    assert says in str(refused.value)


@pytest.mark.parametrize("text", ["{", "{}", '"x"', "[1]"])
def test_what_is_no_list_is_refused(text: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        providers.read(text)


def test_the_same_provider_twice_is_refused() -> None:
    twice = json.loads(configuration("https://eduid.example")) * 2
    with pytest.raises(ImproperlyConfigured, match="same id"):
        providers.read(json.dumps(twice))

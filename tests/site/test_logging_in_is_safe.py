"""What somebody tries who has no business in an account, and what its owner must show before anything changes."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import allauth
import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.core.cache import cache
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse

from vakwerk.apps.people import actions, activity, letters, stores
from vakwerk.apps.people.models import Account, Person
from vakwerk.apps.people.terms import Role

pytestmark = pytest.mark.django_db

EMAIL = "sanne@voorbeeld.example"
PASSWORD = "een-heel-lang-wachtwoord"
OTHER = "een-ander-lang-wachtwoord"


@pytest.fixture(autouse=True)
def _nobody_has_tried_before(settings: Any) -> None:
    cache.clear()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def sanne() -> Account:
    account = actions.sign_up(email=EMAIL, password=PASSWORD, given_names="Sanne", family_name="Vries")
    actions.confirm_address(account=account)
    return account


def enter(client: Client, login: str = EMAIL, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/account/login/", {"login": login, "password": password, **more})


def with_app(account: Account) -> str:
    secret = generate_totp_secret()
    TOTP.activate(account, secret)
    return secret


def code(secret: str, ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def is_in(client: Client) -> bool:
    return client.get("/wie-keek-mee").status_code == 200


def show_it_is_me(client: Client, next_page: str = "/account") -> None:
    answer = client.post("/account/reauthenticate/", {"password": PASSWORD, "next": next_page})
    assert answer.status_code == 302


# --- sessions ------------------------------------------------------------------------------------------


def test_logging_in_gives_a_new_session(client: Client, sanne: Account) -> None:
    session = client.session
    session["planted"] = "yes"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    enter(client)
    after = client.cookies["sessionid"].value
    assert after != before
    planted = Client()
    planted.cookies["sessionid"] = before
    assert not is_in(planted)


def test_another_password_logs_everybody_else_out(client: Client, sanne: Account) -> None:
    enter(client)
    elsewhere = Client()
    enter(elsewhere)
    assert is_in(elsewhere)
    answer = client.post(
        "/account/password/change/", {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER}
    )
    assert answer.status_code == 302
    assert is_in(client)
    assert not is_in(elsewhere)
    assert [message.subject for message in mail.outbox][-1].endswith(("changed", "veranderd"))


def test_one_sees_where_one_is_logged_in_and_ends_it(client: Client, sanne: Account) -> None:
    enter(client)
    elsewhere = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})
    enter(elsewhere)
    page = client.get("/account/sessions/", headers={"accept-language": "nl"}).content.decode()
    assert "Firefox op Windows" in page
    assert "dit apparaat" in page
    (address,) = re.findall(r"/account/apparaten/\d+/uit", page)
    stranger = Client()
    actions.sign_up(email="bo@voorbeeld.example", password=PASSWORD, given_names="Bo")
    enter(stranger, "bo@voorbeeld.example")
    stranger.post(address)
    assert is_in(elsewhere), "nobody ends somebody else's session"
    client.post(address)
    assert not is_in(elsewhere)
    enter(elsewhere)
    client.post("/account/sessions/")
    assert not is_in(elsewhere)
    assert is_in(client)


def test_last_seen_is_written_at_most_once_a_quarter(
    client: Client, sanne: Account, django_assert_num_queries: Any
) -> None:
    from allauth.usersessions.models import UserSession

    enter(client)
    client.get("/account")
    first = UserSession.objects.get().last_seen_at
    client.get("/account")
    assert UserSession.objects.get().last_seen_at == first
    with time_machine.travel(time.time() + 16 * 60, tick=False):
        client.get("/account")
    assert UserSession.objects.get().last_seen_at > first


# --- who has an account is nobody's business -----------------------------------------------------------


def test_a_wrong_login_says_the_same_whoever_it_is(client: Client, sanne: Account) -> None:
    pages = []
    for login in (EMAIL, "niemand@voorbeeld.example"):
        cache.clear()
        page = enter(Client(), login, "heel-iets-anders").content.decode()
        pages.append(re.sub(r'csrfmiddlewaretoken" value="\w+"', "", page).replace(login, "…"))
    assert pages[0] == pages[1]


@pytest.mark.parametrize("login", [EMAIL, "niemand@voorbeeld.example", "MOLEN-4821-7", "anker-0000-1", "x"])
def test_a_wrong_password_costs_one_hash_whoever_it_is(
    client: Client, sanne: Account, login: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(self: Any, password: str, salt: str) -> str:
        runs.append(password)
        return encode(self, password, salt)

    from vakwerk.apps.people import login_names

    typed = login_names.read(login)
    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    enter(client, login, "heel-iets-anders")
    # A slip in a login name is seen by its last digit, without looking anybody up.
    assert len(runs) == (0 if typed is not None and not typed.right else 1)


def test_asking_a_new_password_says_the_same_whoever_it_is(client: Client, sanne: Account) -> None:
    answers = []
    for email in (EMAIL, "niemand@voorbeeld.example"):
        answer = client.post("/account/password/reset/", {"email": email})
        answers.append((answer.status_code, answer.headers["Location"]))
    assert answers[0] == answers[1]
    assert "/password/reset/key/" in mail.outbox[0].body
    assert "/password/reset/key/" not in mail.outbox[1].body


def test_a_challenge_for_a_passkey_names_nobody(client: Client, sanne: Account) -> None:
    data = client.get("/account/mfa/webauthn/login/", headers={"accept": "application/json"}).json()
    assert not data["request_options"]["publicKey"].get("allowCredentials")
    assert data["request_options"]["publicKey"]["userVerification"] == "required"


@pytest.mark.parametrize(
    "credential",
    [
        "",
        "{}",
        "[]",
        "null",
        "x",
        '{"id":"a","rawId":"a","type":"public-key","response":{"userHandle":"//8"}}',
    ]
    + [
        '{"id":"YQ","rawId":"YQ","type":"public-key","clientExtensionResults":{},"response":'
        f'{{"clientDataJSON":"e30","authenticatorData":"YQ","signature":"YQ","userHandle":{handle}}}}}'
        for handle in ('"MQ"', '"_w"', "null", "5", '""')
    ],
)
def test_a_made_up_passkey_is_refused_and_nothing_breaks(
    client: Client, sanne: Account, credential: str
) -> None:
    client.get("/account/mfa/webauthn/login/", headers={"accept": "application/json"})
    answer = client.post("/account/mfa/webauthn/login/", {"credential": credential})
    assert answer.status_code == 302
    assert not is_in(client)


# --- where a login leads -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "where",
    ["https://elders.example/", "//elders.example/", "/\\elders.example", "javascript:alert(1)", "http:///x"],
)
def test_a_login_never_leads_away(client: Client, sanne: Account, where: str) -> None:
    assert "elders" not in enter(client, next=where).headers["Location"]
    assert "javascript" not in enter(Client(), next=where).headers["Location"]
    client.post("/account/logout/", {"next": where})
    answer = client.post("/account/reauthenticate/", {"password": PASSWORD, "next": where})
    assert "elders" not in answer.headers.get("Location", "")


@pytest.mark.parametrize(
    "address",
    [
        "/account/login/",
        "/account/logout/",
        "/account/brief",
        "/account/mfa/webauthn/login/",
        "/account/password/change/",
        "/account/sessions/",
        "/account/herstel-stoppen",
        "/account/hulp/nieuw",
        "/account/adres-terug/x",
        "/account/logins/",
    ],
)
def test_a_form_from_elsewhere_is_refused(sanne: Account, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(sanne)
    assert client.post(address, {"login": EMAIL, "password": PASSWORD}).status_code == 403


# --- guessing ------------------------------------------------------------------------------------------


def test_guessing_a_password_must_wait_by_login_name_too(client: Client) -> None:
    registrar = actions.create_account(email="renee@voorbeeld.example", password=PASSWORD)
    actions.grant_role(account=registrar, role=Role.REGISTRAR, from_date=registrar.created_at.date())
    printed = letters.open_for_new_person(
        given_names="Grietje", infix="", family_name="", by=registrar, identity_seen="known"
    )
    letters.use_letter(login=printed.login, code=printed.code, password=PASSWORD)
    assert enter(Client(), printed.login.lower().replace("-", "")).status_code == 302
    for attempt in range(5):
        # However it is typed, it is the same name that is counted.
        enter(client, printed.login if attempt % 2 else printed.login.lower(), "fout")
    assert enter(client, printed.login).status_code != 302
    assert not is_in(client)


def test_guessing_the_code_of_a_letter_is_counted_by_address(client: Client) -> None:
    answers = [
        client.post(
            "/account/brief", {"login": f"molen {n:04d} 1", "code": "B", "password": PASSWORD}
        ).status_code
        for n in range(21)
    ]
    assert set(answers[:20]) == {422}
    assert answers[20] == 429


def test_a_code_from_an_app_counts_once(client: Client, sanne: Account) -> None:
    secret = with_app(sanne)
    for ahead in (0, -1, 1):
        cache.clear()
        now = code(secret, ahead)
        first, second = Client(), Client()
        enter(first)
        first.post("/account/mfa/authenticate/", {"code": f" {now[:3]} {now[3:]} "})
        assert is_in(first)
        enter(second)
        second.post("/account/mfa/authenticate/", {"code": now})
        assert not is_in(second), ahead
        # allauth forgets a code after one period, while the clocks may still take it.
        with time_machine.travel(time.time() + 31, tick=False):
            second.post("/account/mfa/authenticate/", {"code": now})
        assert not is_in(second), ahead


def test_guessing_a_code_must_wait(client: Client, sanne: Account) -> None:
    secret = with_app(sanne)
    enter(client)
    for _attempt in range(5):
        client.post("/account/mfa/authenticate/", {"code": "000000"})
    client.post("/account/mfa/authenticate/", {"code": code(secret)})
    assert not is_in(client)


def test_the_secret_of_an_app_does_not_lie_open_in_the_database(sanne: Account) -> None:
    secret = with_app(sanne)
    assert secret not in str(Authenticator.objects.get(user=sanne).data)


# --- the second step is not gone round -----------------------------------------------------------------


def test_a_password_alone_does_not_get_in_and_a_new_password_by_mail_neither(
    client: Client, sanne: Account
) -> None:
    with_app(sanne)
    assert enter(client).headers["Location"] == "/account/mfa/authenticate/"
    assert not is_in(client)
    fresh = Client()
    fresh.post("/account/password/reset/", {"email": EMAIL})
    link = re.search(r"http://testserver(/account/password/reset/key/\S+)", mail.outbox[-1].body)
    assert link is not None
    form = fresh.get(link[1], follow=True).redirect_chain[-1][0]
    fresh.post(form, {"password1": OTHER, "password2": OTHER})
    assert not is_in(fresh)
    assert enter(fresh, password=OTHER).headers["Location"] == "/account/mfa/authenticate/"
    assert not is_in(fresh)
    assert fresh.get(link[1], follow=True).context["token_fail"], "the link works once"


def test_who_does_not_own_his_address_adds_no_second_step(client: Client) -> None:
    actions.sign_up(email=EMAIL, password=PASSWORD, given_names="Iemand")
    enter(client)
    for page in ("/account/mfa/totp/activate/", "/account/mfa/webauthn/add/"):
        assert client.get(page).headers["Location"] == "/account"


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.ADMINISTRATOR, Role.ASSESSOR, Role.COMMITTEE_MEMBER])
def test_staff_get_no_further_than_their_account_without_a_second_step(
    client: Client, sanne: Account, role: Role, settings: Any
) -> None:
    actions.grant_role(account=sanne, role=role, from_date=sanne.created_at.date())
    enter(client)
    settings.VAKWERK_STAFF_SECOND_STEP = True
    for page in ("/wie-keek-mee", "/stand", "/registrar", "/account/hulp", "/api/v1/openapi.json"):
        assert client.get(page).headers.get("Location") == "/account", page
    page = client.get("/account", headers={"accept-language": "nl"}).content.decode()
    assert "kom je niet verder dan deze pagina" in page
    with_app(sanne)
    assert is_in(client)
    settings.VAKWERK_STAFF_SECOND_STEP = False
    Authenticator.objects.all().delete()
    assert is_in(client)
    page = client.get("/account", headers={"accept-language": "nl"}).content.decode()
    assert "Deze demonstratie vraagt er niet om" in page


def test_everybody_else_gets_in_with_a_password(client: Client, sanne: Account, settings: Any) -> None:
    settings.VAKWERK_STAFF_SECOND_STEP = True
    enter(client)
    assert is_in(client)


# --- what changes the ways in --------------------------------------------------------------------------

CHANGING = [
    "/account/mfa/totp/activate/",
    "/account/mfa/webauthn/add/",
    "/account/mfa/recovery-codes/generate/",
]


@pytest.mark.parametrize("page", CHANGING)
def test_the_password_is_asked_again_before_a_change(client: Client, sanne: Account, page: str) -> None:
    enter(client)
    assert client.get(page).headers["Location"].startswith("/account/reauthenticate/")
    show_it_is_me(client, page)
    assert client.get(page).status_code == 200
    with time_machine.travel(time.time() + 301, tick=False):
        assert client.get(page).headers["Location"].startswith("/account/reauthenticate/")


def test_an_address_is_changed_in_two_steps_and_undone_by_the_old_one(client: Client, sanne: Account) -> None:
    enter(client)
    ask = {"email": "nieuw@voorbeeld.example", "action_add": ""}
    assert "/account/reauthenticate/" in client.post("/account/email/", ask).headers["Location"]
    client.post("/account/reauthenticate/", {"password": PASSWORD, "next": "/account/email/"})
    (confirm,) = mail.outbox
    assert confirm.to == ["nieuw@voorbeeld.example"]
    sanne.refresh_from_db()
    assert sanne.email == EMAIL, "nothing changes before the new address is confirmed"
    link = re.search(r"http://testserver(/account/confirm-email/\S+)", confirm.body)
    assert link is not None
    client.post(link[1])
    sanne.refresh_from_db()
    assert sanne.email == "nieuw@voorbeeld.example"
    told = mail.outbox[-1]
    assert told.to == [EMAIL]
    undo = re.search(r"http://testserver(/account/adres-terug/\S+)", told.body)
    assert undo is not None
    thief, owner = client, Client()
    assert owner.get(undo[1]).status_code == 200
    assert is_in(thief)
    owner.post(undo[1])
    sanne.refresh_from_db()
    assert sanne.email == EMAIL
    assert not is_in(thief)
    assert owner.get(undo[1]).status_code == 410
    assert enter(Client(), "nieuw@voorbeeld.example").status_code != 302


def test_the_address_of_an_account_with_a_second_step_can_be_changed(client: Client, sanne: Account) -> None:
    secret = with_app(sanne)
    enter(client)
    client.post("/account/mfa/authenticate/", {"code": code(secret)})
    show_it_is_me(client)
    client.post("/account/email/", {"email": "nieuw@voorbeeld.example", "action_add": ""})
    assert EmailAddress.objects.filter(user=sanne, email="nieuw@voorbeeld.example", verified=False).exists()


@pytest.mark.django_db(transaction=True)
def test_every_change_is_told_by_mail_and_stands_in_the_activity(client: Client, sanne: Account) -> None:
    enter(client)
    show_it_is_me(client)
    page = client.get("/account/mfa/totp/activate/")
    client.post("/account/mfa/totp/activate/", {"code": code(page.context["form"].secret)})
    spare = client.get("/account/mfa/recovery-codes/").content.decode()
    assert len(re.findall(r"<li><code>\d{8}</code>", spare)) == 10
    assert "<li><code>" not in client.get("/account/mfa/recovery-codes/").content.decode(), "shown once"
    assert client.get("/account/mfa/recovery-codes/download/").status_code == 403
    client.post("/account/mfa/recovery-codes/generate/")
    client.post("/account/mfa/totp/deactivate/")
    kinds = [event.kind for event in activity.events_of(account=sanne)]
    assert kinds == ["app-removed", "codes-made", "codes-made", "app-added", "logged-in"]
    assert len(mail.outbox) == 3
    assert all(message.to == [EMAIL] for message in mail.outbox)
    assert client.get("/account/activiteit").status_code == 200


def test_the_last_way_in_stays(client: Client, sanne: Account) -> None:
    enter(client)
    show_it_is_me(client)
    passkey = Authenticator.objects.create(
        user=sanne, type=Authenticator.Type.WEBAUTHN, data={"name": "mijn telefoon", "credential": {}}
    )
    connected = SocialAccount.objects.create(user=sanne, provider="eduid", uid="1")
    sanne.set_unusable_password()
    sanne.save()
    client.force_login(sanne)
    connected.delete()
    assert client.post(f"/account/mfa/webauthn/keys/{passkey.pk}/remove/").headers["Location"] == "/account"
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


# --- nothing of allauth shows as it came ---------------------------------------------------------------

OFF = (
    "phone",
    "login_code",
    "signup_by_passkey",
    "trust",
    "webauthn/signup_form",
    "snippets/",
    "_code",
    "sms",
)
BASES = ("base", "login_script", "scripts")


def test_every_page_and_mail_that_allauth_can_show_is_ours(repository: Path) -> None:
    theirs = Path(allauth.__path__[0]) / "templates"
    ours = repository / "src/vakwerk/site/templates"
    names = [
        str(path.relative_to(theirs))
        for room in ("account", "mfa", "socialaccount", "usersessions")
        for path in sorted((theirs / room).rglob("*.*"))
    ]
    assert len(names) > 80
    # A template that only others extend shows nothing itself; these belong to pages that lead to ours instead.
    never = {
        "account/email.html",
        "account/verified_email_required.html",
        "account/email/email_confirm_subject.txt",
        "account/email/email_confirm_message.txt",
        "usersessions/messages/sessions_logged_out.txt",
        "mfa/index.html",
        "mfa/webauthn/authenticator_list.html",
    }
    foreign = [
        name
        for name in names
        if not any(word in name for word in OFF)
        and not Path(name).stem.startswith("base")
        and name not in never
        and not Path(get_template(name).origin.name).is_relative_to(ours)  # type: ignore[attr-defined]
    ]
    assert foreign == []


@pytest.mark.parametrize("name", ["mfa_index", "mfa_list_webauthn", "people:to_account"])
def test_older_addresses_lead_to_the_page_with_all_ways_in(client: Client, sanne: Account, name: str) -> None:
    enter(client)
    assert client.get(reverse(name)).headers["Location"] == "/account"


# --- what is kept, copied and erased -------------------------------------------------------------------


def test_a_copy_holds_the_account_without_secrets_and_an_erasure_leaves_nobody(
    client: Client, sanne: Account
) -> None:
    secret = with_app(sanne)
    enter(client)
    client.post("/account/mfa/authenticate/", {"code": code(secret)})
    person = Person.objects.get(account=sanne)
    mine = {one.name: one for one in stores.stores() if one.name in ("people", "looks", "ways-in")}
    assert list(mine) == ["ways-in", "looks", "people"], "erased in this order"
    copied = str([one.export(person.pk) for one in mine.values()])
    assert EMAIL in copied
    assert "Sanne" in copied
    assert secret not in copied
    assert sanne.password not in copied
    for one in mine.values():
        one.erase(person.pk, sanne.created_at)
    sanne.refresh_from_db()
    person.refresh_from_db()
    assert (sanne.email, sanne.login_name, sanne.is_active, person.name) == (None, None, False, "–")
    assert not is_in(client)
    assert EMAIL not in str([one.export(person.pk) for one in mine.values()])
    assert not Authenticator.objects.filter(user=sanne).exists()

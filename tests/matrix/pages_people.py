"""Who may open the pages about accounts and people, those of allauth among them."""

from __future__ import annotations

from typing import Any

from tests.matrix.shape import ACCOUNTS, EVERYONE, MatrixPage, World

NOBODY: frozenset[str] = frozenset()
HELPERS = frozenset({"registrar", "administrator"})


def furnish(world: World) -> dict[str, Any]:
    """Somebody without an account, and a recovery of the owner's account that a colleague asked for."""
    from vakwerk.apps.people import actions, recovery

    helped = actions.create_person(given_names="Zonder", family_name="Account")
    asked = recovery.ask(
        account=world.owner,
        by=world.accounts["registrar"],
        identity_seen="passport",
        site="http://testserver",
    )
    return {"people.helped": helped.pk, "people.recovery": asked.pk}


def _seen(_world: World) -> dict[str, str]:
    return {"identity_seen": "passport"}


def _new(_world: World) -> dict[str, str]:
    return {"given_names": "Nieuw", "identity_seen": "known"}


def _helped(world: World) -> dict[str, Any]:
    return {"person_id": world.made["people.helped"]}


def _recovery(world: World) -> dict[str, Any]:
    return {"recovery_id": world.made["people.recovery"]}


def _owner(world: World) -> dict[str, Any]:
    return {"person_id": world.person.pk}


def _key(_world: World) -> dict[str, str]:
    return {"key": "not-a-key"}


def _device(_world: World) -> dict[str, int]:
    return {"session_id": 1}


def _passkey(_world: World) -> dict[str, int]:
    return {"pk": 1}


def _provider(_world: World) -> dict[str, str]:
    return {"provider_id": "unknown"}


def _mailed(_world: World) -> dict[str, str]:
    return {"uidb36": "1", "key": "not-a-key"}


PAGES = [
    MatrixPage("people:looks", ACCOUNTS),
    # The page with all ways in, and what belongs to it: one's own only, so every account has its own.
    MatrixPage("people:account", ACCOUNTS),
    MatrixPage("people:to_account", EVERYONE),
    MatrixPage("people:activity", ACCOUNTS),
    MatrixPage("people:end_session", ACCOUNTS, arguments=_device, method="post"),
    MatrixPage("people:stop_own_recovery", ACCOUNTS, method="post"),
    MatrixPage("usersessions_list", ACCOUNTS),
    MatrixPage("usersessions_list", ACCOUNTS, method="post"),
    # Without a right letter or link these pages explain, and let nobody in.
    MatrixPage("people:use_letter", EVERYONE),
    MatrixPage("people:use_letter", EVERYONE, NOBODY, method="post"),
    MatrixPage("people:undo_address", NOBODY, arguments=_key),
    MatrixPage("people:undo_address", NOBODY, arguments=_key, method="post"),
    MatrixPage("people:stop_recovery", NOBODY, arguments=_key),
    MatrixPage("people:stop_recovery", NOBODY, arguments=_key, method="post"),
    # Helping others to log in.
    MatrixPage("people:help_list", HELPERS),
    MatrixPage("people:help_new", HELPERS),
    MatrixPage("people:help_new", HELPERS, method="post", data=_new),
    MatrixPage("people:help_person", HELPERS, arguments=_owner),
    MatrixPage("people:help_person", HELPERS, arguments=_helped, method="post", data=_seen),
    MatrixPage("people:confirm_recovery", HELPERS, arguments=_recovery, method="post"),
    MatrixPage("people:complete_recovery", HELPERS, arguments=_recovery, method="post"),
    MatrixPage("people:cancel_recovery", HELPERS, arguments=_recovery, method="post"),
    # allauth's own. A step in the middle of a login is nobody's who is not in it; who is in goes to the first page.
    MatrixPage("mfa_index", EVERYONE),
    MatrixPage("mfa_list_webauthn", EVERYONE),
    MatrixPage("mfa_authenticate", ACCOUNTS),
    MatrixPage("mfa_authenticate", ACCOUNTS, method="post"),
    MatrixPage("mfa_reauthenticate", ACCOUNTS),
    MatrixPage("mfa_reauthenticate_webauthn", ACCOUNTS),
    MatrixPage("mfa_activate_totp", ACCOUNTS),
    MatrixPage("mfa_activate_totp", ACCOUNTS, method="post"),
    MatrixPage("mfa_deactivate_totp", NOBODY),
    MatrixPage("mfa_view_recovery_codes", NOBODY),
    MatrixPage("mfa_download_recovery_codes", NOBODY),
    MatrixPage("mfa_generate_recovery_codes", ACCOUNTS),
    MatrixPage("mfa_generate_recovery_codes", ACCOUNTS, method="post"),
    MatrixPage("mfa_add_webauthn", ACCOUNTS),
    MatrixPage("mfa_add_webauthn", ACCOUNTS, method="post"),
    MatrixPage("mfa_remove_webauthn", ACCOUNTS, arguments=_passkey),
    MatrixPage("mfa_remove_webauthn", ACCOUNTS, arguments=_passkey, method="post"),
    MatrixPage("mfa_edit_webauthn", ACCOUNTS, arguments=_passkey),
    MatrixPage("mfa_login_webauthn", ACCOUNTS),
    MatrixPage("socialaccount_connections", ACCOUNTS),
    MatrixPage("socialaccount_connections", ACCOUNTS, method="post"),
    MatrixPage("socialaccount_login_cancelled", EVERYONE),
    MatrixPage("socialaccount_login_error", NOBODY),
    MatrixPage("socialaccount_signup", NOBODY),
    MatrixPage("openid_connect_login", NOBODY, arguments=_provider),
    MatrixPage("openid_connect_callback", NOBODY, arguments=_provider),
]

"""Pages of allauth: each is about the account that is logged in, and none takes somebody else's key."""

from __future__ import annotations

from tests.matrix.shape import ACCOUNTS, EVERYONE, VISITOR, MatrixPage

NOBODY: frozenset[str] = frozenset()
GUESSED = {"key": "guessed"}
GUESSED_RESET = {"uidb36": "1", "key": "guessed-key"}

PAGES = [
    # Who has logged in already is sent on.
    *(
        MatrixPage(view, EVERYONE, NOBODY, method=method)
        for view in ("account_login", "account_signup", "account_reset_password")
        for method in ("get", "post")
    ),
    MatrixPage("account_inactive", EVERYONE, NOBODY),
    MatrixPage("account_email_verification_sent", EVERYONE, NOBODY),
    MatrixPage("account_reset_password_done", EVERYONE, NOBODY),
    MatrixPage("account_reset_password_from_key_done", EVERYONE, NOBODY),
    *(MatrixPage("account_logout", EVERYONE, NOBODY, method=method) for method in ("get", "post")),
    *(
        MatrixPage(view, ACCOUNTS, NOBODY, method=method)
        for view in (
            "account_email",
            "account_change_password",
            "account_set_password",
            "account_reauthenticate",
        )
        for method in ("get", "post")
    ),
    # Without a code that was mailed there is nothing to confirm: back to the login page.
    *(
        MatrixPage("account_confirm_login_code", ACCOUNTS, NOBODY, method=method)
        for method in ("get", "post")
    ),
    # A key that was never sent: the page says that the link does not work, to anyone.
    MatrixPage("account_confirm_email", EVERYONE, NOBODY, lambda _world: GUESSED),
    MatrixPage("account_reset_password_from_key", EVERYONE, NOBODY, lambda _world: GUESSED_RESET),
]
assert VISITOR not in ACCOUNTS

"""Mails about an account that do not answer a request of its owner, so that nobody is let in without being told."""

from __future__ import annotations

import datetime as dt
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from vakwerk.apps.people.models import Account, AddressChange

FORMER_ADDRESS_FOR = dt.timedelta(days=30)
"""So long an address that was replaced is still told what happens: whoever took the account may have replaced it."""


def known_addresses(*, account: Account, at: dt.datetime) -> list[str]:
    """Every address of this account, those replaced in the last thirty days among them; in order of the alphabet."""
    now = EmailAddress.objects.filter(user=account).values_list("email", flat=True)
    before = AddressChange.objects.filter(account=account, at__gte=at - FORMER_ADDRESS_FOR).values_list(
        "old_email", flat=True
    )
    return sorted({account.email or "", *now, *before} - {""})


def tell(*, account: Account, addresses: list[str], letter: str, **about: Any) -> None:
    """Mails `letter` (a name under `account/email/`) to each address, in the account's language, once all is kept.

    An address gets a mail of its own: none learns of the others.
    """
    with translation.override(account.language or settings.LANGUAGE_CODE):
        subject = " ".join(render_to_string(f"account/email/{letter}_subject.txt", about).split())
        body = render_to_string(f"account/email/{letter}_message.txt", about).strip()
    mails = [
        EmailMessage(f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{subject}", body, to=[one]) for one in addresses
    ]

    def send() -> None:
        for mail in mails:
            mail.send()

    transaction.on_commit(send)

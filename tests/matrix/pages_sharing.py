"""Sharing and rights: one's own; answers to corrections are the registrar's."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone
from tests.matrix.shape import ACCOUNTS, FORMER_GUEST, GUEST, OWNER, SECRET, MatrixPage, World

MINE, NOBODY, REGISTRAR = frozenset({OWNER}), frozenset(), frozenset({"registrar"})


def furnish(world: World) -> dict[str, Any]:
    """The owner shares with the guest, shared with the former guest, was asked something, and asked something."""
    from vakwerk.apps.dossier import queries as dossiers
    from vakwerk.apps.people import queries as people
    from vakwerk.apps.sharing import actions, rights

    until = timezone.localdate() + dt.timedelta(days=20)

    def terms(**more: Any) -> actions.Terms:
        asked = {"purpose": "employment", "scope": "facts", "facts": ["matrix-reflection", "matrix-course"]}
        return actions.Terms(until_date=until, note=SECRET, with_evidence=True, **(asked | more))

    def given_to(name: str) -> Any:
        account = world.accounts[name]
        invited = actions.invite(person=world.person, terms=terms(), email=account.email, actor=world.owner)
        return actions.accept(key=invited.key, account=account).pk

    share, ended = given_to(GUEST), given_to(FORMER_GUEST)
    actions.end(share_id=ended, actor=world.owner)
    employer = world.accounts["employer"]
    house = people.grants_of(account=employer, on=timezone.localdate()).get().organisation_id
    assert house is not None
    asked = actions.ask(
        person_id=world.person.pk, purpose="employment", scope="standing", until_date=until, why=SECRET,
        asked_by=employer, organisation=house,
    )  # fmt: skip
    invited = actions.invite(
        person=world.person, terms=terms(), email="nobody@example.org", actor=world.owner
    )
    registered = next(one for one in dossiers.timeline(world.person) if one.source == "register")
    correction = rights.ask_correction(person=world.person, fact_id=registered.fact.id, what=SECRET)
    return {
        "share": share,
        "ended": ended,
        "request": asked.pk,
        "invitation": invited.key,
        "correction": correction.pk,
    }


def _share(world: World) -> dict[str, Any]:
    return {"share_id": world.made["share"]}


def _request(world: World) -> dict[str, Any]:
    return {"request_id": world.made["request"]}


def _invitation(world: World) -> dict[str, Any]:
    return {"key": world.made["invitation"]}


def _correction(world: World) -> dict[str, Any]:
    return {"correction_id": world.made["correction"]}


PAGES = [
    MatrixPage("sharing:shares", ACCOUNTS),
    MatrixPage("sharing:share", MINE, arguments=_share),
    MatrixPage("sharing:change_end", MINE, arguments=_share, method="post"),
    MatrixPage("sharing:end", MINE | {GUEST}, arguments=_share, method="post"),
    MatrixPage("sharing:request", MINE, arguments=_request),
    MatrixPage("sharing:request", MINE, arguments=_request, method="post"),
    # Who has the link reads who shares; only the account of its address can accept, others are sent back.
    MatrixPage("sharing:invitation", ACCOUNTS, NOBODY, _invitation),
    MatrixPage("sharing:invitation", ACCOUNTS, NOBODY, _invitation, method="post"),
    MatrixPage("sharing:rights", ACCOUNTS),
    MatrixPage("sharing:restrict", ACCOUNTS, method="post"),
    MatrixPage("sharing:ask_correction", ACCOUNTS),
    MatrixPage("sharing:ask_correction", ACCOUNTS, method="post"),
    MatrixPage("sharing:erase", ACCOUNTS),
    MatrixPage("sharing:erase", ACCOUNTS, method="post"),
    MatrixPage("sharing:cancel_erasure", ACCOUNTS, method="post"),
    MatrixPage("sharing:corrections", REGISTRAR, NOBODY),
    MatrixPage("sharing:answer_correction", REGISTRAR, REGISTRAR, _correction),
    MatrixPage("sharing:answer_correction", REGISTRAR, REGISTRAR, _correction, method="post"),
]

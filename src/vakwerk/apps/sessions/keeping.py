"""A session held under lock, and the dossiers brought up to date with it. Only the actions of this app use this."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from vakwerk.apps.dossier import actions as dossier
from vakwerk.apps.dossier import queries as dossier_queries
from vakwerk.apps.dossier import refusals as dossier_refusals
from vakwerk.apps.sessions import facts, refusals
from vakwerk.apps.sessions.models import Attendance, Membership, SessionEvent, SharedSession
from vakwerk.apps.sessions.names import LONGEST_TEXT, State
from vakwerk.core.dossier import Activity

TRIES = 5


def new_token(length: int = 16) -> str:
    """A secret of letters and digits that are not taken for each other, about five bits each."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "".join(secrets.choice(letters) for _place in range(length))


CODE_LENGTH = 10
"""The code of a session is typed over where a camera does not work; it lets in strangers for twelve hours only."""


@dataclass(slots=True)
class Held:
    """A session that nobody else changes until the transaction ends, with what it meant for dossiers before."""

    session: SharedSession
    attendances: list[Attendance]
    before: dict[int, Activity]

    def of(self, person: Any) -> Attendance | None:
        """This person's place on the list."""
        return next((one for one in self.attendances if one.person_id == person.id), None)

    def listed(self, person: Any) -> Attendance:
        """The same. Refuses: NotListed."""
        found = self.of(person)
        if found is None:
            raise refusals.NotListed()
        return found


def hold(session_id: uuid.UUID) -> Held:
    """Locks the session, then reads who is on its list. Refuses: NoSuchSession."""
    found = SharedSession.objects.select_for_update(no_key=True).filter(pk=session_id).first()
    if found is None:
        raise refusals.NoSuchSession(session=str(session_id))
    listed = list(Attendance.objects.filter(session=found).select_related("person__account").order_by("pk"))
    return Held(found, listed, _meaning(found, listed))


def _meaning(session: SharedSession, attendances: Iterable[Attendance]) -> dict[int, Activity]:
    group = session.group
    meeting = facts.Meeting(
        id=session.pk,
        kind=session.kind,
        title=session.title,
        on=session.on,
        minutes=session.minutes,
        remote_minutes=session.remote_minutes,
        guide_register=group.guide_register if group is not None else "",
        stands=session.state == State.HELD,
    )
    return facts.activities(meeting, [_present(one) for one in attendances])


def _present(one: Attendance) -> facts.Present:
    return facts.Present(
        key=one.pk,
        name=one.name or _("somebody whose data was erased"),
        state=one.state,
        part=one.part,
        on=one.decided_at.astimezone().date() if one.decided_at is not None else None,
        agreed=one.agreed_minutes or 0,
    )


def write_out(held: Held, *, by: Any, at: dt.datetime, gone: Collection[str] = ()) -> None:
    """Every dossier says what the session says now. Dossiers are taken in one order, so nobody waits in a ring.

    `gone`: names that may vouch no more, though nobody on the list bears them now.
    """
    after = _meaning(held.session, held.attendances)
    names = {one.name for one in held.attendances if one.name} | set(gone)
    account = None if by is None else by.account
    known = sorted(
        (one for one in held.attendances if one.person is not None), key=lambda one: str(one.person_id)
    )
    for one in known:
        _bring(one, held.before.get(one.pk), after.get(one.pk), names, account, at, mine=by == one.person)
    held.before = after


def _bring(
    one: Attendance,
    before: Activity | None,
    after: Activity | None,
    names: set[str],
    account: Any,
    at: dt.datetime,
    *,
    mine: bool,
) -> None:
    if after == before:
        return
    if after is None:
        _withdraw(one, account, at)
    elif not one.fact_id:
        source = "self" if one.how == "recorder" and mine else "colleague"
        dossier.record_fact(person=_owner(one), fact=after, actor=account, source=source, at=at)
        one.fact_id = after.id
        one.save(update_fields=["fact_id"])
    else:
        _change(one, before, after, names, account, at)


def _owner(one: Attendance) -> Any:
    return one.person


def _withdraw(one: Attendance, account: Any, at: dt.datetime) -> None:
    with suppress(dossier_refusals.NoSuchFact):  # its owner may have withdrawn it before
        dossier.withdraw_fact(
            person=_owner(one), fact_id=one.fact_id, actor=account, source="colleague", at=at
        )


def _change(
    one: Attendance, before: Activity | None, after: Activity, names: set[str], account: Any, at: dt.datetime
) -> None:
    """Only what the session changed. The owner may change the fact at the same moment: then we read it again."""
    for attempt in range(TRIES):
        page = dossier_queries.fact(_owner(one), one.fact_id)
        if page is None:
            return
        if page.withdrawn:
            if before is not None:
                return  # its owner does not want it there
            dossier.restore_fact(
                person=_owner(one), fact_id=one.fact_id, actor=account, source="colleague", at=at
            )
            continue
        standing = page.fact
        assert isinstance(standing, Activity)
        try:
            dossier.change_fact(
                person=_owner(one),
                fact_id=one.fact_id,
                fact=facts.merged(standing, before, after, names),
                actor=account,
                expected_version=page.latest.number,
                source=page.latest.source,
                at=at,
            )
        except dossier_refusals.StaleVersion:
            if attempt == TRIES - 1:
                raise
        else:
            return


def tell(
    held: Held, name: str, *, by: Any, at: dt.datetime, about: Any = None, data: dict[str, Any] | None = None
) -> None:
    """Adds to the session's history."""
    SessionEvent.objects.create(
        session=held.session, name=name, at=at, actor=by, about=about, data=data or {}
    )


def check_text(text: str, longest: int = LONGEST_TEXT, *, needed: bool = False) -> str:
    """The text without spaces around it. Refuses: TextTooLong, also for signs no text holds."""
    tidy = text.strip().replace("\r\n", "\n")
    if len(tidy) > longest or "\x00" in tidy or (needed and not tidy):
        raise refusals.TextTooLong(longest=longest)
    return tidy


def runs(session: SharedSession, person: Any) -> bool:
    """Whether this person recorded the session, or manages its group today."""
    if session.recorded_by_id == person.id:
        return True
    return (
        session.group_id is not None
        and Membership.objects.filter(
            group_id=session.group_id, person_id=person.id, left_on__isnull=True, may_manage=True
        ).exists()
    )


def require_runs(session: SharedSession, person: Any) -> None:
    """Refuses: NotTheRecorder."""
    if not runs(session, person):
        raise refusals.NotTheRecorder()

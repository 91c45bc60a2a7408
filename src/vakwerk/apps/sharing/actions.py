"""Everything that changes what is shared: check, change, record, in one transaction."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.dossier.parties import Actor, Owner
from vakwerk.apps.people import queries as people
from vakwerk.apps.people.houses import house
from vakwerk.apps.sharing import queries, refusals
from vakwerk.apps.sharing.models import LONG, Share, ShareEvent, ShareRequest
from vakwerk.apps.sharing.offers import can_be_shared
from vakwerk.apps.sharing.terms import LEAVE_SHOWN_FOR, READERS, SCOPES, Decision, Purpose, Scope, latest_day
from vakwerk.core.dossier import Absence, Dossier

MOST_FACTS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What somebody means to share: for what, what of it, until when (that day included).

    `facts` are ids: the facts of scope `facts`, and in scope `norm` the reflections that may be called by their name.
    `period` of scope `norm` is (first day, first day after it); None takes the running one.
    """

    purpose: str
    scope: str
    until_date: dt.date
    other_purpose: str = ""
    norm: str = ""
    period: tuple[dt.date, dt.date] | None = None
    facts: Collection[str] = ()
    with_evidence: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Invited:
    """A share that waits to be accepted, and the key for its link: told once, kept only as a digest."""

    share: Share
    key: str


def check(*, person: Owner, terms: Terms, on: dt.date) -> None:
    """Whether this can be shared; keeps nothing.

    Refuses PurposeUnclear, ScopeNotForPurpose, EndNotPossible, TextTooLong, NormNotHeld, FactsNotShareable.
    """
    if terms.purpose not in Purpose.values or len(terms.other_purpose) > 200:
        raise refusals.PurposeUnclear(purpose=terms.purpose)
    if terms.purpose == Purpose.OTHER and not terms.other_purpose.strip():
        raise refusals.PurposeUnclear(purpose=terms.purpose)
    if terms.scope not in SCOPES[terms.purpose] or not can_be_shared(terms.scope):
        raise refusals.ScopeNotForPurpose(scope=terms.scope, purpose=terms.purpose)
    _check_end(terms.until_date, on)
    if len(terms.note) > LONG:
        raise refusals.TextTooLong(field="note", longest=LONG)
    _check_facts(terms, dossiers.dossier_of(person))


def _check_end(until_date: dt.date, on: dt.date) -> None:
    latest = latest_day(on)
    if not on <= until_date <= latest:
        raise refusals.EndNotPossible(latest=latest.strftime("%d-%m-%Y"))


def _check_facts(terms: Terms, dossier: Dossier) -> None:
    if terms.scope == Scope.NORM:
        held = dossier.recognition(terms.norm)
        known = [] if held is None else [*held.past, *([held.period] if held.period else [])]
        if held is None or (
            terms.period is not None and terms.period not in [(one.start, one.end) for one in known]
        ):
            raise refusals.NormNotHeld(norm=terms.norm)
    standing = {fact.id: fact for fact in dossier.facts()}
    asked = set(terms.facts)
    hidden = {
        key for key in asked & set(standing)
        if isinstance(standing[key], Absence) and terms.purpose not in LEAVE_SHOWN_FOR
    }  # fmt: skip
    if (
        asked - set(standing)
        or hidden
        or len(asked) > MOST_FACTS
        or (terms.scope == Scope.FACTS and not asked)
    ):
        raise refusals.FactsNotShareable(facts=sorted(hidden or asked - set(standing)))


@transaction.atomic
def offer_to_organisation(
    *,
    person: Owner,
    terms: Terms,
    organisation: uuid.UUID,
    actor: Actor,
    request: uuid.UUID | None = None,
    at: dt.datetime | None = None,
) -> Share:
    """Who holds a fitting role in this organisation sees this from today.

    Refuses ReceiverUnclear, and what `check` refuses.
    """
    moment = at or timezone.now()
    check(person=person, terms=terms, on=timezone.localdate(moment))
    if house(house_id=organisation) is None:
        raise refusals.ReceiverUnclear()
    return _offer(person, terms, actor, moment, organisation_id=organisation, request_id=request)


@transaction.atomic
def invite(
    *, person: Owner, terms: Terms, email: str, actor: Actor, at: dt.datetime | None = None
) -> Invited:
    """Who gets mail at this address may accept to see this, once. Refuses AddressUnusable, and what `check` does."""
    moment = at or timezone.now()
    check(person=person, terms=terms, on=timezone.localdate(moment))
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise refusals.AddressUnusable(email=email) from None
    known = people.account_with(email=address)
    if known is not None and known.pk == actor.pk:
        raise refusals.AddressUnusable(email=email)
    key = secrets.token_urlsafe(32)
    share = _offer(person, terms, actor, moment, invited_email=address, invitation=digest_of(key))
    return Invited(share, key)


def digest_of(key: str) -> str:
    """What is kept of the key in an invitation's link."""
    return hashlib.sha256(key.encode()).hexdigest()


def _offer(person: Owner, terms: Terms, actor: Actor, at: dt.datetime, **receiver: object) -> Share:
    start, end = terms.period or (None, None)
    share = Share.objects.create(
        person_id=person.id,
        purpose=terms.purpose,
        other_purpose=terms.other_purpose.strip() if terms.purpose == Purpose.OTHER else "",
        scope=terms.scope,
        norm=terms.norm if terms.scope == Scope.NORM else "",
        period_start=start if terms.scope == Scope.NORM else None,
        period_end=end if terms.scope == Scope.NORM else None,
        facts=sorted(terms.facts) if terms.scope in (Scope.NORM, Scope.FACTS) else [],
        with_evidence=terms.with_evidence and terms.scope in (Scope.NORM, Scope.FACTS),
        from_date=timezone.localdate(at),
        until_date=terms.until_date,
        note=terms.note.strip(),
        made_at=at,
        **receiver,
    )
    _record(share, "sharing:share:offer", actor, at, {"until": terms.until_date.isoformat()})
    return share


@transaction.atomic
def accept(*, key: str, account: people.Visitor, at: dt.datetime | None = None) -> Share:
    """The account of the invited address sees this from now on; the link is used up.

    Refuses InvitationGone, InvitationForAnother.
    """
    moment = at or timezone.now()
    share = Share.objects.select_for_update().filter(invitation=digest_of(key), account__isnull=True).first()
    if share is None or share.ended_at is not None or share.until_date < timezone.localdate(moment):
        raise refusals.InvitationGone()
    if getattr(account, "email", "") != share.invited_email:
        raise refusals.InvitationForAnother()
    share.account_id = account.pk
    share.invitation = ""
    share.save(update_fields=["account", "invitation"])
    _record(share, "sharing:share:accept", account, moment, {})
    return share


@transaction.atomic
def change_end(
    *, share_id: uuid.UUID, until_date: dt.date, actor: people.Visitor, at: dt.datetime | None = None
) -> Share:
    """The last day becomes another: by the owner either way, by a receiver only sooner.

    Refuses HasEnded, NotYours, OnlySooner, EndNotPossible.
    """
    moment = at or timezone.now()
    today = timezone.localdate(moment)
    share = _running(share_id, today)
    owner = _is_owner(share, actor)
    if not owner and not _is_receiver(share, actor, today):
        raise refusals.NotYours()
    _check_end(until_date, today)
    if until_date > share.until_date and not owner:
        raise refusals.OnlySooner()
    what = "extend" if until_date > share.until_date else "shorten"
    share.until_date = until_date
    share.save(update_fields=["until_date"])
    _record(share, f"sharing:share:{what}", actor, moment, {"until": until_date.isoformat()})
    return share


@transaction.atomic
def end(*, share_id: uuid.UUID, actor: people.Visitor, at: dt.datetime | None = None) -> Share:
    """Nobody sees this any more, from now. By the owner or a receiver. Refuses HasEnded, NotYours."""
    moment = at or timezone.now()
    today = timezone.localdate(moment)
    share = _running(share_id, today)
    if not _is_owner(share, actor) and not _is_receiver(share, actor, today):
        raise refusals.NotYours()
    share.ended_at, share.ended_by_id, share.invitation = moment, actor.pk, ""
    share.save(update_fields=["ended_at", "ended_by", "invitation"])
    _record(share, "sharing:share:end", actor, moment, {})
    return share


def _running(share_id: uuid.UUID, on: dt.date) -> Share:
    share = Share.objects.select_for_update().filter(pk=share_id).first()
    if share is None or share.ended_at is not None or share.until_date < on:
        raise refusals.HasEnded()
    return share


def _is_owner(share: Share, actor: people.Visitor) -> bool:
    person = people.person_of(account=actor)
    return person is not None and person.pk == share.person_id


def _is_receiver(share: Share, actor: people.Visitor, on: dt.date) -> bool:
    return any(one.id == share.pk for one in queries.shared_with(actor, on))


@transaction.atomic
def ask(
    *,
    person_id: uuid.UUID,
    purpose: str,
    scope: str,
    until_date: dt.date,
    why: str,
    asked_by: people.Visitor,
    organisation: uuid.UUID,
    norm: str = "",
    at: dt.datetime | None = None,
) -> ShareRequest:
    """The person is asked to share this; nothing is shared, and nothing is told about the person.

    Asked again while the first waits, nothing is added. Refuses MayNotAsk, ScopeNotForPurpose, TextTooLong,
    EndNotPossible.
    """
    moment = at or timezone.now()
    check_asking(
        purpose=purpose, scope=scope, until_date=until_date, why=why, asked_by=asked_by,
        organisation=organisation, on=timezone.localdate(moment),
    )  # fmt: skip
    assert asked_by.pk is not None  # who has a role has logged in
    same = ShareRequest.objects.filter(
        person=person_id, organisation=organisation, purpose=purpose, decision=Decision.OPEN
    ).first()
    if same is not None:
        return same
    return ShareRequest.objects.create(
        person_id=person_id,
        asked_by_id=asked_by.pk,
        organisation_id=organisation,
        purpose=purpose,
        scope=scope,
        norm=norm,
        until_date=until_date,
        why=why.strip(),
        made_at=moment,
    )


def check_asking(
    *,
    purpose: str,
    scope: str,
    until_date: dt.date,
    why: str,
    asked_by: people.Visitor,
    organisation: uuid.UUID,
    on: dt.date,
) -> None:
    """Whether this may be asked, of whomever. Refuses what `ask` refuses: who is asked plays no part in it."""
    if purpose not in Purpose.values or purpose == Purpose.OTHER:
        raise refusals.MayNotAsk(purpose=purpose)
    if scope not in SCOPES[purpose] or scope == Scope.FACTS or not can_be_shared(scope):
        raise refusals.ScopeNotForPurpose(scope=scope, purpose=purpose)
    held = {(one.role, one.organisation) for one in queries.houses_of(asked_by, on)}
    if not any((role, organisation) in held for role in READERS[purpose]):
        raise refusals.MayNotAsk(purpose=purpose)
    if not why.strip() or len(why) > LONG:
        raise refusals.TextTooLong(field="why", longest=LONG)
    _check_end(until_date, on)


@transaction.atomic
def grant(
    *, request_id: uuid.UUID, person: Owner, terms: Terms, actor: Actor, at: dt.datetime | None = None
) -> Share:
    """The request is granted, as asked or changed. Refuses RequestDecided, and what `offer_to_organisation` refuses."""
    moment = at or timezone.now()
    row = _open_request(request_id, person)
    assert row.organisation_id is not None
    share = offer_to_organisation(
        person=person, terms=terms, organisation=row.organisation_id, actor=actor, request=row.pk, at=moment
    )
    _decide(row, Decision.GRANTED, moment)
    return share


@transaction.atomic
def refuse(*, request_id: uuid.UUID, person: Owner, at: dt.datetime | None = None) -> None:
    """The request is refused; who asked is told nothing else. Refuses RequestDecided."""
    _decide(_open_request(request_id, person), Decision.REFUSED, at or timezone.now())


def _open_request(request_id: uuid.UUID, person: Owner) -> ShareRequest:
    row = ShareRequest.objects.select_for_update().filter(pk=request_id, person=person.id).first()
    if row is None or row.decision != Decision.OPEN:
        raise refusals.RequestDecided()
    return row


def _decide(row: ShareRequest, decision: str, at: dt.datetime) -> None:
    row.decision, row.decided_at = decision, at
    row.save(update_fields=["decision", "decided_at"])


def _record(
    share: Share, name: str, actor: Actor | people.Visitor, at: dt.datetime, data: dict[str, str]
) -> None:
    ShareEvent.objects.create(share=share, name=name, at=at, actor_id=actor.pk, data=data)

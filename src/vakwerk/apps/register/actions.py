"""Everything that changes the register: check, change, record, in one transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from vakwerk.apps.dossier import actions as dossier_actions
from vakwerk.apps.dossier import bulk
from vakwerk.apps.dossier import queries as dossier_queries
from vakwerk.apps.dossier.parties import Actor
from vakwerk.apps.register import naming, refusals
from vakwerk.apps.register.models import (
    LONG,
    NameWord,
    NearWord,
    NumberSource,
    PublicRecognition,
    RegisterEntryEvent,
    Registration,
    StandingBasis,
)
from vakwerk.apps.register.numbers import LARGEST_SERIAL, number_of
from vakwerk.apps.register.parties import Registrant
from vakwerk.apps.register.terms import OWN_NORM
from vakwerk.core import vocabulary
from vakwerk.core.dates import add_months
from vakwerk.core.dossier import Fact, Period, Recognition
from vakwerk.core.norms import Norm, shipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Someone to register: `since` the first day, `period` the running one (None: from `since`, of the norm's length).

    `public_name` empty takes the person's name; `town` empty shows none; `facts` are entered in the dossier along with
    it; `made_up` is the key of someone in a demo world.
    """

    person: Registrant
    level: str
    profession: str
    since: dt.date
    period: Period | None = None
    past: tuple[Period, ...] = ()
    admitted_by: str | None = None
    public_name: str = ""
    town: str = ""
    made_up: str | None = None
    facts: tuple[Fact, ...] = field(default=(), repr=False)


@transaction.atomic
def register_person(
    *,
    person: Registrant,
    level: str,
    profession: str,
    actor: Actor | None,
    on: dt.date | None = None,
    admitted_by: str | None = None,
    town: str = "",
    at: dt.datetime | None = None,
) -> Registration:
    """The person stands in the register from a day, under a number of their own, with the broad registration.

    Refuses: AlreadyRegistered, TermUnknown, NameTooLong, TownTooLong, UnknownRecognition, TooManyNumbers, and what
    `dossier.record_fact` refuses.
    """
    moment = at or timezone.now()
    entry = Entry(
        person=person,
        level=level,
        profession=profession,
        since=on or timezone.localdate(moment),
        admitted_by=admitted_by,
        town=town,
    )
    _check(entry)
    return _open([entry], actor, moment)[0]


@transaction.atomic
def register_many(
    *, entries: Sequence[Entry], actor: Actor | None, at: dt.datetime | None = None
) -> list[Registration]:
    """All these people stand in the register from now on, with these facts in their dossier, or none of them.

    Their dossiers must be empty. Refuses what `register_person` and `dossier.bulk.record_in_empty` refuse.
    """
    for entry in entries:
        _check(entry)
    return _open(entries, actor, at or timezone.now())


def _check(entry: Entry) -> None:
    held = Registration.objects.filter(person_id=entry.person.id).first()
    if held is not None:
        raise refusals.AlreadyRegistered(number=held.number)
    for name, value in (("levels", entry.level), ("roles", entry.profession)):
        if not vocabulary.is_term(name, value):
            raise refusals.TermUnknown(term=value, list=name)
    _usable_name(entry.public_name or entry.person.name)
    if len(entry.town) > LONG:
        raise refusals.TownTooLong(longest=LONG)


def _usable_name(name: str) -> str:
    tidied = " ".join(name.split())
    if not tidied or len(tidied) > LONG:
        raise refusals.NameTooLong(longest=LONG)
    return tidied


def _open(entries: Sequence[Entry], actor: Actor | None, at: dt.datetime) -> list[Registration]:
    norm = _own_norm(OWN_NORM)
    first = _take_numbers(len(entries))
    made = [
        Registration(
            person_id=entry.person.id,
            number=number_of(first + place),
            since=entry.since,
            public_name=_usable_name(entry.public_name or entry.person.name),
            sort_name=_sort_name(entry),
            town=entry.town,
            level=entry.level,
            profession=entry.profession,
            made_up=entry.made_up,
        )
        for place, entry in enumerate(entries)
    ]
    Registration.objects.bulk_create(made, batch_size=500)
    StandingBasis.objects.bulk_create([StandingBasis(registration=each) for each in made], batch_size=500)
    _keep_words(made)
    events = []
    given: list[PublicRecognition] = []
    facts: list[tuple[Registrant, Sequence[Fact], str]] = []
    for entry, registration in zip(entries, made, strict=True):
        public, fact = _recognition(registration, norm, entry)
        given.append(public)
        facts += [(entry.person, (fact,), "register"), (entry.person, entry.facts, "self")]
        about = {"level": entry.level, "profession": entry.profession}
        events += [
            _event(registration, "register:registration:open", entry.since, actor, at, about),
            _event(registration, "register:recognition:grant", entry.since, actor, at, _dated(public)),
        ]
        if entry.town:
            events.append(_event(registration, "register:town:publish", entry.since, actor, at, {}))
    PublicRecognition.objects.bulk_create(given, batch_size=500)
    RegisterEntryEvent.objects.bulk_create(events, batch_size=500)
    if len(entries) == 1 and not entries[0].facts:
        dossier_actions.record_fact(
            person=entries[0].person, fact=facts[0][1][0], actor=actor, source="register", at=at
        )
    else:
        bulk.record_in_empty(entries=facts, actor=actor, at=at)
    return made


def _own_norm(norm: str) -> Norm:
    library = shipped()
    found, own = library.get(norm), library.get(OWN_NORM)
    if found is None or own is None or found.owner != own.owner or found.period is None:
        raise refusals.UnknownRecognition(norm=norm)
    return found


def _take_numbers(count: int) -> int:
    """The first of so many running numbers, that nobody else gets."""
    NumberSource.objects.get_or_create(pk=1)
    source = NumberSource.objects.select_for_update().get(pk=1)
    if source.last + count > LARGEST_SERIAL:
        raise refusals.TooManyNumbers()
    first = source.last + 1
    source.last += count
    source.save(update_fields=["last"])
    return first


def _sort_name(entry: Entry) -> str:
    person = entry.person
    if entry.public_name or person.display_name or not person.family_name:
        return " ".join(naming.words_of(entry.public_name or person.name))[: 2 * LONG]
    parts = naming.words_of(person.family_name) + naming.words_of(f"{person.given_names} {person.infix}")
    return " ".join(parts)[: 2 * LONG]


def _keep_words(registrations: Sequence[Registration]) -> None:
    words = {each.pk: naming.kept_words(each.public_name) for each in registrations}
    NameWord.objects.bulk_create(
        [NameWord(registration=each, word=word) for each in registrations for word in words[each.pk]],
        batch_size=500,
    )
    near = {(rest, word) for found in words.values() for word in found for rest in naming.slips_of(word)}
    NearWord.objects.bulk_create(
        [NearWord(rest=rest, word=word) for rest, word in sorted(near)], batch_size=500, ignore_conflicts=True
    )


def _recognition(
    registration: Registration, norm: Norm, entry: Entry
) -> tuple[PublicRecognition, Recognition]:
    assert norm.period is not None  # _own_norm has asked
    period = entry.period or Period(start=entry.since, end=add_months(entry.since, norm.period.length_months))
    fact = Recognition(
        id=dossier_actions.new_fact_id(),
        norm=norm.id,
        since=entry.since,
        number=registration.number,
        period=period,
        past=entry.past,
        admitted_by=entry.admitted_by,
    )
    public = PublicRecognition(
        registration=registration, norm=norm.id, fact_id=fact.id, since=entry.since, until=period.end
    )
    return public, fact


def _dated(public: PublicRecognition) -> dict[str, Any]:
    return {"norm": public.norm, "until": public.until.isoformat()}


@transaction.atomic
def grant_recognition(
    *,
    registration: Registration,
    norm: str,
    actor: Actor | None,
    on: dt.date | None = None,
    admitted_by: str | None = None,
    at: dt.datetime | None = None,
) -> PublicRecognition:
    """A further recognition of this register, in the dossier and public at once.

    Refuses: NotRegistered, UnknownRecognition, RecognisedAlready, and what `dossier.record_fact` refuses.
    """
    moment = at or timezone.now()
    standing = _standing(registration)
    found = _own_norm(norm)
    if standing.recognitions.filter(norm=norm).exists():
        raise refusals.RecognisedAlready(norm=norm)
    since = on or timezone.localdate(moment)
    entry = Entry(
        person=standing.person,
        level=standing.level,
        profession=standing.profession,
        since=since,
        admitted_by=admitted_by,
    )
    public, fact = _recognition(standing, found, entry)
    public.save()
    _event(standing, "register:recognition:grant", since, actor, moment, _dated(public)).save()
    dossier_actions.record_fact(person=standing.person, fact=fact, actor=actor, source="register", at=moment)
    return public


@transaction.atomic
def end_registration(
    *, registration: Registration, actor: Actor | None, on: dt.date, at: dt.datetime | None = None
) -> Registration:
    """The person is no longer registered from `on`; every recognition of this register ends with it.

    Refuses: NotRegistered, EndBeforeStart.
    """
    moment = at or timezone.now()
    standing = _standing(registration)
    if on < standing.since:
        raise refusals.EndBeforeStart(since=standing.since, on=on)
    standing.ended_on = on
    standing.save(update_fields=["ended_on"])
    _event(standing, "register:registration:end", on, actor, moment, {}).save()
    for public in standing.recognitions.filter(ended_on__isnull=True):
        _end(standing, public, actor, on, moment)
    return standing


@transaction.atomic
def end_recognition(
    *, registration: Registration, norm: str, actor: Actor | None, on: dt.date, at: dt.datetime | None = None
) -> None:
    """One recognition of this register ends on a day. Refuses: NotRegistered, UnknownRecognition, EndBeforeStart."""
    standing = _standing(registration)
    public = standing.recognitions.filter(norm=norm, ended_on__isnull=True).first()
    if public is None:
        raise refusals.UnknownRecognition(norm=norm)
    if on < public.since:
        raise refusals.EndBeforeStart(since=public.since, on=on)
    _end(standing, public, actor, on, at or timezone.now())


def _end(
    standing: Registration, public: PublicRecognition, actor: Actor | None, on: dt.date, at: dt.datetime
) -> None:
    public.ended_on = on
    public.save(update_fields=["ended_on"])
    _event(standing, "register:recognition:end", on, actor, at, {"norm": public.norm}).save()
    page = dossier_queries.fact(standing.person, public.fact_id)
    if page is None or page.withdrawn or not isinstance(page.fact, Recognition):
        return
    if on <= page.fact.since:  # it never held: a fact can not end before it began
        dossier_actions.withdraw_fact(
            person=standing.person, fact_id=public.fact_id, actor=actor, source="register", at=at
        )
        return
    dossier_actions.change_fact(
        person=standing.person,
        fact_id=public.fact_id,
        fact=replace(page.fact, until=on),
        actor=actor,
        expected_version=page.latest.number,
        source="register",
        at=at,
    )


@transaction.atomic
def change_public_name(
    *, registration: Registration, name: str, actor: Actor | None, at: dt.datetime | None = None
) -> Registration:
    """The public finds this person under another name from now on. Refuses: NotRegistered, NameTooLong."""
    moment = at or timezone.now()
    standing = _standing(registration)
    standing.public_name = _usable_name(name)
    standing.sort_name = " ".join(naming.words_of(standing.public_name))[: 2 * LONG]
    standing.save(update_fields=["public_name", "sort_name"])
    old = set(standing.words.values_list("word", flat=True))
    standing.words.all().delete()
    _keep_words([standing])
    gone = old - set(NameWord.objects.filter(word__in=old).values_list("word", flat=True))
    # A word nobody bears any more may not stay behind: it could be the only trace of a name that was laid down.
    NearWord.objects.filter(word__in=gone).delete()
    _event(standing, "register:name:change", timezone.localdate(moment), actor, moment, {}).save()
    return standing


@transaction.atomic
def publish_town(
    *, registration: Registration, town: str, actor: Actor | None, at: dt.datetime | None = None
) -> Registration:
    """The public sees in which place this person works. Refuses: NotRegistered, TownTooLong."""
    tidied = " ".join(town.split())
    if not tidied or len(tidied) > LONG:
        raise refusals.TownTooLong(longest=LONG)
    return _change_town(registration, tidied, "register:town:publish", actor, at)


@transaction.atomic
def withhold_town(
    *, registration: Registration, actor: Actor | None, at: dt.datetime | None = None
) -> Registration:
    """The public no longer sees a place. Refuses: NotRegistered."""
    return _change_town(registration, "", "register:town:withhold", actor, at)


def _change_town(
    registration: Registration, town: str, event: str, actor: Actor | None, at: dt.datetime | None
) -> Registration:
    moment = at or timezone.now()
    standing = _standing(registration)
    standing.town = town
    standing.save(update_fields=["town"])
    _event(standing, event, timezone.localdate(moment), actor, moment, {}).save()
    return standing


def _standing(registration: Registration) -> Registration:
    """The entry, locked until the transaction ends. Refuses NotRegistered."""
    found = Registration.objects.select_for_update().get(pk=registration.pk)
    if found.ended_on is not None:
        raise refusals.NotRegistered(number=found.number, ended_on=found.ended_on)
    return found


def _event(
    registration: Registration,
    name: str,
    on: dt.date,
    actor: Actor | None,
    at: dt.datetime,
    data: dict[str, Any],
) -> RegisterEntryEvent:
    return RegisterEntryEvent(
        registration=registration,
        name=name,
        on=on,
        at=at,
        actor_id=None if actor is None else actor.pk,
        data=data,
    )

"""Everything that is read from the register."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils import timezone

from vakwerk.apps.register import naming, standings
from vakwerk.apps.register.models import (
    NameWord,
    NearWord,
    PublicRecognition,
    RegisterEntryEvent,
    Registration,
    Standing,
    StandingBasis,
)
from vakwerk.apps.register.numbers import is_number, read_number
from vakwerk.apps.register.terms import State
from vakwerk.core.norms import Assessment, shipped
from vakwerk.core.norms.model import Text

PER_PAGE = 20
MOST_FOUND = 200
MOST_GUESSES = 30


@dataclass(frozen=True, slots=True)
class PublicState:
    """One recognition as the public sees it: `state` is "registered", "over" (period past) or "ended"."""

    norm: str
    title: Text
    since: dt.date
    until: dt.date
    state: str


@dataclass(frozen=True, slots=True)
class PublicEntry:
    """All that the public may see of someone in the register. `registered`: on `on`, in at least one recognition."""

    number: str
    name: str
    town: str
    level: str
    profession: str
    since: dt.date
    ended_on: dt.date | None
    recognitions: tuple[PublicState, ...]
    made_up: bool
    on: dt.date

    @property
    def registered(self) -> bool:
        """Whether the person is registered on `on`."""
        return any(recognition.state == "registered" for recognition in self.recognitions)

    @property
    def until(self) -> dt.date | None:
        """The day until which the longest running recognition lasts; None when none runs."""
        running = [one.until for one in self.recognitions if one.state == "registered"]
        return max(running, default=None)


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave: `how` is "name", "near" (a slip of the pen forgiven), "nothing" or "too-short".

    `total` counts at most `MOST_FOUND`; `more` says that there are more than that.
    """

    how: str
    entries: tuple[PublicEntry, ...]
    total: int
    more: bool
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class StandingLine:
    """A standing in a list."""

    norm: str
    title: Text
    state: str
    ends_on: dt.date | None
    computed_on: dt.date


@dataclass(frozen=True, slots=True)
class Listed:
    """Someone in the registrar's list. `person` is who the look is recorded for."""

    person: Any
    number: str
    name: str
    level: str
    profession: str
    standings: tuple[StandingLine, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """What the registrar asks for; empty fields ask nothing. `ends_within` is in months from the day of asking."""

    text: str = ""
    norm: str = ""
    state: str = ""
    ends_within: int | None = None
    sort: str = "name"


SORTS = ("name", "number", "end", "state")


def norm_title(norm: str) -> Text:
    """The title of a norm; its id when we do not have the norm."""
    found = shipped().get(norm)
    return found.title if found is not None else Text(norm, norm)


def public_entry(number: str, *, on: dt.date | None = None) -> PublicEntry | None:
    """The entry under this number (in standard form), also when it has ended; None when there is none."""
    if not is_number(number):
        return None
    found = Registration.objects.filter(number=number).prefetch_related("recognitions").first()
    return None if found is None else _public(found, on or timezone.localdate())


def _public(registration: Registration, on: dt.date) -> PublicEntry:
    ended = registration.ended_on if registration.ended_on and registration.ended_on <= on else None
    shown = sorted(registration.recognitions.all(), key=lambda one: (one.since, one.norm))
    return PublicEntry(
        number=registration.number,
        name=registration.public_name,
        town=registration.town if ended is None else "",
        level=registration.level,
        profession=registration.profession,
        since=registration.since,
        ended_on=ended,
        recognitions=tuple(
            PublicState(one.norm, norm_title(one.norm), one.since, one.until, _state(one, on))
            for one in shown
            if one.since <= on
        ),
        made_up=registration.made_up is not None,
        on=on,
    )


def _state(recognition: PublicRecognition, on: dt.date) -> str:
    if recognition.ended_on is not None and recognition.ended_on <= on:
        return "ended"
    return "registered" if on < recognition.until else "over"


def search_public(text: str, *, page: int = 1, on: dt.date | None = None) -> Found:
    """People in whose public name every word begins a word of it, in any order; else with one slip of the pen per word.

    Who has left the register is only found by number.
    """
    day = on or timezone.localdate()
    words = naming.words_of(text)[:6]
    if not any(len(word) > 1 or not word.isascii() for word in words):
        return Found("too-short", (), 0, False, 1, 1)
    for how, tried in (("name", words), ("name", _joined(words)), ("near", words)):
        found = _matching(tried, near=how == "near")
        found = found.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), since__lte=day)
        total = found[: MOST_FOUND + 1].count()
        if total:
            return _found(how, found, total, page, day)
    return Found("nothing", (), 0, False, 1, 1)


def _joined(words: Sequence[str]) -> list[str]:
    """Short words joined with the next: "de vries" also finds "Devries"."""
    made: list[str] = []
    for word in words:
        if made and len(made[-1]) <= 4:
            made[-1] += word
        else:
            made.append(word)
    return made


def _matching(words: Sequence[str], *, near: bool) -> QuerySet[Registration]:
    found = Registration.objects.all()
    for word in words:
        asked = _begins(word)
        if near:
            asked |= Q(word__in=_near(word))
        found = found.filter(pk__in=NameWord.objects.filter(asked).values("registration_id"))
    return found


def _begins(word: str) -> Q:
    if connection.vendor == "sqlite":
        # SQLite compares by code point, and its LIKE can not use the index; elsewhere the order of words is another.
        return Q(word__gte=word, word__lt=word + "\U0010ffff")
    return Q(word__startswith=word)


def _near(word: str) -> list[str]:
    rests = naming.slips_of(word)
    if not rests:
        return []
    guesses = NearWord.objects.filter(rest__in=rests).values_list("word", flat=True).distinct()
    return [guess for guess in guesses.order_by("word") if naming.is_one_slip(word, guess)][:MOST_GUESSES]


def _found(how: str, found: QuerySet[Registration], total: int, page: int, on: dt.date) -> Found:
    counted = min(total, MOST_FOUND)
    pages = -(-counted // PER_PAGE)
    shown = min(max(1, page), pages)
    start = (shown - 1) * PER_PAGE
    rows = found.order_by("sort_name", "pk").prefetch_related("recognitions")
    entries = tuple(_public(row, on) for row in rows[start : min(start + PER_PAGE, counted)])
    return Found(how, entries, counted, total > MOST_FOUND, shown, pages)


def registration(number: str) -> Registration | None:
    """The entry itself, with its person; None when there is none. For the register's own people."""
    return Registration.objects.select_related("person").filter(number=number).first()


def registration_of(person_id: uuid.UUID) -> Registration | None:
    """The entry of a person; None when that person never stood in the register."""
    return Registration.objects.filter(person_id=person_id).first()


def events_of(entry: Registration) -> list[RegisterEntryEvent]:
    """What happened to an entry, latest first."""
    return list(entry.events.order_by("-at", "-pk"))


def people_with_standing(asked: Filter, *, on: dt.date | None = None) -> QuerySet[Registration]:
    """Entries the registrar asks for, in order; give a slice of it to `listed`."""
    day = on or timezone.localdate()
    found = _named(asked.text).filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day))
    which, about = Q(), Q()
    if asked.norm:
        which &= Q(norm=asked.norm)
        about &= Q(standings__norm=asked.norm)
    conditions = which
    if asked.state:
        conditions &= Q(state=asked.state)
    if asked.ends_within is not None:
        conditions &= Q(
            ends_on__gte=day, ends_on__lte=day + dt.timedelta(days=round(asked.ends_within * 30.44))
        )
    if conditions:
        found = found.filter(pk__in=Standing.objects.filter(conditions).values("registration_id"))
    if asked.sort == "end":
        first = Min("standings__ends_on", filter=about & Q(standings__ends_on__gte=day))
        return found.annotate(first=first).order_by(_nulls_last("first"), "sort_name", "pk")
    if asked.sort == "state":
        worst = Max("standings__severity", filter=about or None)
        return found.annotate(worst=worst).order_by("-worst", "sort_name", "pk")
    return found.order_by("number") if asked.sort == "number" else found.order_by("sort_name", "pk")


def _nulls_last(name: str) -> Any:
    from django.db.models import F

    return F(name).asc(nulls_last=True)


def _named(text: str) -> QuerySet[Registration]:
    typed = read_number(text)
    if typed is not None:
        return Registration.objects.filter(number=typed.number)
    words = naming.words_of(text)[:6]
    if not words:
        return Registration.objects.all()
    found = _matching(words, near=False)
    return found if found.exists() else _matching(words, near=True)


def listed(rows: Sequence[Registration], asked_norm: str = "") -> list[Listed]:
    """These entries as lines, each with its standings, the first to end on top."""
    by_entry: dict[int, list[StandingLine]] = {row.pk: [] for row in rows}
    kept = Standing.objects.filter(registration_id__in=by_entry)
    if asked_norm:
        kept = kept.filter(norm=asked_norm)
    for one in kept:
        line = StandingLine(one.norm, norm_title(one.norm), one.state, one.ends_on, one.computed_on)
        by_entry[one.registration_id].append(line)
    return [
        Listed(
            person=row.person,
            number=row.number,
            name=row.public_name,
            level=row.level,
            profession=row.profession,
            standings=tuple(sorted(by_entry[row.pk], key=lambda one: (one.ends_on or dt.date.max, one.norm))),
        )
        for row in rows
    ]


def counts_by_state(on: dt.date | None = None) -> dict[str, int]:
    """How many people have at least one standing in each state; as far as worked out."""
    day = on or timezone.localdate()
    open_entries = Q(registration__ended_on__isnull=True) | Q(registration__ended_on__gt=day)
    counted = (
        Standing.objects.filter(open_entries)
        .values("state")
        .annotate(people=Count("registration", distinct=True))
        .values_list("state", "people")
    )
    return dict.fromkeys(State.values, 0) | dict(counted)


def norms_in_use() -> list[tuple[str, Text]]:
    """The norms under which people in the register stand, by title."""
    norms = Standing.objects.order_by().values_list("norm", flat=True).distinct()
    return sorted(((norm, norm_title(norm)) for norm in norms), key=lambda one: one[1].nl.casefold())


def people_by_norm() -> dict[str, int]:
    """How many people of the register are under each norm, as their standings say."""
    counted = Standing.objects.values("norm").annotate(people=Count("pk")).order_by("norm")
    return {row["norm"]: row["people"] for row in counted}


def how_many_stale(on: dt.date | None = None) -> int:
    """For how many people the standings are of another day, or older than their dossier."""
    return StandingBasis.objects.filter(standings.stale(on or timezone.localdate())).count()


def made_up_keys() -> set[str]:
    """The keys of the people of the demo world that are there."""
    kept = Registration.objects.filter(made_up__isnull=False).values_list("made_up", flat=True)
    return {key for key in kept if key is not None}


__all__ = [
    "Assessment",
    "Filter",
    "Found",
    "Listed",
    "PublicEntry",
    "events_of",
    "listed",
    "people_with_standing",
    "public_entry",
    "registration",
    "registration_of",
    "search_public",
]

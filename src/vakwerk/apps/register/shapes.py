"""The public register as data: the same for the JSON beside a page and for the API."""

from __future__ import annotations

import datetime as dt

from ninja import Field, Schema

from vakwerk.apps.register.queries import Found, PublicEntry
from vakwerk.core import vocabulary


class Term(Schema):
    """A term of our vocabulary with its names."""

    id: str
    nl: str
    en: str


class Recognition(Schema):
    """One recognition in this register. `until` is the first day that no longer belongs to it."""

    norm: str
    title: Term
    since: dt.date
    until: dt.date
    state: str = Field(description="registered, over (the period has passed) or ended")


class RegistrationData(Schema):
    """What the public may know of someone in the register, on the day it was asked."""

    number: str
    name: str
    town: str | None
    level: Term
    profession: Term
    registered: bool
    since: dt.date
    until: dt.date | None = Field(description="first day on which no recognition runs, as it stands now")
    ended_on: dt.date | None
    recognitions: list[Recognition]
    fictitious: bool = Field(description="true for people of a demo world: nobody of that name is registered")
    on: dt.date = Field(description="the day on which this is so")


class Results(Schema):
    """What a search by name gave, a page at a time."""

    how: str = Field(description="name, near (a spelling mistake was forgiven), nothing or too-short")
    total: int
    more: bool = Field(description="more people fit than are shown: ask for more of the name")
    page: int
    pages: int
    registrations: list[RegistrationData]


def registration_data(entry: PublicEntry) -> RegistrationData:
    """One entry as data."""
    return RegistrationData(
        number=entry.number,
        name=entry.name,
        town=entry.town or None,
        level=_term("levels", entry.level),
        profession=_term("roles", entry.profession),
        registered=entry.registered,
        since=entry.since,
        until=entry.until,
        ended_on=entry.ended_on,
        recognitions=[
            Recognition(
                norm=one.norm,
                title=Term(id=one.norm, nl=one.title.nl, en=one.title.en),
                since=one.since,
                until=one.until,
                state=one.state,
            )
            for one in entry.recognitions
        ],
        fictitious=entry.made_up,
        on=entry.on,
    )


def results(found: Found) -> Results:
    """A search as data."""
    return Results(
        how=found.how,
        total=found.total,
        more=found.more,
        page=found.page,
        pages=found.pages,
        registrations=[registration_data(entry) for entry in found.entries],
    )


def _term(name: str, key: str) -> Term:
    return Term(id=key, nl=vocabulary.label(name, key, "nl"), en=vocabulary.label(name, key, "en"))

"""Everything that is read from a dossier."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.core.files.base import File
from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.utils import timezone

from vakwerk.apps.dossier import refusals
from vakwerk.apps.dossier.models import DossierEvent, DossierHead, Evidence, FactRow
from vakwerk.apps.dossier.names import KIND_OF, KINDS
from vakwerk.apps.dossier.parties import Owner
from vakwerk.apps.dossier.rows import COLUMNS, PARTS, ROW_OF, fact_from
from vakwerk.apps.dossier.searching import day_of, searched_text
from vakwerk.apps.dossier.tombstone import Tombstone
from vakwerk.core.dossier import Activity, Dossier, Fact
from vakwerk.core.dossier.values import LIST_OF
from vakwerk.core.freetext import folded

PEOPLE_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """A file of a fact, as its owner sees it."""

    id: uuid.UUID
    fact_id: str
    name: str
    media_type: str
    size: int
    sha256: str
    added_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact on the time line: `on` is the day that places it (None: not finished), `files` counts its evidence."""

    kind: str
    fact: Fact
    on: dt.date | None
    source: str
    files: int


@dataclass(frozen=True, slots=True)
class Version:
    """A fact as it stood from `recorded_at` until `superseded_at`. `recorded_by` is an account's key."""

    number: int
    fact: Fact
    note: str
    source: str
    recorded_at: dt.datetime
    superseded_at: dt.datetime | None
    recorded_by: Any
    remarks: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something done to a fact."""

    name: str
    at: dt.datetime
    actor: Any
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FactPage:
    """A fact with its history (latest first), its files and what was done to it (latest first)."""

    kind: str
    history: tuple[Version, ...]
    evidence: tuple[EvidenceItem, ...]
    events: tuple[Event, ...]

    @property
    def latest(self) -> Version:
        """The version that stands, or stood last."""
        return self.history[0]

    @property
    def fact(self) -> Fact:
        """The fact in its latest version."""
        return self.latest.fact

    @property
    def withdrawn(self) -> bool:
        """Whether no version stands any more."""
        return self.latest.superseded_at is not None


def dossier_of(person: Owner, *, known_at: dt.datetime | None = None) -> Dossier:
    """The dossier as it stands, or as it was known at an instant. Refuses (then): DossierErased."""
    return dossiers_of([person], known_at=known_at)[person.id]


def dossiers_of(people: Iterable[Owner], *, known_at: dt.datetime | None = None) -> dict[uuid.UUID, Dossier]:
    """The dossiers of many people by their number; as many database queries for a thousand as for one."""
    owners = list(people)
    found: dict[uuid.UUID, Dossier] = {}
    for start in range(0, len(owners), PEOPLE_AT_ONCE):
        found |= _dossiers(owners[start : start + PEOPLE_AT_ONCE], known_at)
    return found


def _dossiers(owners: Sequence[Owner], known_at: dt.datetime | None) -> dict[uuid.UUID, Dossier]:
    ids = [owner.id for owner in owners]
    if known_at is not None:
        _require_not_erased(ids)
    lists: dict[uuid.UUID, dict[str, tuple[Fact, ...]]] = {person: {} for person in ids}
    for kind in KINDS:
        by_person: dict[uuid.UUID, list[Fact]] = defaultdict(list)
        for person, fact, _row in _read(kind, ids, known_at):
            by_person[person].append(fact)
        for person, facts in by_person.items():
            facts.sort(key=lambda fact: (day_of(fact) or dt.date.max, fact.id))
            lists[person][LIST_OF[type(facts[0])]] = tuple(facts)
    return {
        owner.id: Dossier(person=str(owner.id), born_on=owner.born_on, **cast(Any, lists[owner.id]))
        for owner in owners
    }


def _require_not_erased(ids: Sequence[uuid.UUID]) -> None:
    gone = Tombstone.objects.filter(person__in=ids).order_by("erased_at").first()
    if gone is not None:
        raise refusals.DossierErased(erased_on=timezone.localdate(gone.erased_at).isoformat())


def erased_at(person_id: uuid.UUID) -> dt.datetime | None:
    """When this person's dossier was erased; None when it was not."""
    return Tombstone.objects.filter(pk=person_id).values_list("erased_at", flat=True).first()


def erased(people: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these people whose dossier was erased."""
    return set(Tombstone.objects.filter(pk__in=people).values_list("pk", flat=True))


def having_dossiers(people: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these people who have a dossier: something was recorded, and it was not erased."""
    return set(DossierHead.objects.filter(pk__in=people).values_list("pk", flat=True))


def facts_of(person: Owner, kinds: Collection[str]) -> dict[str, list[Fact]]:
    """The facts of some kinds that stand, by kind."""
    return {kind: [fact for _, fact, _row in _read(kind, [person.id], None)] for kind in kinds}


def _read(
    kind: str, people: Sequence[uuid.UUID], known_at: dt.datetime | None
) -> list[tuple[uuid.UUID, Fact, Mapping[str, Any]]]:
    rows = ROW_OF[kind]._default_manager.filter(_known("", people, known_at))
    return with_parts(kind, list(rows.values(*COLUMNS[kind], "source")), _known("row__", people, known_at))


def with_parts(
    kind: str, stored: Sequence[Mapping[str, Any]], which: Q
) -> list[tuple[uuid.UUID, Fact, Mapping[str, Any]]]:
    """Rows given as column: value, as facts with their parts: person, fact and the row. `which` finds the parts."""
    parts: dict[str, dict[int, list[Any]]] = {}
    for part in PARTS.get(kind, ()):
        by_row: dict[int, list[Any]] = defaultdict(list)
        columns = [column for _, column in part.columns]
        found = part.model._default_manager.filter(which).order_by("row_id", "place")
        if stored:
            for values in found.values("row_id", *columns):
                by_row[values["row_id"]].append(part.value_of(values))
        parts[part.field] = by_row
    return [
        (
            row["person_id"],
            fact_from(kind, row, {name: tuple(by_row.get(row["pk"], ())) for name, by_row in parts.items()}),
            row,
        )
        for row in stored
    ]


def _known(prefix: str, people: Sequence[uuid.UUID], known_at: dt.datetime | None) -> Q:
    whose = (
        Q(**{f"{prefix}person_id__in": people})
        if len(people) != 1
        else Q(**{f"{prefix}person_id": people[0]})
    )
    closed = f"{prefix}superseded_at"
    if known_at is None:
        return whose & Q(**{f"{closed}__isnull": True})
    standing = Q(**{f"{closed}__isnull": True}) | Q(**{f"{closed}__gt": known_at})
    return whose & Q(**{f"{prefix}recorded_at__lte": known_at}) & standing


def timeline(
    person: Owner,
    *,
    kind: str | None = None,
    text: str = "",
    year: int | None = None,
    only: Collection[str] | None = None,
) -> list[Entry]:
    """The facts that stand, latest first, unfinished ones before all.

    `kind` keeps one kind of fact; `text` those in which every word occurs, whatever accents and capitals; `year` those
    placed in that year; `only` those with these ids (for instance: what counts under a norm).
    """
    files = Counter(
        Evidence.objects.filter(person_id=person.id, removed_at__isnull=True).values_list(
            "fact_id", flat=True
        )
    )
    words = folded(text).split()
    entries = []
    for each in [kind] if kind is not None else KINDS:
        for _, fact, row in _read(each, [person.id], None):
            on = day_of(fact)
            if only is not None and fact.id not in only:
                continue
            if year is not None and (on is None or on.year != year):
                continue
            if words and not _holds_all(searched_text(fact), words):
                continue
            entries.append(Entry(each, fact, on, row["source"], files[fact.id]))
    entries.sort(key=lambda entry: (entry.on or dt.date.max, entry.fact.id), reverse=True)
    return entries


def _holds_all(text: str, words: Sequence[str]) -> bool:
    return all(word in text for word in words)


def fact(person: Owner, fact_id: str) -> FactPage | None:
    """One fact with everything about it; None when the person never had a fact of this id."""
    kind = kind_of(person, fact_id)
    if kind is None:
        return None
    rows = ROW_OF[kind]._default_manager.filter(person_id=person.id, fact_id=fact_id).order_by("-version")
    extra = ("version", "note", "source", "superseded_at", "recorded_by_id", "remarks")
    stored = list(rows.values(*COLUMNS[kind], *extra))
    whole = with_parts(kind, stored, Q(row__person_id=person.id, row__fact_id=fact_id))
    return FactPage(
        kind=kind,
        history=tuple(
            Version(
                number=row["version"],
                fact=kept,
                note=row["note"],
                source=row["source"],
                recorded_at=row["recorded_at"],
                superseded_at=row["superseded_at"],
                recorded_by=row["recorded_by_id"],
                remarks=tuple(row["remarks"]),
            )
            for _, kept, row in whole
        ),
        evidence=tuple(evidence_of(person, fact_id)),
        events=tuple(
            Event(event.name, event.at, event.actor_id, event.data)
            for event in DossierEvent.objects.filter(person_id=person.id, fact_id=fact_id).order_by(
                "-at", "-pk"
            )
        ),
    )


def kind_of(person: Owner, fact_id: str) -> str | None:
    """The kind of the fact with this id, also when it is withdrawn; None when there never was one."""
    return known_ids(person, [fact_id]).get(fact_id)


def known_ids(person: Owner, fact_ids: Collection[str]) -> dict[str, str]:
    """Which of these ids name a fact of this person, standing or withdrawn, and of what kind. One query."""
    asked = list(fact_ids)
    tables = [
        rows._default_manager.filter(person_id=person.id, fact_id__in=asked).order_by()
        for rows in (ROW_OF[kind] for kind in KINDS)
    ]
    selected = [_labelled(table, kind) for table, kind in zip(tables, KINDS, strict=True)]
    return dict(selected[0].union(*selected[1:], all=True))


def _labelled(rows: Any, kind: str) -> Any:
    return rows.annotate(of_kind=Value(kind, output_field=CharField())).values_list("fact_id", "of_kind")


def history_of(person: Owner) -> list[tuple[str, FactRow, Fact]]:
    """Every version of every fact that was ever kept, in order of recording: for the owner's own copy."""
    found: list[tuple[str, FactRow, Fact]] = []
    for kind in KINDS:
        rows = list(ROW_OF[kind]._default_manager.filter(person_id=person.id))
        plain = [{name: getattr(row, name) for name in COLUMNS[kind]} for row in rows]
        whole = with_parts(kind, plain, Q(row__person_id=person.id))
        found += [(kind, row, kept) for row, (_, kept, _values) in zip(rows, whole, strict=True)]
    return sorted(found, key=lambda one: (one[1].recorded_at, one[1].fact_id, one[1].version))


def withdrawn_of(person: Owner) -> list[Entry]:
    """The facts that were withdrawn and can be put back, as they last read, latest withdrawn first."""
    found: list[tuple[dt.datetime, Entry]] = []
    for kind in KINDS:
        rows = ROW_OF[kind]._default_manager.filter(person_id=person.id)
        same = rows.filter(fact_id=OuterRef("fact_id"))
        gone = ~Exists(same.filter(superseded_at__isnull=True)) & ~Exists(
            same.filter(version__gt=OuterRef("version"))
        )
        stored = list(rows.filter(gone).values(*COLUMNS[kind], "source", "superseded_at"))
        whole = with_parts(kind, stored, Q(row__in=[row["pk"] for row in stored]))
        found += [
            (row["superseded_at"], Entry(kind, kept, day_of(kept), row["source"], 0))
            for _, kept, row in whole
        ]
    return [entry for _, entry in sorted(found, key=lambda one: (one[0], one[1].fact.id), reverse=True)]


def evidence_of(person: Owner, fact_id: str | None = None) -> list[EvidenceItem]:
    """The files of a fact (or of all facts), in order of adding."""
    kept = Evidence.objects.filter(person_id=person.id, removed_at__isnull=True)
    if fact_id is not None:
        kept = kept.filter(fact_id=fact_id)
    return [_item(row) for row in kept.order_by("added_at", "pk")]


def open_evidence(person: Owner, evidence_id: uuid.UUID) -> tuple[EvidenceItem, File[bytes]] | None:
    """A file of this person, opened for reading; None when there is none of this id."""
    row = Evidence.objects.filter(person_id=person.id, pk=evidence_id, removed_at__isnull=True).first()
    return None if row is None else (_item(row), cast(File[bytes], row.file.open("rb")))


def _item(row: Evidence) -> EvidenceItem:
    return EvidenceItem(row.pk, row.fact_id, row.name, row.media_type, row.size, row.sha256, row.added_at)


def revision(person: Owner) -> int:
    """How often the dossier was changed; 0 for a dossier nothing was ever written in."""
    return DossierHead.objects.filter(pk=person.id).values_list("revision", flat=True).first() or 0


def used_before(person: Owner, field: str) -> list[str]:
    """What this person filled in before in a field of activities (`provider`, `title`), most used first; at most 20."""
    values = Counter(
        str(getattr(kept, field))
        for kept in facts_of(person, ["activity"])["activity"]
        if isinstance(kept, Activity)
    )
    return [value for value, _ in values.most_common(21) if value][:20]


def kind_name(fact_value: Fact) -> str:
    """What the kind of this fact is called in addresses and events."""
    return KIND_OF[type(fact_value)]

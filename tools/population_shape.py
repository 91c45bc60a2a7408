"""Writes data/population/shape.yaml: what the demo world looks like, counted, for populations made after it.

Run it after the makers of the demo world changed (a test fails until then): python -m tools.population_shape
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import vakwerk.data
from vakwerk.apps.register.demo.people import MadeUp, people
from vakwerk.core.dossier import Absence, Activity, Declaration, Document, Fact, Holding, Recognition, Work

FILE = Path(vakwerk.data.__file__).parent / "population" / "shape.yaml"
PEOPLE, SEED, ON = 1000, 1, dt.date(2026, 11, 24)
MOST = 100
"""Who has more activities is the one demo person who writes everything down; the tail is stated, not measured."""

HEAD = """\
# Measured from the demo world by tools/population_shape.py; a test fails when this is stale. Numbers count people,
# activities or spells of that world. It is an example itself: nothing here says anything about the Netherlands.
"""


def measure(world: Iterable[MadeUp]) -> dict[str, Any]:
    """What is counted of these people."""
    everybody = list(world)
    kept = [one for one in everybody if len(_of(one, Activity)) <= MOST]
    return {
        "measured_from": {"people": len(everybody), "seed": SEED, "on": ON.isoformat()},
        "people": {
            "professions": {
                role: _profession([one for one in kept if one.profession == role])
                for role in sorted({one.profession for one in kept})
            },
            "activities": _counted(len(_of(one, Activity)) for one in kept),
            "spells_of_work": _counted(len(_of(one, Work)) for one in kept),
            "minutes_a_week": _counted(_of(one, Work)[-1].minutes_per_week for one in kept),
            "earlier_periods": _counted(len(one.past) for one in kept),
            "age_at_start": _counted((one.since - one.born_on).days // 365 for one in kept),
            "holdings": _counted(len(_of(one, Holding)) for one in kept),
            "declarations": _counted(made.kind for one in kept for made in _of(one, Declaration)),
            "documents": _counted(seen.kind for one in kept for seen in _of(one, Document)),
            "absences": [
                [*key, number]
                for key, number in sorted(
                    Counter(
                        (gone.kind, (gone.until - gone.since).days, gone.percent)
                        for one in kept
                        for gone in _of(one, Absence)
                        if gone.until is not None
                    ).items()
                )
            ],
            "recognitions_elsewhere": _counted(len(_of(one, Recognition)) for one in kept),
        },
        "activities": _activities([act for one in kept for act in _of(one, Activity)]),
    }


def _of(one: MadeUp, kind: type[Fact]) -> list[Any]:
    return [fact for fact in one.facts if isinstance(fact, kind)]


def _counted(values: Iterable[Any]) -> dict[Any, int]:
    found = Counter("unknown" if value is None else value for value in values)
    return dict(sorted(found.items(), key=lambda one: (str(type(one[0])), one[0])))


def _profession(those: list[MadeUp]) -> dict[str, Any]:
    spells = [spell for one in those for spell in _of(one, Work)]
    marks = [mark.by for one in those for act in _of(one, Activity) for mark in act.accreditations]
    return {
        "people": len(those),
        "levels": _counted(one.level for one in those),
        "fields": _counted(own.field for one in those for own in _of(one, Holding)),
        "settings": _counted(" ".join(sorted(spell.settings)) for spell in spells),
        "accredited_by": _counted(marks),
    }


def _activities(acts: list[Activity]) -> dict[str, Any]:
    return {
        kind: _kind([act for act in acts if act.kind == kind]) for kind in sorted({act.kind for act in acts})
    }


def _kind(acts: list[Activity]) -> dict[str, Any]:
    spans = Counter(
        (act.minutes, act.sessions, (act.completed_on - act.started_on).days if act.started_on else 0)
        for act in acts
        if act.minutes is not None and act.completed_on is not None
    )
    return {
        "activities": len(acts),
        "forms": _counted(act.form for act in acts),
        "topics": _counted(" ".join(sorted(act.topics)) for act in acts),
        "spans": [[*span, number] for span, number in sorted(spans.items())],
        "accredited": sum(bool(act.accreditations) for act in acts),
        "confirmed": sum(bool(act.confirmations) for act in acts),
        "confirmed_in": _counted(
            mark.register for act in acts for mark in act.confirmations[:1] if mark.register is not None
        ),
        "at_a_distance": sum(act.remote_minutes > 0 for act in acts),
    }


def text() -> str:
    """The file as it should be."""
    import yaml

    data = measure(people(PEOPLE, seed=SEED, on=ON))
    return HEAD + yaml.safe_dump(
        data, sort_keys=False, allow_unicode=True, width=118, default_flow_style=None
    )


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")

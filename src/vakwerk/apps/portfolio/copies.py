"""A portfolio to take along: data for other programs, and a ZIP with a page that needs nothing else, and the files."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import tempfile
import zipfile
from collections import defaultdict
from importlib.resources import files
from typing import IO, Any

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.dossier.parties import Owner
from vakwerk.apps.portfolio import filling, queries, reading
from vakwerk.apps.portfolio.asking import Asked
from vakwerk.core.dossier import to_data

SHAPE = "vakwerk-portfolio-1"
_IN_MEMORY = 8 * 1024 * 1024


def told(
    person: Any, asked: Asked, *, with_notes: str, with_plan: str, evidence: Any = None
) -> dict[str, Any]:
    """What the document shows. Notes and plan only when `with_notes` and `with_plan` say something."""
    assert asked.found is not None
    assert asked.period is not None
    notes = queries.notes_of(person) if with_notes else {}
    read = reading.read(asked.found, asked.about(notes=notes, evidence=evidence or {}))
    return {
        "read": read,
        "owner": person.name,
        "period": asked.period,
        "registrations": reading.registrations_of(asked.known.dossier, asked.on),
        "goals": goals_of(person, asked) if with_plan else [],
        "filter": {"text": asked.text, "element": asked.element},
        "with_notes": bool(with_notes),
    }


def goals_of(person: Owner, asked: Asked) -> list[filling.GoalCard]:
    """The goals of the plans that touch the period, latest plan first; what was let go is left out."""
    period = asked.period
    assert period is not None
    known = filling.Known(
        asked.known.dossier, queries.assessments_of(asked.known.dossier, asked.on), asked.ties, asked.on
    )
    return [
        card
        for plan in queries.plans_of(person)
        if plan.start < period.end and period.start < plan.end
        for card in filling.cards_of(plan, [goal for goal in plan.goals if goal.state != "dropped"], known)
    ]


def as_data(person: Any, asked: Asked, *, with_notes: str, with_plan: str) -> str:
    """The same for other programs: every heading with its facts as the dossier keeps them."""
    assert asked.found is not None
    shown = told(person, asked, with_notes=with_notes, with_plan=with_plan)
    notes = queries.notes_of(person) if with_notes else {}
    headings = []
    for section, heading in zip(asked.found.sections, shown["read"].headings, strict=True):
        headings.append(
            {
                "place": section.place,
                "title": heading.title,
                "sentence": heading.sentence,
                "minutes": section.minutes,
                "facts": [
                    {
                        "kind": one.line.facts,
                        "line": one.line.id,
                        "also": list(one.also),
                        "fact": to_data(one.fact),
                        "files": asked.known.files.get(one.fact.id, 0),
                        "elements": sorted(asked.ties.get(one.fact.id, ())),
                        **({"note": notes[one.fact.id]} if one.fact.id in notes else {}),
                    }
                    for one in section.shown
                ],
            }
        )
    data = {
        "shape": SHAPE,
        "name": person.name,
        "start": asked.found.start.isoformat(),
        "end": asked.found.end.isoformat(),
        "made_on": asked.on.isoformat(),
        "filter": {"text": asked.text, "element": asked.element},
        "headings": headings,
        "goals": [_goal(card) for card in shown["goals"]],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _goal(card: filling.GoalCard) -> dict[str, Any]:
    goal = card.goal
    return {
        "text": goal.text,
        "until": goal.until.isoformat(),
        "state": goal.state.value,
        "reached_on": None if goal.reached_on is None else goal.reached_on.isoformat(),
        "requirements": [list(key) for key in sorted(goal.requirements)],
        "facts": [fit.id for fit in card.fits],
    }


def as_zip(person: Any, asked: Asked, *, with_notes: str, with_plan: str) -> IO[bytes]:
    """A page that needs nothing else, the same as data, and the files of the facts in it. The caller closes it."""
    wanted = set(asked.shown_ids())
    items = [item for item in dossiers.evidence_of(person) if item.fact_id in wanted]
    places = {item.id: f"bewijs/{number:03d}-{_plain(item.name)}" for number, item in enumerate(items, 1)}
    links: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for item in items:
        links[item.fact_id].append((item.name, places[item.id]))
    evidence = {fact_id: tuple(of) for fact_id, of in links.items()}
    shown = told(person, asked, with_notes=with_notes, with_plan=with_plan, evidence=evidence)
    out: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the caller closes it
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("portfolio.html", page_of(shown, asked.on))
        archive.writestr("portfolio.json", as_data(person, asked, with_notes=with_notes, with_plan=with_plan))
        for item in items:
            opened = dossiers.open_evidence(person, item.id)
            if opened is not None:
                with opened[1] as file, archive.open(places[item.id], "w", force_zip64=True) as inside:
                    shutil.copyfileobj(file, inside)
    out.seek(0)
    return out


def page_of(shown: dict[str, Any], on: dt.date) -> str:
    """The document as a page of its own: its style inside it, nothing fetched from anywhere."""
    style = files("vakwerk.apps.portfolio").joinpath("copy.css").read_text(encoding="utf-8")
    title = _("Portfolio of %(name)s") % {"name": shown["owner"]}
    body = render_to_string("portfolio/parts/document.html", {**shown, "alone": True, "on": on})
    return (
        f'<!doctype html>\n<html lang="{escape(get_language() or "nl")}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(title)}</title>\n'
        f"<style>\n{style}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _plain(name: str) -> str:
    """A name that is a name on every system, and in an address."""
    return re.sub(r'[\\/:*?"<>|#%\x00-\x1f]', "_", name).strip(". ") or "_"

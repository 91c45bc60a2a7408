"""What every form of the language means, as an executable table: `rows()` to run it, `render()` to read it.

The table is `data/semantics.yaml`. Both evaluators are held to the same rows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from vakwerk.core.dossier import Dossier, Period
from vakwerk.core.norms.assessment import Assessment
from vakwerk.core.norms.faults import UnreadableNorm
from vakwerk.core.norms.model import Norm, Text
from vakwerk.core.norms.reading import NORM_KEYS, norm_from_data
from vakwerk.core.norms.reading.nodes import Node, nodes_from_text
from vakwerk.core.norms.reading.reader import Reader
from vakwerk.core.norms.stories import plain, read_story

FILE = "semantics.yaml"
NORM_ID = "semantics"
PERIOD = Period(start=date(2022, 1, 1), end=date(2027, 1, 1))
ON = date(2026, 1, 1)
ROW_KEYS = ("form", "nl", "en", "meaning", "norm", "look", "dossiers")
DAYS = ("version", "window_end", "remedy_until")
NUMBERS = ("low", "high", "need", "value", "surplus")
OUTCOMES = ("met", "not_met", "undetermined")

Expectation = Mapping[str, str | int | date | None]


class Example(NamedTuple):
    """One dossier at an edge: what is asked on which date, and the outcome and numbers it must give."""

    label: str
    dossier: Dossier
    on: date
    expected: Expectation


@dataclass(frozen=True, slots=True)
class Row:
    """One form: a registrar's sentence, its meaning, a norm as small as possible, and dossiers at the edges.

    The numbers expected are those of `requirement`; the outcome is that of the whole norm.
    """

    form: str
    sentence: Text
    meaning: str
    fragment: str
    norm: Norm
    requirement: str
    dossiers: tuple[Example, ...]


@cache
def rows() -> tuple[Row, ...]:
    """Every row of the table, in its order. Raises UnreadableNorm when the table itself is wrong."""
    text = files("vakwerk.data").joinpath(FILE).read_text(encoding="utf-8")
    reader = Reader(FILE)
    found = tuple(_read_row(reader, node) for node in nodes_from_text(text, FILE).items or ())
    if reader.faults:
        raise UnreadableNorm(reader.faults)
    return found


def _read_row(reader: Reader, node: Node) -> Row:
    found = reader.keys(node, ROW_KEYS, "a row")
    fragment = plain(found["norm"])
    norm = norm_from_data(_whole(fragment))
    first = norm.versions[0].requires
    return Row(
        form=reader.word(found.get("form"), "form"),
        sentence=Text(reader.word(found.get("nl"), "nl"), reader.word(found.get("en"), "en")),
        meaning=reader.word(found.get("meaning"), "meaning"),
        fragment=_shown(fragment),
        norm=norm,
        requirement=reader.word(found.get("look"), "look", first.id),
        dossiers=tuple(
            _read_example(reader, item) for item in reader.items(found.get("dossiers"), "dossiers")
        ),
    )


def _whole(fragment: Mapping[str, Any]) -> dict[str, Any]:
    """A complete norm around the fragment: keys of a norm stand at its root, all others in its one version."""
    source = {"title": "the semantics of the language"}
    version = {key: value for key, value in fragment.items() if key not in NORM_KEYS}
    versions = fragment.get("versions") or [{"from": "2015-01-01", **version}]
    whole: dict[str, Any] = {
        "norm": NORM_ID, "title": {"nl": "voorbeeld", "en": "example"}, "owner": "Vakwerk", "status": "example",
        "checked_on": "2026-11-23", "chosen_by": "period_start",
        **{key: value for key, value in fragment.items() if key in NORM_KEYS},
        "versions": [{"source": source, **one} for one in versions],
    }  # fmt: skip
    if "kind" not in fragment:
        whole["period"] = {"length": "5 years"}
    return whole


def _read_example(reader: Reader, node: Node) -> Example:
    found = reader.keys(node, ("label", "on", "dossier", "expect"), "a dossier")
    expect = reader.keys(found.get("expect"), ("outcome", *NUMBERS, *DAYS), "expect")
    expected: dict[str, str | int | date | None] = {
        "outcome": reader.choice(expect.get("outcome"), OUTCOMES, "outcome", "met")
    }
    for key in NUMBERS:
        if key in expect:
            expected[key] = reader.number(expect[key], key, 0, 10**9) if expect[key].scalar else None
    for key in DAYS:
        if key in expect:
            expected[key] = reader.day(expect[key], key) if expect[key].scalar else None
    return Example(
        reader.word(found.get("label"), "label"),
        read_story(reader, found.get("dossier"), NORM_ID, PERIOD),
        reader.day(found.get("on"), "on") or ON,
        expected,
    )


def said(assessment: Assessment, requirement: str) -> dict[str, str | int | date | None]:
    """What an assessment says of a requirement, under the keys a row uses."""
    found: dict[str, str | int | date | None] = {
        "outcome": assessment.outcome.name.lower(),
        "version": assessment.used.version.since if assessment.used else None,
        "window_end": assessment.window.end if assessment.window else None,
        "remedy_until": assessment.remedy.until if assessment.remedy else None,
    }
    if assessment.result is not None:
        result = assessment.requirement(requirement)
        found |= {
            "low": result.low,
            "high": result.high,
            "need": result.need,
            "value": result.value,
            "surplus": result.surplus,
        }
    return found


# --- the page -------------------------------------------------------------------------------------------------------

_HEAD = f"""# What the norm language means

Made from `src/vakwerk/data/semantics.yaml`; the test suite runs every line of it through both evaluators and fails when
this page is stale. [The grammar](norm-language.md) says how things are written; this page says what they mean.

Unless a row says otherwise the period is {PERIOD.start} up to (not including) {PERIOD.end}, the date of looking is
{ON}, and the person is under the norm. Numbers are in the smallest unit: minutes, hundredths of points, pieces,
days or months.
*Low* is what is sure, *high* what is possible; they differ only where something is not known.

"""


def render() -> str:
    """The page `docs/reference/semantics.md`."""
    parts = [_HEAD]
    for row in rows():
        parts.append(f"## {row.form}\n\n")
        parts.append(f"> {row.sentence.en}\n>\n> *{row.sentence.nl}*\n\n{row.meaning.strip()}\n\n")
        parts.append(f"```yaml\n{row.fragment}```\n\n")
        keys = [key for key in (*NUMBERS, *DAYS) if any(key in one.expected for one in row.dossiers)]
        titles = ["Dossier", "Outcome", *(key.replace("_", " ").capitalize() for key in keys)]
        parts.append(f"| {' | '.join(titles)} |\n|{' --- |' * len(titles)}\n")
        for example in row.dossiers:
            label = example.label if example.on == ON else f"{example.label} (on {example.on})"
            cells = [_cell(example.expected, key) for key in keys]
            outcome = str(example.expected["outcome"]).replace("_", " ")
            parts.append(f"| {' | '.join([label, outcome, *cells])} |\n")
        parts.append("\n")
    return "".join(parts).rstrip("\n") + "\n"


def _cell(expected: Expectation, key: str) -> str:
    if key not in expected:
        return ""
    return "none" if expected[key] is None else str(expected[key])


def _shown(fragment: Any) -> str:
    """The fragment as one would write it: numbers, dates and flags without quotation marks."""

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: bare(one) for key, one in value.items()}
        if isinstance(value, list):
            return [bare(one) for one in value]
        if value in ("true", "false"):
            return value == "true"
        if isinstance(value, str) and re.fullmatch(r"\d+", value):
            return int(value)
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            return date.fromisoformat(value)
        return value

    return yaml.safe_dump(
        bare(fragment), sort_keys=False, allow_unicode=True, default_flow_style=None, width=100
    )

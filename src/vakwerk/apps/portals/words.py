"""Sentences of this app: what columns are, what is wrong with a cell, and what is noted with a fact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vakwerk.apps.dossier import words as facts_words
from vakwerk.apps.portals.models import Import, ImportLine
from vakwerk.core.exchange.likeness import Difference
from vakwerk.core.exchange.tables import address

FIELD_NAMES = {
    "title": gettext_lazy("Title"),
    "completed_on": gettext_lazy("Day it was completed"),
    "started_on": gettext_lazy("Day it began"),
    "minutes": gettext_lazy("Length in minutes"),
    "hours": gettext_lazy("Length in hours"),
    "points": gettext_lazy("Points"),
    "kind": gettext_lazy("Kind of activity"),
    "form": gettext_lazy("Formal or informal"),
    "provider": gettext_lazy("Provider"),
    "accreditation": gettext_lazy("Accreditation number"),
    "accreditor": gettext_lazy("Who accredited it"),
    "category": gettext_lazy("Category"),
    "topics": gettext_lazy("Topics"),
    "status": gettext_lazy("Status in the portal"),
    "note": gettext_lazy("Note for yourself"),
}
"""What a column may be."""

KIND_NAMES = {
    "csv": gettext_lazy("text with separators (CSV)"),
    "pasted": gettext_lazy("pasted table"),
    "xlsx": gettext_lazy("Excel workbook"),
    "calendar": gettext_lazy("calendar file"),
    "dossier": gettext_lazy("dossier of Vakwerk"),
}

DELIMITER_NAMES = {
    ";": gettext_lazy("semicolon"),
    ",": gettext_lazy("comma"),
    "\t": gettext_lazy("tab"),
    "|": gettext_lazy("vertical bar"),
}

STATE_NAMES = {
    "new": gettext_lazy("new"),
    "same": gettext_lazy("already there"),
    "adds": gettext_lazy("already there, gets more complete"),
    "alike": gettext_lazy("looks like something"),
    "fault": gettext_lazy("can not be read"),
}

STATUS_NAMES = {
    "approved": gettext_lazy("approved"),
    "pending": gettext_lazy("not assessed yet"),
    "rejected": gettext_lazy("refused"),
}

RESULT_NAMES = {
    "added": gettext_lazy("added"),
    "joined": gettext_lazy("joined with what was there"),
    "there": gettext_lazy("was there already"),
    "undone": gettext_lazy("taken back"),
}


def fault_sentence(code: str, value: str) -> str:
    """What is wrong with a cell and what to write instead."""
    sentences = {
        "not-a-day": _("“%(value)s” is not a day. Write for instance 25-3-2024."),
        "no-such-day": _("“%(value)s” is a day that does not exist. Write for instance 25-3-2024."),
        "day-or-month": _(
            "“%(value)s” can be read in two ways, and the other days in this column do not agree. "
            "Write the month as a word, for instance 1 feb 2024."
        ),
        "day-number": _(
            "“%(value)s” is how a spreadsheet counts days. Make the column a date there, or write the day here."
        ),
        "not-a-length": _("“%(value)s” is not a length. Write for instance 2,5 or 2:30 or 150 min."),
        "thousand-or-decimal": _(
            "“%(value)s” can be a thousand or a decimal. Write for instance 1,5 or 1500."
        ),
        "negative": _("“%(value)s” is less than nothing. Write for instance 2,5."),
        "too-long": _("“%(value)s” is longer than fits. Check the time and the days."),
        "no-title": _("There is no title. Write what it was called."),
        "no-day": _("There is no day on which it was completed. Write for instance 25-3-2024."),
        "future": _("“%(value)s” is still to come. Add it once it is over."),
        "end-before-start": _("The end lies before the beginning. Check both days."),
        "remote-too-long": _("The part at a distance is longer than the whole. Check both times."),
        "refused": "",
    }
    sentence = sentences.get(code, _("“%(value)s” can not be kept like this. Check it."))
    return sentence % {"value": value} if sentence else value


def line_faults(line: ImportLine) -> list[tuple[str, str, str]]:
    """The faults of a line: the field, where it stands, and the sentence."""
    found = []
    for code, field, value, column in line.faults:
        if code == "refused":
            found.append(("", "", value))
            continue
        place = "" if column is None else address(column, line.number)
        found.append((field, place, fault_sentence(code, value)))
    return found


def remark_sentence(code: str, lines: Sequence[int], text: str) -> str:
    """What was done while reading."""
    shown = ", ".join(map(str, lines[:8])) + (" …" if len(lines) > 8 else "")
    sentences = {
        "merged": _("Merged cells (%(text)s) were filled in on every line they cover: line %(lines)s."),
        "title-rows": _("Above the headings there is text that is no activity: line %(lines)s."),
        "no-headings": _("No line with headings was found. The columns are called A, B, C …"),
        "blank-rows": _("Empty lines were left out: line %(lines)s."),
        "total-rows": _("Lines with totals were left out: line %(lines)s."),
        "repeated-headings": _("Headings that stand there once more were left out: line %(lines)s."),
        "repeats-oddly": _(
            "Appointments that repeat in an unusual way were read once; add the other days yourself."
        ),
    }
    return sentences[code] % {"lines": shown, "text": text}


def extra_lines(line: ImportLine) -> list[str]:
    """What of a line has no field of its own, in words."""
    named = {
        "status": _("Status there: %(text)s"),
        "points": _("Points there: %(text)s"),
        "accreditation": _("Number there: %(text)s"),
        "category": _("Category there: %(text)s"),
        "topics": _("Topics there: %(text)s"),
        "note": "%(text)s",
    }
    return [named[name] % {"text": text} for name, text in line.extras]


def origin(name: str, line: ImportLine) -> str:
    """Where a fact was read: the file and the line."""
    if name:
        return _("Read from “%(name)s”, line %(line)s.") % {"name": name, "line": line.number}
    return _("Read from a pasted table, line %(line)s.") % {"line": line.number}


def note_of(name: str, line: ImportLine) -> str:
    """The note that goes with a fact that was brought in."""
    return "\n".join([*extra_lines(line), origin(name, line)])


def joined_note(before: str, name: str, line: ImportLine, lost: Iterable[Difference]) -> str:
    """The note of a fact that was joined with a line: what it held, and every value that lost, with where it stood."""
    told = []
    for one in lost:
        loser = one.one if line.picks.get(one.field) == "theirs" else one.other
        told.append(
            _("%(field)s elsewhere: %(value)s")
            % {"field": field_name(one.field), "value": value_text(one.field, loser)}
        )
    return "\n".join(part for part in [before, *told, *extra_lines(line), origin(name, line)] if part)


def field_name(name: str) -> str:
    """The name of a field of an activity."""
    return _("Length") if name == "minutes" else str(FIELD_NAMES.get(name, name))


def value_text(name: str, value: object) -> str:
    """A value of a field, as it is read on a page."""
    if value in (None, ""):
        return _("not filled in")
    if isinstance(value, dt.date):
        return facts_words.day(value)
    if name == "minutes" and isinstance(value, int):
        return facts_words.duration(value)
    if name == "kind":
        return facts_words.term("activity_kinds", str(value))
    if name == "form":
        return facts_words.term("forms", str(value))
    return str(value)


def called(batch: Import) -> str:
    """The name of an import: its file, or that it was pasted."""
    return batch.name or _("pasted table")

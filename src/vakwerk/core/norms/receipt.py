"""A receipt to repeat an assessment from: the norm files, the facts, the date, the engine, the result's hash."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from vakwerk import __version__
from vakwerk.core.dossier import Dossier, digest, dossier_from_data, to_data
from vakwerk.core.norms.assessment import Assessment
from vakwerk.core.norms.evaluate import assess
from vakwerk.core.norms.library import Library, closure, library_from_texts
from vakwerk.core.norms.model import Norm

MEANING = 1
"""Raised whenever the meaning of any form changes: an old receipt is never silently repeated under a new one."""


class ReceiptRefused(ValueError):
    """The receipt can not be repeated; `why` is a closed code, the message says what differs."""

    def __init__(self, why: str, message: str) -> None:
        self.why = why
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Repeated:
    """An assessment made again from its receipt, and by which engine the first was made."""

    assessment: Assessment
    engine: str


def make_receipt(library: Library, norm: Norm, dossier: Dossier, on: date) -> dict[str, Any]:
    """Everything needed to repeat `assess(norm, dossier, on)`, as JSON data."""
    files = {name: member.text for name, member in closure(library, norm).items()}
    facts = to_data(dossier)
    return {
        "receipt": 1,
        "engine": f"vakwerk {__version__}",
        "meaning": MEANING,
        "norm": norm.id,
        "on": on.isoformat(),
        "files": {name: {"sha256": _sha(text), "text": text} for name, text in files.items()},
        "dossier_sha256": digest(facts),
        "dossier": facts,
        "result_sha256": digest(result_data(assess(norm, dossier, on))),
    }


def repeat(receipt: dict[str, Any]) -> Repeated:
    """Assess again from the receipt alone.

    Raises ReceiptRefused (`altered`, `meaning`, `result`) when a file or the facts were changed after the receipt was
    made, when the forms mean something else by now, or when the result differs.
    """
    if receipt.get("meaning") != MEANING:
        raise ReceiptRefused(
            "meaning", f"made under meaning {receipt.get('meaning')}; this engine has {MEANING}"
        )
    texts: dict[str, str] = {}
    for name, entry in receipt["files"].items():
        if _sha(entry["text"]) != entry["sha256"]:
            raise ReceiptRefused("altered", f"the norm file of '{name}' is not the one of the receipt")
        texts[f"{name}.yaml"] = entry["text"]
    if digest(receipt["dossier"]) != receipt["dossier_sha256"]:
        raise ReceiptRefused("altered", "the facts are not those of the receipt")
    library = library_from_texts(texts, complete=False)
    dossier = dossier_from_data(receipt["dossier"])
    assessment = assess(library[receipt["norm"]], dossier, date.fromisoformat(receipt["on"]))
    if digest(result_data(assessment)) != receipt["result_sha256"]:
        raise ReceiptRefused("result", "the same facts and files now give another result")
    return Repeated(assessment, str(receipt["engine"]))


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def result_data(assessment: Assessment) -> dict[str, Any]:
    """The assessment as plain JSON data: what `--json` prints and a receipt hashes."""
    window, used = assessment.window, assessment.used
    return {
        "norm": assessment.norm.id,
        "on": assessment.on.isoformat(),
        "outcome": assessment.outcome.name.lower(),
        "subsumed_by": assessment.subsumed_by,
        "notes": list(assessment.notes),
        "version": None if used is None else {"from": used.version.since.isoformat(), "by": used.by},
        "window": None
        if window is None or assessment.norm.period is None
        else {
            "start": window.start.isoformat(),
            "end": window.end.isoformat(),
            "stored_end": window.stored_end.isoformat(),
            "as_if": window.as_if,
            "extensions": [{"why": e.why, "facts": list(e.facts), "days": e.days} for e in window.extensions],
        },
        "remedy": None
        if assessment.remedy is None
        else {"kind": assessment.remedy.kind, "until": assessment.remedy.until.isoformat()},
        "requirements": [
            {
                "id": r.id,
                "outcome": r.outcome.name.lower(),
                "have": r.low,
                "have_at_most": r.high,
                "need": r.need,
                "short": r.short,
                "unit": r.unit.value if r.unit else None,
                "applies": r.applies,
                "decided_by": r.decided_by,
            }
            for r in (assessment.result.walk() if assessment.result else ())
        ],
        "facts": [
            {
                "id": f.fact,
                "counted": [
                    {
                        "requirement": c.requirement,
                        "low": c.low,
                        "high": c.high,
                        "unit": c.unit.value,
                        "surplus": c.surplus,
                    }
                    for c in f.counted
                ],
                "refused": [
                    {
                        "requirement": r.requirement,
                        "because": type(r.condition).__name__ if r.condition else "Outside",
                    }
                    for r in f.refused
                ],
            }
            for f in assessment.facts
        ],
        "parameters": [
            {
                "requirement": p.requirement,
                "value": p.value,
                "unit": p.unit.value,
                "since": p.since.isoformat(),
                "source": {"title": p.source.title, "url": p.source.url, "article": p.source.article},
            }
            for p in assessment.parameters()
        ],
    }

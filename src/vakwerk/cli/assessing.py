"""`vakwerk assess`: where one person stands under one norm, in words or as data."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from vakwerk.cli import given
from vakwerk.core.dossier import Dossier, Finding, check_dossier, read_dossier
from vakwerk.core.dossier.checks import FINDING_CODES
from vakwerk.core.norms import Assessment, Outcome, RequirementResult, assess, words
from vakwerk.core.norms.model import IfThen
from vakwerk.core.norms.receipt import make_receipt, result_data

EXIT = {Outcome.MET: 0, Outcome.NOT_MET: 1, Outcome.UNDETERMINED: 2}
_MARKS = {Outcome.MET: "✓", Outcome.NOT_MET: "✕", Outcome.UNDETERMINED: "?"}


def add_commands(commands: given.Commands) -> None:
    """`assess`."""
    one = commands.add_parser("assess", help="where one person stands under one norm on one date")
    one.add_argument("--norm", required=True, help="the id of a shipped norm, or a norm file")
    one.add_argument(
        "--dossier", required=True, type=Path, help="a dossier in JSON ('-' reads standard input)"
    )
    one.add_argument("--on", required=True, type=given.day, help="the date, YYYY-MM-DD")
    one.add_argument("--json", action="store_true", help="print the whole assessment as JSON")
    one.add_argument("--receipt", type=Path, help="also write a receipt from which this can be repeated")
    one.set_defaults(run=_assess)


def _assess(options: argparse.Namespace) -> int:
    library, norm = given.norm(options.norm)
    dossier = read_dossier(given.text(options.dossier, "dossier"))
    _refuse_impossible(check_dossier(dossier, options.on))
    assessment = assess(norm, dossier, options.on)
    if options.receipt is not None:
        receipt = make_receipt(library, norm, dossier, options.on)
        options.receipt.write_text(json.dumps(receipt, indent=1, ensure_ascii=False), encoding="utf-8")
    if options.json:
        print(json.dumps(result_data(assessment), indent=2, ensure_ascii=False))
    else:
        _tell(assessment, dossier, options.language)
    return EXIT[assessment.outcome]


def _refuse_impossible(findings: Sequence[Finding]) -> None:
    """Facts after the date are only not counted yet; whatever can not be true of any day makes the dossier unusable."""
    later = ("future", "work-in-future")
    wrong = [finding for finding in findings if finding.refuses and finding.code not in later]
    if wrong:
        raise given.Unusable("\n".join(f"{f.fact}.{f.field}: {FINDING_CODES[f.code]}" for f in wrong))


def _tell(assessment: Assessment, dossier: Dossier, language: str) -> None:
    norm, window = assessment.norm, assessment.window
    print(f"{norm.title.get(language)} — {norm.owner}")
    print(f"  {words.norm_status_sentence(norm, assessment.on, language)}")
    if window is not None and norm.period is not None:
        print(f"  {words.date_text(window.start, language)} → {words.date_text(window.end, language)}")
        for extension in window.extensions:
            print(f"  {words.extension_sentence(extension, dossier, language)}")
    for note in assessment.notes:
        print(f"  {words.note_sentence(note, assessment, language)}")
    print(f"\n{words.outcome_sentence(assessment, language)}")
    if assessment.remedy is not None:
        print(words.remedy_sentence(assessment, language))
    if assessment.result is not None:
        _tell_result(assessment.result, 0, language)
    refused = [story for story in assessment.facts if story.reason is not None]
    for story in refused:
        assert story.reason is not None
        print(f"  – {story.fact}: {words.refusal_sentence(story.reason, assessment, language)}")
    for item in assessment.not_expressed():
        print(f"  ! {item.get(language)}")


def _tell_result(result: RequirementResult, depth: int, language: str) -> None:
    """One line for a requirement, those below it further in; what does not apply to this person is left out."""
    if not result.applies:
        return
    children, mark = result.children, _MARKS[result.outcome]
    if isinstance(result.requirement, IfThen):
        children = children[1:]
    shown = result.unit is not None or not children or result.requirement.title is not None
    if shown:
        title = words.requirement_title(result.requirement, language)
        numbers = words.result_text(result, language)
        print(f"  {'  ' * depth}{mark} {title}{f': {numbers}' if numbers else ''}")
    for child in children:
        _tell_result(child, depth + (1 if shown else 0), language)

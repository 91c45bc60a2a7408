"""The command `vakwerk`: the same rooms from the shell.

Exit codes of `assess`: 0 met, 1 not met, 2 undetermined, 3 unusable input.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from vakwerk import __version__
from vakwerk.core import vocabulary
from vakwerk.core.dossier import (
    Dossier,
    Finding,
    UnreadableDossier,
    check_dossier,
    dossier_schema,
    read_dossier,
)
from vakwerk.core.dossier.checks import FINDING_CODES
from vakwerk.core.norms import (
    Assessment,
    Library,
    Norm,
    Outcome,
    RequirementResult,
    UnknownNorm,
    UnreadableNorm,
    assess,
    find,
    library_from_folder,
    library_from_texts,
    read_norm,
    shipped,
    words,
)
from vakwerk.core.norms.cases import read_cases, run_case
from vakwerk.core.norms.checks import monotone
from vakwerk.core.norms.model import IfThen
from vakwerk.core.norms.receipt import make_receipt, result_data
from vakwerk.core.norms.schema import norm_schema
from vakwerk.core.norms.semantics import render
from vakwerk.core.vocabulary import reference
from vakwerk.core.vocabulary.checks import faults_in
from vakwerk.core.vocabulary.loading import texts_of
from vakwerk.core.vocabulary.open_data import vocabulary_schema

EXIT = {Outcome.MET: 0, Outcome.NOT_MET: 1, Outcome.UNDETERMINED: 2}
_MARKS = {Outcome.MET: "✓", Outcome.NOT_MET: "✕", Outcome.UNDETERMINED: "?"}
UNUSABLE = 3
LARGEST_FILE = 50_000_000
SCHEMAS = {"norm": norm_schema, "dossier": dossier_schema, "vocabulary": vocabulary_schema}


class Unusable(Exception):
    """What was given can not be used; the message says why and what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["manage"]:
        return _manage(given[1:])
    options = _parser().parse_args(given)
    try:
        return int(options.run(options))
    except Unusable as error:
        print(error, file=sys.stderr)
    except UnreadableNorm as error:
        print(error, file=sys.stderr)
    except UnknownNorm as error:
        print(error, file=sys.stderr)
    except UnreadableDossier as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return UNUSABLE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="vakwerk", description="The open register of the social professions."
    )
    parser.add_argument("--version", action="version", version=f"vakwerk {__version__}")
    parser.add_argument(
        "--language",
        choices=("nl", "en"),
        default="nl" if os.environ.get("LANG", "").startswith("nl") else "en",
    )
    commands = parser.add_subparsers(required=True, metavar="command")

    one = commands.add_parser("assess", help="where one person stands under one norm on one date")
    one.add_argument("--norm", required=True, help="the id of a shipped norm, or a norm file")
    one.add_argument(
        "--dossier", required=True, type=Path, help="a dossier in JSON ('-' reads standard input)"
    )
    one.add_argument("--on", required=True, type=_day, help="the date, YYYY-MM-DD")
    one.add_argument("--json", action="store_true", help="print the whole assessment as JSON")
    one.add_argument("--receipt", type=Path, help="also write a receipt from which this can be repeated")
    one.set_defaults(run=_assess)

    norm = commands.add_parser("norm", help="look at norms and check them").add_subparsers(
        required=True, metavar="list|show|check"
    )
    norm.add_parser("list", help="the norms that ship with Vakwerk").set_defaults(run=_norm_list)
    show = norm.add_parser("show", help="the file of one norm")
    show.add_argument("norm")
    show.set_defaults(run=_norm_show)
    check = norm.add_parser("check", help="check norm files and folders, and run the cases beside them")
    check.add_argument("paths", nargs="*", type=Path, help="files or folders (none: the shipped norms)")
    check.set_defaults(run=_norm_check)

    _vocabulary_parser(commands.add_parser("vocabulary", help="the shared terms, and whether they are whole"))

    schema = commands.add_parser("schema", help="the JSON Schema of a norm, a dossier or the vocabulary")
    schema.add_argument("what", choices=SCHEMAS)
    schema.set_defaults(run=_schema)
    meaning = commands.add_parser("semantics", help="what every form of the norm language means, as Markdown")
    meaning.set_defaults(run=_semantics)
    demo = commands.add_parser("demo", help="fill the database with a fictitious world")
    demo.add_argument("--people", type=int, default=1000)
    demo.add_argument("--seed", type=int)
    demo.set_defaults(run=_demo)
    commands.add_parser("manage", help="commands of the web application (vakwerk manage help)")
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date; write it as 2026-11-23") from error


# --- assess ---------------------------------------------------------------------------------------------------------


def _assess(options: argparse.Namespace) -> int:
    library, norm = _norm(options.norm)
    dossier = read_dossier(_text(options.dossier, "dossier"))
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


def _norm(given: str) -> tuple[Library, Norm]:
    """A shipped norm by id, or a file with the shipped norms around it."""
    path = Path(given)
    if path.suffix in (".yaml", ".yml") or path.is_file():
        norm = read_norm(_text(path, "norm"), str(path))
        return {**shipped(), norm.id: norm}, norm
    return shipped(), find(shipped(), given)


def _text(path: Path, what: str) -> str:
    if str(path) == "-":
        return sys.stdin.read(LARGEST_FILE)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Unusable(f"{path}: larger than {LARGEST_FILE // 1_000_000} MB; split the {what}")
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise Unusable(f"{path}: this {what} can not be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise Unusable(f"{path}: this {what} is not UTF-8 text; save it as UTF-8") from error


def _refuse_impossible(findings: Sequence[Finding]) -> None:
    """Facts after the date are only not counted yet; whatever can not be true of any day makes the dossier unusable."""
    later = ("future", "work-in-future")
    wrong = [finding for finding in findings if finding.refuses and finding.code not in later]
    if wrong:
        raise Unusable("\n".join(f"{f.fact}.{f.field}: {FINDING_CODES[f.code]}" for f in wrong))


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


# --- norms ----------------------------------------------------------------------------------------------------------


def _norm_list(options: argparse.Namespace) -> int:
    norms = sorted(shipped().values(), key=lambda norm: norm.id)
    wide, wider = max(len(norm.id) for norm in norms), max(len(norm.owner) for norm in norms)
    for norm in norms:
        dates = ", ".join(version.since.isoformat() for version in norm.versions)
        print(
            f"{norm.id:{wide}} {norm.owner:{wider}} {norm.status:12} {norm.title.get(options.language)} [{dates}]"
        )
    return 0


def _norm_show(options: argparse.Namespace) -> int:
    print(find(shipped(), options.norm).text)
    return 0


def _norm_check(options: argparse.Namespace) -> int:
    """Faults of files and folders, then the cases beside them; without paths the shipped norms."""
    wrong = 0
    if not options.paths:
        library = shipped()
        print(f"{len(library)} norms read")
        wrong += _run_cases(library, sorted(_data_norms().rglob("*cases.yaml")))
    for path in options.paths:
        if path.is_dir():
            library = library_from_folder(path)
            cases = sorted(path.rglob("*cases.yaml"))
        else:
            text = _text(path, "norm")
            norm = next(iter(library_from_texts({str(path): text}, complete=False).values()))
            library = {**shipped(), norm.id: norm}
            cases = [found for found in (path.parent / "cases.yaml",) if found.is_file()]
        for checked in library.values() if path.is_dir() else [norm]:
            for version in checked.versions:
                good, breaks = monotone(version)
                said = "more facts never make it worse" if good else f"not monotone ({breaks})"
                print(f"{checked.id} {version.since}: {said}")
        wrong += _run_cases(library, cases)
    return 1 if wrong else 0


def _data_norms() -> Path:
    from importlib.resources import files

    return Path(str(files("vakwerk.data").joinpath("norms")))


def _run_cases(library: Library, paths: Sequence[Path]) -> int:
    ran = wrong = 0
    for path in paths:
        for case in read_cases(path.read_text(encoding="utf-8"), str(path), path.parent.name):
            ran += 1
            for difference in run_case(case, library):
                wrong += 1
                print(f"{path}: {case.name}: {difference}", file=sys.stderr)
    print(f"{ran} cases, {wrong} differences")
    return wrong


def _schema(options: argparse.Namespace) -> int:
    print(json.dumps(SCHEMAS[options.what](), indent=2, ensure_ascii=False))
    return 0


def _semantics(_: argparse.Namespace) -> int:
    print(render(), end="")
    return 0


# --- the vocabulary -------------------------------------------------------------------------------------------------


def _vocabulary_parser(parser: argparse.ArgumentParser) -> None:
    below = parser.add_subparsers(required=True, metavar="list|show|check|page|anchors")
    for name, explained, answer in (
        ("list", "every list, by subject", lambda options: reference.contents_text(options.language)),
        ("page", "the page docs/reference/vocabulary.md", lambda _: reference.render().rstrip("\n")),
        ("anchors", "every published anchor", lambda _: "\n".join(reference.anchors())),
    ):
        below.add_parser(name, help=explained).set_defaults(run=_say, answer=answer)
    show = below.add_parser("show", help="one list, with the meaning of every term")
    show.add_argument("list")
    show.set_defaults(run=_vocabulary_show)
    below.add_parser("check", help="every fault in the files").set_defaults(run=_vocabulary_check)


def _say(options: argparse.Namespace) -> int:
    print(options.answer(options))
    return 0


def _vocabulary_show(options: argparse.Namespace) -> int:
    if not vocabulary.is_list(options.list):
        near = get_close_matches(options.list, [one.id for one in vocabulary.lists()], n=1)
        hint = f"did you mean '{near[0]}'?" if near else "see: vakwerk vocabulary list"
        raise Unusable(f"there is no list '{options.list}'; {hint}")
    print(reference.list_text(vocabulary.list_info(options.list), options.language))
    return 0


def _vocabulary_check(_: argparse.Namespace) -> int:
    faults = faults_in(texts_of())
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        print(
            f"{len(vocabulary.lists())} lists, {sum(len(one.terms) for one in vocabulary.lists())} terms, 0 faults"
        )
    return 1 if faults else 0


# --- the web application --------------------------------------------------------------------------------------------


def _manage(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vakwerk.site.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["vakwerk manage", *arguments])
    return 0


def _demo(options: argparse.Namespace) -> int:
    seed = [] if options.seed is None else ["--seed", str(options.seed)]
    return _manage(["demo", "--people", str(options.people), *seed])


if __name__ == "__main__":
    sys.exit(main())

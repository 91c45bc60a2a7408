"""`vakwerk norm`: look at norms and check them; and what the norm language is: `schema`, `semantics`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from vakwerk.cli import given
from vakwerk.core.dossier import dossier_schema
from vakwerk.core.norms import Library, find, library_from_folder, library_from_texts, shipped, words
from vakwerk.core.norms.cases import read_cases, run_case
from vakwerk.core.norms.checks import monotone
from vakwerk.core.norms.differences import NoVersion, compare, compare_versions, comparison_data
from vakwerk.core.norms.remarks import remarks
from vakwerk.core.norms.schema import norm_schema
from vakwerk.core.norms.semantics import render
from vakwerk.core.vocabulary.open_data import vocabulary_schema

SCHEMAS = {"norm": norm_schema, "dossier": dossier_schema, "vocabulary": vocabulary_schema}


def add_commands(commands: given.Commands) -> None:
    """`norm list`, `show`, `check` and `diff`; `schema` and `semantics`."""
    norm = commands.add_parser("norm", help="look at norms and check them").add_subparsers(
        required=True, metavar="list|show|check|diff"
    )
    norm.add_parser("list", help="the norms that ship with Vakwerk").set_defaults(run=_list)
    show = norm.add_parser("show", help="the file of one norm")
    show.add_argument("norm")
    show.set_defaults(run=_show)
    check = norm.add_parser("check", help="check norm files and folders, and run the cases beside them")
    check.add_argument("paths", nargs="*", type=Path, help="files or folders (none: the shipped norms)")
    check.add_argument("--strict", action="store_true", help="end with 1 when there are remarks, too")
    check.set_defaults(run=_check)
    diff = norm.add_parser(
        "diff", help="what changes for whom, from when: exit 0 when nothing does, 1 when something does"
    )
    for side, meant in (("before", "a norm"), ("after", "the norm to lay beside it")):
        diff.add_argument(
            side, help=f"{meant}: an id or a file; with @DATE behind it only the version in force on that day"
        )
    diff.add_argument("--json", action="store_true", help="print the same as JSON")
    diff.set_defaults(run=_diff)

    schema = commands.add_parser("schema", help="the JSON Schema of a norm, a dossier or the vocabulary")
    schema.add_argument("what", choices=SCHEMAS)
    schema.set_defaults(run=_schema)
    meaning = commands.add_parser("semantics", help="what every form of the norm language means, as Markdown")
    meaning.set_defaults(run=_semantics)


def _list(options: argparse.Namespace) -> int:
    norms = sorted(shipped().values(), key=lambda norm: norm.id)
    wide, wider = max(len(norm.id) for norm in norms), max(len(norm.owner) for norm in norms)
    for norm in norms:
        dates = ", ".join(version.since.isoformat() for version in norm.versions)
        print(
            f"{norm.id:{wide}} {norm.owner:{wider}} {norm.status:12} {norm.title.get(options.language)} [{dates}]"
        )
    return 0


def _show(options: argparse.Namespace) -> int:
    print(find(shipped(), options.norm).text)
    return 0


def _check(options: argparse.Namespace) -> int:
    """Faults of files and folders, what is odd in them, then the cases beside them; without paths the shipped norms."""
    wrong = odd = 0
    if not options.paths:
        library = shipped()
        print(f"{len(library)} norms read")
        odd += _tell_remarks(library, _files_below(_data_norms()))
        wrong += _run_cases(library, sorted(_data_norms().rglob("*cases.yaml")))
    for path in options.paths:
        if path.is_dir():
            library = library_from_folder(path)
            checked, files = library, _files_below(path)
            cases = sorted(path.rglob("*cases.yaml"))
        else:
            text = given.text(path, "norm")
            checked = library_from_texts({str(path): text}, complete=False)
            library = {**shipped(), **checked}
            files = {text: path}
            cases = [found for found in (path.parent / "cases.yaml",) if found.is_file()]
        for norm in checked.values():
            for version in norm.versions:
                good, breaks = monotone(version)
                said = "more facts never make it worse" if good else f"not monotone ({breaks})"
                print(f"{norm.id} {version.since}: {said}")
        odd += _tell_remarks(checked, files)
        wrong += _run_cases(library, cases)
    return 1 if wrong or (options.strict and odd) else 0


def _files_below(folder: Path) -> dict[str, Path]:
    """Which file holds which text, to say where a norm that was read stands."""
    return {path.read_text(encoding="utf-8"): path for path in sorted(folder.rglob("*.yaml"))}


def _tell_remarks(library: Library, files: Mapping[str, Path]) -> int:
    """Everything odd in these norms, one on a line; returns how many there are."""
    found = [remark for norm in library.values() for remark in remarks(norm, _shown(files[norm.text]))]
    for remark in found:
        print(remark)
    print(f"{len(found)} remark{'s' if len(found) != 1 else ''}")
    return len(found)


def _shown(path: Path) -> str:
    """A path as people would type it from where they are."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


def _diff(options: argparse.Namespace) -> int:
    """Two norms, or two versions of one, in words or as data."""
    (before, on), (after, later) = given.norm_on(options.before), given.norm_on(options.after)
    if on is None and later is None:
        found = compare(before, after)
    else:  # who names a day for one of them means the same day for the other
        try:
            found = compare_versions(before, on or later or date.min, after, later or on or date.min)
        except NoVersion as error:
            raise given.Unusable(str(error)) from error
    if options.json:
        print(json.dumps(comparison_data(found), indent=2, ensure_ascii=False))
    else:
        print("\n".join(words.comparison_lines(found, options.language)))
    return 0 if found.equal else 1


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

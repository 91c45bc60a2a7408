"""`vakwerk norm`: look at norms and check them; and what the norm language is: `schema`, `semantics`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from vakwerk.cli import given
from vakwerk.core.dossier import dossier_schema
from vakwerk.core.norms import Library, find, library_from_folder, library_from_texts, shipped
from vakwerk.core.norms.cases import read_cases, run_case
from vakwerk.core.norms.checks import monotone
from vakwerk.core.norms.schema import norm_schema
from vakwerk.core.norms.semantics import render
from vakwerk.core.vocabulary.open_data import vocabulary_schema

SCHEMAS = {"norm": norm_schema, "dossier": dossier_schema, "vocabulary": vocabulary_schema}


def add_commands(commands: given.Commands) -> None:
    """`norm list`, `norm show` and `norm check`; `schema` and `semantics`."""
    norm = commands.add_parser("norm", help="look at norms and check them").add_subparsers(
        required=True, metavar="list|show|check"
    )
    norm.add_parser("list", help="the norms that ship with Vakwerk").set_defaults(run=_list)
    show = norm.add_parser("show", help="the file of one norm")
    show.add_argument("norm")
    show.set_defaults(run=_show)
    check = norm.add_parser("check", help="check norm files and folders, and run the cases beside them")
    check.add_argument("paths", nargs="*", type=Path, help="files or folders (none: the shipped norms)")
    check.set_defaults(run=_check)

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
            text = given.text(path, "norm")
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

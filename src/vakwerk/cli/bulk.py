"""`vakwerk assess-all` and `vakwerk run`: everybody under a norm at once, and what can be asked of the result."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from vakwerk.cli import given
from vakwerk.core.norms import Norm, words
from vakwerk.core.norms.changes import Change, ChangeRefused, read_change, with_changes
from vakwerk.core.norms.compile import NotCompilable
from vakwerk.core.norms.model import Requirement
from vakwerk.core.norms.receipt import ReceiptRefused, repeat, result_data
from vakwerk.engines.bulk import (
    Disagreement,
    Job,
    Progress,
    Run,
    RunFault,
    make_job,
    person_receipt,
    read_run,
    run_here,
)
from vakwerk.engines.bulk.part import NO_VERSION
from vakwerk.engines.bulk.results import changed_files
from vakwerk.engines.population import BadPopulation, read_manifest

STOPPED = 130
OUTCOMES = {
    2: ("gehaald", "met"),
    0: ("niet gehaald", "not met"),
    1: ("niet vast te stellen", "undetermined"),
}


def add_commands(commands: given.Commands) -> None:
    """`assess-all`, and `run` with `show`, `check` and `receipt`."""
    everybody = commands.add_parser("assess-all", help="everybody in a population under one norm on one date")
    everybody.add_argument("--population", required=True, type=Path, help="a folder of `vakwerk population`")
    everybody.add_argument("--norm", required=True, help="the id of a shipped norm, or a norm file")
    everybody.add_argument("--on", required=True, type=given.day, help="the date, YYYY-MM-DD")
    everybody.add_argument(
        "--out", required=True, type=Path, help="a new folder; or an unfinished one, to go on"
    )
    everybody.add_argument(
        "--change", action="append", default=[], type=change, help="as `reflection.at_least=40 hours`"
    )
    everybody.add_argument("--facts", action="store_true", help="also where every fact counts, or why not")
    everybody.add_argument("--index", action="store_true", help="also an index for what-if on what counts")
    where = everybody.add_mutually_exclusive_group()
    where.add_argument("--workers", type=_workers, default=1, help="processes on this machine (1)")
    where.add_argument("--scheduler", help="the address of a Dask scheduler, to use other machines")
    everybody.set_defaults(run=_assess_all)

    run = commands.add_parser("run", help="look at a finished assess-all").add_subparsers(
        required=True, metavar="show|check|receipt|repeat"
    )
    show = run.add_parser("show", help="the summary")
    check = run.add_parser("check", help="whether its files are still those of its receipt (exit 1)")
    receipt = run.add_parser("receipt", help="the receipt of one person, from which it can be repeated")
    for one, does in ((show, _show), (check, _check), (receipt, _receipt)):
        one.add_argument("folder", type=Path)
        one.set_defaults(run=does)
    receipt.add_argument("--population", required=True, type=Path)
    receipt.add_argument("--person", required=True, type=int, help="the number in the population")
    again = run.add_parser(
        "repeat", help="assess again from a receipt, and say whether it is the same (exit 1)"
    )
    again.add_argument("receipt", type=Path)
    again.set_defaults(run=_repeat)


def change(text: str) -> Change:
    """A change as typed after an option. Raises what argparse shows beside the option."""
    try:
        return read_change(text)
    except ChangeRefused as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _workers(text: str) -> int:
    number = int(text) if text.isdecimal() else 0
    if not 1 <= number <= 256:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 1 to 256")
    return number


def changed_norm(norm: Norm, changes: list[Change]) -> Norm:
    """The norm with the changes. Raises Unusable when one can not be made."""
    try:
        return with_changes(norm, changes)
    except ChangeRefused as error:
        raise given.Unusable(str(error)) from error


def _assess_all(options: argparse.Namespace) -> int:
    library, norm = given.norm(options.norm)
    changed_norm(norm, options.change)
    try:
        job = make_job(
            manifest=read_manifest(options.population), library=library, norm=norm, on=options.on,
            out=options.out, changes=options.change, facts=options.facts,
        )  # fmt: skip
        run = _carried_out(job, options)
        if options.index:
            _index(run)
    except (BadPopulation, RunFault, NotCompilable, Disagreement) as error:
        raise given.Unusable(str(error)) from error
    except KeyboardInterrupt:
        print("Stopped. What is done is kept: give the same command again, it goes on.", file=sys.stderr)
        return STOPPED
    tell(run, options.language)
    return 0


def _carried_out(job: Job, options: argparse.Namespace) -> Run:
    begun = time.monotonic()

    def said(progress: Progress) -> None:
        past = time.monotonic() - begun
        print(
            f"  {progress.people} of {progress.all_people} people, {past:.0f} s", file=sys.stderr, flush=True
        )

    if options.scheduler is None:
        return run_here(job, workers=options.workers, say=said, now=_now)
    from vakwerk.engines.bulk.on_dask import run_there

    return run_there(job, scheduler=options.scheduler, say=said, now=_now)


def _index(run: Run) -> None:
    from vakwerk.engines.what_if import NoIndex, has_index, make_index
    from vakwerk.engines.what_if.comparing import population_of

    if has_index(run):
        return
    try:
        make_index(run, population_of(run), threads=2, say=parts_said("index"))
    except NoIndex as error:
        raise given.Unusable(f"no index: {error}") from error


def parts_said(what: str) -> Callable[[int, int], None]:
    """Tells on standard error how many parts are done."""
    return lambda done, of: print(f"  {what}: {done} of {of} parts", file=sys.stderr, flush=True)


def _now() -> datetime:
    return datetime.now(tz=UTC)


def tell(run: Run, language: str) -> None:
    """The summary: how many came out how, per version, and what most people miss."""
    nl = language == "nl"
    norm, people = run.job.the_norm(), run.people
    print(f"{norm.title.get(language)} — {norm.owner}, {words.date_text(run.on, language)}")
    for written in run.data["changes"]:
        print(f"  {'gewijzigd' if nl else 'changed'}: {written}")
    counts = run.outcomes()
    for outcome, names in OUTCOMES.items():
        share = 100 * counts[outcome] / people if people else 0
        print(f"  {names[0 if nl else 1]:22} {counts[outcome]:>10,} {share:5.1f} %")
    _tell_without(run, nl)
    for version in run.versions:
        if version != NO_VERSION:
            print(
                f"  {'versie' if nl else 'version'} {version}: {sum(run.data['outcomes'][version].values()):,}"
            )
            missed = sorted(run.data["not_met"][version].items(), key=lambda item: -item[1])
            titles = {node.id: words.requirement_title(node, language) for node in _nodes(norm, version)}
            for requirement, count in missed:
                if count:
                    print(f"    ✕ {titles[requirement]} ({requirement}): {count:,}")
    said = "opnieuw uitgelegd, 0 verschillen" if nl else "explained again, 0 differences"
    print(f"  {run.data['explained']:,} {said}")
    print(f"  {run.folder}")


def _tell_without(run: Run, nl: bool) -> None:
    gap = run.data["without_version"]
    if gap is not None:
        between = f"{gap['first']} {'tot en met' if nl else 'to'} {gap['last']}"
        said = "mensen zonder geldende versie" if nl else "people without a version in force"
        print(f"  ! {gap['people']:,} {said} ({gap['chosen_by']}: {between})")


def _nodes(norm: Norm, version: str) -> list[Requirement]:
    return [node for one in norm.versions if one.since.isoformat() == version for node in one.requires.walk()]


def _read(folder: Path) -> Run:
    try:
        return read_run(folder)
    except RunFault as error:
        raise given.Unusable(str(error)) from error


def _show(options: argparse.Namespace) -> int:
    tell(_read(options.folder), options.language)
    return 0


def _check(options: argparse.Namespace) -> int:
    run = _read(options.folder)
    wrong = list(changed_files(run))
    for file in wrong:
        print(f"{file}: gone, or not the file of the receipt", file=sys.stderr)
    if not wrong:
        print(f"every file is that of the receipt; {run.digest}")
    return 1 if wrong else 0


def _receipt(options: argparse.Namespace) -> int:
    try:
        found = person_receipt(_read(options.folder), options.population, options.person)
    except (RunFault, BadPopulation) as error:
        raise given.Unusable(str(error)) from error
    print(json.dumps(found, indent=1, ensure_ascii=False))
    return 0


def _repeat(options: argparse.Namespace) -> int:
    try:
        receipt = json.loads(given.text(options.receipt, "receipt"))
        again = repeat(receipt)
    except (ValueError, KeyError, TypeError) as error:
        if isinstance(error, ReceiptRefused):
            print(f"not the same ({error.why}): {error}", file=sys.stderr)
            return 1
        raise given.Unusable(f"{options.receipt}: this is not a receipt ({error})") from error
    data = result_data(again.assessment)
    print(f"the same: {data['norm']} on {data['on']}: {data['outcome']} (first made by {again.engine})")
    return 0

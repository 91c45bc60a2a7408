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
from vakwerk.core.norms import receipt as receipts
from vakwerk.core.norms.changes import Change, ChangeRefused, with_changes
from vakwerk.core.norms.compile import NotCompilable
from vakwerk.core.norms.model import Requirement
from vakwerk.core.norms.receipt import ReceiptRefused, result_data
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


def changed_norm(norm: Norm, changes: list[Change]) -> Norm:
    """The norm with the changes. Raises Unusable when one can not be made."""
    try:
        return with_changes(norm, changes)
    except ChangeRefused as error:
        raise given.Unusable(str(error)) from error


def assess_all(options: argparse.Namespace) -> int:
    """`assess-all`: everybody decided, or the parts that were left."""
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


def show(options: argparse.Namespace) -> int:
    """`run show`: the summary."""
    tell(_read(options.folder), options.language)
    return 0


def check(options: argparse.Namespace) -> int:
    """`run check`: whether the files are still those of the receipt; exit 1 when not."""
    run = _read(options.folder)
    wrong = list(changed_files(run))
    for file in wrong:
        print(f"{file}: gone, or not the file of the receipt", file=sys.stderr)
    if not wrong:
        print(f"every file is that of the receipt; {run.digest}")
    return 1 if wrong else 0


def receipt(options: argparse.Namespace) -> int:
    """`run receipt`: the receipt of one person."""
    try:
        found = person_receipt(_read(options.folder), options.population, options.person)
    except (RunFault, BadPopulation) as error:
        raise given.Unusable(str(error)) from error
    print(json.dumps(found, indent=1, ensure_ascii=False))
    return 0


def repeat(options: argparse.Namespace) -> int:
    """`run repeat`: assess again from a receipt; exit 1 when it is not the same."""
    try:
        again = receipts.repeat(json.loads(given.text(options.receipt, "receipt")))
    except (ValueError, KeyError, TypeError) as error:
        if isinstance(error, ReceiptRefused):
            print(f"not the same ({error.why}): {error}", file=sys.stderr)
            return 1
        raise given.Unusable(f"{options.receipt}: this is not a receipt ({error})") from error
    data = result_data(again.assessment)
    print(f"the same: {data['norm']} on {data['on']}: {data['outcome']} (first made by {again.engine})")
    return 0

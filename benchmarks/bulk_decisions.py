"""Everybody decided, from Parquet to decisions: Vakwerk beside SQL by hand, polars, pandas and OpenFisca-core.

All must give the same decisions before anything is timed. Each run is a fresh process, measured from start to end; the
contenders take turns, so that what else the machine does falls on all. See docs/how-to/measure.md.

    python benchmarks/bulk_decisions.py [--people 20000] [--seed 1] [--runs 5]
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bulk.contenders import ALL, HAND, OPENFISCA, OURS, SITUATIONS, WHOLE, Contender, Done, digest, run
from bulk.peers import NoPeers, peers, versions
from bulk.population import kept_in, population
from bulk.processes import DidNotWork

LARGE = 1_000_000
"""From so many people the aims are judged; below it start-up is most of what is measured."""
OVER_HAND, OVER_HAND_SMALL, UNDER_OPENFISCA, MEMORY = 1.2, 1.5, 15.0, 1_000_000_000


def main() -> int:
    """Print the table; 1 when a decision differs or an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    made = population(options.people, options.seed)
    activities = made.rows("activities")
    print(f"{made.people:,} people, {activities:,} activities, {len(made.parts)} parts, seed {options.seed}")
    pythons, wanted = _pythons()
    out = kept_in() / "decisions"
    try:
        if not _same(wanted, pythons, made.folder, out):
            return 1
        taken: dict[Contender, list[Done]] = {one: [] for one in wanted}
        for _ in range(options.runs):
            for one in wanted:
                taken[one].append(run(one, pythons[one], made.folder, out / one.program))
        _print(taken, made.people, activities)
        _print_stages(out / WHOLE.program)
        if OPENFISCA in taken and not _situations(pythons[OPENFISCA], made.folder, out):
            return 1
    except DidNotWork as error:
        print(f"A contender did not finish:\n{error}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(out, ignore_errors=True)
    return _judge(taken, large=made.people >= LARGE)


def _pythons() -> tuple[dict[Contender, Path], list[Contender]]:
    """With which Python each runs, and who can be measured; who can not is named."""
    own = Path(sys.executable)
    try:
        other: Path | None = peers()
        print(f"Peers: {versions(other)}")
    except NoPeers as error:
        other = None
        print(f"not measured: {', '.join(one.label for one in ALL if one.peer)}: {error}")
    pythons = {one: other if one.peer else own for one in ALL}
    return {one: python for one, python in pythons.items() if python is not None}, [
        one for one in ALL if pythons[one] is not None
    ]


def _same(wanted: Sequence[Contender], pythons: Mapping[Contender, Path], folder: Path, out: Path) -> bool:
    """Whether all decide the same about everybody. This also warms the disk's cache for all."""
    found: dict[Contender, tuple[int, str]] = {}
    for one in wanted:
        run(one, pythons[one], folder, out / one.program)
        found[one] = digest(one, out / one.program)
    if len(set(found.values())) > 1:
        for one, (people, value) in found.items():
            print(f"  {value}  {people:,} people by {one.label}", file=sys.stderr)
        print("They do not decide the same: nothing is timed.", file=sys.stderr)
        return False
    people, value = found[OURS]
    print(f"All {len(found)} decide the same about all {people:,} people: sha256 {value}\n")
    return True


def _print(taken: Mapping[Contender, Sequence[Done]], people: int, activities: int) -> None:
    ours = _median(taken[OURS])
    print(
        f"{'':42}{'median':>9}{'min':>8}{'max':>8}{'start-up':>10}{'cpu':>8}{'times ours':>12}"
        f"{'memory':>10}{'people/s':>12}{'activities/s':>14}"
    )
    for one, runs in taken.items():
        seconds = [done.took.seconds for done in runs]
        median = statistics.median(seconds)
        starting = statistics.median(done.took.seconds - done.inside for done in runs)
        cpu = statistics.median(done.took.cpu for done in runs)
        print(
            f"{one.label:42}{median:8.2f}s{min(seconds):7.2f}s{max(seconds):7.2f}s{starting:9.2f}s{cpu:7.2f}s"
            f"{median / ours:12.2f}{_memory(runs) / 1e6:7.0f} MB{people / median:12,.0f}{activities / median:14,.0f}"
        )


def _print_stages(folder: Path) -> None:
    """Where the whole run spent its processor time, as its receipt says."""
    receipt = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    stages: dict[str, float] = {}
    for part in receipt["parts"]:
        for stage, seconds in part["seconds"].items():
            stages[stage] = stages.get(stage, 0.0) + seconds
    told = ", ".join(f"{stage} {seconds:.1f} s" for stage, seconds in stages.items())
    print(f"\nThe whole run by stage, all parts and both processes added: {told}")
    print(f"{receipt['explained']:,} people explained again, {receipt['differences']} differences")


def _situations(python: Path, folder: Path, out: Path) -> bool:
    """OpenFisca as its documentation begins, about a few people; whether it decides about them as Vakwerk does."""
    done = run(SITUATIONS, python, folder, out / SITUATIONS.program)
    people, value = digest(SITUATIONS, out / SITUATIONS.program)
    if (people, value) != digest(OURS, out / OURS.program, among=out / SITUATIONS.program):
        print(f"{SITUATIONS.label}: decides otherwise", file=sys.stderr)
        return False
    told = f"{people} people in {done.inside:.1f} s, {people / done.inside:,.0f} people/s in one process"
    print(f"{SITUATIONS.label}, the same decisions: {told}")
    return True


def _median(runs: Sequence[Done]) -> float:
    return statistics.median(done.took.seconds for done in runs)


def _memory(runs: Sequence[Done]) -> int:
    return max(done.took.memory for done in runs)


def _ratio(above: Sequence[Done], below: Sequence[Done], *, inside: bool = False) -> float:
    """The median over the rounds of what the one took as so many times the other."""
    pairs = zip(above, below, strict=True)
    return statistics.median(
        one.inside / other.inside if inside else one.took.seconds / other.took.seconds for one, other in pairs
    )


def _judge(taken: Mapping[Contender, Sequence[Done]], *, large: bool) -> int:
    aims: list[tuple[str, bool]] = []
    if not large:
        ratio = _ratio(taken[OURS], taken[HAND], inside=True)
        said = f"deciding is {ratio:.2f} times SQL by hand without start-up (at this size at most {OVER_HAND_SMALL})"
        aims.append((said, ratio <= OVER_HAND_SMALL))
    else:
        ratio = _ratio(taken[OURS], taken[HAND])
        aims.append((f"deciding is {ratio:.2f} times SQL by hand (at most {OVER_HAND})", ratio <= OVER_HAND))
        memory = max(_memory(taken[OURS]), _memory(taken[WHOLE]))
        aims.append((f"{memory / 1e6:.0f} MB of memory (under {MEMORY / 1e6:.0f})", memory < MEMORY))
        if OPENFISCA in taken:
            ratio = _ratio(taken[OPENFISCA], taken[OURS])
            aims.append((f"{ratio:.1f} times as fast as OpenFisca (at least 15)", ratio >= UNDER_OPENFISCA))
    print()
    for said, met in aims:
        print(f"{'reached' if met else 'MISSED '}  {said}")
    return 0 if all(met for _, met in aims) else 1


if __name__ == "__main__":
    sys.exit(main())

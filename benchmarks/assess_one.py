"""One explained assessment, and loading all shipped norms, beside the least that could be done by hand.

The dossier has 100 facts, drawn from a seed. The peer is a hand-written Python function for the same norm that only
sums and compares: no reasons, no unknowns, no versions. Both must give the same sums before anything is timed.

    python benchmarks/assess_one.py [--facts 100] [--seed 1] [--runs 7]
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

from vakwerk.core.dossier import Activity, Document, Dossier, Period, Recognition, Work
from vakwerk.core.norms import assess, library, shipped

NORM = "skj-jeugd-en-gezinsprofessional"
ON = date(2027, 6, 1)
PERIOD = Period(start=date(2022, 9, 1), end=date(2027, 9, 1))
REFLECTION = frozenset(
    (
        "reflection", "intervision", "supervision", "peer-review", "case-discussion", "moral-deliberation",
        "coaching", "work-guidance", "learning-therapy",
    )
)  # fmt: skip
LEARNING = frozenset(
    (
        "learning",
        "course",
        "training",
        "e-learning",
        "workshop",
        "conference",
        "lecture",
        "reading",
        "study",
        "on-the-job",
    )
)


def dossier_of(facts: int, seed: int) -> Dossier:
    """A dossier of `facts` facts: two spells of work, one document, the rest activities around the period."""
    chance = random.Random(seed)
    kinds = ["course", "reading", "intervision", "supervision", "self-reflection"]
    activities = tuple(
        Activity(
            id=f"a{number}",
            kind=chance.choice(kinds),
            form=chance.choice(["formal", "informal"]),
            completed_on=PERIOD.start + timedelta(days=chance.randrange(-200, 1700)),
            minutes=chance.randrange(30, 480, 15),
        )
        for number in range(facts - 3)
    )
    role = "jeugd-en-gezinsprofessional"
    work = (
        Work(
            id="w0",
            role=role,
            level="hbo",
            since=date(2019, 1, 1),
            until=date(2024, 1, 1),
            minutes_per_week=960,
        ),
        Work(id="w1", role="sociaal-werker", level="hbo", since=date(2024, 1, 1), minutes_per_week=1200),
    )
    held = Recognition(id="r0", norm=NORM, since=date(2017, 9, 1), period=PERIOD)
    seen = Document(id="d0", kind="vog", issued_on=date(2022, 1, 1))
    return Dossier(person="bench", activities=activities, work=work, documents=(seen,), recognitions=(held,))


def by_hand(dossier: Dossier) -> dict[str, int]:
    """The sums of the norm in minutes, as one would write them for this norm alone."""
    formal = informal = reflection = 0
    for fact in dossier.activities:
        done, minutes = fact.completed_on, fact.minutes
        if done is None or minutes is None or done > ON or not PERIOD.start <= done < PERIOD.end:
            continue
        if fact.kind in LEARNING:
            if fact.form == "formal":
                formal += minutes
            else:
                informal += minutes
        elif fact.kind in REFLECTION and minutes >= 60 * fact.sessions:
            reflection += minutes - (fact.remote_minutes if fact.kind == "supervision" else 0)
    last = min(PERIOD.end, ON + timedelta(days=1))
    days = 0
    for spell in dossier.work:
        start, end = max(spell.since, PERIOD.start), min(spell.until or last, last)
        days += max(0, (end - start).days) * (spell.minutes_per_week or 0)
    return {"learning": formal + min(informal, 20 * 60), "reflection": reflection, "work": days // 7}


def seconds(task: Callable[[], object], times: int) -> float:
    """Median seconds of one call over `times` calls."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        task()
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


def main() -> int:
    """Print medians of the runs with their spread, and the ratio to the peer."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--facts", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    dossier, norm = dossier_of(options.facts, options.seed), shipped()[NORM]
    assessment = assess(norm, dossier, ON)
    mine = {name: assessment.requirement(name).low for name in ("learning", "reflection", "work")}
    if mine != by_hand(dossier):
        print(f"not the same sums: {mine} and {by_hand(dossier)}", file=sys.stderr)
        return 1
    explained, hand, loaded = [], [], []
    for _ in range(options.runs):
        explained.append(seconds(lambda: assess(norm, dossier, ON), 300) * 1000)
        hand.append(seconds(lambda: by_hand(dossier), 300) * 1000)
        loaded.append(seconds(library.shipped.__wrapped__, 3) * 1000)
    for label, values in (
        ("explained assessment", explained),
        ("sums by hand", hand),
        ("all norms loaded", loaded),
    ):
        print(
            f"{label:22} median {statistics.median(values):8.3f} ms   min {min(values):.3f}   max {max(values):.3f}"
        )
    ratio = statistics.median(one / other for one, other in zip(explained, hand, strict=True))
    print(f"{len(shipped())} norms, {options.facts} facts; explaining costs {ratio:.1f} times the bare sums")
    return 0


if __name__ == "__main__":
    sys.exit(main())

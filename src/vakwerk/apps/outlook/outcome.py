"""What a scenario comes to, and by which way it can be known: at once, by a worker, or only after counting anew."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from vakwerk.apps.outlook import counting, queries
from vakwerk.apps.outlook.models import Count, Scenario
from vakwerk.apps.outlook.scenario import Asked
from vakwerk.apps.outlook.terms import OPEN, State
from vakwerk.engines.bulk import Run, RunFault
from vakwerk.engines.population import BadPopulation
from vakwerk.engines.what_if import Comparison, Grouped, Way, compare, way_of

THREADS = 2


class Known(Enum):
    """Whether the outcome is there, and if not what must happen first."""

    SHOWN = "shown"
    ASK = "ask"
    BUSY = "busy"
    FAILED = "failed"
    RECOUNT = "recount"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Exact counts now and then, when they are known. `from_facts`: stored sums did not do."""

    known: Known
    now: Grouped | None = None
    then: Grouped | None = None
    from_facts: bool = False
    work: Scenario | None = None


def outcome_of(count: Count, asked: Asked) -> Outcome:
    """The outcome of a scenario for this count."""
    try:
        run = counting.run_of(count.pk)
        now = _now(run, count, asked)
        if not asked.changes:
            return Outcome(Known.SHOWN, now, now)
        return _then(run, count, asked, now)
    except (RunFault, BadPopulation):
        return Outcome(Known.RECOUNT)


def _now(run: Run, count: Count, asked: Asked) -> Grouped:
    """As they came out. The same for every change, so it is kept."""
    key = f"now-{asked.whom}"
    kept = counting.kept_grouped(count.pk, key)
    if kept is None:
        kept = compare(run, run.job.the_norm(), held_only=asked.held_only, threads=THREADS).grouped
        counting.keep_grouped(count.pk, key, kept)
    return kept


def _then(run: Run, count: Count, asked: Asked, now: Grouped) -> Outcome:
    kept = counting.kept_grouped(count.pk, asked.key)
    if kept is not None:
        return Outcome(Known.SHOWN, now, kept, from_facts=True)
    # Few people: whichever way, the page can wait for it, and asking first which way costs as much.
    if run.people <= counting.AT_ONCE or way_of(run, asked.norm) is not Way.FACTS:
        found = _compared(run, asked)
        if found.way is Way.FACTS:
            counting.keep_grouped(count.pk, asked.key, found.grouped)
        return Outcome(Known.SHOWN, now, found.grouped, from_facts=found.way is Way.FACTS)
    work = queries.scenario_of(count.pk, asked.key)
    if work is None or work.state == State.READY:  # ready, but its file is gone: work it out once more
        return Outcome(Known.ASK, now, from_facts=True)
    known = Known.BUSY if work.state in OPEN else Known.FAILED
    return Outcome(known, now, from_facts=True, work=work)


def _compared(run: Run, asked: Asked) -> Comparison:
    return compare(run, asked.norm, held_only=asked.held_only, threads=THREADS)

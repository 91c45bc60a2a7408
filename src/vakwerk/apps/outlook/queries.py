"""Everything that is read from this app's tables."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from vakwerk.apps.outlook import norms
from vakwerk.apps.outlook.models import Count, Scenario
from vakwerk.apps.outlook.terms import OPEN, State


@dataclass(frozen=True, slots=True)
class Found:
    """The counts of a norm that matter: the last one that is ready and still fits, and what is under way or halted."""

    ready: Count | None
    latest: Count | None

    @property
    def busy(self) -> bool:
        """Whether a worker is at it or will be."""
        return self.latest is not None and self.latest.state in OPEN


def may_be_tried(norm: str) -> bool:
    """Whether there is such a norm, and something of it may be moved."""
    return norm in norms.norms_to_try()


def counts_of(norm: str) -> Found:
    """The counts of this norm. A count of another text of the norm does not fit any more."""
    rows = list(Count.objects.filter(norm=norm).order_by("-asked_at", "pk"))
    digest = norms.digest_of(norm)
    ready = next((one for one in rows if one.state == State.READY and one.digest == digest), None)
    latest = rows[0] if rows and rows[0] is not ready else None
    if latest is not None and latest.state == State.READY:
        latest = None
    return Found(ready, latest)


def last_counted() -> dict[str, dt.date]:
    """Per norm the day of its last count that still fits."""
    rows = Count.objects.filter(state=State.READY).order_by("on").values_list("norm", "digest", "on")
    known = norms.norms_to_try()
    return {norm: on for norm, digest, on in rows if norm in known and digest == norms.digest_of(norm)}


def scenario_of(count: uuid.UUID, key: str) -> Scenario | None:
    """The change that was asked to be worked out for this count, or None."""
    return Scenario.objects.filter(count=count, key=key).first()

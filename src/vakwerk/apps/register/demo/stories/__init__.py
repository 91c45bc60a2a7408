"""Six people with a story of their own. Dates are those of 24 November 2026, moved by whole months."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from random import Random

from vakwerk.apps.register.demo.building import Builder
from vakwerk.apps.register.demo.people import MadeUp
from vakwerk.apps.register.demo.stories.broad import expert_by_experience, mbo_worker, starter
from vakwerk.apps.register.demo.stories.elsewhere import arts_therapist, generalist, three_registers
from vakwerk.apps.register.demo.stories.making import Day, moved_to

STORIES: dict[str, Callable[[Builder, Day], MadeUp]] = {
    "samira": three_registers,
    "tijn": starter,
    "wies": expert_by_experience,
    "kevin": mbo_worker,
    "ingeborg": generalist,
    "naomi": arts_therapist,
}
"""By the name they log in with."""


def story(name: str, *, on: dt.date) -> MadeUp:
    """The person of this story, as seen on `on`."""
    builder = Builder(f"story-{name}", on, Random(name))  # noqa: S311 - a world, not a secret
    return STORIES[name](builder, moved_to(on))

"""What a comparison of two norms says: which versions lie beside each other, and every difference between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from vakwerk.core.norms.model import Clock, Norm, Requirement, Transition, Version

Effect = Literal["harder", "easier", "either"]
"""On meeting the norm (for tolerance: on getting its remedy), everything else staying equal.

`harder`: nobody meets it who did not; `easier`: nobody fails it who did not; `either`: some gain, others lose.
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a norm a difference stands: the requirement, and what stands around it.

    `within` holds the conditions of every `if` around it: it is asked only when they are met. `above` holds the sums
    it is a part of and the choices it is one way of, the outermost first; for what stands in a condition of `if` it
    ends with that `if`.
    """

    requirement: Requirement
    within: tuple[Requirement, ...] = ()
    above: tuple[Requirement, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same: what (a closed list, see `words.differences`), before and after.

    None on a side means that there is nothing on that side. `effect` None: it can not be derived, or there is none.
    """

    what: str
    before: Any
    after: Any
    effect: Effect | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions beside each other for whom the clock puts in [since, until); None: no rules then on that side.

    `transition` holds the lines of the later norm that say otherwise for some of them, or add others.
    """

    since: date
    until: date | None
    clock: Clock
    before: Version | None
    after: Version | None
    differences: tuple[Difference, ...]
    transition: tuple[Transition, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two norms beside each other: what differs in the norm as a whole, and in each stretch of time."""

    before: Norm
    after: Norm
    general: tuple[Difference, ...]
    pairs: tuple[Pair, ...]

    @property
    def equal(self) -> bool:
        """Whether nothing differs."""
        return not self.general and not self.pairs

"""What can be wrong with a population, named so precisely that whoever made it can repair it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PopulationFault:
    """One fault: where (a file below the population's folder), a closed code, what is wrong, and what to do."""

    where: str
    code: str
    what: str
    do: str = ""

    def __str__(self) -> str:
        """As a line: where, what and what to do."""
        return f"{self.where}: {self.what}{f'; {self.do}' if self.do else ''}"


class BadPopulation(ValueError):
    """The population can not be assessed; `faults` says why, all that were found."""

    def __init__(self, faults: Sequence[PopulationFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self) -> tuple[type[BadPopulation], tuple[tuple[PopulationFault, ...]]]:
        """So that a worker in another process can hand it back."""
        return type(self), (self.faults,)

"""Why a bulk run is refused or not published."""

from __future__ import annotations

from collections.abc import Sequence


class RunFault(ValueError):
    """The run can not be made, read or repeated; the message says why and what to do."""


class OtherRun(RunFault):
    """The folder holds another run: another norm, date, population or engine."""


class Disagreement(RuntimeError):
    """The compiled norm and the explaining evaluator differ about somebody: nothing is published."""

    def __init__(self, differences: Sequence[str]) -> None:
        self.differences = tuple(differences)
        shown = "\n".join(self.differences[:20])
        super().__init__(f"{len(self.differences)} differences; nothing is published\n{shown}")

    def __reduce__(self) -> tuple[type[Disagreement], tuple[tuple[str, ...]]]:
        """So that a worker in another process can hand it back."""
        return type(self), (self.differences,)

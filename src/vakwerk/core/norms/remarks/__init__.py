"""What is odd in a norm that can be read: `remarks(norm, file)`. Faults refuse a norm; a remark only points.

Four sorts: parameters that do nothing, branches that no one reaches, gaps in dates, and missing sources. Each is said
only where it is certain; silence is no proof that all is well.
"""

from __future__ import annotations

from vakwerk.core.norms.model import Norm
from vakwerk.core.norms.remarks.dates_and_sources import gaps_in_dates, missing_sources
from vakwerk.core.norms.remarks.dead import dead_parameters
from vakwerk.core.norms.remarks.unreachable import dead_transitions, unreachable_branches
from vakwerk.core.norms.remarks.values import Code, Lines, Remark

__all__ = ["Code", "Remark", "remarks"]


def remarks(norm: Norm, file: str) -> list[Remark]:
    """Everything odd in a norm, in the order of the file."""
    lines = Lines(norm, file)
    found: list[Remark] = []
    for version in norm.versions:
        found += unreachable_branches(version, file, lines)
        found += dead_parameters(norm, version, file, lines)
    found += dead_transitions(norm, file, lines)
    found += gaps_in_dates(norm, file, lines)
    found += missing_sources(norm, file, lines)
    return sorted(found, key=lambda remark: remark.line)

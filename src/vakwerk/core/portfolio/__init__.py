"""The same facts under the three expectations of the profession, and how facts fit what somebody wants to learn."""

from vakwerk.core.portfolio.fitting import Aim, Fit, RequirementKey, fitting, standing_of, suggested_aims
from vakwerk.core.portfolio.placing import (
    EXPERIENCE,
    PLACES,
    Line,
    left_out_because,
    lines,
    places_of,
    suggested_elements,
)
from vakwerk.core.portfolio.showing import Left, Portfolio, Section, Shown, portfolio

__all__ = [
    "EXPERIENCE",
    "PLACES",
    "Aim",
    "Fit",
    "Left",
    "Line",
    "Portfolio",
    "RequirementKey",
    "Section",
    "Shown",
    "fitting",
    "left_out_because",
    "lines",
    "places_of",
    "portfolio",
    "standing_of",
    "suggested_aims",
    "suggested_elements",
]

"""What made-up people look like: counts measured from the demo world, and figures we chose, both from data files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

FINE = 4096
"""In how many equal steps a chance falls apart: shares are right to a fortieth of a percent."""

Codes = NDArray[np.int16]


@cache
def measured() -> Mapping[str, Any]:
    """`data/population/shape.yaml`, written by tools/population_shape.py."""
    return _read("shape.yaml")


@cache
def stated() -> Mapping[str, Any]:
    """`data/population/stated.yaml`, written by hand."""
    return _read("stated.yaml")


def _read(name: str) -> Mapping[str, Any]:
    text = files("vakwerk.data").joinpath("population", name).read_text(encoding="utf-8")
    found: Mapping[str, Any] = yaml.safe_load(text)
    return found


def steps(weights: Sequence[float]) -> Codes:
    """`FINE` places of which the share of each index follows its weight."""
    whole = np.asarray(weights, dtype=np.float64)
    if whole.sum() <= 0:
        whole = np.ones_like(whole)
    ends = np.round(np.cumsum(whole) / whole.sum() * FINE).astype(np.int64)
    return np.searchsorted(ends, np.arange(FINE), side="right").astype(np.int16)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some values, each with its weight."""

    values: tuple[Any, ...]
    places: Codes

    @classmethod
    def of(cls, counted: Mapping[Any, float]) -> Choice:
        """From value: weight."""
        return cls(tuple(counted), steps(list(counted.values())))

    def draw(self, uniform: NDArray[np.float64]) -> Codes:
        """An index into `values` for every number in [0, 1)."""
        found: Codes = self.places[(uniform * FINE).astype(np.intp)]
        return found


@dataclass(frozen=True, slots=True)
class ChoiceBy:
    """One of some values, with other weights for every kind of thing."""

    values: tuple[Any, ...]
    places: Codes

    @classmethod
    def of(cls, counted: Sequence[Mapping[Any, float]]) -> ChoiceBy:
        """From a list of value: weight, one for every kind."""
        values = tuple(dict.fromkeys(value for one in counted for value in one)) or (None,)
        return cls(values, np.stack([steps([one.get(value, 0) for value in values]) for one in counted]))

    def draw(self, kinds: NDArray[Any], uniform: NDArray[np.float64]) -> Codes:
        """An index into `values` for every kind and number in [0, 1)."""
        found: Codes = self.places[kinds, (uniform * FINE).astype(np.intp)]
        return found

"""A population of people who do not exist: heavy-tailed, with every boundary of a norm in it, equal for equal seeds."""

from __future__ import annotations

from vakwerk.engines.population.made_up.boundaries import boundary_people
from vakwerk.engines.population.made_up.generating import Wish, generate
from vakwerk.engines.population.made_up.told import told_people

__all__ = ["Wish", "boundary_people", "generate", "told_people"]

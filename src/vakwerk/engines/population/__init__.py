"""Facts of many people: in memory for a test, in a folder of Parquet files partitioned by person for a register.

The layout is documented in docs/reference/population.md; any tool that reads Parquet can read it.
"""

from __future__ import annotations

from vakwerk.engines.population.faults import BadPopulation, PopulationFault
from vakwerk.engines.population.folder import Manifest, Part, read_manifest
from vakwerk.engines.population.memory import clear, connect, load
from vakwerk.engines.population.reading import dossiers_in, open_part
from vakwerk.engines.population.writing import PopulationWriter

__all__ = [
    "BadPopulation",
    "Manifest",
    "Part",
    "PopulationFault",
    "PopulationWriter",
    "clear",
    "connect",
    "dossiers_in",
    "load",
    "open_part",
    "read_manifest",
]

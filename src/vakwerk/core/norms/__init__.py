"""The requirement language: load and check a norm, assess one dossier with every reason, repeat it years later."""

from vakwerk.core.norms.assessment import Assessment, FactResult, Outcome, Refusal, RequirementResult, Window
from vakwerk.core.norms.evaluate import assess
from vakwerk.core.norms.faults import Fault, UnreadableNorm
from vakwerk.core.norms.library import (
    Library,
    UnknownNorm,
    find,
    library_from_folder,
    library_from_texts,
    shipped,
)
from vakwerk.core.norms.model import Norm
from vakwerk.core.norms.reading import norm_from_data, read_norm

__all__ = [
    "Assessment",
    "FactResult",
    "Fault",
    "Library",
    "Norm",
    "Outcome",
    "Refusal",
    "RequirementResult",
    "UnknownNorm",
    "UnreadableNorm",
    "Window",
    "assess",
    "find",
    "library_from_folder",
    "library_from_texts",
    "norm_from_data",
    "read_norm",
    "shipped",
]

"""The norm that everything is measured by."""

from __future__ import annotations

from pathlib import Path

from vakwerk.core.norms import Norm, read_norm

FILE = Path(__file__).with_name("norm.yaml")


def the_norm() -> Norm:
    """The norm of `norm.yaml`."""
    return read_norm(FILE.read_text(encoding="utf-8"), FILE.name)

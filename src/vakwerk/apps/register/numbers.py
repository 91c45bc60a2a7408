"""Registration numbers of this register. How they are written and read stands in the core, for the rooms below."""

from __future__ import annotations

from vakwerk.core.exchange.own_numbers import (
    LARGEST_SERIAL,
    PATTERN,
    Typed,
    is_number,
    number_of,
    read_number,
)

__all__ = ["LARGEST_SERIAL", "PATTERN", "Typed", "is_number", "number_of", "read_number"]

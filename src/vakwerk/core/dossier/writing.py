"""A dossier as JSON: canonical (sorted, without defaults), so that equal dossiers have equal text and equal hashes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import MISSING, fields
from datetime import UTC, date, datetime
from typing import Any

from vakwerk.core.dossier.values import Dossier


def to_data(value: Any) -> dict[str, Any]:
    """A dossier value as plain JSON data; fields at their default are left out."""
    data: dict[str, Any] = {}
    for spec in fields(value):
        current = getattr(value, spec.name)
        if spec.default is not MISSING and current == spec.default:
            continue
        data[spec.name] = _plain(current)
    return data


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, str | int):
        return value
    return to_data(value)


def canonical(data: object) -> str:
    """JSON text with sorted keys and no spare white space."""
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def write_dossier(dossier: Dossier) -> str:
    """The dossier as readable JSON."""
    return json.dumps(to_data(dossier), indent=2, ensure_ascii=False)


def digest(data: object) -> str:
    """SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(data).encode()).hexdigest()

"""A person's own copy of everything: the dossier as JSON, and a ZIP with tables, history and files."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import IO, Any

from django.utils.translation import gettext as _

from vakwerk.apps.dossier import queries
from vakwerk.apps.dossier.names import KIND_OF, KINDS
from vakwerk.apps.dossier.parties import Owner
from vakwerk.apps.dossier.rows import VALUE_OF
from vakwerk.apps.people.stores import stores
from vakwerk.core.dossier import Fact, to_data, write_dossier

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_IN_MEMORY = 8 * 1024 * 1024


def dossier_json(person: Owner) -> str:
    """The dossier as it stands, as `vakwerk assess --dossier` reads it; every fact with when it was recorded."""
    return write_dossier(queries.dossier_of(person)) + "\n"


def history_json(person: Owner) -> str:
    """Every version of every fact, in order of recording, with who entered it, notes, and until when it stood."""
    versions = [
        {
            "kind": kind,
            "version": row.version,
            "recorded_at": row.recorded_at.isoformat(),
            "superseded_at": None if row.superseded_at is None else row.superseded_at.isoformat(),
            "source": row.source,
            "note": row.note,
            "fact": to_data(fact),
        }
        for kind, row, fact in queries.history_of(person)
    ]
    return json.dumps(versions, indent=2, ensure_ascii=False) + "\n"


def table(kind: str, facts: Iterable[Fact]) -> bytes:
    """A table of one kind of fact for a spreadsheet: UTF-8 with a mark, semicolons, nothing a sheet would calculate."""
    names = [spec.name for spec in fields(VALUE_OF[kind]) if spec.name != "withdrawn_at"]
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(names)
    for fact in facts:
        data = to_data(fact)
        writer.writerow([_cell(data.get(name, getattr(fact, name))) for name in names])
    return out.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:
    if value is None or value in ((), frozenset(), []):
        return ""
    if isinstance(value, bool | int):
        return str(value)
    if isinstance(value, list | Mapping):
        plain = isinstance(value, list) and all(isinstance(one, str) for one in value)
        return _safe(", ".join(value) if plain else json.dumps(value, ensure_ascii=False, sort_keys=True))
    return _safe(str(value))


def _safe(text: str) -> str:
    # A sheet runs what begins like a formula; an apostrophe in front makes it text.
    return f"'{text}" if text.startswith(_FORMULA) else text


def dossier_zip(person: Owner) -> IO[bytes]:
    """Everything in one file, opened at its beginning; the caller closes it."""
    out: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the caller closes it
    by_kind: dict[str, list[Fact]] = {kind: [] for kind in KINDS}
    for fact in queries.dossier_of(person).facts():
        by_kind[KIND_OF[type(fact)]].append(fact)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _explanation())
        archive.writestr("dossier.json", dossier_json(person))
        archive.writestr("history.json", history_json(person))
        for kind, facts in by_kind.items():
            if facts:
                archive.writestr(f"{kind}.csv", table(kind, facts))
        for store in stores():
            kept = json.dumps(store.export(person.id), indent=2, ensure_ascii=False, default=str)
            archive.writestr(f"kept/{_plain(store.name)}.json", kept + "\n")
        for number, item in enumerate(queries.evidence_of(person), 1):
            opened = queries.open_evidence(person, item.id)
            if opened is None:
                continue
            place = f"evidence/{_plain(item.fact_id)}/{number:03d}-{_plain(item.name)}"
            with opened[1] as file, archive.open(place, "w", force_zip64=True) as inside:
                shutil.copyfileobj(file, inside)
    out.seek(0)
    return out


def _plain(name: str) -> str:
    """A name that is a name on every system."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", name).strip(". ") or "_"


def _explanation() -> str:
    return _(
        "This is everything that is kept about you.\n\n"
        "dossier.json   what stands now; other programs can read it\n"
        "history.json   every version that was ever kept, with your notes\n"
        "*.csv          the same facts as tables, for a spreadsheet\n"
        "evidence       your files, a folder for each fact\n"
        "kept           everything else that is kept about you, a file for each place\n"
    )

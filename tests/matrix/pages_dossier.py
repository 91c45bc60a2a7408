"""The dossier: everybody has one of their own, and nobody opens a fact of another's by its id."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.apps.dossier.files import pdf
from tests.matrix.shape import ACCOUNTS, OWNER, SECRET, MatrixPage, World

from vakwerk.core.dossier import Absence, Activity, Document, Work

FACT, WITHDRAWN = "matrix-reflection", "matrix-withdrawn"
MINE = frozenset({OWNER})


def furnish(world: World) -> dict[str, Any]:
    """Facts with the secret in every text; a file; a fact that was withdrawn."""
    from vakwerk.apps.dossier import actions

    facts = [
        Activity(
            id=FACT, kind="intervision", title=SECRET, provider=SECRET, programme=SECRET,
            completed_on=dt.date(2025, 5, 1), minutes=90,
        ),
        Activity(id="matrix-course", kind="course", title=SECRET, completed_on=dt.date(2025, 6, 1), minutes=60),
        Activity(id=WITHDRAWN, kind="course", title=SECRET, completed_on=dt.date(2025, 7, 1), minutes=60),
        Work(
            id="matrix-work", role="sociaal-werker", since=dt.date(2020, 1, 1), minutes_per_week=1_440,
            employer=SECRET,
        ),
        Absence(id="matrix-leave", kind="sickness", since=dt.date(2025, 1, 1), until=dt.date(2025, 3, 1)),
        Document(id="matrix-document", kind="vog", issued_on=dt.date(2025, 1, 1), seen_by=SECRET),
    ]  # fmt: skip
    for fact in facts:
        actions.record_fact(person=world.person, fact=fact, note=SECRET, actor=world.owner)
    file = actions.attach_evidence(
        person=world.person,
        fact_id="matrix-course",
        upload=SimpleUploadedFile(f"{SECRET}.pdf", pdf(), "application/pdf"),
        actor=world.owner,
    )
    actions.withdraw_fact(person=world.person, fact_id=WITHDRAWN, actor=world.owner)
    return {"evidence": file.id}


def _fact(_world: World) -> dict[str, Any]:
    return {"fact_id": FACT}


def _file(world: World) -> dict[str, Any]:
    return {"fact_id": "matrix-course", "evidence_id": world.made["evidence"]}


def _kind(_world: World) -> dict[str, Any]:
    return {"kind": "activity"}


PAGES = [
    MatrixPage("dossier:timeline", ACCOUNTS),
    MatrixPage("dossier:export_json", ACCOUNTS),
    MatrixPage("dossier:export_zip", ACCOUNTS),
    MatrixPage("dossier:new", ACCOUNTS, arguments=_kind),
    MatrixPage("dossier:new", ACCOUNTS, arguments=_kind, method="post"),
    MatrixPage("dossier:fact", MINE, arguments=_fact),
    MatrixPage("dossier:change", MINE, arguments=_fact),
    MatrixPage("dossier:change", MINE, arguments=_fact, method="post"),
    # Others are sent back to their own time line: in their dossier there is no such fact.
    MatrixPage("dossier:withdraw", ACCOUNTS, arguments=_fact, method="post"),
    MatrixPage("dossier:restore", ACCOUNTS, arguments=lambda _world: {"fact_id": WITHDRAWN}, method="post"),
    MatrixPage("dossier:attach", MINE, arguments=_fact, method="post"),
    MatrixPage("dossier:evidence", MINE, arguments=_file),
    MatrixPage("dossier:remove_evidence", ACCOUNTS, arguments=_file, method="post"),
]

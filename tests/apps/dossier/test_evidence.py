"""Files of a fact: what is kept of them, and what is not taken."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.apps.dossier.conftest import NOW
from tests.apps.dossier.files import bomb, packed, pdf, photo_with_place, picture, sent
from tests.profiles import cases

from vakwerk.apps.dossier import actions, models, queries, refusals, uploads
from vakwerk.core.dossier import Activity, Document

COURSE = Activity(id="c1", kind="course", title="Meldcode", completed_on=dt.date(2026, 11, 20), minutes=180)


@pytest.fixture
def course(person: Any, own_files: Path) -> Any:
    """An owner with one course."""
    actions.record_fact(person=person, fact=COURSE, actor=None, at=NOW)
    return person


def attach(person: Any, name: str, content: bytes) -> queries.EvidenceItem:
    return actions.attach_evidence(
        person=person, fact_id="c1", upload=sent(name, content), actor=None, at=NOW
    )


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_pdf_is_kept_byte_for_byte_under_a_name_that_tells_nothing(course: Any, own_files: Path) -> None:
    content = pdf(b"1 0 obj <</Type /Catalog>> endobj")
    item = attach(course, "Bewijs Noor.pdf", content)
    assert (item.name, item.media_type, item.size) == ("Bewijs Noor.pdf", "application/pdf", len(content))
    assert item.sha256 == hashlib.sha256(content).hexdigest()
    [path] = files_in(own_files)
    assert path.read_bytes() == content
    assert "Noor" not in str(path.relative_to(own_files))
    assert path.stat().st_mode & 0o077 == 0


def test_a_photo_is_turned_upright_made_smaller_and_forgets_where_it_was_taken(course: Any) -> None:
    item = attach(course, "foto.jpg", photo_with_place((3200, 2400)))
    opened = queries.open_evidence(course, item.id)
    assert opened is not None
    with opened[1] as file, Image.open(file) as kept:
        assert kept.size == (1800, 2400)
        assert not kept.getexif()
        assert "exif" not in kept.info


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jpeg", picture("JPEG", mode="L")),
        ("a.JPG", picture("JPEG", mode="CMYK")),
        ("a.png", picture("PNG", mode="RGBA")),
        ("a.png", picture("PNG", mode="P")),
        ("a.png", picture("PNG", mode="I;16")),
        ("a.webp", picture("WEBP")),
        ("zonder-einde", picture("PNG")),
        ("scan 20.11", picture("PNG")),
    ],
)
def test_photos_of_every_sort_are_kept(course: Any, name: str, content: bytes) -> None:
    item = attach(course, name, content)
    opened = queries.open_evidence(course, item.id)
    assert opened is not None
    with opened[1] as file, Image.open(file) as kept:
        kept.load()
        assert kept.get_format_mimetype() == item.media_type


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.png", "passwd.png"),
        ("C:\\Users\\noor\\Bewijs.png", "Bewijs.png"),
        ("بِ شهادة.png", "بِ شهادة.png"),
        ("证书.png", "证书.png"),
        ("a\u202egnp.png", "agnp.png"),
        ("x" * 400 + ".png", "x" * 196 + ".png"),
        ("scan", "scan.png"),
        ("  a \n b .png", "a b .png"),
    ],
)
def test_a_name_in_any_script_is_kept_without_what_could_hurt(name: str, kept: str) -> None:
    assert uploads.inspect(_Sent(name, picture("PNG"))).name == kept


class _Sent:
    """An upload with any name, also those Django would have tidied first."""

    def __init__(self, name: str, content: bytes, size: int | None = None) -> None:
        self.name, self.size = name, len(content) if size is None else size
        self._content = io.BytesIO(content)

    def read(self, num_bytes: int = -1, /) -> bytes:
        return self._content.read(num_bytes)


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("leeg.pdf", b"", refusals.EmptyFile),
        ("a.pdf", picture("PNG"), refusals.FileIsNotWhatItSays),
        ("a.png", picture("JPEG"), refusals.FileIsNotWhatItSays),
        ("a.jpg", b"MZ\x90\x00" + b"\0" * 100, refusals.FileIsNotWhatItSays),
        ("a.docx", pdf(), refusals.FileIsNotWhatItSays),
        ("a.docx", b"PK\x03\x04" + b"\0" * 100, refusals.UnknownFileType),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", refusals.UnknownFileType),
        ("a.html", b"<script>alert(1)</script>", refusals.UnknownFileType),
        ("a.heic", b"\0\0\0\x18ftypheic" + b"\0" * 100, refusals.UnknownFileType),
        ("a.jpg", picture("JPEG", (800, 600))[:900], refusals.BrokenFile),
        ("a.png", picture("PNG")[:40], refusals.BrokenFile),
        ("a.webp", b"RIFF\x10\0\0\0WEBPVP8 \0\0", refusals.BrokenFile),
        ("a.pdf", b"%PDF-1.7 halverwege", refusals.BrokenFile),
        ("a.png", bomb(), refusals.TooManyPixels),
        ("a.png", bomb(8_100), refusals.TooManyPixels),
        (
            "a.pdf",
            pdf(b"1 0 obj <</OpenAction <</S /JavaScript /JS (app.alert)>>>> endobj"),
            refusals.ActivePdf,
        ),
        ("a.pdf", pdf(b"1 0 obj <</S /J#61vaScript>> endobj"), refusals.ActivePdf),
        ("a.pdf", pdf(b"1 0 obj <</S /Launch /F (cmd.exe)>> endobj"), refusals.ActivePdf),
        ("a.pdf", pdf(packed(b"5 0 <</S /JavaScript /JS (x)>>")), refusals.ActivePdf),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence_and_leaves_nothing_behind(
    course: Any, own_files: Path, name: str, content: bytes, refusal: type[refusals.RefusedFile]
) -> None:
    with pytest.raises(refusal) as refused:
        attach(course, name, content)
    assert refused.value.field == "file"
    assert name in refused.value.message
    assert queries.evidence_of(course) == []
    assert files_in(own_files) == []


def test_more_than_25_megabytes_is_refused_whether_or_not_the_size_is_told_truly() -> None:
    large = b"%PDF-" + b"\0" * uploads.MOST_BYTES
    for size in (len(large), 10):
        with pytest.raises(refusals.FileTooLarge, match="25 MB"):
            uploads.inspect(_Sent("a.pdf", large, size))


def test_letters_inside_a_packed_picture_do_not_make_a_pdf_active() -> None:
    content = pdf(b"4 0 obj <</Filter /DCTDecode>>\nstream\n\xff\xd8 /JS \xff\xd9\nendstream endobj")
    assert uploads.inspect(_Sent("a.pdf", content)).content == content


@given(
    st.binary(max_size=400),
    st.sampled_from([b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF0000WEBP", b""]),
)
@cases(150)
def test_any_bytes_are_kept_or_refused_and_nothing_else(tail: bytes, head: bytes) -> None:
    try:
        uploads.inspect(_Sent("a", head + tail))
    except refusals.RefusedFile:
        return


def test_what_hangs_behind_a_picture_is_not_kept(course: Any) -> None:
    item = attach(course, "a.jpg", picture("JPEG") + b"<script>alert(1)</script>PK\x03\x04")
    opened = queries.open_evidence(course, item.id)
    assert opened is not None
    with opened[1] as file:
        assert b"<script>" not in file.read()


def test_the_same_content_twice_is_kept_once(course: Any, own_files: Path) -> None:
    first, again = attach(course, "a.png", picture("PNG")), attach(course, "b.png", picture("PNG"))
    assert again == first
    assert len(files_in(own_files)) == 1


def test_a_removed_file_is_erased_and_its_going_is_remembered(
    course: Any, own_files: Path, django_capture_on_commit_callbacks: Any
) -> None:
    item = attach(course, "a.png", picture("PNG"))
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_evidence(person=course, evidence_id=item.id, actor=None, at=NOW)
    assert files_in(own_files) == []
    assert queries.evidence_of(course) == []
    assert queries.open_evidence(course, item.id) is None
    events = list(models.DossierEvent.objects.order_by("pk").values_list("name", flat=True))
    assert events == ["dossier:activity:record", "dossier:evidence:attach", "dossier:evidence:remove"]
    with pytest.raises(refusals.NoSuchEvidence):
        actions.remove_evidence(person=course, evidence_id=item.id, actor=None)


def test_nobody_reaches_the_file_of_somebody_else(course: Any, other: Any) -> None:
    item = attach(course, "a.png", picture("PNG"))
    assert queries.open_evidence(other.person, item.id) is None
    with pytest.raises(refusals.NoSuchEvidence):
        actions.remove_evidence(person=other.person, evidence_id=item.id, actor=None)


def test_a_certificate_of_conduct_is_seen_and_never_kept(person: Any, own_files: Path) -> None:
    seen = Document(id="c1", kind="vog", issued_on=dt.date(2026, 1, 1))
    actions.record_fact(person=person, fact=seen, actor=None, at=NOW)
    with pytest.raises(refusals.NotToBeKept):
        attach(person, "vog.png", picture("PNG"))
    assert files_in(own_files) == []


def test_a_fact_has_at_most_twenty_files(course: Any) -> None:
    for number in range(actions.MOST_FILES):
        attach(course, f"{number}.pdf", pdf(str(number).encode()))
    with pytest.raises(refusals.TooManyFiles):
        attach(course, "meer.pdf", pdf(b"meer"))

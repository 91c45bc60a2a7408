"""Files as they come in: what they are by their content, whether they are kept, and what of them is kept."""

from __future__ import annotations

import hashlib
import io
import re
import struct
import unicodedata
import warnings
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol

import puremagic
from PIL import Image, ImageOps

from vakwerk.apps.dossier import refusals

MOST_MEGABYTES = 25
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
MOST_MEGAPIXELS = 64
LONGEST_SIDE = 2400
LONGEST_NAME = 200

KINDS = {"PDF": "application/pdf", "JPEG": "image/jpeg", "PNG": "image/png", "WebP": "image/webp"}
"""The files that are kept, by the name people know them by."""

ACCEPTED = ",".join(KINDS.values())
"""For the `accept` of a file field. A telephone that keeps HEIC sends JPEG when it reads this."""

_BY_ENDING = {
    ".pdf": "PDF",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".jpe": "JPEG",
    ".jfif": "JPEG",
    ".png": "PNG",
    ".webp": "WebP",
}
_ENDING = {"PDF": ".pdf", "JPEG": ".jpg", "PNG": ".png", "WebP": ".webp"}
_UNREADABLE = (
    OSError, SyntaxError, ValueError, TypeError, IndexError, KeyError, EOFError, OverflowError, AttributeError,
    struct.error, zlib.error,
)  # fmt: skip
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|RichMedia)(?![A-Za-z0-9])")
_STREAM = re.compile(rb"(?<!end)stream\r?\n(.*?)endstream", re.DOTALL)
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_MOST_UNPACKED = 64 * 1024 * 1024


class Upload(Protocol):
    """What a form hands over: Django's uploaded file is one, and so is any file with a name and a size."""

    @property
    def name(self) -> str | None:
        """The name at the sender."""

    @property
    def size(self) -> int | None:
        """How many bytes it says to be."""

    def read(self, num_bytes: int = ..., /) -> bytes:
        """The content."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """What is kept of an upload: a tidy name, the media type by content, the content and its SHA-256."""

    name: str
    media_type: str
    content: bytes
    sha256: str


def inspect(upload: Upload) -> KeptFile:
    """What would be kept of this upload.

    Refuses: EmptyFile, FileTooLarge, UnknownFileType, FileIsNotWhatItSays, BrokenFile, TooManyPixels, ActivePdf.
    """
    name = tidy_name(upload.name or "")
    if (upload.size or 0) > MOST_BYTES:
        raise refusals.FileTooLarge(name=name, size=-(-(upload.size or 0) // 1024**2), most=MOST_MEGABYTES)
    content = upload.read(MOST_BYTES + 1)
    if not content:
        raise refusals.EmptyFile(name=name)
    if len(content) > MOST_BYTES:
        raise refusals.FileTooLarge(name=name, size=MOST_MEGABYTES + 1, most=MOST_MEGABYTES)
    kind = _kind_of(name, content)
    kept = _checked_pdf(name, content) if kind == "PDF" else _without_metadata(name, kind, content)
    return KeptFile(_with_ending(name, kind), KINDS[kind], kept, hashlib.sha256(kept).hexdigest())


def tidy_name(name: str) -> str:
    """The last part of a file's name in composed form, without signs that hide or break something."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C" or sign in "\u200c\u200d")
    return " ".join(kept.split()) or "bestand"


def _with_ending(name: str, kind: str) -> str:
    path = PurePosixPath(name)
    known = _BY_ENDING.get(path.suffix.lower()) == kind
    stem, ending = (path.stem, path.suffix) if known else (name, _ENDING[kind])
    return stem[: LONGEST_NAME - len(ending)] + ending


def _kind_of(name: str, content: bytes) -> str:
    ending = PurePosixPath(name).suffix.lower()
    says, holds = _BY_ENDING.get(ending), _kind_by_content(content)
    if holds is None and says is None:
        raise refusals.UnknownFileType(name=name)
    if holds is None:
        raise refusals.FileIsNotWhatItSays(name=name, says=says, holds=_guess(content))
    if says is None and ending and len(ending) <= 6 and not ending[1:].isdigit():
        raise refusals.FileIsNotWhatItSays(name=name, says=ending, holds=holds)
    if says is not None and says != holds:
        raise refusals.FileIsNotWhatItSays(name=name, says=says, holds=holds)
    return holds


def _kind_by_content(content: bytes) -> str | None:
    if content.startswith(b"%PDF-"):
        return "PDF"
    if content.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "WebP"
    return None


def _guess(content: bytes) -> str:
    """What unknown content looks like: an ending such as ".docx", else a question mark."""
    try:
        return str(puremagic.from_string(content[:65_536])) or "?"
    except (puremagic.PureError, ValueError):
        return "?"


def _without_metadata(name: str, kind: str, content: bytes) -> bytes:
    """The picture written anew: upright, at most 2400 pixels a side, without place, camera or hidden tail."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[kind.upper()]) as opened:
                width, height = opened.size
                if width * height > MOST_MEGAPIXELS * 1_000_000:
                    raise refusals.TooManyPixels(name=name, most=MOST_MEGAPIXELS)
                # A JPEG can be read at an eighth of its size at once; the others are read whole.
                opened.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
                picture = ImageOps.exif_transpose(opened)
                picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                return _written(picture, kind)
    except Image.DecompressionBombError:
        raise refusals.TooManyPixels(name=name, most=MOST_MEGAPIXELS) from None
    except _UNREADABLE:
        raise refusals.BrokenFile(name=name) from None


def _written(picture: Image.Image, kind: str) -> bytes:
    plain = {"JPEG": ("L", "RGB"), "PNG": ("1", "L", "LA", "P", "RGB", "RGBA"), "WebP": ("RGB", "RGBA")}[kind]
    if picture.mode not in plain:
        clear = kind != "JPEG" and (picture.mode in ("LA", "PA", "P") or "transparency" in picture.info)
        picture = picture.convert("RGBA" if clear else "RGB")
    # A fresh picture, for the old one still carries what was written in the file beside the pixels.
    fresh = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    if picture.mode == "P" and (palette := picture.palette) is not None:
        fresh.putpalette(palette)
    out = io.BytesIO()
    if kind == "PNG":
        fresh.save(out, "PNG")
    else:
        fresh.save(out, kind.upper(), quality=88)
    return out.getvalue()


def _checked_pdf(name: str, content: bytes) -> bytes:
    if b"%%EOF" not in content or b"startxref" not in content:
        raise refusals.BrokenFile(name=name)
    if any(_ACTIVE.search(part) for part in _described(content)):
        raise refusals.ActivePdf(name=name)
    return content


def _described(content: bytes) -> list[bytes]:
    """The parts of a PDF in which objects are described: outside streams, and inside packed object streams.

    An encrypted PDF can not be looked into; files are only ever handed out as attachments for that reason too.
    """
    outside, packed, reached = [], 0, 0
    parts: list[bytes] = []
    for stream in _STREAM.finditer(content):
        before = content[reached : stream.start()]
        outside.append(before)
        reached = stream.end()
        if b"/ObjStm" in _plain(before[-2048:]) and packed < _MOST_UNPACKED:
            try:
                unpacked = zlib.decompressobj().decompress(stream.group(1), _MOST_UNPACKED - packed)
            except zlib.error:
                continue
            packed += len(unpacked)
            parts.append(_plain(unpacked))
    outside.append(content[reached:])
    return [*parts, _plain(b"\n".join(outside))]


def _plain(names: bytes) -> bytes:
    """Names without escapes: `/J#53` is `/JS`."""
    return _ESCAPE.sub(lambda match: bytes([int(match.group(1), 16)]), names)

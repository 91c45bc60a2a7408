"""Files as people send them: good, large, broken and bad."""

from __future__ import annotations

import io
import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **options: object
) -> bytes:
    """A picture with some colour in it."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(out, kind, **options)
    return out.getvalue()


def photo_with_place(size: tuple[int, int] = (60, 40)) -> bytes:
    """A photo on its side, in which the camera wrote where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "Camera van Noor"
    exif.get_ifd(0x8825)[2] = (52.0, 5.0, 7.0)
    return picture("JPEG", size, exif=exif)


def pdf(*objects: bytes) -> bytes:
    """A small PDF with these objects in it."""
    return b"%PDF-1.7\n" + b"\n".join(objects) + b"\ntrailer <<>>\nstartxref\n9\n%%EOF\n"


def packed(described: bytes) -> bytes:
    """An object stream in which objects are described out of plain sight."""
    return (
        b"4 0 obj <</Type /ObjStm /Filter /FlateDecode>>\nstream\n"
        + zlib.compress(described)
        + b"\nendstream endobj"
    )


def bomb(side: int = 30_000) -> bytes:
    """A PNG of a few bytes that says it has `side` times `side` pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


def sent(name: str, content: bytes) -> SimpleUploadedFile:
    """A file as a form hands it over."""
    return SimpleUploadedFile(name, content)

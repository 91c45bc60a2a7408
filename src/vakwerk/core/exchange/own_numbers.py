"""Registration numbers: `VW-000123-4`, a running number and a digit that shows a slip of the pen.

The last digit is that of `core.check_digit`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from vakwerk.core.check_digit import check_digit

PREFIX = "VW"
DIGITS = 6
LARGEST_SERIAL = 999_999_999
PATTERN = r"[Vv][Ww]-?[0-9]{6,9}-?[0-9]"
"""A number as it may stand in an address."""

# Words people put before a number: nr., no., nummer, number, registratienummer, #.
_BEFORE = re.compile(r"^(?:(?:registratie)?nummer|registration|number|registratie|nr|no|vw)+")


@dataclass(frozen=True, slots=True)
class Typed:
    """What someone typed, read as a number: its standard form, and whether its last digit is right."""

    number: str
    right: bool


def number_of(serial: int) -> str:
    """The number that belongs to a running number from 1. Raises ValueError outside the range."""
    if not 1 <= serial <= LARGEST_SERIAL:
        raise ValueError(f"a running number lies between 1 and {LARGEST_SERIAL}, not {serial}")
    digits = f"{serial:0{DIGITS}d}"
    return f"{PREFIX}-{digits}-{check_digit(digits)}"


def is_number(text: str) -> bool:
    """Whether `text` is a number in its standard form with the right last digit."""
    typed = read_number(text)
    return typed is not None and typed.right and typed.number == text


def read_number(text: str) -> Typed | None:
    """The number someone meant; None when it is no number at all.

    Spaces, dashes, dots, small letters and words before it do not matter, nor do zeros that were left out:
    "nr. vw 123 4" is VW-000123-4. Digits of other scripts are read as ours.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    signs = "".join(sign for sign in plain if sign.isalnum())
    digits = _BEFORE.sub("", signs)
    if not digits.isdecimal() or not 2 <= len(digits) <= 10:
        return None
    ours = "".join(str(unicodedata.decimal(sign)) for sign in digits)
    serial = int(ours[:-1])
    if serial == 0:
        return None
    whole = f"{serial:0{DIGITS}d}"
    return Typed(f"{PREFIX}-{whole}-{ours[-1]}", check_digit(whole) == ours[-1])

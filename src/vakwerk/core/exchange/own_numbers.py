"""Registration numbers: `VW-000123-4`, a running number and a digit that shows a slip of the pen.

The last digit follows Verhoeff: it is computed in the symmetries of the pentagon, so that one wrong digit and two
neighbours that changed places never give a number that looks right.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

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


def check_digit(digits: str) -> str:
    """The digit to write after these."""
    total = 0
    for place, digit in enumerate(reversed(digits), start=1):
        total = _combine(total, _moved(int(digit), place))
    return str(next(answer for answer in range(10) if _combine(total, answer) == 0))


def _combine(first: int, second: int) -> int:
    """One symmetry of the pentagon after another: 0-4 turn it, 5-9 turn it over."""
    turned, over = first % 5, first >= 5
    more, again = second % 5, second >= 5
    turn = (turned - more) % 5 if over else (turned + more) % 5
    return turn + (5 if over != again else 0)


# Verhoeff's permutation: which digit stands for which, one place further to the left.
_STEP = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def _moved(digit: int, places: int) -> int:
    for _ in range(places % 8):
        digit = _STEP[digit]
    return digit

"""Personal data in free text, and text as it is searched. Nothing here changes or blocks a text; it only points."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from vakwerk.core.freetext.folding import folded
from vakwerk.core.freetext.names import names_in

__all__ = ["KINDS", "Finding", "find_personal_data", "folded"]

KINDS: tuple[str, ...] = (
    "iban",
    "email",
    "citizen-number",
    "phone",
    "address",
    "birth-date",
    "name",
)
"""What can be found; where two overlap the earlier in this list is kept."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that looks like personal data: its kind and where it stands, `text[start:end]`."""

    kind: str
    start: int
    end: int


_Finder = Callable[[str], Iterator[tuple[int, int]]]

_EMAIL = re.compile(r"(?<![\w.%+-])[\w.%+-]{1,64}@(?:[\w-]{1,63}\.){1,5}[^\W\d_]{2,24}")
_NINE = re.compile(r"(?<![\d+])(?<!\d[.,])\d(?:[ .-]?\d){8}(?![.,-]?\d)", re.ASCII)
_DUTCH_PHONE = re.compile(
    r"(?<![\w+])(?:(?:\+|00)31[ .-]?(?:\(0\)[ .-]?)?|\(?0)[1-9](?:\)?[ .-]{0,2}\d){8}(?!\d)", re.ASCII
)
_OTHER_PHONE = re.compile(r"(?<![\w+])\+(?!31)[1-9]\d{0,2}(?:[ ().-]{0,2}\d){7,12}(?!\d)", re.ASCII)
_IBAN = re.compile(r"(?<![\w])[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,28}", re.ASCII | re.IGNORECASE)
_POSTCODE = re.compile(
    r"(?<!\w)[1-9]\d{3}(?:[A-Z]{2}(?!\w)|(?: (?!EC)[A-Z]{2}|[a-z]{2}),? {0,2}(?:nr\.? ?)?\d{1,5}[a-zA-Z]?(?!\w))"
)
_STREET = re.compile(
    r"(?<!\w)(?!(?:onder|heen|terug|uit|om|snel|spoor|water)weg)"
    r"[^\W\d_][\w'’-]{0,30}?(?:straat|laan|weg|plein|gracht|kade|singel|dijk|dreef|steeg|plantsoen|boulevard)"
    r"(?: (?:nr|nummer)\.?)? \d{1,5}(?: ?[a-zA-Z](?!\w))?(?![\w.,:-]?\d)(?! ?(?:uur|minuten|min|keer|%))",
    re.IGNORECASE,
)
# The beginning of a month in Dutch or English, and the rest of it.
_MONTH = r"(?:jan|feb|maart|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]{0,7}\.?"
_DAY = rf"(?:\d{{1,2}}[-/. ]\d{{1,2}}[-/. ](?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}} {_MONTH} \d{{4}})"
_BIRTH = re.compile(
    rf"(?<!\w)(?:geboren|geb|gebdat|geb\.? ?datum|geboortedatum|geboortedag|born|dob|date of birth)"
    rf"[ .:=]{{0,4}}(?:(?:op|is|on|was) )?{_DAY}(?!\d)",
    re.IGNORECASE,
)
_IBAN_LENGTHS = {
    "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CZ": 24, "DE": 22, "DK": 18, "ES": 24, "FI": 18, "FR": 27, "GB": 22,
    "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IT": 27, "LT": 20, "LU": 20, "MA": 28, "NL": 18, "NO": 15, "PL": 28,
    "PT": 25, "RO": 24, "SE": 24, "TR": 26,
}  # fmt: skip


def find_personal_data(text: str) -> tuple[Finding, ...]:
    """What looks like personal data in `text`, in order, without overlap. Never raises; time grows with the length.

    Found: Dutch citizen numbers (nine digits that pass the eleven test), phone numbers (Dutch, or with +
    and a country), e-mail addresses, bank accounts (IBAN whose check digits are right), addresses (street
    with number, postal code with number), birth dates (a date after "geboren" and the like) and names: a
    title or initials before a capital, a word such as "cliënt" or "moeder" before a name, some common first
    names.

    Missed: names of places and people that are also words, first names not in the list without a title or
    role before them, surnames alone, names in small letters in the middle of a sentence, names in scripts
    without capitals unless a listed first name, foreign postal codes, streets whose name does not end in a
    word such as "straat", dates of birth without such a word, digits written out, and whoever can be
    recognised by what happened to them. Found too often: names of authors and of methods that are called
    after someone.
    """
    found: list[Finding] = []
    taken = bytearray(len(text))
    digits = any(sign.isdigit() for sign in text)
    for kind in KINDS:
        if (kind in _NEED_DIGITS and not digits) or (kind == "email" and "@" not in text):
            continue
        for start, end in _FINDERS[kind](text):
            if not any(taken[start:end]):
                found.append(Finding(kind, start, end))
                taken[start:end] = b"\x01" * (end - start)
    return tuple(sorted(found, key=lambda finding: finding.start))


def _ibans(text: str) -> Iterator[tuple[int, int]]:
    for match in _IBAN.finditer(text):
        length = _IBAN_LENGTHS.get(match.group()[:2].upper())
        signs = [place for place in range(match.start(), match.end()) if text[place] != " "]
        if length is None or len(signs) < length:
            continue
        compact = "".join(text[place] for place in signs[:length]).upper()
        number = "".join(str(int(sign, 36)) for sign in compact[4:] + compact[:4])
        if int(number) % 97 == 1:
            yield match.start(), signs[length - 1] + 1


def _citizen_numbers(text: str) -> Iterator[tuple[int, int]]:
    for match in _NINE.finditer(text):
        digits = [int(sign) for sign in match.group() if sign.isdigit()]
        weighed = (
            sum(weight * digit for weight, digit in zip(range(9, 1, -1), digits, strict=False)) - digits[8]
        )
        if any(digits) and weighed % 11 == 0:
            yield match.span()


def _by(*patterns: re.Pattern[str]) -> _Finder:
    def finder(text: str) -> Iterator[tuple[int, int]]:
        for pattern in patterns:
            for match in pattern.finditer(text):
                yield match.span()

    return finder


_NEED_DIGITS = frozenset({"iban", "citizen-number", "phone", "address", "birth-date"})
_FINDERS: dict[str, _Finder] = {
    "iban": _ibans,
    "email": _by(_EMAIL),
    "citizen-number": _citizen_numbers,
    "phone": _by(_DUTCH_PHONE, _OTHER_PHONE),
    "address": _by(_POSTCODE, _STREET),
    "birth-date": _by(_BIRTH),
    "name": names_in,
}

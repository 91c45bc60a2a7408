"""Names to log in with for who has no e-mail: `MOLEN-4821-7`, a word, four digits and a digit that shows a slip.

They are drawn by lot and say nothing about who it is: no name, no date, no number of anybody's. The word makes them
easy to say over the telephone and to copy from a letter. Any two words differ in at least two letters, so one wrong
letter never gives another word.
"""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass

from vakwerk.core.check_digit import check_digit

WORDS = (
    "anker appel beker bloem boter brug cactus citroen dahlia dorp druif eekhoorn egel fakkel fiets fluit gitaar golf "
    "haven heuvel honing iglo jasmijn jurk kaars kameel kastanje kist klaver koffer krekel kruid kubus lantaarn lepel "
    "libel linde lucht magneet mandarijn molen mosterd mus nacht netwerk noot oever olijf orgel otter palm parel "
    "penseel piano planeet poort puzzel rivier robijn rapunzel schaap schelp sjaal sneeuw spiegel ster storm tafel "
    "tijger toren trein tulp uil veer vlinder vogel vuur wagen wolk wortel zadel zebra zeil zilver zomer zwaluw"
).split()
DIGITS = 4
LONGEST = 24
_LOOK_ALIKE = str.maketrans("oil", "011")


@dataclass(frozen=True, slots=True)
class Typed:
    """What someone typed, read as a login name: its stored form, and whether its last digit is right."""

    name: str
    right: bool


def draw() -> str:
    """A login name drawn by lot, in its stored form (small letters). Whether it is free is for the caller to see."""
    place = secrets.randbelow(len(WORDS))
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    return f"{WORDS[place]}-{digits}-{_check(place, digits)}"


def shown(name: str) -> str:
    """A login name as it is printed: in capitals, which nobody takes for digits."""
    return name.upper()


def read(text: str) -> Typed | None:
    """The login name someone meant; None when it is no login name at all.

    Capitals, spaces, dashes and dots do not matter; among the digits an O is a zero and an I or L is a one.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    signs = "".join(sign for sign in plain if sign.isalnum())
    word, digits = signs[: -DIGITS - 1], signs[-DIGITS - 1 :].translate(_LOOK_ALIKE)
    if word not in WORDS or not (digits.isascii() and digits.isdecimal()):
        return None
    return Typed(f"{word}-{digits[:-1]}-{digits[-1]}", _check(WORDS.index(word), digits[:-1]) == digits[-1])


def _check(place: int, digits: str) -> str:
    return check_digit(f"{place:03d}{digits}")

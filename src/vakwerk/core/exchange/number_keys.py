"""What of a registration number tells it from others, however it is written."""

from __future__ import annotations

import re
import unicodedata

from vakwerk.core.exchange.own_numbers import read_number

LONGEST_KEY = 64

PREFIXES = (
    "vakwerk vw big skj registerplein rp nvo nip nbtp fvb lvsc vgct nvrg skgv rgvzo anpg kabiz "
    "registratienummer registratienr registratie registernummer registernr lidnummer lidnr relatienummer "
    "relatienr nummer number registration num nr no"
).split()
"""Names of registers, and words people put before a number."""
_PREFIXES = re.compile(rf"^(?:{'|'.join(sorted(PREFIXES, key=len, reverse=True))})+(?=[0-9])")
_OURS = re.compile(r"^[^0-9]*(?:vw|vakwerk)[^0-9]*[0-9]", re.IGNORECASE)


def number_key(text: str) -> str:
    """Equal for two ways of writing one number: spaces, dashes, dots, capitals, a register's name in front of it and
    leading zeros do not matter, nor in which script the digits are. Empty when nothing is left.

    A key tells numbers apart within one register; two registers may have given the same.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    signs = "".join(_digit(sign) for sign in plain if sign.isalnum())
    while (shorter := _PREFIXES.sub("", signs.lstrip("0"))) != signs:
        signs = shorter
    return signs[:LONGEST_KEY]


def _digit(sign: str) -> str:
    return str(unicodedata.decimal(sign)) if sign.isdecimal() else sign


def has_slip(text: str) -> bool:
    """Whether this is surely meant as a number of ours (it says VW) and its last digit does not fit the others."""
    if not _OURS.match(unicodedata.normalize("NFKC", text)):
        return False
    typed = read_number(unicodedata.normalize("NFKC", text).casefold().replace("vakwerk", "vw"))
    return typed is not None and not typed.right

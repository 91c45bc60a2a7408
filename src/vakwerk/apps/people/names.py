"""Names in any script: how they are shown, put in order and found again."""

from __future__ import annotations

import unicodedata

LONGEST = 200
# Control and format signs: a direction mark could make a name read as another one. Joiners are needed
# to spell some names.
_UNSEEN = frozenset({"Cc", "Cf"})
_JOINERS = "\u200c\u200d"


def tidy(name: str) -> str:
    """The name in composed form, without control characters and with single spaces."""
    composed = unicodedata.normalize("NFC", name)
    spaced = " ".join(composed.split())
    kept = "".join(sign for sign in spaced if unicodedata.category(sign) not in _UNSEEN or sign in _JOINERS)
    return " ".join(kept.split())


def full(given_names: str, infix: str, family_name: str) -> str:
    """Given names, infix and family name with single spaces; empty parts fall away."""
    return " ".join(part for part in (given_names, infix, family_name) if part)


def folded(text: str) -> str:
    """The text as it is searched: no accents, no capitals, no signs, one space between words.

    “Çelik-de Vries” and “celik de vries” become the same. Letters that have no plain form stay.
    """
    apart = unicodedata.normalize("NFKD", text.replace("ß", "ss").replace("ø", "o").replace("ı", "i"))
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    joined = bare.casefold().replace("'", "").replace("’", "")
    words = "".join(sign if sign.isalnum() else " " for sign in joined)
    return " ".join(words.split())

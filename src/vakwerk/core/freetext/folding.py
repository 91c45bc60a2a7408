"""Text as it is searched: without accents, capitals and signs."""

from __future__ import annotations

import unicodedata

_PLAIN = str.maketrans({"ß": "ss", "ø": "o", "ı": "i", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})
_APOSTROPHES = str.maketrans("", "", "'’ʼ")


def folded(text: str) -> str:
    """The text without accents, capitals and signs, one space between words: "Çelik-de Vries" is "celik de vries".

    Letters that have no plain form (Arabic, Chinese …) stay as they are, so they are found by themselves.
    """
    if text.isascii():
        bare = text.lower().translate(_APOSTROPHES)
    else:
        apart = unicodedata.normalize("NFKD", text).casefold()
        # Casefolding and plain letters can bring new marks, so what is combined is taken apart once more.
        plain = unicodedata.normalize("NFKD", apart.translate(_PLAIN))
        bare = "".join(sign for sign in plain if not unicodedata.combining(sign)).translate(_APOSTROPHES)
    return " ".join("".join(sign if sign.isalnum() else " " for sign in bare).split())

"""How a name in the register is found: by its words in any order, by their beginnings, and with one slip of the pen."""

from __future__ import annotations

import unicodedata

SHORTEST_FOR_SLIPS = 4
LONGEST_WORD = 60
_PLAIN = str.maketrans(
    {"ß": "ss", "ø": "o", "ı": "i", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ĳ": "ij", "þ": "th"}
)


def words_of(text: str) -> list[str]:
    """The words of a name as they are compared: no accents, capitals or signs; an apostrophe joins."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold().translate(_PLAIN))
    bare = (
        "".join(sign for sign in apart if not unicodedata.combining(sign)).replace("'", "").replace("’", "")
    )
    spaced = "".join(sign if sign.isalnum() else " " for sign in bare)
    return [word[:LONGEST_WORD] for word in spaced.split()]


def kept_words(name: str) -> list[str]:
    """The words under which a name is kept: each word, and an infix joined with what follows ("devries")."""
    words = words_of(name)
    joined = [
        "".join(words[start : start + length])[:LONGEST_WORD]
        for length in (2, 3)
        for start in range(len(words) - length + 1)
        if all(len(word) <= 4 for word in words[start : start + length - 1])
    ]
    return list(dict.fromkeys([*words, *joined]))


def slips_of(word: str) -> set[str]:
    """What remains of a word when it, or one letter of it, is left out: two words within one slip share one of these.

    Empty for words too short to guess from.
    """
    if len(word) < SHORTEST_FOR_SLIPS:
        return set()
    return {word} | {word[:place] + word[place + 1 :] for place in range(len(word))}


def is_one_slip(typed: str, meant: str) -> bool:
    """Whether one letter more, less, other, or two neighbours changed, turns one word into the other."""
    if typed == meant:
        return True
    short, long = sorted((typed, meant), key=len)
    if len(long) - len(short) > 1:
        return False
    same = next((place for place, sign in enumerate(short) if sign != long[place]), len(short))
    if len(short) < len(long):
        return short[same:] == long[same + 1 :]
    if short[same + 1 :] == long[same + 1 :]:
        return True
    swapped = long[same + 1 : same + 2] + long[same : same + 1] + long[same + 2 :]
    return short[same:] == swapped

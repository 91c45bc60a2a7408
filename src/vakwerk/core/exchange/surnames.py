"""Whether the name on a list can be the name of somebody: enough to catch a wrong number, no proof of who it is."""

from __future__ import annotations

from dataclasses import dataclass

from vakwerk.core.freetext import folded

INFIXES = frozenset(
    "van von de der den del della di da dos das do du des la le les lo el al het t te ten ter op aan in bij uit "
    "onder over voor bin ben ibn abu bint of und y e zu zur".split()
)
"""Small words in surnames, which say too little by themselves."""
MOST_WORDS = 10
"""Of a name on a list so many words are read: a list of surnames is no name."""
SHORTEST_FOR_A_SLIP = 4


@dataclass(frozen=True, slots=True)
class Called:
    """The name of a person in its parts, as far as there are any."""

    given_names: str = ""
    infix: str = ""
    family_name: str = ""
    display_name: str = ""


def surname_agrees(written: str, person: Called) -> bool:
    """Whether `written` (any order, initials, title, maiden name) holds a surname of this person.

    Accents, capitals, signs and infixes do not matter; one wrong, missing, extra or swapped letter is forgiven in a
    word of four letters or more. Of a double surname one half is enough. Who has no surname is known by any own name.
    """
    words = folded(written).split()[:MOST_WORDS]
    names = _telling(folded(person.family_name).split())
    if not names:
        names = _telling(folded(f"{person.display_name} {person.given_names}").split())
    shown = folded(person.display_name).split()
    if person.family_name and shown and not shown[0].isascii():
        # Written in another script than the one of the separate fields.
        names |= set(_telling(shown))
    return any(_same(word, name) for word in words for name in names) or _joined(words, person)


def _telling(words: list[str]) -> set[str]:
    """The words that tell something; all of them when the whole name is of small words (De, Aan)."""
    return {word for word in words if word not in INFIXES and len(word) > 1} or set(words)


def _joined(words: list[str], person: Called) -> bool:
    """Van den Berg as Vandenberg, and the other way round."""
    whole = "".join(folded(f"{person.infix} {person.family_name}").split())
    bare = "".join(folded(person.family_name).split())
    joined = {
        "".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, len(words) + 1)
    }
    return bool({whole, bare} & joined - {""}) and len(whole) > 1


def _same(word: str, name: str) -> bool:
    if word == name:
        return True
    if min(len(word), len(name)) < SHORTEST_FOR_A_SLIP or abs(len(word) - len(name)) > 1:
        return False
    return _one_slip(word, name)


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter put in, left out, changed, or two neighbours swapped make these equal."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    first, second = one[start:], other[start:]
    return (
        first[1:] == second
        or first == second[1:]
        or first[1:] == second[1:]
        or (len(first) > 1 and len(second) > 1 and first[:2] == second[1::-1] and first[2:] == second[2:])
    )

"""People's names in a text, by careful guesses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vakwerk.core.freetext.first_names import ALSO_WORDS, FIRST_NAMES
from vakwerk.core.freetext.folding import folded

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_FOLDED_NAMES = frozenset(folded(name) for name in FIRST_NAMES)
_FOLDED_WORDS = frozenset(folded(name) for name in ALSO_WORDS)

TITLES = frozenset(
    "mevrouw mevr mw meneer mijnheer dhr heer familie fam juf juffrouw mr mrs ms miss mister madam".split()
)
ROLES = frozenset(
    folded(word)
    for word in """
    cliënt cliënte client jongere jongen meisje moeder vader kind zoon dochter broer zus zusje broertje oma
    opa tante oom neef nicht buurman buurvrouw patiënt patiënte bewoner bewoonster leerling gezin pupil baby
    peuter kleuter puber partner vriend vriendin echtgenoot echtgenote mantelzorger pleegkind pleegmoeder
    pleegvader stiefvader stiefmoeder stiefzoon mother father son daughter brother sister patient resident
    pupil boyfriend girlfriend husband wife
    """.split()
)
_CALLED = frozenset("heet heette genaamd named called".split())
_INFIXES = frozenset(
    "van de der den het ten ter te 't in op el al ben bin bint ibn von zu du la le da dos san st abu".split()
)
_NO_NAMES = frozenset(
    folded(word)
    for word in """
    aan als bij centraal de dat deze die dit door een eerste en er ggz gemeente het hier hij hoe hun ik in
    is jeugdzorg jeugd kind kinderen maar mag mbo met mijn moeder na naar niet nog of om ons ook op over
    samen sociaal te tot tussen uit van vader veilig via voor waar waarom wanneer wat we welke wie wij wmo
    wordt ze zij zonder zorg and the for with from work maandag dinsdag woensdag donderdag vrijdag zaterdag
    zondag januari februari maart april mei juni juli augustus september oktober november december nederland
    nederlands nederlandse europa europees amsterdam rotterdam utrecht
    """.split()
)
_BREAKS = frozenset(".!?\n\r:;•|")


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int
    first: bool  # the first word of a sentence
    joined: bool  # nothing but blanks and points between the word before and this one

    @property
    def plain(self) -> str:
        return folded(self.word)

    @property
    def capital(self) -> bool:
        """Written as a name: a capital and then small letters (an initial counts, an abbreviation does not)."""
        head = self.word[0]
        return head.isupper() and (len(self.word) == 1 or not self.word.isupper())

    @property
    def listed(self) -> bool:
        return self.plain in _FOLDED_NAMES or self.plain.split(" ")[0] in _FOLDED_NAMES


def names_in(text: str) -> Iterator[tuple[int, int]]:
    """Spans that look like someone's name."""
    tokens = _tokens(text)
    # In a title written with capitals everywhere a capital says nothing; only listed names count then.
    titled = len(tokens) > 2 and 2 * sum(token.capital for token in tokens) > len(tokens)
    place = 0
    while place < len(tokens):
        reached = _name_at(tokens, place, titled)
        if reached is None:
            place += 1
            continue
        begin, end = reached
        yield tokens[begin].start, tokens[end].end
        place = end + 1


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    before = 0
    for match in _WORD.finditer(text):
        between = text[before : match.start()][-6:]
        abbreviated = bool(found) and between.startswith(".") and found[-1].plain in TITLES | {"st"}
        initial = bool(found) and between.startswith(".") and len(found[-1].word) == 1
        first = not found or (any(sign in _BREAKS for sign in between) and not abbreviated and not initial)
        joined = bool(found) and len(between) <= 3 and not between.strip(" .\t")
        found.append(_Token(match.group(), match.start(), match.end(), first, joined))
        before = match.end()
    return found


def _name_at(tokens: Sequence[_Token], place: int, titled: bool) -> tuple[int, int] | None:
    token = tokens[place]
    if token.plain in TITLES:
        after = _surname(tokens, place + 1)
        return None if after is None else (place, after)
    if token.plain in ROLES or token.plain in _CALLED:
        return _after_role(tokens, place, titled)
    if token.capital and token.listed and not (token.first and token.plain in _FOLDED_WORDS):
        return place, _surname(tokens, place + 1) or place
    if token.capital and token.listed:
        # At the start of a sentence a name that is a word too only counts with a surname behind it.
        after = _surname(tokens, place + 1)
        return None if after is None else (place, after)
    return None


def _after_role(tokens: Sequence[_Token], place: int, titled: bool) -> tuple[int, int] | None:
    following = place + 1
    while following < len(tokens) and tokens[following].joined and tokens[following].plain in _CALLED:
        following += 1
    if following >= len(tokens) or not tokens[following].joined or tokens[following].first:
        return None
    token = tokens[following]
    if token.plain in TITLES | ROLES | _NO_NAMES:
        return None
    if token.listed or (not titled and token.capital and len(token.word) > 1) or _is_initial(token):
        return following, _surname(tokens, following + 1) or following
    return None


def _is_initial(token: _Token) -> bool:
    return len(token.word) == 1 and token.word.isupper()


def _surname(tokens: Sequence[_Token], place: int) -> int | None:
    """Where a surname that begins at `place` ends: initials, at most three infixes, then words with a capital."""
    infixes, last = 0, None
    for index in range(place, min(place + 8, len(tokens))):
        token = tokens[index]
        if not token.joined or (token.first and not _is_initial(token)):
            break
        if token.plain in _INFIXES and infixes < 3:
            infixes += 1
        elif _is_initial(token) or (token.capital and token.plain not in _NO_NAMES):
            last = index
        else:
            break
    return last

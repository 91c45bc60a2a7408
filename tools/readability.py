"""How easy the Dutch of our pages is to read: length of sentences, the Flesch-Douma score, words few people know.

Run by hand: ``python -m tools.readability`` prints the figures and the hardest sentences. A test holds the whole
interface to the limits below.

No formula establishes that a text is "B1"; that takes readers. These are the means that writers of plain Dutch use, and
they are reported as what they are. Score = 206.8 - 0.77 x syllables per 100 words - 0.93 x words per sentence (Douma,
for Dutch, after Flesch; formula and table as given in *Taal* 1977 at dbnl.org: 60-70 is "normal", 70-80 "fairly easy",
80-90 "easy"). How rare a word is comes from the word counts of the package wordfreq: on its scale 3 is once in a
million words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "src/vakwerk/locale/nl/LC_MESSAGES/django.po"

LONGEST = 25
"""Words in one sentence of a page, at most."""
LONG = 15
"""From here on a sentence is long; plain Dutch keeps its average well below."""
EASY_ENOUGH = 60.0
RARE = 2.0
"""A word rarer than once in ten million words; a compound of known words can be rare and clear."""

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|%%|\{\{.*?\}\}")
_TAG = re.compile(r"<[^>]+>")
_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’-][A-Za-zÀ-ÿ]+)*")
_END = re.compile(r"(?<=[.!?:])[\"”’)]*\s+(?=[A-Z“\"'(0-9])|\n+")
_VOWELS = re.compile(
    r"aai|ooi|oei|eeu|ieu|aa|ee|oo|uu|ie|oe|eu|ui|ei|ij|ou|au|ai|oi|[aeiouyáéíóúàèìòùäëïöüâêîôû]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The figures of one text: words, sentences, syllables, and which words are rare."""

    words: int
    sentences: int
    syllables: int

    @property
    def score(self) -> float:
        """Flesch-Douma; higher is easier."""
        if not self.words:
            return 100.0
        return 206.8 - 77.0 * self.syllables / self.words - 0.93 * self.words / self.sentences

    @property
    def length(self) -> float:
        """Words per sentence."""
        return self.words / self.sentences if self.sentences else 0.0


def syllables(word: str) -> int:
    """How many syllables a Dutch word has, by its groups of vowels; at least one. Off by one now and then."""
    return max(1, len(_VOWELS.findall(word)))


def sentences_of(text: str) -> list[str]:
    """The sentences in a text of the catalogue, with what is filled in written as one short word."""
    plain = _TAG.sub(" ", _PLACEHOLDER.sub("dit", text))
    return [part.strip() for part in _END.split(plain) if _WORD.search(part)]


def words_of(sentence: str) -> list[str]:
    """The words of a sentence."""
    return _WORD.findall(sentence)


def reading(texts: Iterable[str]) -> Reading:
    """The figures of these sentences together."""
    words = sentences = total = 0
    for sentence in texts:
        found = words_of(sentence)
        words, sentences = words + len(found), sentences + 1
        total += sum(syllables(word) for word in found)
    return Reading(words, sentences, total)


def interface() -> list[str]:
    """Every sentence our pages can say in Dutch: three words or more that end as a sentence ends. Labels are not."""
    found: dict[str, None] = {}
    for entry in polib.pofile(str(CATALOGUE)):
        for text in [entry.msgstr, *entry.msgstr_plural.values()]:
            for sentence in sentences_of(text):
                if len(words_of(sentence)) >= 3 and sentence.rstrip('"”’)').endswith((".", "!", "?", ":")):
                    found[sentence] = None
    return list(found)


def rare_words(sentences: Iterable[str]) -> dict[str, float]:
    """The words that few people will have read, with how rare they are, rarest first. Names are left out."""
    from wordfreq import zipf_frequency

    seen = {
        word for sentence in sentences for word in words_of(sentence)[1:] if word.islower() and len(word) > 4
    }
    rated = {word: zipf_frequency(word, "nl") for word in seen}
    return dict(sorted((one for one in rated.items() if one[1] < RARE), key=lambda one: (one[1], one[0])))


def main() -> None:
    """Print the figures, then what is hardest."""
    sentences = interface()
    whole = reading(sentences)
    long = [sentence for sentence in sentences if len(words_of(sentence)) > LONG]
    rare = rare_words(sentences)
    distinct = {word.casefold() for sentence in sentences for word in words_of(sentence)}
    print(f"sentences              {whole.sentences}")
    print(f"words per sentence     {whole.length:.1f}")
    print(f"longer than {LONG} words    {len(long)} ({100 * len(long) / whole.sentences:.0f} percent)")
    print(f"Flesch-Douma           {whole.score:.0f}")
    print(
        f"rare words             {len(rare)} of {len(distinct)} ({100 * len(rare) / len(distinct):.0f} percent)"
    )
    print("\nThe longest:")
    for sentence in sorted(sentences, key=lambda one: -len(words_of(one)))[:25]:
        print(f"  {len(words_of(sentence)):3} {sentence}")
    print("\nThe hardest by score:")
    for sentence in sorted(sentences, key=lambda one: reading([one]).score)[:15]:
        print(f"  {reading([sentence]).score:4.0f} {sentence}")
    print("\nRare words: " + ", ".join(rare))


if __name__ == "__main__":
    main()

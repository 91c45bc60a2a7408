"""The Dutch of our pages stays as easy to read as plain Dutch is written; what the figures mean stands in the tool."""

from __future__ import annotations

import pytest
from tools.readability import (
    EASY_ENOUGH,
    LONG,
    LONGEST,
    interface,
    rare_words,
    reading,
    sentences_of,
    syllables,
    words_of,
)


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    found = interface()
    assert len(found) > 300, "the reader of the catalogue finds too little to be trusted"
    return found


def test_no_sentence_on_a_page_is_too_long_to_say_in_one_breath(sentences: list[str]) -> None:
    long = [f"{len(words_of(one))}: {one}" for one in sentences if len(words_of(one)) > LONGEST]
    assert not long, "\n".join(long)


def test_sentences_are_short_on_the_whole(sentences: list[str]) -> None:
    long = [one for one in sentences if len(words_of(one)) > LONG]
    assert reading(sentences).length < 12
    assert len(long) < 0.1 * len(sentences)


def test_the_interface_as_a_whole_is_easy_to_read(sentences: list[str]) -> None:
    assert reading(sentences).score >= EASY_ENOUGH


def test_few_words_are_rare(sentences: list[str]) -> None:
    distinct = {word.casefold() for one in sentences for word in words_of(one)}
    assert len(rare_words(sentences)) < 0.08 * len(distinct)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("huis", 1),
        ("reflectie", 3),
        ("nieuwe", 2),
        ("geaccrediteerd", 5),
        ("mooi", 1),
        ("register", 3),
        ("n", 1),
    ],
)
def test_syllables_are_counted_by_their_vowels(word: str, expected: int) -> None:
    assert syllables(word) == expected


def test_what_is_filled_in_is_one_short_word_and_marks_are_none() -> None:
    text = "Je mist <strong>%(amount)s</strong> vóór %(day)s. Kijk het na!"
    assert sentences_of(text) == ["Je mist  dit  vóór dit.", "Kijk het na!"]


def test_a_hard_text_scores_lower_than_an_easy_one() -> None:
    hard = ["Ingevolge de herregistratiesystematiek dient deskundigheidsbevordering geaccrediteerd te zijn."]
    easy = ["Je mist nog drie uur. Doe dat voor de zomer."]
    assert reading(easy).score - reading(hard).score > 60

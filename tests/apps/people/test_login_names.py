"""Login names: drawn, printed, typed again by somebody with a letter in his hand."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.profiles import cases

from vakwerk.apps.people import login_names

digits = st.from_regex(r"[0-9]{4}", fullmatch=True)
words = st.sampled_from(login_names.WORDS)


def _name(word: str, number: str) -> str:
    found = [
        name
        for last in "0123456789"
        if (typed := login_names.read(name := f"{word}-{number}-{last}")) is not None and typed.right
    ]
    assert len(found) == 1, "exactly one last digit is right"
    return found[0]


@given(words, digits, st.sampled_from(["", " ", "-", ". ", " - "]), st.booleans())
@cases(300)
def test_capitals_spaces_and_dashes_do_not_matter(
    word: str, number: str, between: str, capitals: bool
) -> None:
    name = _name(word, number)
    typed = between.join(name.split("-"))
    read = login_names.read(f" {typed.upper() if capitals else typed} ")
    assert read == login_names.Typed(name, True)


@given(words, digits, st.integers(0, 4), st.sampled_from("0123456789"))
@cases(300)
def test_one_wrong_digit_is_seen(word: str, number: str, place: int, other: str) -> None:
    word, four, last = _name(word, number).split("-")
    signs = [*four, last]
    if signs[place] == other:
        return
    signs[place] = other
    read = login_names.read(word + "".join(signs))
    assert read is not None
    assert not read.right


@given(words, digits, st.integers(0, 3))
@cases(300)
def test_two_digits_that_changed_places_are_seen(word: str, number: str, place: int) -> None:
    word, four, last = _name(word, number).split("-")
    signs = [*four, last]
    if signs[place] == signs[place + 1]:
        return
    signs[place], signs[place + 1] = signs[place + 1], signs[place]
    read = login_names.read(word + "".join(signs))
    assert read is not None
    assert not read.right


@given(words, words, digits)
@cases(300)
def test_another_word_with_the_same_digits_is_seen_or_is_another_name(
    one: str, two: str, number: str
) -> None:
    read = login_names.read(_name(one, number).replace(one, two))
    assert read is not None
    assert read.name.startswith(two)


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    name = _name("molen", "1001")
    assert login_names.read("MOLEN-l0O1-" + name[-1]) == login_names.Typed(name, True)


def test_any_two_words_differ_in_at_least_two_letters() -> None:
    assert len(set(login_names.WORDS)) == len(login_names.WORDS) > 80
    assert all(word.isascii() and word.islower() and 3 <= len(word) <= 9 for word in login_names.WORDS)
    assert [pair for pair in itertools.combinations(login_names.WORDS, 2) if _distance(*pair) < 2] == []


def _distance(one: str, two: str) -> int:
    row = list(range(len(two) + 1))
    for place, sign in enumerate(one, 1):
        new = [place]
        for other, its in enumerate(two, 1):
            new.append(min(row[other] + 1, new[-1] + 1, row[other - 1] + (sign != its)))
        row = new
    return row[-1]


def test_what_is_drawn_is_right_and_not_always_the_same() -> None:
    drawn = {login_names.draw() for _time in range(50)}
    assert len(drawn) > 40
    for name in drawn:
        assert login_names.read(name) == login_names.Typed(name, True)
        assert len(name) <= login_names.LONGEST


@pytest.mark.parametrize(
    "text", ["", "molen", "molen-12", "noor@example.org", "kasteel-1234-5", "123456789", "molen-x234-5"]
)
def test_what_is_no_login_name_is_none(text: str) -> None:
    assert login_names.read(text) is None

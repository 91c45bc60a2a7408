"""A number is known however it is written; a name on a list catches a wrong number and forgives a slip."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.profiles import cases

from vakwerk.core.exchange.number_keys import LONGEST_KEY, has_slip, number_key
from vakwerk.core.exchange.own_numbers import LARGEST_SERIAL, number_of
from vakwerk.core.exchange.surnames import Called, surname_agrees

DIGITS = st.integers(1, 10**11).map(str)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
SURNAME = st.text(LETTERS, min_size=4, max_size=12).filter(lambda name: name != "van")


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("VW-000123-4", "vw 123 4"),
        ("VW-000123-4", "nr. VW0001234"),
        ("BIG-19012345601", "19012345601"),
        ("big 19 0123 456 01", "19012345601"),
        ("SKJ100012345", "100012345"),
        ("fictief-123456", "FICTIEF 123.456"),
        ("registratienummer: 00450012", "450012"),
        ("١٢٣٤٥٦", "123456"),
        ("１２３４５６", "123456"),
    ],
)
def test_two_ways_of_writing_one_number_have_one_key(written: str, same: str) -> None:
    assert number_key(written) == number_key(same) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("123456", "123457"), ("fictief-123456", "123456"), ("SW12345", "12345"), ("12340", "1234")],
)
def test_two_numbers_have_two_keys(one: str, other: str) -> None:
    assert number_key(one) != number_key(other)


@pytest.mark.parametrize("nothing", ["", "  ", "--", "0000", "\x00"])
def test_of_nothing_no_key_is_left(nothing: str) -> None:
    assert number_key(nothing) == ""


@cases(300)
@given(
    DIGITS,
    st.sampled_from(["", "BIG-", "skj ", "Nr. ", "Registerplein: ", "vw-", "NVO nr. "]),
    st.integers(0, 4),
    st.sampled_from(["", " ", "-", ".", " - "]),
    st.data(),
)
def test_signs_prefixes_and_zeros_never_change_a_key(
    digits: str, prefix: str, zeros: int, sign: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(digits)))
    written = f" {prefix}{'0' * zeros}{digits[:place]}{sign}{digits[place:]} "
    assert number_key(written) == number_key(digits) == digits


@cases(300)
@given(st.text(max_size=60))
def test_a_key_of_any_text_is_short_stays_as_it_is_and_is_storable(text: str) -> None:
    key = number_key(text)
    assert len(key) <= LONGEST_KEY
    assert number_key(key) == key
    assert "\x00" not in key


@cases(200)
@given(st.integers(1, LARGEST_SERIAL), st.integers(1, 9))
def test_one_wrong_digit_in_a_number_of_ours_is_said(serial: int, more: int) -> None:
    number = number_of(serial)
    wrong = f"{number[:-1]}{(int(number[-1]) + more) % 10}"
    assert not has_slip(number)
    assert has_slip(wrong)
    assert not has_slip(wrong.removeprefix("VW-").replace("-", "")), "it does not say that it is one of ours"


@pytest.mark.parametrize(
    ("written", "person"),
    [
        ("Samira Bakkali", Called("Samira", "", "Bakkali")),
        ("S. Bakkali", Called("Samira", "", "Bakkali")),
        ("Bakkali, mw. S.", Called("Samira", "", "Bakkali")),
        ("BAKALI", Called("Samira", "", "Bakkali")),
        ("Bakkail", Called("Samira", "", "Bakkali")),
        ("Vries, J. de", Called("Jan", "de", "Vries")),
        ("Jan Vandenberg", Called("Jan", "van den", "Berg")),
        ("J. van den Berg", Called("Jan", "", "Vandenberg")),
        ("A. de Vries-Çelik", Called("Aylin", "", "Celik")),
        ("A. Çelik", Called("Aylin", "", "Çelik-de Vries")),
        ("Suharto", Called("", "", "", "Suharto")),
        ("سميرة", Called("Samira", "", "Bakkali", "سميرة البقالي")),
        ("Ng", Called("Mei", "", "Ng")),
        ("Jan de", Called("Jan", "", "De")),
    ],
)
def test_these_names_agree(written: str, person: Called) -> None:
    assert surname_agrees(written, person)


@pytest.mark.parametrize(
    ("written", "person"),
    [
        ("Kevin Jansen", Called("Samira", "", "Bakkali")),
        ("Samira", Called("Samira", "", "Bakkali")),
        ("J. van der Berg", Called("Jan", "van der", "Meer")),
        ("de", Called("Jan", "de", "Vries")),
        ("Wu", Called("Li", "", "Xu")),
        ("", Called("Jan", "de", "Vries")),
        ("a b c d e f g h i j Bakkali", Called("Samira", "", "Bakkali")),
        ("Bakker", Called("Samira", "", "Bakkali")),
    ],
)
def test_these_names_differ_clearly(written: str, person: Called) -> None:
    assert not surname_agrees(written, person)


@cases(200)
@given(SURNAME, st.data())
def test_one_slip_is_forgiven_wherever_it_is(surname: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(surname) - 1))
    letter = data.draw(st.sampled_from(LETTERS))
    changed = surname[:place] + letter + surname[place + 1 :]
    extra = surname[:place] + letter + surname[place:]
    person = Called("Jo", "", surname)
    assert surname_agrees(f"Jo {changed}", person)
    assert surname_agrees(extra.upper(), person)

"""A registration number shows a slip of the pen, and is understood however it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vakwerk.apps.register.numbers import LARGEST_SERIAL, is_number, number_of, read_number

serials = st.integers(1, LARGEST_SERIAL)


@given(serials, st.data())
def test_one_wrong_digit_never_gives_a_right_number(serial: int, data: st.DataObject) -> None:
    digits = number_of(serial).removeprefix("VW-").replace("-", "")
    place = data.draw(st.integers(0, len(digits) - 1))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != digits[place]]))
    typed = read_number(digits[:place] + other + digits[place + 1 :])
    assert typed is None or not typed.right


@given(serials, st.data())
def test_two_neighbours_that_changed_places_never_give_a_right_number(
    serial: int, data: st.DataObject
) -> None:
    digits = number_of(serial).removeprefix("VW-").replace("-", "")
    place = data.draw(st.integers(0, len(digits) - 2))
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    typed = read_number(swapped)
    assert swapped == digits or typed is None or not typed.right


@given(serials)
def test_a_number_is_read_back_as_itself(serial: int) -> None:
    assert is_number(number_of(serial))
    read = read_number(number_of(serial).lower())
    assert read is not None
    assert read.number == number_of(serial)


def test_different_people_never_share_a_number() -> None:
    assert len({number_of(serial) for serial in range(1, 20_000)}) == 19_999


@pytest.mark.parametrize(
    "before", ["", "VW-", "vw ", "nr. ", "Nr VW-", "nummer: ", "registratienummer ", "# ", "no. "]
)
@pytest.mark.parametrize(
    "inside", ["000123-{}", "000123{}", "000 123 {}", " 123-{} ", "0 0 0 1 2 3\u00a0–\u2009{}"]
)
def test_a_number_is_understood_however_it_is_written(before: str, inside: str) -> None:
    right = number_of(123)
    read = read_number(before + inside.format(right[-1]))
    assert read is not None
    assert (read.number, read.right) == (right, True)


def test_digits_of_another_script_are_read_as_ours() -> None:
    arabic = number_of(123)[-1].translate({ord(str(n)): 0x660 + n for n in range(10)})
    read = read_number("٠٠٠١٢٣" + arabic)
    assert read is not None
    assert read.right


@pytest.mark.parametrize("text", ["", "vw", "7", "Sanne 12", "00000000", "12345678901234", "VW-12a34", "½"])
def test_what_is_no_number_is_not_read_as_one(text: str) -> None:
    read = read_number(text)
    assert read is None or not read.right

"""A digit that shows a slip of the pen, for numbers people copy from paper or say over the telephone.

It follows Verhoeff: computed in the symmetries of the pentagon, so that one wrong digit and two neighbours that changed
places never give a number that looks right.
"""

from __future__ import annotations

# Verhoeff's permutation: which digit stands for which, one place further to the left.
_STEP = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def check_digit(digits: str) -> str:
    """The digit to write after these (digits 0 to 9 only)."""
    total = 0
    for place, digit in enumerate(reversed(digits), start=1):
        total = _combine(total, _moved(int(digit), place))
    return str(next(answer for answer in range(10) if _combine(total, answer) == 0))


def _combine(first: int, second: int) -> int:
    """One symmetry of the pentagon after another: 0-4 turn it, 5-9 turn it over."""
    turned, over = first % 5, first >= 5
    more, again = second % 5, second >= 5
    turn = (turned - more) % 5 if over else (turned + more) % 5
    return turn + (5 if over != again else 0)


def _moved(digit: int, places: int) -> int:
    for _ in range(places % 8):
        digit = _STEP[digit]
    return digit

"""Looking for personal data in free text: does the time grow with the length and no faster, whatever the text?

Every piece is the worst a pattern could meet, repeated. Eight times the length may take eight times as long; a pattern
that looks back and forth would take sixty-four. The peer is reading the same text once (`str.split`).

    python benchmarks/free_text.py [--runs 5]
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable

from vakwerk.core.freetext import find_personal_data

PIECES = ("a", "1", "a@", "Jan ", "A. ", "0 ", "NL91 ", "geb. ", "a-", "de ", "1.1.", "1234 AB ", "\n")
SHORT, LONG = 10_000, 80_000
MOST_GROWTH = 24
"""Times: three times what a straight line gives, to leave room for a busy machine."""


def seconds(task: Callable[[str], object], text: str) -> float:
    """How long one call takes."""
    begun = time.perf_counter()
    task(text)
    return time.perf_counter() - begun


def main() -> int:
    """Print the growth per piece; 1 when one of them grows faster than its length."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=5)
    runs = parser.parse_args().runs
    worst = 0.0
    for piece in PIECES:
        texts = [(piece * (size // len(piece) + 1))[:size] for size in (SHORT, LONG)]
        short, long = (statistics.median(seconds(find_personal_data, t) for _ in range(runs)) for t in texts)
        read = statistics.median(seconds(str.split, texts[1]) for _ in range(runs))
        worst = max(worst, long / short)
        print(
            f"{piece!r:12} {long * 1000:8.1f} ms for {LONG} signs, {long / short:5.1f} times the time of {SHORT}, "
            f"{long / read:8.0f} times splitting it"
        )
    return 1 if worst > MOST_GROWTH else 0


if __name__ == "__main__":
    sys.exit(main())

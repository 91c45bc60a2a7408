"""Reading the whole vocabulary for the first time in a process, beside the part that a norm needs, and a search.

Each run is a process of its own, so that nothing was read before; imports are not counted. The aim is that all lists
with all definitions are read within 50 ms. The peer is reading the same files with PyYAML's own safe loader into plain
dictionaries, without terms, families or sources.

    python benchmarks/vocabulary.py [--runs 7]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys

AIM = 50.0  # milliseconds for all lists
ONCE = """
import time
from vakwerk.core import vocabulary
from vakwerk.core.vocabulary import loading
import yaml
now = time.perf_counter
texts = loading.texts_of()
loading.text_of.cache_clear()
loading.file_names.cache_clear()
start = now(); vocabulary.terms("levels"); part = now() - start
start = now(); lists = vocabulary.lists(); all_lists = now() - start + part
start = now(); vocabulary.search("ervaring", "nl"); first = now() - start
start = now(); vocabulary.search("waarden", "nl"); later = now() - start
loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
start = now(); [yaml.load(text, Loader=loader) for text in texts.values()]; peer = now() - start
assert len(lists) == len(loading.where())
print(*(1000 * one for one in (part, all_lists, first, later, peer)))
"""
NAMES = (
    "what a norm needs",
    "all lists",
    "first search",
    "a later search",
    "peer: the same files as dictionaries",
)


def main() -> int:
    """Measure and print the medians; 1 when all lists took longer than the aim."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=7)
    runs = []
    for _ in range(parser.parse_args().runs):
        done = subprocess.run([sys.executable, "-c", ONCE], capture_output=True, text=True, check=True)
        runs.append([float(word) for word in done.stdout.split()])
    medians = [statistics.median(column) for column in zip(*runs, strict=True)]
    for name, median, column in zip(NAMES, medians, zip(*runs, strict=True), strict=True):
        print(f"{name:40} {median:7.1f} ms  ({min(column):.1f} to {max(column):.1f})")
    return 0 if medians[1] < AIM else 1


if __name__ == "__main__":
    sys.exit(main())

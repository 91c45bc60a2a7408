"""Run every benchmark at its default size (``make bench``), or those about registers at the size of their aims.

``make bench-large`` is the second. Results belong in docs/measured.md.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LARGE = {
    "bulk_decisions": ["--people", "1400000"],
    "what_if": ["--people", "1400000"],
    "two_workers": ["--people", "200000"],
}
"""What `--large` runs, each with its size: a whole register where the aim names one."""


def main() -> int:
    """Run benchmarks/*.py one after another; 1 when any of them misses its aim."""
    given = sys.argv[1:]
    large = "--large" in given
    given = [argument for argument in given if argument != "--large"]
    found = sorted(path for path in (ROOT / "benchmarks").glob("*.py") if not path.name.startswith("_"))
    if large:
        found = [ROOT / "benchmarks" / f"{name}.py" for name in LARGE]
    if not found:
        print("There are no benchmarks.")
        return 1
    missed = []
    for path in found:
        print(f"\n--- {path.stem} ---", flush=True)
        size = LARGE[path.stem] if large else []
        if subprocess.run([sys.executable, str(path), *size, *given], cwd=ROOT, check=False).returncode:
            missed.append(path.stem)
    print(f"\nMissed: {', '.join(missed)}" if missed else "\nEvery benchmark met its aim.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

"""Run every benchmark at its default size, for ``make bench``; results belong in docs/measured.md."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run benchmarks/*.py one after another; 1 when any of them misses its aim."""
    found = sorted(path for path in (ROOT / "benchmarks").glob("*.py") if not path.name.startswith("_"))
    if not found:
        print("There are no benchmarks.")
        return 1
    missed = []
    for path in found:
        print(f"\n--- {path.stem} ---", flush=True)
        if subprocess.run([sys.executable, str(path), *sys.argv[1:]], cwd=ROOT, check=False).returncode:
            missed.append(path.stem)
    print(f"\nMissed: {', '.join(missed)}" if missed else "\nEvery benchmark met its aim.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

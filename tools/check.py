"""All a machine can say about the code without running it: every check, then one verdict (``make check``)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


def checks() -> dict[str, list[str]]:
    """What is checked, by name."""
    return {
        "format": ["ruff", "format", "--check", "--quiet", "src", "tests", "tools", "benchmarks"],
        "lint": ["ruff", "check", "--quiet", "src", "tests", "tools", "benchmarks"],
        "types": ["mypy", "--no-error-summary"],
        "import contracts": ["lint-imports", "--no-logo"],
        "templates": ["djlint", "src/vakwerk", "--lint", "--quiet"],
    }


def main() -> int:
    """Run every check; 0 when all are clean."""
    failed = []
    for name, command in checks().items():
        arguments = [part for part in command[1:] if part != "benchmarks" or (ROOT / part).is_dir()]
        done = subprocess.run(
            [str(BIN / command[0]), *arguments], cwd=ROOT, capture_output=True, text=True, check=False
        )
        print(f"{'ok ' if done.returncode == 0 else 'NO '} {name}", flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout + done.stderr)
    print("All clean." if not failed else f"Not clean: {', '.join(failed)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

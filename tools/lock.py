"""Write the locked requirements: exact versions, the hashes of every published file, no index address.

Run by ``make lock``. The lock covers every platform and Python from 3.11 up (``--universal``), so the same
file serves a laptop and a server. Needs the network; nothing else in the project resolves versions.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETS = {"base": ["build"], "dev": ["build", "dev"]}
ADDRESS = re.compile(r"^\s*--(index-url|extra-index-url|find-links|trusted-host)\b")


def compile_set(name: str, extras: list[str]) -> str:
    """The text of one requirements file: the package's dependencies with the given extras."""
    # The run-time set is a constraint of the development set: one version of everything.
    flags = [] if name == "base" else ["--constraint", "requirements/base.txt"]
    flags += [flag for extra in extras for flag in ("--extra", extra)]
    return locked("pyproject.toml", flags)


def locked(source: str, flags: list[str]) -> str:
    """What the source asks for, with exact versions and hashes and no address."""
    command = [
        sys.executable,
        "-m",
        "uv",
        "pip",
        "compile",
        "--no-config",
        "--universal",
        "--generate-hashes",
    ]
    command += ["--python-version", "3.11", "--no-header", "--no-annotate", "--quiet"]
    # The public registry only, whatever this machine's settings add.
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PIP_", "UV_"))}
    done = subprocess.run(
        [*command, *flags, source], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"The lock could not be made:\n{done.stderr}")
    lines = [line for line in done.stdout.splitlines() if not ADDRESS.match(line)]
    return f"# Written by `make lock` from {source}; do not edit.\n" + "\n".join(lines) + "\n"


def main() -> None:
    """Write requirements/base.txt, requirements/dev.txt and benchmarks/peers.txt, or those that are named."""
    wanted = sys.argv[1:] or [*SETS, "peers"]
    for name in wanted:
        if name == "peers":
            target, text = ROOT / "benchmarks/peers.txt", locked("benchmarks/peers.in", [])
        else:
            target, text = ROOT / "requirements" / f"{name}.txt", compile_set(name, SETS[name])
        target.write_text(text, encoding="utf-8")
        print(f"{target.relative_to(ROOT)} written")


if __name__ == "__main__":
    main()

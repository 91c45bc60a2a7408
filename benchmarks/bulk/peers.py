"""The environment of the peers: OpenFisca-core, pandas, polars and pyarrow. Vakwerk itself never needs them.

python -m bulk.peers        (from the folder `benchmarks`; `make bench-peers`) makes benchmarks/.peers
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent
VENV, LOCK = FOLDER / ".peers", FOLDER / "peers.txt"
PYTHON, STAMP = VENV / "bin" / "python", VENV / "made-from"


class NoPeers(RuntimeError):
    """The peers could not be installed; the message says why."""


def peers() -> Path:
    """The Python that has the peers, as locked; installs them when they are not there. Raises NoPeers."""
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if STAMP.is_file() and STAMP.read_text() == wanted and PYTHON.exists():
        return PYTHON
    print(f"Installing the peers in {VENV} …", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    _run([sys.executable, "-m", "venv", str(VENV)])
    quietly = ["--quiet", "--disable-pip-version-check", "--no-input", "--retries", "2"]
    _run([str(PYTHON), "-m", "pip", "install", *quietly, "--require-hashes", "--no-deps", "-r", str(LOCK)])
    STAMP.write_text(wanted)
    return PYTHON


def versions(python: Path) -> str:
    """What is installed there, in one line."""
    ask = "from importlib.metadata import version as v; print(*(f'{n} {v(n)}' for n in {}), sep=', ')"
    names = ("openfisca-core", "pandas", "polars", "pyarrow", "numpy")
    return subprocess.run(
        [str(python), "-c", ask.replace("{}", str(names))], capture_output=True, text=True, check=True
    ).stdout.strip()


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
        raise NoPeers(f"the peers can not be installed ({' '.join(last) or 'no reason given'})")


if __name__ == "__main__":
    try:
        print(versions(peers()))
    except NoPeers as error:
        sys.exit(str(error))

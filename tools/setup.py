"""Build the environment that running and testing need; a second time there is nothing to do.

Run by ``make setup`` with any Python from 3.11 up, before anything is installed: standard library only.
Each step has a stamp that holds the hash of what it was made from, so only what changed is made again.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
STAMPS = VENV / "stamps"
BUILT = ROOT / "src/vakwerk/site/static/vakwerk"


class SetupRefused(Exception):
    """The set-up cannot go on; the message is a sentence that says what to do."""


def digest(paths: Iterable[Path], *extra: str) -> str:
    """One hash over the names and contents of the files, and the extra words."""
    total = hashlib.sha256("\0".join(extra).encode())
    for path in sorted(paths):
        total.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def is_fresh(step: str, wanted: str) -> bool:
    """Whether the step was last done from exactly these inputs."""
    stamp = STAMPS / step
    return stamp.is_file() and stamp.read_text() == wanted


def mark(step: str, made_from: str) -> None:
    """Remember what the step was made from."""
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / step).write_text(made_from)


def run(command: list[str], *, what: str) -> None:
    """Run one command quietly; refuse with its last lines and a hint when it fails."""
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        return
    tail = "\n".join("    " + line for line in done.stdout.strip().splitlines()[-8:])
    hint = ""
    lowered = done.stdout.lower()
    signs = (
        "connection",
        "network",
        "resolve",
        "timed out",
        "enotfound",
        "econn",
        "etimedout",
        "eai_again",
        "proxy",
    )
    if any(sign in lowered for sign in signs):
        hint = (
            " It looks as if there is no network. The first set-up needs it once; "
            "connect and run the command again."
        )
    elif "no space left" in lowered:
        hint = " The disk is full: Vakwerk needs about 650 MB."
    raise SetupRefused(f"{what} did not work.{hint} The last lines were:\n{tail}")


def make_venv() -> None:
    """Make .venv with this Python; make it anew when it was made by another or no longer starts."""
    wanted = f"{sys.version_info.major}.{sys.version_info.minor}"
    python = BIN / "python"
    if python.exists():
        asked = subprocess.run(
            [str(python), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"],
            capture_output=True,
            text=True,
            check=False,
        )
        if asked.returncode == 0 and tuple(map(int, asked.stdout.strip().split("."))) >= (3, 11):
            return
        shutil.rmtree(VENV)
    say(f"Making .venv with Python {wanted}")
    if importlib.util.find_spec("ensurepip") is None:  # Debian ships Python without it
        raise SetupRefused(
            f"This Python {wanted} cannot make environments. Install its venv part "
            f"(Debian/Ubuntu: apt install python{wanted}-venv) and run the command again."
        )
    run([sys.executable, "-m", "venv", str(VENV)], what="Making .venv")


def install_requirements(name: str) -> None:
    """Install requirements/<name>.txt, every file checked against its hash."""
    locked = ROOT / "requirements" / f"{name}.txt"
    wanted = digest([locked])
    if is_fresh(f"requirements-{name}", wanted):
        return
    say(f"Installing the locked packages ({name})")
    command = [
        str(BIN / "python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
    ]
    command += ["--retries", "2", "--require-hashes", "--no-deps"]
    run([*command, "-r", str(locked)], what="Installing the packages")
    mark(f"requirements-{name}", wanted)


def install_package() -> None:
    """Install Vakwerk itself in place, so that `vakwerk` and `import vakwerk` work."""
    wanted = digest([ROOT / "pyproject.toml", ROOT / "src/vakwerk/__init__.py"], str(ROOT))
    if is_fresh("package", wanted):
        return
    command = [
        str(BIN / "python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
    ]
    run(
        [*command, "--no-deps", "--no-build-isolation", "--no-index", "-e", str(ROOT)],
        what="Installing Vakwerk",
    )
    mark("package", wanted)


def install_front_end() -> None:
    """Install the locked npm packages with the Node of the environment."""
    inputs = [
        path for name in ("package.json", "package-lock.json", ".npmrc") if (path := ROOT / name).is_file()
    ]
    wanted = digest(inputs)
    if is_fresh("npm", wanted) and (ROOT / "node_modules").is_dir():
        return
    say("Installing the front-end packages")
    flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--fetch-retries=1"]
    run([str(BIN / "npm"), "ci", *flags], what="Installing the front-end packages")
    mark("npm", wanted)


def build_front_end() -> None:
    """Assemble style sheets, fonts and scripts into the package's static files."""
    inputs = [path for path in (ROOT / "frontend").rglob("*") if path.is_file()]
    wanted = digest([*inputs, ROOT / "package-lock.json"])
    if is_fresh("frontend", wanted) and BUILT.is_dir():
        return
    say("Building the front end")
    run([str(BIN / "node"), "frontend/build.mjs"], what="Building the front end")
    mark("frontend", wanted)


def compile_messages() -> None:
    """Turn every .po under src/ into its .mo, without needing gettext on the machine."""
    sources = sorted((ROOT / "src/vakwerk").rglob("LC_MESSAGES/*.po"))
    wanted = digest(sources)
    if is_fresh("messages", wanted) and all(path.with_suffix(".mo").is_file() for path in sources):
        return
    run([str(BIN / "python"), "-m", "tools.messages", "compile"], what="Compiling the translations")
    mark("messages", wanted)


def say(sentence: str) -> None:
    """Tell what takes time, on one line."""
    print(f"  {sentence} …", flush=True)


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Let one set-up at a time work on this folder."""
    try:
        held = (ROOT / ".venv.lock").open("w")
    except OSError as refused:
        raise SetupRefused(
            f"Vakwerk cannot write in {ROOT} ({refused.strerror}). Use a folder of your own."
        ) from refused
    with held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another set-up is busy here; waiting for it")
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


def main() -> int:
    """Do what is not yet done; 0 when all stands, 2 when it cannot."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--dev", action="store_true", help="also what `make test` and `make check` need")
    asked = parser.parse_args()
    began = time.monotonic()
    try:
        with alone():
            make_venv()
            install_requirements("base")
            if asked.dev:
                install_requirements("dev")
            install_package()
            install_front_end()
            build_front_end()
            compile_messages()
    except SetupRefused as refused:
        print(f"\n{refused}", file=sys.stderr)
        return 2
    took = time.monotonic() - began
    if took > 2:
        print(f"  Set up in {took:.0f} seconds.", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())

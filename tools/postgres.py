"""A private PostgreSQL for one test run: in a temporary folder, reached by a socket, thrown away after."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

USER = "vakwerk"


class NoPostgres(Exception):
    """PostgreSQL is not on this machine, or cannot be started; the message says which."""


def find_programs() -> Path:
    """The newest folder that holds initdb and pg_ctl."""

    def version(folder: Path) -> int:
        return int(folder.parent.name) if folder.parent.name.isdecimal() else 0

    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version, reverse=True)
    on_path = shutil.which("initdb")
    for folder in [*debian, *([Path(on_path).resolve().parent] if on_path else [])]:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise NoPostgres("PostgreSQL's initdb and pg_ctl were not found (Debian/Ubuntu: apt install postgresql)")


def ordinary_user() -> pwd.struct_passwd | None:
    """Who runs the server: nobody special when we are root, whom initdb refuses; else ourselves (None)."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoPostgres(
        "initdb refuses the superuser, and there is no other user (postgres, nobody) on this machine"
    )


def run(command: list[str], user: pwd.struct_passwd | None, folder: Path) -> None:
    """Run one program as that user; refuse with its output when it fails."""
    identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    log = folder / "command.log"
    # Output goes to a file: a server started by pg_ctl would keep a pipe open for ever.
    with log.open("wb") as output:
        done = subprocess.run(
            command,
            cwd=folder,
            stdout=output,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            check=False,
            **identity,
        )
    if done.returncode:
        raise NoPostgres(f"{Path(command[0]).name} failed: {log.read_text(errors='replace').strip()[-600:]}")


@contextlib.contextmanager
def private_cluster() -> Iterator[str]:
    """Start a cluster; gives its DATABASE_URL; stops and removes it, whatever happens."""
    programs = find_programs()
    user = ordinary_user()
    folder = Path(
        tempfile.mkdtemp(prefix="vakwerk-pg-", dir="/tmp")
    )  # a socket's path may hold 107 characters
    try:
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)
        data = folder / "data"
        make = [str(programs / "initdb"), "--pgdata", str(data), "--username", USER, "--auth", "trust"]
        run([*make, "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"], user, folder)
        # Nothing here outlives the run, so nothing need reach the disk.
        options = (
            f"-k {folder} -c listen_addresses= -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
        )
        control = [str(programs / "pg_ctl"), "--pgdata", str(data), "--wait", "--timeout", "60"]
        run([*control, "--log", str(folder / "server.log"), "--options", options, "start"], user, folder)
        try:
            yield f"postgres://{USER}@{quote(str(folder), safe='')}/postgres"
        finally:
            with contextlib.suppress(NoPostgres):
                run([*control, "--mode", "immediate", "stop"], user, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)

"""Run Vakwerk: prepare the database, then keep one web server and one task worker alive until told to stop.

``python -m vakwerk.site.serve`` is what ``make run`` starts. The settings come from the environment:

``VAKWERK_HOST``, ``VAKWERK_PORT``
    Where to listen; 127.0.0.1 and 8000.
``VAKWERK_DEMO``
    With 1, an empty database is filled with the demo world and the demo accounts are printed.
``VAKWERK_WORKERS``
    Web server processes; one per core, at most four.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

APPLICATION = "vakwerk.site.wsgi:application"
STOP_WITHIN = 10.0  # seconds a process gets to finish its work before it is ended
LONGEST_PAUSE = 30.0  # seconds between two starts of a worker that keeps dying


class CannotServe(Exception):
    """Vakwerk cannot start; the message is a sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the server listens."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """What to type into a browser."""
        shown = "localhost" if self.host in {"127.0.0.1", "0.0.0.0", "::"} else self.host  # noqa: S104 -- only compared
        return f"http://{shown}:{self.port}/"


def read_address(environment: Mapping[str, str]) -> Address:
    """The address the environment asks for; refuses a port that is not a number from 1 to 65535."""
    written = environment.get("VAKWERK_PORT") or "8000"
    if not written.isdecimal() or not 1 <= int(written) <= 65535:
        raise CannotServe(f"VAKWERK_PORT must be a number from 1 to 65535, not “{written}”.")
    return Address(environment.get("VAKWERK_HOST") or "127.0.0.1", int(written))


def require_free(address: Address) -> None:
    """Refuse when another program already listens there, or when we may not."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.host, address.port))
        except PermissionError as refused:
            raise CannotServe(
                f"Port {address.port} may only be used by the administrator of this machine. "
                "Choose one above 1023: make run VAKWERK_PORT=8001"
            ) from refused
        except OSError as refused:
            raise CannotServe(
                f"Port {address.port} is busy: another program (perhaps another Vakwerk) listens there. "
                f"Stop it, or choose another: make run VAKWERK_PORT={min(address.port + 1, 65535)}"
            ) from refused


def require_home(home: Path) -> None:
    """Make the folder for data; refuse when it cannot be written in."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        trial = home / ".may-write"
        trial.touch()
        trial.unlink()
    except OSError as refused:
        raise CannotServe(
            f"Vakwerk cannot write in {home} ({refused.strerror}). "
            "Choose a folder of your own: make run VAKWERK_HOME=$HOME/vakwerk"
        ) from refused


def migrate() -> None:
    """Bring the database to the shape this version needs; refuse when it cannot be reached."""
    from django.core.management import call_command
    from django.db import OperationalError

    try:
        call_command("migrate", interactive=False, verbosity=0)
    except OperationalError as refused:
        raise CannotServe(f"The database cannot be used: {refused}".strip()) from refused


def erase_again() -> None:
    """A backup that was put back brings nobody back who was erased since."""
    from django.core.management import call_command

    call_command("replay_erasures")


def collect_static(home: Path) -> None:
    """Put the static files where the server reads them, when any of them changed since the last time."""
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    def states() -> Iterator[str]:
        for finder in get_finders():
            for name, storage in finder.list([]):
                at = Path(storage.path(name)).stat()
                yield f"{name}:{at.st_size}:{at.st_mtime_ns}"

    from django.conf import settings

    root = Path(settings.STATIC_ROOT)
    now = hashlib.sha256("\n".join(sorted(states())).encode()).hexdigest()
    stamp = home / "static.stamp"
    if root.is_dir() and stamp.is_file() and stamp.read_text(encoding="ascii") == now:
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(now, encoding="ascii")


def fill_when_empty() -> None:
    """Create the demo world in a database without any account."""
    from django.contrib.auth import get_user_model
    from django.core.management import call_command

    if get_user_model().objects.exists():
        return
    tell("Making the demo world (once) …")
    call_command("demo")


def tell(sentence: str) -> None:
    """Print one line for the person who started us."""
    print(f"  {sentence}", flush=True)


def follow_parent() -> None:
    """Let a child process end when its supervisor is killed without a chance to say so (Linux)."""
    if sys.platform == "linux":
        end_signal_of_parent = 1  # PR_SET_PDEATHSIG
        ctypes.CDLL(None).prctl(end_signal_of_parent, signal.SIGTERM)


@dataclass
class Kept:
    """A process that is kept alive: started again when it ends, ever more slowly when it keeps ending."""

    name: str
    command: list[str]
    restarts: bool
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 0.0
    due: float = 0.0

    def start(self, now: float) -> None:
        """Start the process in a session of its own, so that Ctrl+C reaches only the supervisor."""
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=follow_parent)  # noqa: PLW1509
        self.started = now

    def look_after(self, now: float) -> int | None:
        """Start again when due; the exit code when the process has ended and is not to be started again."""
        if self.process is None:
            if now >= self.due:
                self.start(now)
            return None
        code = self.process.poll()
        if code is None:
            return None
        if not self.restarts:
            return code
        steady = now - self.started > LONGEST_PAUSE
        self.pause = 0.0 if steady else min(LONGEST_PAUSE, max(1.0, self.pause * 2))
        self.due = now + self.pause
        self.process = None
        tell(f"The {self.name} stopped (code {code}); starting it again.")
        return None

    def stop(self) -> None:
        """Ask the process to finish."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def await_end(self, deadline: float) -> None:
        """Wait for the end until the deadline (monotonic seconds), then end the whole session."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@dataclass
class Supervisor:
    """Keeps the processes alive until a signal asks to stop."""

    kept: list[Kept]
    asked_to_stop: bool = field(default=False, init=False)

    def ask_to_stop(self, _signal: int, _frame: FrameType | None) -> None:
        """Signal handler: stop at the next look."""
        self.asked_to_stop = True

    def run(self, *, when_up: Callable[[], bool]) -> int:
        """Start everything, watch it, stop it; 0 when asked to stop, 1 when the server ended by itself.

        ``when_up`` is called at every look until it returns true.
        """
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self.ask_to_stop)
        up = False
        try:
            while not self.asked_to_stop:
                now = time.monotonic()
                for one in self.kept:
                    code = one.look_after(now)
                    if code is not None:
                        print(f"The {one.name} ended by itself (code {code}).", file=sys.stderr)
                        return 1
                up = up or when_up()
                time.sleep(0.2)
        finally:
            self.stop()
        return 0

    def stop(self) -> None:
        """Stop everything, the last started first."""
        for one in reversed(self.kept):
            one.stop()
        deadline = time.monotonic() + STOP_WITHIN
        for one in reversed(self.kept):
            one.await_end(deadline)


def answers(address: Address) -> bool:
    """Whether something accepts connections there."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(address.host, address.host)  # noqa: S104 -- only compared
    try:
        socket.create_connection((host, address.port), timeout=0.5).close()
    except OSError:
        return False
    return True


def processes(address: Address, environment: Mapping[str, str]) -> list[Kept]:
    """The web server and the task worker, not yet started."""
    cores = os.cpu_count() or 1
    workers = environment.get("VAKWERK_WORKERS") or str(min(4, cores))
    server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "warning"]
    server += [
        "--host",
        address.host,
        "--port",
        str(address.port),
        "--workers",
        workers,
        "--blocking-threads",
        "4",
    ]
    server += ["--respawn-failed-workers", "--workers-kill-timeout", "5s", APPLICATION]
    worker = [
        sys.executable,
        "-m",
        "django",
        "db_worker",
        "--verbosity",
        "0",
        "--queue-name",
        "*",
        "--interval",
        "2",
        "--no-startup-delay",
    ]
    return [Kept("web server", server, restarts=False), Kept("task worker", worker, restarts=True)]


def welcome(address: Address) -> None:
    """Say where Vakwerk is and, in demo mode, who can log in."""
    from vakwerk.apps.people.queries import demo_accounts

    tell(f"Vakwerk is ready: {address.url}   (Ctrl+C stops it)")
    for account in demo_accounts():
        tell(f"  {account.email}  password {account.password}  {account.story}")


def prepare(environment: Mapping[str, str]) -> Address:
    """Do everything that must stand before the first request; where to listen."""
    address = read_address(environment)
    require_free(address)
    home = Path(environment.get("VAKWERK_HOME") or "var").resolve()
    require_home(home)  # before the settings are read: they already keep a secret there

    import django
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as refused:
        raise CannotServe(f"A setting is not right. {refused}") from refused
    migrate()
    erase_again()
    collect_static(home)
    if settings.VAKWERK_DEMO:
        fill_when_empty()
    return address


def main() -> int:
    """Prepare, serve, stop; 2 with a sentence when it cannot start."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vakwerk.site.settings")
    # For us and for the processes we start: the static files are collected, by us, before anybody reads them.
    os.environ["VAKWERK_STATIC_COLLECTED"] = "1"
    try:
        address = prepare(os.environ)
    except CannotServe as refused:
        print(f"\n{refused}", file=sys.stderr)
        return 2

    def when_up() -> bool:
        if not answers(address):
            return False
        welcome(address)
        return True

    return Supervisor(processes(address, os.environ)).run(when_up=when_up)


if __name__ == "__main__":
    sys.exit(main())

"""What the supervisor promises: a clear sentence when it cannot start, processes kept alive, a clean end."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
from pathlib import Path

import pytest

from vakwerk.site.serve import (
    Address,
    CannotServe,
    Kept,
    Supervisor,
    read_address,
    require_free,
    require_home,
)

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
FAIL = [sys.executable, "-c", "raise SystemExit(3)"]


def test_without_any_setting_it_listens_on_this_machine_only() -> None:
    assert read_address({}) == Address("127.0.0.1", 8000)


@pytest.mark.parametrize("written", ["no", "0", "65536", "-1", "80.5", "²"])
def test_a_port_that_is_no_port_is_refused_with_what_was_written(written: str) -> None:
    with pytest.raises(CannotServe, match=r"VAKWERK_PORT must be a number") as refused:
        read_address({"VAKWERK_PORT": written})
    assert written in str(refused.value)


def test_a_busy_port_is_refused_with_the_command_that_helps() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CannotServe, match=rf"Port {port} is busy.*VAKWERK_PORT={min(port + 1, 65535)}"):
            require_free(Address("127.0.0.1", port))


def test_a_free_port_is_left_free() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    require_free(Address("127.0.0.1", port))
    require_free(Address("127.0.0.1", port))


def test_a_home_that_cannot_be_made_is_refused_with_its_name(tmp_path: Path) -> None:
    file = tmp_path / "a-file"
    file.touch()
    with pytest.raises(CannotServe, match=r"cannot write in .*a-file.*VAKWERK_HOME="):
        require_home(file / "home")


def test_a_home_is_made_and_left_empty(tmp_path: Path) -> None:
    require_home(tmp_path / "new" / "home")
    assert list((tmp_path / "new" / "home").iterdir()) == []


def test_a_worker_that_dies_is_started_again_after_a_pause_that_grows() -> None:
    worker = Kept("task worker", FAIL, restarts=True)
    pauses = []
    now = 100.0
    for _ in range(4):
        assert worker.look_after(now) is None
        assert worker.process is not None
        worker.process.wait()
        assert worker.look_after(now) is None
        assert worker.process is None, "not started again at once"
        pauses.append(worker.pause)
        assert worker.look_after(worker.due - 0.01) is None
        assert worker.process is None
        now = worker.due
    assert pauses == [1.0, 2.0, 4.0, 8.0]


def test_when_the_server_ends_by_itself_everything_stops_and_says_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    worker = Kept("task worker", SLEEP, restarts=True)
    try:
        code = Supervisor([Kept("web server", FAIL, restarts=False), worker]).run(when_up=lambda: True)
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    assert code == 1
    assert "The web server ended by itself (code 3)" in capsys.readouterr().err
    assert worker.process is not None
    assert worker.process.poll() is not None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_request_to_stop_stops_every_process(number: signal.Signals) -> None:
    handlers = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
    kept = [Kept("web server", SLEEP, restarts=False), Kept("task worker", SLEEP, restarts=True)]
    threading.Timer(0.8, os.kill, (os.getpid(), number)).start()
    began = time.monotonic()
    try:
        assert Supervisor(kept).run(when_up=lambda: True) == 0
    finally:
        for each, handler in handlers.items():
            signal.signal(each, handler)
    assert time.monotonic() - began < 8
    assert all(one.process is not None and one.process.poll() is not None for one in kept)


def test_a_process_that_will_not_listen_is_ended_at_the_deadline() -> None:
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    one = Kept("web server", [sys.executable, "-c", deaf], restarts=False)
    one.start(0.0)
    assert one.process is not None
    time.sleep(0.5)
    one.stop()
    one.await_end(time.monotonic() + 0.3)
    assert one.process.poll() == -signal.SIGKILL


def test_the_work_of_the_day_is_asked_for_once_a_day_and_a_failure_stops_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from datetime import date

    asked: list[int] = []

    def ask() -> None:
        asked.append(1)
        if len(asked) == 2:
            raise RuntimeError("the queue is away")

    supervisor = Supervisor([], ask)
    for day in (24, 24, 25, 25, 26):
        supervisor.ask_daily(date(2026, 11, day))
    assert len(asked) == 3
    assert "the queue is away" in capsys.readouterr().out

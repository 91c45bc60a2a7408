"""Starts the real OpenID Connect provider of `oidc_provider.mjs`, and walks through its login page."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

HERE = Path(__file__).parent
SECRET = "VAKWERK_TEST_OIDC_SECRET"  # the name of a variable


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextlib.contextmanager
def running(callback: str) -> Iterator[str]:
    """The issuer's address while the provider runs. `callback`: where it may send people back to."""
    node = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    if node is None:
        pytest.skip("no Node: make setup brings one")
    port = free_port()
    command = [node, str(HERE / "oidc_provider.mjs"), callback, str(port)]
    # A group of its own: the program called node may be a small one that starts the real one.
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        if line.strip() != "ready":
            os.killpg(process.pid, signal.SIGKILL)
            pytest.fail(f"the provider did not start: {process.communicate()[1][-2000:]}", pytrace=False)
        yield f"http://localhost:{port}"
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.communicate(timeout=10)


def configuration(issuer: str, /, **more: Any) -> str:
    """The JSON with which an installation knows this provider."""
    one = {
        "id": "proef",
        "name": {"nl": "Proef-ID", "en": "Test ID"},
        "issuer": issuer,
        "client_id": "vakwerk",
        "client_secret_env": SECRET,
        "acr": ["urn:strong"],
        "email_vouched": True,
    }
    return json.dumps([one | more])


def walk(start: str, who: str, how: str = "strong") -> str:
    """From the address of the provider to the address it sends us back to, as `who`, logged in `how`."""
    session = requests.Session()
    where = start
    for _step in range(8):
        answer = session.get(where, allow_redirects=False, timeout=10)
        assert answer.status_code in (302, 303), answer.text
        where = requests.compat.urljoin(where, answer.headers["location"])
        if "/login/callback/" in where:
            return where
        if "/interaction/" in where:
            where = f"{where}/{who}/{how}"
    raise AssertionError(f"the provider goes round: {where}")

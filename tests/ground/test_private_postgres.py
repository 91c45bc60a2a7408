"""The private PostgreSQL leaves nothing behind."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
import pytest
from tools.postgres import NoPostgres, private_cluster


def test_the_cluster_answers_and_is_gone_afterwards() -> None:
    try:
        with private_cluster() as address:
            folder = Path(unquote(urlsplit(address).netloc.split("@")[1]))
            with psycopg.connect(host=str(folder), user="vakwerk", dbname="postgres") as connection:
                row = connection.execute("SHOW server_encoding").fetchone()
            assert row == ("UTF8",)
            assert folder.is_dir()
    except NoPostgres as missing:
        pytest.skip(str(missing))
    assert not folder.exists()

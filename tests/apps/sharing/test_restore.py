"""The restore drill with real files: back up, erase, put the backup back, and let the server begin."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SECRET = "GEHEIM-7Q4"
FILL = f"""
import datetime as dt
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.apps.dossier.files import pdf
from vakwerk.apps.people import actions as people
from vakwerk.apps.dossier import actions as dossier
from vakwerk.core.dossier import Activity
account = people.sign_up(email="weg@example.org", password="hout-en-steen-2026", given_names="{SECRET}")
fact = Activity(id="a", kind="course", title="{SECRET}", completed_on=dt.date(2025, 1, 1), minutes=60)
dossier.record_fact(person=account.person, fact=fact, actor=account)
file = SimpleUploadedFile("bewijs.pdf", pdf() + b"{SECRET}", "application/pdf")
dossier.attach_evidence(person=account.person, fact_id="a", upload=file, actor=account)
"""
ERASE = """
import datetime as dt
from django.utils import timezone
from vakwerk.apps.people import queries as people
from vakwerk.apps.sharing import rights
week_ago = timezone.now() - dt.timedelta(days=8)
rights.ask_erasure(person=people.account_with(email="weg@example.org").person, at=week_ago)
assert rights.carry_out_due() == 1
"""


@pytest.mark.sqlite
def test_a_backup_of_files_that_is_put_back_brings_nobody_back(tmp_path: Path, repository: Path) -> None:
    home, backup = tmp_path / "home", tmp_path / "backup"

    def manage(*command: str) -> str:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("VAKWERK_")}
        paths = os.pathsep.join([str(repository / "src"), str(repository)])
        environment |= {"VAKWERK_HOME": str(home), "DATABASE_URL": "", "PYTHONPATH": paths}
        call = [sys.executable, "-m", "vakwerk.site.manage", *command]
        done = subprocess.run(call, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def holds_the_secret() -> list[str]:
        return [
            str(path.relative_to(home))
            for path in home.rglob("*")
            if path.is_file() and SECRET.encode() in path.read_bytes()
        ]

    manage("migrate", "--verbosity", "0")
    manage("shell", "--verbosity", "0", "-c", FILL)
    backup.mkdir()
    vacuum = f"from django.db import connection; connection.cursor().execute(\"VACUUM INTO '{backup}/db'\")"
    manage("shell", "--verbosity", "0", "-c", vacuum)
    shutil.copytree(home / "evidence", backup / "evidence")

    manage("shell", "--verbosity", "0", "-c", ERASE)
    assert not [name for name in holds_the_secret() if name.startswith("evidence")]

    for left in home.glob("vakwerk.sqlite3*"):
        left.unlink()
    shutil.copy(backup / "db", home / "vakwerk.sqlite3")
    shutil.copytree(backup / "evidence", home / "evidence", dirs_exist_ok=True)
    assert len(holds_the_secret()) >= 2, "the backup holds the person again"

    assert "1 people erased again" in manage("replay_erasures")
    # The file itself is searched: what was erased is not left in its free pages, nor in the journal beside it.
    emptied = (
        "from django.db import connection; connection.cursor().execute('PRAGMA wal_checkpoint(TRUNCATE)')"
    )
    manage("shell", "--verbosity", "0", "-c", emptied)
    assert not holds_the_secret()
    assert manage("replay_erasures") == ""

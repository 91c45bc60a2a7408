"""Run the whole suite: everything on SQLite, what touches the database again on PostgreSQL, then the browser.

Run by ``make test`` and ``make soak``. Says at the end what was skipped and why; with ``--forbid-skips`` (or
VAKWERK_FORBID_SKIPS=1) anything skipped is a failure, so that a green run means all of it ran. The last line
is ``N passed, N failed, N skipped``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path

from tools.postgres import NoPostgres, private_cluster

ROOT = Path(__file__).resolve().parent.parent
DATABASE_ROOMS = ("tests/apps", "tests/site", "tests/matrix")
BROWSER_ROOM = "tests/journeys"
PARALLEL = ("-n", str(min(4, os.cpu_count() or 1)), "--dist", "worksteal")
NOTHING_COLLECTED = 5
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass
class Tally:
    """What all legs of a run add up to."""

    passed: int = 0
    failed: int = 0
    skipped: list[str] = field(default_factory=list)

    def read(self, report: Path, leg: str) -> None:
        """Add one leg's own report."""
        for case in ET.parse(report).getroot().iter("testcase"):
            skip = case.find("skipped")
            if case.find("failure") is not None or case.find("error") is not None:
                self.failed += 1
            elif skip is not None:
                why = skip.get("message") or skip.get("type") or "no reason given"
                self.skipped.append(f"{leg}: {case.get('classname')}.{case.get('name')}: {why}")
            else:
                self.passed += 1


def find_browser() -> str | None:
    """The Chromium that VAKWERK_CHROMIUM names, or the first on the PATH."""
    named = os.environ.get("VAKWERK_CHROMIUM")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, BROWSERS)), None)


def rooms_with_tests(rooms: tuple[str, ...]) -> list[str]:
    """Those of the folders that hold a test."""
    return [room for room in rooms if any((ROOT / room).rglob("test_*.py"))]


@dataclass
class Run:
    """One run of the suite: its reports, its tally and what every leg is given."""

    reports: Path
    extra: list[str]
    soak: bool
    tally: Tally = field(default_factory=Tally)

    def leg(self, name: str, arguments: list[str], markers: str, environment: dict[str, str]) -> None:
        """Run pytest once and add what it found."""
        print(f"\n=== {name} ===", flush=True)
        report = self.reports / f"{name.replace(' ', '-').lower()}.xml"
        wanted = markers if self.soak else f"({markers}) and not slow"
        command = [
            sys.executable,
            "-m",
            "pytest",
            *arguments,
            "-m",
            wanted,
            f"--junitxml={report}",
            "-q",
            *self.extra,
        ]
        given = os.environ | {"VAKWERK_SOAK": "1" if self.soak else "0"} | environment
        given.pop("DJANGO_SETTINGS_MODULE", None)
        code = subprocess.run(command, cwd=ROOT, env=given, check=False).returncode
        if report.is_file():
            before = self.tally.failed
            self.tally.read(report, name)
            if code not in {0, NOTHING_COLLECTED} and self.tally.failed == before:
                self.tally.failed += 1  # it broke outside any test
        else:
            self.tally.failed += 1
            print(f"{name}: pytest ended with code {code} before it could report", file=sys.stderr)

    def on_sqlite(self) -> None:
        """Everything but the browser, on the database that needs no set-up."""
        home = tempfile.mkdtemp(prefix="vakwerk-test-")
        try:
            arguments = ["tests", f"--ignore={BROWSER_ROOM}", *PARALLEL]
            self.leg("SQLite", arguments, "not postgresql", {"DATABASE_URL": "", "VAKWERK_HOME": home})
        finally:
            shutil.rmtree(home, ignore_errors=True)

    def on_postgres(self) -> None:
        """What touches the database, on a PostgreSQL of our own."""
        rooms = rooms_with_tests(DATABASE_ROOMS)
        if not rooms:
            return
        home = tempfile.mkdtemp(prefix="vakwerk-test-")
        try:
            with private_cluster() as address:
                self.leg(
                    "PostgreSQL",
                    [*rooms, *PARALLEL],
                    "not sqlite",
                    {"DATABASE_URL": address, "VAKWERK_HOME": home},
                )
        except NoPostgres as missing:
            self.tally.skipped.append(f"PostgreSQL: all of {', '.join(rooms)}: {missing}")
        finally:
            shutil.rmtree(home, ignore_errors=True)

    def in_the_browser(self) -> None:
        """The journeys, against a server that is really running."""
        if not rooms_with_tests((BROWSER_ROOM,)):
            return
        browser = find_browser()
        if browser is None:
            why = "no Chromium found (Debian/Ubuntu: apt install chromium; or set VAKWERK_CHROMIUM)"
            self.tally.skipped.append(f"Browser: all of {BROWSER_ROOM}: {why}")
            return
        self.leg(
            "Browser", [BROWSER_ROOM], "not postgresql", {"DATABASE_URL": "", "VAKWERK_CHROMIUM": browser}
        )


def main() -> int:
    """Run the legs asked for; 0 when all passed (and, where skips are forbidden, nothing was skipped)."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--soak", action="store_true", help="all of it: the slow tests and the full numbers of cases"
    )
    parser.add_argument("--forbid-skips", action="store_true", help="count whatever is skipped as a failure")
    parser.add_argument("--only", choices=["sqlite", "postgres", "browser"], help="one leg of the run")
    asked, extra = parser.parse_known_args()
    forbidden = asked.forbid_skips or os.environ.get("VAKWERK_FORBID_SKIPS", "0") not in {"", "0"}

    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="vakwerk-reports-") as reports:
        run = Run(Path(reports), extra, asked.soak)
        legs = {"sqlite": run.on_sqlite, "postgres": run.on_postgres, "browser": run.in_the_browser}
        for name, leg in legs.items():
            if asked.only in {None, name}:
                leg()
    tally = run.tally

    print(f"\nDone in {time.monotonic() - began:.0f} seconds.")
    if tally.skipped:
        print("Skipped:" if not forbidden else "Skipped, and skipping is forbidden here:")
        for line in tally.skipped:
            print(f"  {line}")
    failed = tally.failed + (len(tally.skipped) if forbidden else 0)
    if failed == 0 and tally.passed == 0:
        print("No test ran at all.")
        failed = 1
    skipped = 0 if forbidden else len(tally.skipped)
    print(f"{tally.passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

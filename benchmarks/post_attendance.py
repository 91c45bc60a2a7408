"""How long posting, correcting and withdrawing a list takes, on an empty database: `benchmarks/post_attendance.py`."""

from __future__ import annotations

import datetime as dt
import os
import sys
import tempfile
import time

_LETTERS = str.maketrans("0123456789", "bdfgklmnrt")
LINES = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000


def _surname(number: int) -> str:
    return "Naam" + f"{number:05d}".translate(_LETTERS)


def main() -> None:
    """Prints seconds for a list of `LINES` people, one in fifty of whom nobody knows."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vakwerk.site.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from vakwerk.apps.dossier import bulk
    from vakwerk.apps.learning import actions, queries
    from vakwerk.apps.learning.roster import read
    from vakwerk.apps.people import actions as people
    from vakwerk.core.dossier import Recognition

    made = [people.create_person(given_names="An", family_name=_surname(n)) for n in range(LINES)]
    bulk.record_in_empty(
        entries=[
            (
                person,
                [Recognition(id="own", norm="elders", since=dt.date(2020, 1, 1), number=f"7{n:06d}")],
                "self",
            )
            for n, person in enumerate(made)
        ],
        actor=None,
    )
    account = people.create_account(email="bench@example.org", password=None)
    people.create_person(given_names="Pim", family_name="Oosterhof", account=account)
    house = people.create_organisation(name="Academie (fictief)", kind="provider")
    people.grant_role(account=account, role="provider", from_date=dt.date(2020, 1, 1), organisation=house)
    offering = actions.keep_offering(
        offering=None, organisation=house, title="Cursus", kind="course", form="formal", minutes=180, topics=[],
        own_code="", actor=account,
    )  # fmt: skip
    text = "\n".join(f"{'9' if n % 50 == 0 else '7'}{n:06d};{_surname(n)}" for n in range(LINES))
    today = dt.datetime.now(dt.UTC).date()

    begun = time.perf_counter()
    roster = read(text, today=today)
    print(f"reading {len(roster.rows)} lines: {time.perf_counter() - begun:.2f} s")
    begun = time.perf_counter()
    done = actions.post_list(
        offering=offering, rows=roster.rows, way="csv", completed_on=today, actor=account
    )
    print(f"posting: {time.perf_counter() - begun:.2f} s, {dict(done.counts)}")
    kept = queries.attendance_list(done.list_id)
    assert kept is not None
    begun = time.perf_counter()
    actions.correct_list(
        kept=kept, edition="", started_on=None, completed_on=today, minutes=240, actor=account
    )
    print(f"correcting the whole list: {time.perf_counter() - begun:.2f} s")
    begun = time.perf_counter()
    actions.withdraw_list(kept=kept, actor=account)
    print(f"withdrawing the whole list: {time.perf_counter() - begun:.2f} s")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="vakwerk-bench-") as home:
        os.environ["VAKWERK_HOME"] = home
        main()

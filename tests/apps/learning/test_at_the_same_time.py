"""Two windows, two workers: what arrives at the same time happens once."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection
from tests.apps.learning.conftest import make_offering, make_professional, make_provider, post

from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.learning.models import AttendanceList


@pytest.mark.postgresql  # tests on SQLite share one memory, which has no writers beside each other
@pytest.mark.django_db(transaction=True)
def test_one_list_sent_by_four_at_once_stands_once() -> None:
    academy = make_provider("pim@example.org", "Academie Voorbeeld (fictief)")
    course = make_offering(academy)
    samira = make_professional("Samira", "Bakkali", "100012345")
    done: list[Any] = []
    faults: list[BaseException] = []
    ready = threading.Barrier(4)

    def send() -> None:
        try:
            ready.wait(10)
            done.append(post(academy, course, "100012345; Bakkali"))
        except Exception as fault:  # noqa: BLE001 - told below, in the thread of the test
            faults.append(fault)
        finally:
            connection.close()

    senders = [threading.Thread(target=send) for _ in range(4)]
    for one in senders:
        one.start()
    for one in senders:
        one.join(60)
    assert not faults
    assert len({one.list_id for one in done}) == 1
    assert sorted(one.again for one in done) == [False, True, True, True]
    assert AttendanceList.objects.count() == 1
    assert len(dossiers.dossier_of(samira).activities) == 1

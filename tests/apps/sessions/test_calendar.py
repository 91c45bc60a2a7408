"""Calendars: read back by an independent reader, right over the change of the clocks, without anybody's name."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar
from tests.apps.sessions.conftest import NOW, TODAY, browser, record

from vakwerk.apps.sessions import actions, groups

pytestmark = pytest.mark.django_db
SPRING = dt.date(2027, 3, 28)
"""The night in which the clocks go forward."""
AUTUMN = dt.date(2027, 10, 31)
"""The night in which they go back."""


def _events(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_a_subscription_shows_names_of_groups_and_never_of_people(five: list[Any], group: uuid.UUID) -> None:
    record(
        five[0], group, title="Casus van Sam Vries", starts_at=dt.time(14), on=TODAY + dt.timedelta(days=1)
    )
    secret = groups.renew_calendar_secret(person=five[1], at=NOW)
    answer = Client().get(f"/samen/agenda/{secret}.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    (event,) = _events(answer.content)
    assert event["SUMMARY"] == "Groep Noord"
    assert not any(name in answer.content.decode() for name in ("Noor Vries", "Sam Vries", "Casus"))
    assert b"BEGIN:VTIMEZONE" in answer.content
    assert b"TZID=Europe/Amsterdam" in answer.content
    again = groups.renew_calendar_secret(person=five[1], at=NOW)
    assert Client().get(f"/samen/agenda/{secret}.ics").status_code == 404
    assert Client().get(f"/samen/agenda/{again}.ics").status_code == 200


@pytest.mark.parametrize(("night", "hour"), [(SPRING, 1), (AUTUMN, 1)])
def test_a_session_over_the_change_of_the_clocks_keeps_its_length(
    five: list[Any], group: uuid.UUID, night: dt.date, hour: int
) -> None:
    made = record(five[0], group, on=night, starts_at=dt.time(hour, 30), minutes=120)
    (event,) = _events(browser(five[0]).get(f"/samen/{made}/agenda.ics").content)
    # An end by the clock would be an hour that comes twice in autumn; a length is exact (RFC 5545, 3.3.6).
    assert event.decoded("DTSTART").hour == hour
    assert event.decoded("DURATION") == dt.timedelta(hours=2)
    assert "DTEND" not in event


def test_the_number_stays_and_a_cancelled_session_says_so(five: list[Any], group: uuid.UUID) -> None:
    rule = actions.Rule(every=2, unit="weeks", count=3)
    made = record(five[0], group, on=TODAY + dt.timedelta(days=1), rule=rule, starts_at=dt.time(9))
    client = browser(five[0])
    before = _events(client.get(f"/samen/{made}/reeks.ics").content)
    assert len(before) == 3
    actions.cancel(session_id=made, by=five[0], at=NOW)
    after = _events(client.get(f"/samen/{made}/reeks.ics").content)
    assert [one["UID"] for one in before] == [one["UID"] for one in after]
    assert [str(one["STATUS"]) for one in after] == ["CANCELLED", "CONFIRMED", "CONFIRMED"]
    assert [int(one["SEQUENCE"]) for one in after] == [1, 0, 0]


def test_what_one_left_is_cancelled_in_ones_own_calendar_only(five: list[Any], group: uuid.UUID) -> None:
    record(five[0], group, on=TODAY + dt.timedelta(days=7))
    groups.leave(group_id=group, person=five[1], at=NOW)
    for person, status in ((five[1], "CANCELLED"), (five[2], "CONFIRMED")):
        secret = groups.renew_calendar_secret(person=person, at=NOW)
        (event,) = _events(Client().get(f"/samen/agenda/{secret}.ics").content)
        assert event["STATUS"] == status
        assert event.decoded("DTSTART") == TODAY + dt.timedelta(days=7)

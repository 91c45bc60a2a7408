"""A calendar file (.ics) as a table of what has been: repeated appointments one by one.

Only what is needed leaves the file: what it is called, when, and how long. Who else was invited, where it was and what
was noted are not read at all, for calendars hold the names of clients.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice
from typing import Any

from dateutil.rrule import rrulestr
from icalendar import Calendar

from vakwerk.core.exchange.tables import MOST_ROWS, Read, Remark, Row, Sheet, Unreadable, row_of

HEADINGS = ("Titel", "Begonnen op", "Afgerond op", "Minuten")
"""The columns the table gets; the mapping knows them."""
MOST_OF_ONE = 500
"""Of one repeated appointment at most so many are read: ten years, weekly."""
EARLIEST = dt.date(1990, 1, 1)
_REPEATS = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_PARTS = frozenset(
    {"FREQ", "UNTIL", "COUNT", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST"}
)


def read_calendar(data: bytes, *, today: dt.date) -> Read:
    """Every appointment up to and including `today`. Raises Unreadable."""
    try:
        events = [
            event for calendar in Calendar.from_ical(data, multiple=True) for event in _events(calendar)
        ]
        moved = {
            (str(e.get("UID", "")), _day(_start(e, "RECURRENCE-ID"))) for e in events if "RECURRENCE-ID" in e
        }
        found: list[tuple[dt.date, str, dt.date, int | None]] = []
        odd: list[int] = []
        for number, event in enumerate(events, 1):
            found.extend(_held(event, moved, today, odd, number))
            if len(found) > MOST_ROWS:
                raise Unreadable("too-many-rows", most=MOST_ROWS)
    except Unreadable:
        raise
    except Exception:  # noqa: BLE001 - whatever a broken calendar makes its reader raise, it is not read
        raise Unreadable("broken-calendar") from None
    found.sort(key=lambda one: (one[0], one[1]))
    rows: list[Row] = [row_of(1, list(HEADINGS))]
    for line, (begin, title, end, minutes) in enumerate(found, 2):
        length = "" if minutes is None else str(minutes)
        rows.append(row_of(line, [title, begin.isoformat(), end.isoformat(), length]))
    if not found:
        raise Unreadable("empty")
    remarks = (Remark("repeats-oddly", tuple(odd)),) if odd else ()
    return Read("calendar", (Sheet("", tuple(rows), remarks),))


def _events(calendar: Any) -> list[Any]:
    return [event for event in calendar.walk("VEVENT") if "DTSTART" in event]


def _start(event: Any, name: str = "DTSTART") -> dt.date | dt.datetime:
    value: dt.date | dt.datetime = event.decoded(name)
    return value


def _day(moment: dt.date | dt.datetime) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _held(
    event: Any, moved: set[tuple[str, dt.date]], today: dt.date, odd: list[int], number: int
) -> Iterator[tuple[dt.date, str, dt.date, int | None]]:
    if str(event.get("STATUS", "")).upper() == "CANCELLED":
        return
    start = _start(event)
    length, minutes = _length(event, start)
    title = str(event.get("SUMMARY", ""))[:500]
    first = _day(start)
    if not EARLIEST <= first <= today:
        return
    days: list[dt.date] = [first]
    if "RRULE" in event and "RECURRENCE-ID" not in event:
        repeated = _repeated(event, first, today)
        if repeated is None:
            odd.append(number)
        else:
            days = repeated
    away = set(_excepted(event))
    uid = str(event.get("UID", ""))
    for day in days:
        if day in away or ("RECURRENCE-ID" not in event and (uid, day) in moved):
            continue
        yield day, title, day + length, minutes


def _length(event: Any, start: dt.date | dt.datetime) -> tuple[dt.timedelta, int | None]:
    """How many days the last day lies after the first, and how many minutes it takes (None: whole days)."""
    if "DTEND" in event:
        end = _start(event, "DTEND")
    elif "DURATION" in event:
        end = start + event.decoded("DURATION")
    else:
        return dt.timedelta(), None
    if isinstance(start, dt.datetime) and isinstance(end, dt.datetime):
        minutes = round((end - start).total_seconds() / 60)
        days = max(dt.timedelta(), _day(end - dt.timedelta(minutes=1)) - _day(start))
        return days, minutes if minutes > 0 else None
    return max(dt.timedelta(), _day(end) - _day(start) - dt.timedelta(days=1)), None


def _repeated(event: Any, first: dt.date, today: dt.date) -> list[dt.date] | None:
    """The days of a repeated appointment; None when it repeats in a way that is not worked out here."""
    rule = event["RRULE"]
    if isinstance(rule, list):
        return None
    parts = {str(name).upper(): value for name, value in rule.items()}
    repeats = str((parts.get("FREQ") or [""])[0]).upper()
    apart = int(str((parts.get("INTERVAL") or [1])[0]))
    if repeats not in _REPEATS or not parts.keys() <= _PARTS or not 1 <= apart <= 1_000:
        return None
    until = [min(_day(value), today) for value in parts.pop("UNTIL", [today])]
    text = ";".join(
        f"{name}={','.join(str(one) for one in value)}" for name, value in parts.items() if name != "COUNT"
    )
    last = until[0].strftime("%Y%m%dT235959")
    begin = dt.datetime.combine(first, dt.time())
    most = min(MOST_OF_ONE, int(parts["COUNT"][0]) if parts.get("COUNT") else MOST_OF_ONE)
    return [moment.date() for moment in islice(rrulestr(f"{text};UNTIL={last}", dtstart=begin), most)]


def _excepted(event: Any) -> Iterator[dt.date]:
    found = event.get("EXDATE", [])
    for group in found if isinstance(found, list) else [found]:
        for one in getattr(group, "dts", []):
            yield _day(one.dt)

"""Who may see a share on a day: the whole table, in values."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.profiles import cases

from vakwerk.apps.people.terms import Role
from vakwerk.apps.sharing.seeing import Shared, Viewer, may_see, role_for
from vakwerk.apps.sharing.terms import READERS, Purpose

DAY = dt.date(2026, 11, 24)
HOUSE, ELSEWHERE = uuid.UUID(int=1), uuid.UUID(int=2)
SHARE = Shared(
    id=uuid.UUID(int=3), person=uuid.UUID(int=4), person_name="Sanne", restricted=False, purpose="employment",
    other_purpose="", organisation=HOUSE, receiver="", account=None, invited=False, scope="standing", norm="",
    period_start=None, period_end=None, facts=frozenset(), with_evidence=False, from_date=DAY,
    until_date=DAY + dt.timedelta(days=10), note="", made_at=dt.datetime(2026, 11, 24, tzinfo=dt.UTC), ended_at=None,
)  # fmt: skip
OVER = dt.datetime(2026, 11, 24, 13, tzinfo=dt.UTC)


def viewer(*grants: tuple[str, uuid.UUID | None], account: object = 7) -> Viewer:
    return Viewer(account, frozenset(grants))


@pytest.mark.parametrize(
    ("who", "change", "day", "sees"),
    [
        (viewer(("employer", HOUSE)), {}, 0, True),
        (viewer(("employer", HOUSE)), {}, 10, True),
        (viewer(("employer", HOUSE)), {}, 11, False),
        (viewer(("employer", HOUSE)), {}, -1, False),
        (viewer(("employer", ELSEWHERE)), {}, 0, False),
        (viewer(("employer", None)), {}, 0, False),
        (viewer(("mentor", HOUSE)), {}, 0, False),
        (viewer(("mentor", HOUSE)), {"purpose": "guidance"}, 0, True),
        (viewer(("administrator", HOUSE), ("registrar", HOUSE)), {}, 0, False),
        (viewer(), {}, 0, False),
        (Viewer(None, frozenset({("employer", HOUSE)})), {}, 0, False),
        (viewer(("employer", HOUSE)), {"ended_at": OVER}, 0, False),
        (viewer(("employer", HOUSE)), {"restricted": True}, 0, False),
        (viewer(("professional", None)), {"organisation": None, "account": 7}, 0, True),
        (viewer(("professional", None)), {"organisation": None, "account": 8}, 0, False),
        (viewer(account=7), {"organisation": None, "account": 7}, 0, False),
        (viewer(("professional", None)), {"organisation": None, "account": None, "invited": True}, 0, False),
    ],
)
def test_the_table_of_who_sees_a_share(who: Viewer, change: dict[str, object], day: int, sees: bool) -> None:
    assert may_see(who, replace(SHARE, **change), DAY + dt.timedelta(days=day)) is sees  # type: ignore[arg-type]


@pytest.mark.parametrize("purpose", Purpose.values)
@pytest.mark.parametrize("role", Role.values)
def test_a_role_reads_for_the_purposes_it_fits_and_no_other(purpose: str, role: str) -> None:
    shared = replace(SHARE, purpose=purpose)
    assert may_see(viewer((role, HOUSE)), shared, DAY) is (role in READERS[purpose])


@cases(300)
@given(
    days=st.integers(1, 4_000),
    purpose=st.sampled_from(Purpose.values),
    grants=st.frozensets(
        st.tuples(st.sampled_from(Role.values), st.sampled_from([HOUSE, ELSEWHERE, None])), max_size=6
    ),
    to_account=st.booleans(),
)
def test_after_the_last_day_nobody_sees_it(
    days: int, purpose: str, grants: frozenset[tuple[str, uuid.UUID | None]], to_account: bool
) -> None:
    shared = replace(
        SHARE, purpose=purpose, organisation=None if to_account else HOUSE, account=7 if to_account else None
    )
    after = shared.until_date + dt.timedelta(days=days)
    assert not may_see(Viewer(7, grants), shared, after)
    assert not may_see(Viewer(7, grants), shared, after, whatever_restriction=True)


def test_the_look_is_recorded_in_the_fitting_role() -> None:
    both = viewer(("professional", None), ("employer", HOUSE), ("mentor", ELSEWHERE))
    assert role_for(both, SHARE) == "employer"
    own = replace(SHARE, organisation=None, account=7, purpose="guidance")
    assert role_for(both, own) == "mentor"
    assert role_for(viewer(("professional", None)), own) == "professional"

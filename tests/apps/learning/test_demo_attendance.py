"""The demo world shows a list, an objection that waits and a number that fits nobody, however often it is made."""

from __future__ import annotations

import pytest
from django.utils import timezone

from vakwerk.apps.learning import queries
from vakwerk.apps.people import queries as people
from vakwerk.apps.people.waiting import waiting_for
from vakwerk.apps.register.demo import attendance, filling


@pytest.mark.django_db
def test_the_demo_world_has_something_to_do_for_the_provider_and_something_new_for_samira() -> None:
    today = timezone.localdate()
    assert attendance.post_attendance(today) is False, "without accounts there is nobody to post for"
    filling.fill(count=1, seed=1, on=today, say=lambda _sentence: None)
    assert attendance.post_attendance(today) is False, "once is enough"
    account = people.account_with(email="aanbieder@example.org")
    houses = queries.organisations_of(account, today)
    assert queries.offerings_of(houses).count() == 2
    assert queries.lists_of(houses).count() == 1
    assert sorted(line.state for line in queries.owed_by(houses)) == ["objected", "unknown"]
    samira = people.account_with(email="samira@example.org")
    assert samira is not None
    told = [one.text for one in waiting_for(samira.person.pk, today)]
    assert any("Rouw en verlies in het gezin" in text for text in told)

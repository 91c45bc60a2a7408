"""Groups: joining with consent, leaving with what was done, and never a group that nobody manages."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import pytest
from tests.apps.sessions.conftest import NOW, TODAY, fact_of, make_person, record, vouched

from vakwerk.apps.people.stores import stores
from vakwerk.apps.sessions import attending, groups, queries, refusals
from vakwerk.apps.sessions.models import Attendance, Membership, SharedSession

pytestmark = pytest.mark.django_db


def test_a_link_works_until_it_expires_and_joining_twice_is_as_once(
    five: list[Any], group: uuid.UUID
) -> None:
    ika = make_person("Ika")
    token = groups.invite(group_id=group, by=five[2], at=NOW)
    late = NOW + dt.timedelta(days=15)
    with pytest.raises(refusals.InvitationExpired):
        groups.join(token=token, person=ika, at=late)
    assert groups.join(token=token, person=ika, at=NOW) == groups.join(token=token, person=ika, at=NOW)
    assert Membership.objects.filter(person=ika).count() == 1
    groups.take_back_invitations(group_id=group, by=five[0], at=NOW)
    with pytest.raises(refusals.InvitationExpired):
        groups.join(token=token, person=make_person("Jos"), at=NOW)


def test_who_leaves_keeps_the_past_and_gets_nothing_new(five: list[Any], group: uuid.UUID) -> None:
    past = record(five[0], group)
    attending.confirm(session_id=past, person=five[1], at=NOW)
    coming = record(five[0], group, on=TODAY + dt.timedelta(days=7))
    groups.leave(group_id=group, person=five[1], at=NOW)
    assert not fact_of(five[1], past).withdrawn
    assert vouched(five[0], past) == ["Sam"]
    assert Attendance.objects.get(session_id=coming, person=five[1]).state == "withdrawn"
    new = record(five[0], group)
    assert not Attendance.objects.filter(session_id=new, person=five[1]).exists()
    assert queries.group_page(five[1], group, on=TODAY) is None
    assert queries.may_see(five[1], past)
    assert not queries.may_see(five[1], coming)


def test_the_last_manager_hands_over_before_leaving(five: list[Any], group: uuid.UUID) -> None:
    with pytest.raises(refusals.LastManager):
        groups.leave(group_id=group, person=five[0], at=NOW)
    heir = Membership.objects.get(group=group, person=five[3])
    with pytest.raises(refusals.NotAManager):
        groups.hand_over(group_id=group, by=five[1], membership_id=heir.pk)
    groups.hand_over(group_id=group, by=five[0], membership_id=heir.pk)
    groups.leave(group_id=group, person=five[0], at=NOW)
    page = queries.group_page(five[3], group, on=TODAY)
    assert page is not None
    assert page.mine.may_manage


def test_a_group_that_ends_cancels_what_was_planned_and_keeps_what_was_done(
    five: list[Any], group: uuid.UUID
) -> None:
    past, coming = record(five[0], group), record(five[0], group, on=TODAY + dt.timedelta(days=7))
    groups.end_group(group_id=group, by=five[0], at=NOW)
    assert not fact_of(five[0], past).withdrawn
    assert SharedSession.objects.get(pk=coming).state == "cancelled"
    with pytest.raises(refusals.GroupEnded):
        record(five[0], group)


def test_a_new_member_is_on_the_list_of_what_is_planned(five: list[Any], group: uuid.UUID) -> None:
    coming, ika = record(five[0], group, on=TODAY + dt.timedelta(days=7)), make_person("Ika")
    groups.join(token=groups.invite(group_id=group, by=five[0], at=NOW), person=ika, at=NOW)
    assert Attendance.objects.get(session_id=coming, person=ika).state == "invited"


def test_own_hours_of_the_year_count_what_i_answered_for(five: list[Any], group: uuid.UUID) -> None:
    record(five[0], group)
    record(five[0], group, minutes=60)
    record(five[0], group, on=dt.date(2025, 12, 31))
    for person, minutes in ((five[0], 180), (five[1], 0)):
        page = queries.group_page(person, group, on=TODAY)
        assert page is not None
        assert page.minutes_this_year == minutes


def test_erasing_takes_out_who_it_was_and_keeps_that_it_took_place(five: list[Any], group: uuid.UUID) -> None:
    noor, sam, *_ = five
    made = record(noor, group)
    attending.confirm(session_id=made, person=sam, at=NOW)
    (store,) = [one for one in stores() if one.name == "sessions"]
    told = store.export(sam.id)
    assert (told["sessions"][0]["my_presence"], told["groups"][0]["group"]) == ("confirmed", "Groep Noord")
    assert "Noor Vries" not in str(told)
    assert store.erase(sam.id, NOW) > 0
    assert [one.by for one in fact_of(noor, made).fact.confirmations] == [
        "iemand van wie de gegevens zijn gewist"
    ]
    assert Attendance.objects.get(session_id=made, state="confirmed", name="").person is None
    assert not Membership.objects.filter(person=sam).exists()
    assert store.export(sam.id)["sessions"] == []
    assert store.erase(noor.id, NOW) > 0
    assert Membership.objects.filter(group=group, left_on__isnull=True, may_manage=True).count() == 1


def test_every_table_that_leads_to_a_person_is_in_the_store() -> None:
    from django.apps import apps

    (store,) = [one for one in stores() if one.name == "sessions"]
    lead = {
        f"shared_sessions.{model.__name__}"
        for model in apps.get_app_config("shared_sessions").get_models()
        if any(
            field.related_model is not None and field.related_model._meta.label == "people.Person"
            for field in model._meta.get_fields()
            if field.concrete
        )
    }
    # Guests have no account: their names stand with the session, so they lead there and not to a person.
    assert lead | {"shared_sessions.Guest"} == set(store.tables)

"""Puts the demo world into the database in batches, each whole or not at all: it can be stopped and resumed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from vakwerk.apps.people import actions as people_actions
from vakwerk.apps.register import actions, queries, standings
from vakwerk.apps.register.demo import attendance
from vakwerk.apps.register.demo.accounts import ACCOUNTS, PASSWORD, DemoAccount
from vakwerk.apps.register.demo.people import MadeUp, people
from vakwerk.apps.register.demo.plans import make_plans
from vakwerk.apps.register.demo.sharing import share_in_demo
from vakwerk.apps.register.demo.stories import STORIES, story
from vakwerk.apps.register.demo.together import meet

AT_ONCE = 100
Say = Callable[[str], None]


def fill(*, count: int, seed: int, on: dt.date, say: Say) -> int:
    """Creates what is missing of this world; how many people were added. `say` is told how far it is.

    The accounts come last: as long as nobody can log in, the world is not complete.
    """
    there = queries.made_up_keys()
    wanted = [one for one in people(count, seed=seed, on=on) if one.key not in there]
    added = 0
    for start in range(0, len(wanted), AT_ONCE):
        batch = wanted[start : start + AT_ONCE]
        _add(batch, {})
        added += len(batch)
        say(f"{count - len(wanted) + added} of {count} people")
    stories = {name: story(name, on=on) for name in STORIES}
    for place, account in enumerate(ACCOUNTS, start=1):
        added += _log_in(account, place, stories.get(account.name), there, on)
    make_plans(on=on)
    if meet(on=on):
        say("five people met")
        standings.refresh_all()
    attendance.post_attendance(on)
    if added:
        share_in_demo()
        say("working out where everybody stands")
        standings.refresh_all()
    return added


@transaction.atomic
def _add(batch: Sequence[MadeUp], accounts: dict[str, Any]) -> None:
    made = [
        people_actions.create_person(
            given_names=one.given_names,
            infix=one.infix,
            family_name=one.family_name,
            born_on=one.born_on,
            account=accounts.get(one.key),
        )
        for one in batch
    ]
    actions.register_many(
        entries=[
            actions.Entry(
                person=person,
                level=one.level,
                profession=one.profession,
                since=one.since,
                period=one.period,
                past=one.past,
                admitted_by=one.admitted_by,
                town=one.town,
                made_up=one.key,
                facts=one.facts,
            )
            for one, person in zip(batch, made, strict=True)
        ],
        actor=None,
        at=timezone.now(),
    )


@transaction.atomic
def _log_in(account: DemoAccount, place: int, made_up: MadeUp | None, there: set[str], on: dt.date) -> int:
    """The account with its person and roles, unless it is there; how many people were registered."""
    if get_user_model().objects.filter(email=account.email).exists():
        return 0
    made = people_actions.create_account(email=account.email, password=PASSWORD)
    people_actions.confirm_address(account=made)
    if made_up is None:
        given, infix, family = account.called
        people_actions.create_person(given_names=given, infix=infix, family_name=family, account=made)
    elif made_up.key not in there:
        _add([made_up], {made_up.key: made})
    house = None
    if account.organisation is not None:
        name, kind = account.organisation
        house = people_actions.create_organisation(name=name, kind=kind)
    for role in account.roles:
        people_actions.grant_role(account=made, role=role, from_date=on.replace(day=1), organisation=house)
    people_actions.show_in_demo(
        account=made, password=PASSWORD, place=place, story_nl=account.nl, story_en=account.en
    )
    return 1 if made_up is not None else 0

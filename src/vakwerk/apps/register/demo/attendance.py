"""What a provider of the demo world posted: two courses, a list, an objection that waits, a number that fits nobody."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.learning import actions, own_actions, queries
from vakwerk.apps.learning.roster import Row
from vakwerk.apps.people import queries as people
from vakwerk.core.dossier import Recognition

CODE = "DEMO-2"
OFFERINGS = (
    ("DEMO-1", "Motiverende gespreksvoering: verdieping", "training", 360, "methods", "F20261"),
    (CODE, "Rouw en verlies in het gezin", "course", 180, "content", "F20262"),
)
"""Own code, title, kind, minutes, topic, and the number under which SKJ (in this demo) counts it."""
ON_THE_LIST = ("samira", "kevin")


@transaction.atomic
def post_attendance(on: dt.date) -> bool:
    """Adds what is missing; whether anything was. Without the accounts of the demo world nothing is done."""
    account = people.account_with(email="aanbieder@example.org")
    houses = queries.organisations_of(account, on) if account is not None else []
    owners = [_person(name) for name in ON_THE_LIST]
    if not houses or None in owners or queries.offerings_of(houses, CODE).exists():
        return False
    made = [_offering(houses[0], account, on, *one) for one in OFFERINGS]
    rows = [
        Row(line, _number(owner), _name(owner)) for line, owner in enumerate(owners, 1) if owner is not None
    ]
    rows.append(Row(len(rows) + 1, "fictief-000001", "N. Iemand (fictief)"))
    done = actions.post_list(
        offering=queries.offering(made[1].pk) or made[1],
        rows=rows,
        way="csv",
        completed_on=on - dt.timedelta(days=6),
        edition="Najaar (fictief)",
        actor=account,
    )
    kevin = owners[1]
    kept = queries.attendance_list(done.list_id)
    assert kevin is not None
    assert kept is not None
    line = queries.lines_of(kept, "posted").filter(person_id=kevin.pk).first()
    if line is not None:
        own_actions.object_to(
            line=line,
            person=kevin,
            reason="length",
            text="Ik was er alleen de ochtend.",
            actor=kevin.account,
        )
    return True


def _offering(
    house: Any,
    account: Any,
    on: dt.date,
    code: str,
    title: str,
    kind: str,
    minutes: int,
    topic: str,
    number: str,
) -> Any:
    made = actions.keep_offering(
        offering=None,
        organisation=house,
        title=title,
        kind=kind,
        form="formal",
        minutes=minutes,
        topics=[topic],
        own_code=code,
        actor=account,
    )
    actions.add_accreditation(
        offering=made,
        accreditor="skj",
        number=number,
        valid_from=dt.date(on.year - 1, 1, 1),
        until=None,
        actor=account,
    )
    return made


def _person(name: str) -> Any:
    account = people.account_with(email=f"{name}@example.org")
    return None if account is None else people.person_of(account=account)


def _name(person: Any) -> str:
    return f"{person.given_names[:1]}. {person.infix} {person.family_name}".replace("  ", " ")


def _number(person: Any) -> str:
    """One of the numbers in the dossier: of another register if there is one, else of this one."""
    held = dossiers.facts_of(person, ["recognition"])["recognition"]
    numbers = [fact.number for fact in held if isinstance(fact, Recognition) and fact.number]
    return next((number for number in numbers if number.startswith("fictief-")), numbers[0])

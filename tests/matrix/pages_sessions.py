"""Pages of sessions and groups: who may open which."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone
from tests.matrix.shape import ACCOUNTS, EVERYONE, OWNER, SECRET, MatrixPage, World

MINE = frozenset({OWNER})


def furnish(world: World) -> Mapping[str, Any]:
    """A group of the owner and one other, a session with a private reflection and a shared yield, a planned one."""
    from vakwerk.apps.dossier import queries as dossier
    from vakwerk.apps.people import actions as people
    from vakwerk.apps.sessions import actions, attending, groups, queries
    from vakwerk.apps.sessions.models import SharedSession

    colleague = people.create_person(given_names="Collega", family_name="Samen")
    at = timezone.now() - dt.timedelta(minutes=5)
    today = timezone.localdate(at)
    group = groups.make_group(by=world.person, habits=groups.Habits(name="Groep"), at=at)
    token = groups.invite(group_id=group, by=world.person, at=at)
    groups.join(token=token, person=colleague, at=at)
    made, planned = uuid.uuid4(), uuid.uuid4()
    for number, day, rule in (
        (made, today, None),
        (planned, today + dt.timedelta(days=7), actions.Rule(every=1, unit="weeks", count=2)),
    ):
        actions.record(
            session_id=number,
            recorder=world.person,
            facts=actions.Facts(kind="intervision", title="Groep", on=day, minutes=60),
            group_id=group,
            rule=rule,
            at=at,
        )
    actions.add_guest(session_id=made, by=world.person, name="Gast", at=at)
    actions.write_yield(session_id=made, by=world.person, text=SECRET, at=at)
    kept = dossier.fact(world.person, f"session:{made}")
    assert kept is not None
    attending.write_reflection(
        session_id=made, person=world.person, text=SECRET, expected_version=kept.latest.number, at=at
    )
    page = queries.page_of(world.person, made)
    shown = queries.group_page(world.person, group, on=today)
    assert page is not None
    assert shown is not None
    other = next(one for one in page.people if not one.is_me)
    return {
        "samen_session": made,
        "samen_planned": planned,
        "samen_group": group,
        "samen_invitation": token,
        "samen_code": SharedSession.objects.get(pk=made).token,
        "samen_secret": groups.renew_calendar_secret(person=world.person, at=at),
        "samen_place": other.key,
        "samen_guest": page.guests[0][0],
        "samen_member": next(one.key for one in shown.members if not one.is_me),
    }


def _made(**names: str) -> Callable[[World], Mapping[str, Any]]:
    return lambda world: {argument: world.made[name] for argument, name in names.items()}


SESSION = _made(session_id="samen_session")
PLANNED = _made(session_id="samen_planned")
PLACE = _made(session_id="samen_session", attendance_id="samen_place")
GROUP = _made(group_id="samen_group")


def _sent(**values: Any) -> Callable[[World], Mapping[str, Any]]:
    return lambda _world: values


PAGES: list[MatrixPage] = [
    MatrixPage("sessions:home", ACCOUNTS),
    MatrixPage("sessions:record", ACCOUNTS),
    MatrixPage(
        "sessions:record",
        ACCOUNTS,
        method="post",
        data=_sent(groep="geen", kind="intervision", on="vandaag", minutes="1"),
    ),
    MatrixPage("sessions:agenda", ACCOUNTS),
    MatrixPage("sessions:agenda", ACCOUNTS, method="post"),
    MatrixPage("sessions:new_group", ACCOUNTS),
    MatrixPage("sessions:new_group", ACCOUNTS, method="post", data=_sent(name="Nieuw", kind="intervision")),
    # Who has the secret address may read it, whoever that is: it holds names of groups only.
    MatrixPage("sessions:feed", EVERYONE, arguments=_made(secret="samen_secret")),
    MatrixPage("sessions:session", MINE, arguments=SESSION),
    MatrixPage("sessions:who", MINE, arguments=SESSION),
    MatrixPage("sessions:done", MINE, arguments=SESSION),
    MatrixPage("sessions:correct", MINE, arguments=SESSION),
    MatrixPage("sessions:sheet", MINE, arguments=SESSION),
    MatrixPage("sessions:proof", MINE, arguments=SESSION),
    MatrixPage("sessions:session_ics", MINE, arguments=SESSION),
    MatrixPage("sessions:series_ics", MINE, arguments=PLANNED),
    MatrixPage("sessions:mark", MINE, arguments=PLACE),
    MatrixPage("sessions:mark", MINE, arguments=PLACE, method="post", data=_sent(**{"mark-text": "Afwezig"})),
    MatrixPage("sessions:settle", MINE, arguments=PLACE, method="post"),
    MatrixPage("sessions:part", MINE, arguments=SESSION, method="post", data=_sent(part="guide")),
    MatrixPage("sessions:renew_code", MINE, arguments=PLANNED, method="post"),
    MatrixPage("sessions:add_guest", MINE, arguments=SESSION, method="post", data=_sent(name="Nog een")),
    MatrixPage(
        "sessions:remove_guest",
        MINE,
        arguments=_made(session_id="samen_session", guest_id="samen_guest"),
        method="post",
    ),
    MatrixPage(
        "sessions:reflection",
        MINE,
        arguments=PLANNED,
        method="post",
        data=_sent(**{"reflection-text": "", "version": "1"}),
    ),
    MatrixPage(
        "sessions:brought", MINE, arguments=PLANNED, method="post", data=_sent(**{"brought-text": ""})
    ),
    MatrixPage(
        "sessions:objection", MINE, arguments=PLANNED, method="post", data=_sent(**{"objection-text": ""})
    ),
    MatrixPage("sessions:heard", MINE, arguments=SESSION, method="post"),
    MatrixPage(
        "sessions:correct",
        MINE,
        arguments=SESSION,
        method="post",
        data=_sent(kind="intervision", on="vandaag", minutes="1"),
    ),
    MatrixPage("sessions:confirm", MINE, arguments=SESSION, method="post"),
    MatrixPage("sessions:deny", MINE, arguments=PLANNED, method="post"),
    MatrixPage("sessions:held", MINE, arguments=PLANNED, method="post"),
    MatrixPage("sessions:undo", MINE, arguments=PLANNED, method="post"),
    MatrixPage("sessions:cancel", MINE, arguments=PLANNED, method="post"),
    # The code lets in whoever has it, with a dossier of their own; it shows a name and a day, nobody's words.
    MatrixPage("sessions:code", ACCOUNTS, arguments=_made(token="samen_code")),
    MatrixPage("sessions:group", MINE, arguments=GROUP),
    MatrixPage("sessions:change_group", MINE, arguments=GROUP),
    MatrixPage(
        "sessions:change_group",
        MINE,
        arguments=GROUP,
        method="post",
        data=_sent(name="G", kind="intervision"),
    ),
    MatrixPage("sessions:invite", MINE, arguments=GROUP, method="post"),
    MatrixPage("sessions:join", ACCOUNTS, arguments=_made(token="samen_invitation")),
    MatrixPage(
        "sessions:hand_over",
        MINE,
        arguments=_made(group_id="samen_group", membership_id="samen_member"),
        method="post",
    ),
    MatrixPage("sessions:take_back", MINE, arguments=GROUP, method="post"),
    MatrixPage("sessions:end", MINE, arguments=GROUP, method="post"),
    MatrixPage("sessions:leave", MINE, arguments=GROUP, method="post"),
    # Last, for these let somebody in.
    MatrixPage("sessions:code", ACCOUNTS, arguments=_made(token="samen_code"), method="post"),
    MatrixPage("sessions:join", ACCOUNTS, arguments=_made(token="samen_invitation"), method="post"),
]

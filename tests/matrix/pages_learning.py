"""Who may open the pages of attendance: a provider those of the own organisation, a person the own lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from tests.matrix.shape import ACCOUNTS, OWNER, SECRET, MatrixPage, World

PROVIDER = frozenset({"provider"})
NUMBER = "fictief-31415"


def furnish(world: World) -> Mapping[str, Any]:
    """A list of the provider on which the owner stands, with an objection; and an accreditation.

    The provider reads the objection (`SECRET` in its text): that is whom it is written to.
    """
    from vakwerk.apps.dossier import actions as dossier
    from vakwerk.apps.learning import actions, own_actions, queries
    from vakwerk.apps.learning.roster import Row
    from vakwerk.apps.people import actions as people
    from vakwerk.core.dossier import Recognition

    provider = world.accounts["provider"]
    today = dt.date(2026, 11, 1)
    house = people.create_organisation(name="Matrix Academie (fictief)", kind="provider")
    people.grant_role(account=provider, role="provider", from_date=dt.date(2020, 1, 1), organisation=house)
    dossier.record_fact(
        person=world.person,
        fact=Recognition(id="matrix-number", norm="elders", since=dt.date(2020, 1, 1), number=NUMBER),
        actor=world.owner,
    )
    offering = actions.keep_offering(
        offering=None, organisation=house, title="Matrixcursus", kind="course", form="", minutes=60, topics=[],
        own_code="", actor=provider,
    )  # fmt: skip
    accreditation = actions.add_accreditation(
        offering=offering, accreditor="skj", number="1", valid_from=today, until=None, actor=provider
    )
    rows = [Row(1, NUMBER, world.person.family_name or world.person.name)]
    done = actions.post_list(offering=offering, rows=rows, way="paste", completed_on=today, actor=provider)
    kept = queries.attendance_list(done.list_id)
    assert kept is not None
    line = kept.lines.get()
    own_actions.object_to(line=line, person=world.person, reason="length", text=SECRET, actor=world.owner)
    return {
        "offering_id": offering.pk,
        "accreditation_id": accreditation.pk,
        "list_id": kept.pk,
        "line_id": line.pk,
    }


def _made(*names: str) -> Callable[[World], Mapping[str, Any]]:
    return lambda world: {name: world.made[name] for name in names}


def _page(view: str, *names: str, to: frozenset[str] = PROVIDER, **more: Any) -> MatrixPage:
    return MatrixPage(f"learning:{view}", opens_for=to, arguments=_made(*names), **more)


def _course(_world: World) -> Mapping[str, Any]:
    return {"title": "Matrixcursus", "kind": "course", "minutes": "1", "organisation": ""}


def _accreditation(_world: World) -> Mapping[str, Any]:
    return {"accreditor": "skj", "number": "2", "valid_from": "1-11-2026"}


def _edition(_world: World) -> Mapping[str, Any]:
    return {"completed_on": "1-11-2026", "minutes": "1", "people": "999; Wie Weet"}


ABOUT_THE_OWNER = frozenset({OWNER})

PAGES = [
    _page("lists"),
    _page("worklist"),
    _page("offerings"),
    _page("new_offering"),
    _page("new_offering", method="post", data=_course),
    _page("offering", "offering_id"),
    _page("offering", "offering_id", method="post", data=_course),
    _page("accredit", "offering_id", method="post", data=_accreditation),
    _page("remove_accreditation", "offering_id", "accreditation_id", method="post"),
    _page("post", "offering_id"),
    _page("post", "offering_id", method="post", data=_edition),
    _page("list", "list_id"),
    _page("correct_list", "list_id"),
    _page("correct_list", "list_id", method="post", data=_edition),
    _page("withdraw_list", "list_id"),
    _page("withdraw_list", "list_id", method="post"),
    _page("line", "line_id", reveals_to=PROVIDER),
    _page("line", "line_id", method="post", data=lambda _world: {"do": "close"}, reveals_to=PROVIDER),
    _page("mine", to=ACCOUNTS),
    _page("own_line", "line_id", to=ABOUT_THE_OWNER),
    _page("own_line", "line_id", to=ABOUT_THE_OWNER, method="post", data=lambda _world: {"say": "seen"}),
    _page("object", "line_id", to=ABOUT_THE_OWNER),
    _page("object", "line_id", to=ABOUT_THE_OWNER, method="post", data=lambda _world: {"reason": "absent"}),
]

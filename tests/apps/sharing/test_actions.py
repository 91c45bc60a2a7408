"""To share, to accept, to make shorter or longer, to stop; to ask, to grant, to refuse."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from tests.apps.sharing.conftest import DAY, NORM, NOW, TODAY, house_of, make_account, share, terms

from vakwerk.apps.people.waiting import waiting_for
from vakwerk.apps.sharing import actions, queries, refusals


def sees(account: Any, on: dt.date = TODAY) -> list[Any]:
    return [one.id for one in queries.shared_with(account, on)]


def test_what_is_shared_is_seen_until_and_including_the_last_day(sanne: Any, employer: Any) -> None:
    made = share(sanne, employer, until_date=TODAY + 3 * DAY)
    assert [bool(sees(employer, TODAY + n * DAY)) for n in (-1, 0, 3, 4)] == [False, True, True, False]
    assert [one.name for one in queries.events_of(made.pk)] == ["sharing:share:offer"]


def test_who_leaves_the_organisation_sees_nothing_from_that_day(sanne: Any, employer: Any) -> None:
    from vakwerk.apps.people import actions as people

    share(sanne, employer)
    people.end_role(grant=employer.grants.get(), until_date=TODAY)
    assert sees(employer, TODAY)
    assert not sees(employer, TODAY + DAY)


def test_who_joins_the_organisation_sees_it(sanne: Any, employer: Any) -> None:
    share(sanne, employer)
    assert sees(make_account("Nieuw", "employer", house="Wijkteam Proefstad"))
    assert not sees(make_account("Ander", "employer", house="Elders"))
    assert not sees(AnonymousUser())


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"purpose": "gossip"}, refusals.PurposeUnclear),
        ({"purpose": "other"}, refusals.PurposeUnclear),
        ({"purpose": "assessment", "scope": "standing"}, refusals.ScopeNotForPurpose),
        ({"scope": "everything"}, refusals.ScopeNotForPurpose),
        ({"scope": "norm"}, refusals.NormNotHeld),
        ({"scope": "norm", "norm": "nvo-basis-orthopedagoog"}, refusals.NormNotHeld),
        (
            {"scope": "norm", "norm": NORM, "period": (dt.date(2020, 1, 1), dt.date(2025, 1, 1))},
            refusals.NormNotHeld,
        ),
        ({"scope": "facts"}, refusals.FactsNotShareable),
        ({"scope": "facts", "facts": ["nothing"]}, refusals.FactsNotShareable),
        ({"scope": "facts", "facts": ["ill"]}, refusals.FactsNotShareable),
        ({"until_date": TODAY - DAY}, refusals.EndNotPossible),
        ({"until_date": TODAY + 366 * DAY}, refusals.EndNotPossible),
        ({"note": "x" * 501}, refusals.TextTooLong),
    ],
)
def test_what_can_not_be_shared_is_refused(
    sanne: Any, employer: Any, asked: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal) as refused:
        share(sanne, employer, **asked)
    assert str(refused.value)
    assert not queries.shares_of(sanne.person.pk)


def test_the_portfolio_can_be_shared_only_when_a_room_offers_it(
    sanne: Any, employer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vakwerk.apps.sharing import offers
    from vakwerk.apps.sharing.terms import Scope

    monkeypatch.setattr(offers, "_offers", {})
    with pytest.raises(refusals.ScopeNotForPurpose):
        share(sanne, employer, scope="portfolio")
    offers.offer(offers.Offer(Scope.PORTFOLIO, "Portfolio", lambda _person, _on: ()))
    assert share(sanne, employer, scope="portfolio").scope == "portfolio"


def test_the_owner_makes_it_longer_or_shorter_the_receiver_only_shorter(sanne: Any, employer: Any) -> None:
    made = share(sanne, employer)
    with pytest.raises(refusals.OnlySooner):
        actions.change_end(share_id=made.pk, until_date=made.until_date + DAY, actor=employer, at=NOW)
    actions.change_end(share_id=made.pk, until_date=TODAY + 5 * DAY, actor=employer, at=NOW)
    actions.change_end(share_id=made.pk, until_date=TODAY + 90 * DAY, actor=sanne, at=NOW)
    with pytest.raises(refusals.EndNotPossible):
        actions.change_end(share_id=made.pk, until_date=TODAY + 400 * DAY, actor=sanne, at=NOW)
    with pytest.raises(refusals.NotYours):
        actions.change_end(
            share_id=made.pk, until_date=TODAY, actor=make_account("Vreemd", "employer"), at=NOW
        )
    happened = [one.name.rsplit(":", 1)[1] for one in queries.events_of(made.pk)]
    assert sorted(happened) == ["extend", "offer", "shorten"]


def test_to_stop_is_to_stop_at_once(sanne: Any, employer: Any, mentor: Any) -> None:
    made = share(sanne, employer)
    with pytest.raises(refusals.NotYours):
        actions.end(share_id=made.pk, actor=mentor, at=NOW)
    actions.end(share_id=made.pk, actor=sanne, at=NOW)
    assert not sees(employer)
    with pytest.raises(refusals.HasEnded):
        actions.end(share_id=made.pk, actor=sanne, at=NOW)


def test_an_invitation_is_accepted_once_by_the_account_of_its_address(sanne: Any) -> None:
    guest, stranger = make_account("Gast", "professional"), make_account("Vreemd", "professional")
    invited = actions.invite(
        person=sanne.person, terms=terms(), email=" Gast@Example.org ", actor=sanne, at=NOW
    )
    assert invited.key not in str(vars(invited.share)), "the key itself is kept nowhere"
    assert not sees(guest)
    with pytest.raises(refusals.InvitationForAnother):
        actions.accept(key=invited.key, account=stranger, at=NOW)
    with pytest.raises(refusals.InvitationGone):
        actions.accept(key="guessed", account=guest, at=NOW)
    actions.accept(key=invited.key, account=guest, at=NOW)
    assert sees(guest) == [invited.share.pk]
    with pytest.raises(refusals.InvitationGone):
        actions.accept(key=invited.key, account=guest, at=NOW)


def test_an_invitation_that_was_stopped_or_is_past_its_end_is_not_accepted(sanne: Any) -> None:
    guest = make_account("Gast", "professional")
    for late in (False, True):
        invited = actions.invite(person=sanne.person, terms=terms(), email=guest.email, actor=sanne, at=NOW)
        if not late:
            actions.end(share_id=invited.share.pk, actor=sanne, at=NOW)
        with pytest.raises(refusals.InvitationGone):
            actions.accept(key=invited.key, account=guest, at=NOW + 60 * DAY)


@pytest.mark.parametrize("email", ["", "nobody", "sanne@example.org"])
def test_an_address_that_is_none_or_ones_own_is_refused(sanne: Any, email: str) -> None:
    with pytest.raises(refusals.AddressUnusable):
        actions.invite(person=sanne.person, terms=terms(), email=email, actor=sanne, at=NOW)


# --- asking -----------------------------------------------------------------------------------------------------------


def ask(asker: Any, owner: Any, **more: Any) -> Any:
    about = {
        "purpose": "employment", "scope": "standing", "until_date": TODAY + 20 * DAY, "why": "Voor het rooster.",
    }  # fmt: skip
    return actions.ask(
        person_id=owner.person.pk, asked_by=asker, organisation=house_of(asker), at=NOW, **(about | more)
    )


def test_asking_shares_nothing_and_waits_for_its_owner(sanne: Any, employer: Any) -> None:
    asked = ask(employer, sanne)
    assert not sees(employer)
    [waits] = waiting_for(sanne.person.pk, TODAY)
    assert "Wijkteam Proefstad" in waits.text
    assert str(asked.pk) in waits.href
    assert ask(employer, sanne).pk == asked.pk, "asking again adds nothing"


def test_a_request_is_granted_as_asked_changed_or_refused_once(sanne: Any, employer: Any) -> None:
    asked = ask(employer, sanne)
    with pytest.raises(refusals.RequestDecided):
        actions.grant(request_id=asked.pk, person=employer.person, terms=terms(), actor=employer, at=NOW)
    actions.grant(
        request_id=asked.pk, person=sanne.person, terms=terms(until_date=TODAY + DAY), actor=sanne, at=NOW
    )
    assert len(sees(employer)) == 1
    assert not waiting_for(sanne.person.pk, TODAY)
    with pytest.raises(refusals.RequestDecided):
        actions.refuse(request_id=asked.pk, person=sanne.person, at=NOW)


def test_a_refused_request_shares_nothing(sanne: Any, employer: Any) -> None:
    actions.refuse(request_id=ask(employer, sanne).pk, person=sanne.person, at=NOW)
    assert not sees(employer)
    assert not waiting_for(sanne.person.pk, TODAY)


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"purpose": "assessment", "scope": "norm"}, refusals.MayNotAsk),
        ({"purpose": "other"}, refusals.MayNotAsk),
        ({"scope": "facts"}, refusals.ScopeNotForPurpose),
        ({"why": " "}, refusals.TextTooLong),
        ({"until_date": TODAY + 900 * DAY}, refusals.EndNotPossible),
    ],
)
def test_who_may_not_ask_this_is_refused(
    sanne: Any, employer: Any, more: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        ask(employer, sanne, **more)
    assert not waiting_for(sanne.person.pk, TODAY)

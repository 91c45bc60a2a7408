"""Pages of sharing on which a dossier is read: what I offer (with how they see it), and what is shared with me.

Every look at somebody else's data is recorded, under the role and the purpose in which it was taken.
"""

from __future__ import annotations

import csv
import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vakwerk.apps.desk import received as lists
from vakwerk.apps.desk.shared import Shown, show
from vakwerk.apps.desk.shared_forms import AskForm, OfferForm, ReceivedFilter
from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.dossier import words as facts_words
from vakwerk.apps.gate import requires
from vakwerk.apps.people import actions as people_actions
from vakwerk.apps.people import queries as people
from vakwerk.apps.people.houses import House, house, houses_with
from vakwerk.apps.people.terms import Page
from vakwerk.apps.refusal import Refusal, tell
from vakwerk.apps.register import limits
from vakwerk.apps.register import queries as register
from vakwerk.apps.register.numbers import read_number
from vakwerk.apps.sharing import actions, queries
from vakwerk.apps.sharing.refusals import TooManyInvitations
from vakwerk.apps.sharing.seeing import Shared, role_for
from vakwerk.apps.sharing.terms import LOOKED_FOR, READERS, Purpose, Scope
from vakwerk.core.norms import shipped

PER_PAGE = 25
ASKED_A_DAY = limits.Limit("ask-to-share", 20, 24 * 60 * 60)
"""How often one account may ask people to share: enough for a team, not for trying numbers."""
INVITED_A_DAY = limits.Limit("invite-to-see", 20, 24 * 60 * 60)
"""How often one account may have mail sent to an address: enough for people, not for who sends rubbish."""
SEEN_AS = {Scope.STANDING: Page.STANDING, Scope.REASONS: Page.STANDING, Scope.NORM: Page.ASSESSMENT}


def _share(_request: HttpRequest, share_id: uuid.UUID, **_more: Any) -> Shared | None:
    return queries.share(share_id)


def _found(share_id: uuid.UUID) -> Shared:
    found = queries.share(share_id)
    if found is None:
        raise Http404
    return found


def _owner(request: HttpRequest) -> Any:
    person = people.person_of(account=request.user)
    assert person is not None  # the gate has asked
    return person


def _shown(shared: Shared, person: Any) -> Shown:
    files = dossiers.evidence_of(person) if shared.with_evidence else []
    return show(shared, dossiers.dossier_of(person), files, shipped(), timezone.localdate())


# --- what I offer -------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
@requires("sharing.offer")
def offer(request: HttpRequest, purpose: str) -> HttpResponse:
    """To share something: with whom, what, until when. The button "see what they see" keeps nothing."""
    if purpose not in Purpose.values:
        raise Http404
    today = timezone.localdate()
    asked = _request_of(request)
    sent = request.POST if request.method == "POST" else None
    houses = houses_with(roles=READERS[purpose], on=today)
    if asked is not None and asked.organisation is not None:
        houses = [House(asked.organisation, asked.house)]
    form = OfferForm(
        sent,
        purpose=purpose,
        houses=houses,
        dossier=dossiers.dossier_of(_owner(request)),
        today=today,
        initial=_as_asked(asked),
    )
    preview = None
    if sent is not None and form.is_valid():
        try:
            if "look" in sent:
                actions.check(person=_owner(request), terms=form.terms, on=today)
                preview = _as_if(form, _owner(request), today)
            else:
                return _make(request, form, asked)
        except Refusal as refusal:
            tell(form, refusal)
    return render(
        request,
        "desk/share_new.html",
        {
            "form": form,
            "purpose": Purpose(purpose),
            "asked": asked,
            "preview": preview,
            "shown": _shown(preview, _owner(request)) if preview is not None else None,
        },
        status=422 if form.errors else 200,
    )


def _request_of(request: HttpRequest) -> queries.Asked | None:
    """The request that is being answered, when there is one and it is the visitor's to answer."""
    key = request.GET.get("verzoek", "")
    try:
        found = queries.request(uuid.UUID(key)) if key else None
    except ValueError:
        return None
    mine = found is not None and found.person == _owner(request).pk and found.decision == "open"
    return found if mine else None


def _as_asked(asked: queries.Asked | None) -> dict[str, Any]:
    if asked is None:
        return {}
    return {"scope": asked.scope, "until_date": asked.until_date}


def _as_if(form: OfferForm, person: Any, today: dt.date) -> Shared:
    terms = form.terms
    start, end = terms.period or (None, None)
    return Shared(
        id=uuid.uuid4(), person=person.pk, person_name=person.name, restricted=False, purpose=terms.purpose,
        other_purpose=terms.other_purpose, organisation=form.house, receiver="", account=None, invited=False,
        scope=terms.scope, norm=terms.norm, period_start=start, period_end=end, facts=frozenset(terms.facts),
        with_evidence=terms.with_evidence, from_date=today, until_date=terms.until_date, note=terms.note,
        made_at=timezone.now(), ended_at=None,
    )  # fmt: skip


def _make(request: HttpRequest, form: OfferForm, asked: queries.Asked | None) -> HttpResponse:
    person, actor = _owner(request), _account(request)
    if asked is not None:
        share = actions.grant(request_id=asked.id, person=person, terms=form.terms, actor=actor)
    elif form.house is not None:
        share = actions.offer_to_organisation(
            person=person, terms=form.terms, organisation=form.house, actor=actor
        )
    else:
        actions.check(person=person, terms=form.terms, on=timezone.localdate())
        if limits.wait(INVITED_A_DAY, f"account {request.user.pk}"):
            raise TooManyInvitations()
        invited = actions.invite(
            person=person, terms=form.terms, email=form.cleaned_data["email"], actor=actor
        )
        share = invited.share
        _send_invitation(request, person.name, share.invited_email, invited.key)
    messages.success(request, _("Shared. You can stop it at any time."))
    for sentence in facts_words.remarks_on(f"{form.terms.note}\n{form.terms.other_purpose}"):
        messages.warning(request, sentence)
    return redirect("sharing:share", share_id=share.pk)


def _send_invitation(request: HttpRequest, name: str, email: str, key: str) -> None:
    link = request.build_absolute_uri(reverse("sharing:invitation", args=[key]))
    text = _(
        "%(name)s wants to show you something in Vakwerk.\n\nOpen this link to see it. You need an account with this "
        "e-mail address.\n\n%(link)s\n\nDo you not know %(name)s? Then do nothing."
    ) % {"name": name, "link": link}
    subject = f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{_('Something is shared with you')}"
    send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [email])


@require_GET
@requires("sharing.change", _share)
def as_they_see(request: HttpRequest, share_id: uuid.UUID) -> HttpResponse:
    """Exactly what the receiver sees, for its owner. No look: it is one's own."""
    shared = _found(share_id)
    return render(
        request,
        "desk/shared.html",
        {"shared": shared, "shown": _shown(shared, _owner(request)), "own": True, **_words(shared)},
    )


# --- what is shared with me ---------------------------------------------------------------------------------------


@require_GET
@requires("sharing.list_received")
def received(request: HttpRequest) -> HttpResponse:
    """Everything that is shared with me, per person: search, filter, sort, pages of `PER_PAGE`."""
    today, library = timezone.localdate(), shipped()
    form = ReceivedFilter(request.GET)
    asked = form.asked()
    every = queries.shared_with(_account(request), today)
    found = lists.named(every, asked["q"])
    page: Any
    if asked["state"] or asked["ends"] or asked["sort"] in ("end", "state"):
        chosen = lists.filtered(lists.with_standings(found, library, today), asked, today)
        page = Paginator(lists.ordered(chosen, asked["sort"]), PER_PAGE).get_page(request.GET.get("page"))
        rows = list(page.object_list)
    else:
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
        rows = lists.with_standings(page.object_list, library, today)
    _record(request, [row.shared for row in rows if row.lines], Page.PEOPLE_LIST)
    return render(
        request,
        "desk/received.html",
        {
            "form": form,
            "page": page,
            "rows": rows,
            "total": len(every),
            "filtered": any(asked[name] for name in ("q", "state", "ends")),
            "may_ask": bool(queries.houses_of(_account(request), today)),
            "has_table": any(one.purpose == Purpose.EMPLOYMENT for one in every),
        },
    )


@require_GET
@requires("sharing.list_received")
def received_csv(request: HttpRequest) -> HttpResponse:
    """For an employer: names, recognitions, states and end dates, and nothing else."""
    today = timezone.localdate()
    found = [
        one
        for one in queries.shared_with(_account(request), today)
        if one.purpose == Purpose.EMPLOYMENT and one.scope in lists.WITH_STANDING
    ]
    rows = lists.with_standings([one for one in found if not one.restricted], shipped(), today)
    _record(request, [row.shared for row in rows], Page.PEOPLE_LIST)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="shared-{today.isoformat()}.csv"'
    answer.write("\ufeff")  # without it spreadsheets read accents wrongly
    table = csv.writer(answer, delimiter=";")
    table.writerow(["name", "recognition", "state", "until", "shared_until"])
    for row in rows:
        for line in row.lines:
            table.writerow(
                [
                    _cell(row.shared.person_name),
                    line.title,
                    line.state,
                    line.last_day or "",
                    row.shared.until_date,
                ]
            )
    return answer


def _cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


@require_GET
@requires("sharing.see", _share)
def received_one(request: HttpRequest, share_id: uuid.UUID) -> HttpResponse:
    """What one person shares with me."""
    shared = _found(share_id)
    _record(request, [shared], SEEN_AS.get(Scope(shared.scope), Page.SHARED))
    person = people.person(person_id=shared.person)
    return render(
        request,
        "desk/shared.html",
        {"shared": shared, "shown": _shown(shared, person), "own": False, **_words(shared)},
    )


@require_GET
@requires("sharing.see", _share)
def received_file(request: HttpRequest, share_id: uuid.UUID, evidence_id: uuid.UUID) -> FileResponse:
    """A file that was shared along, always to keep and never to run in the browser."""
    shared = _found(share_id)
    person = people.person(person_id=shared.person)
    if person is None or evidence_id not in _shown(shared, person).evidence:
        raise Http404
    found = dossiers.open_evidence(person, evidence_id)
    if found is None:
        raise Http404
    _record(request, [shared], Page.EVIDENCE)
    item, file = found
    response = FileResponse(file, as_attachment=True, filename=item.name, content_type=item.media_type)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_http_methods(["GET", "POST"])
@requires("sharing.ask")
def ask(request: HttpRequest) -> HttpResponse:
    """To ask somebody to share, by number. The answer is the same whether that number is somebody's or not."""
    today = timezone.localdate()
    form = AskForm(
        request.POST if request.method == "POST" else None,
        houses=queries.houses_of(_account(request), today),
        today=today,
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _ask(request, form, today)
        except Refusal as refusal:
            tell(form, refusal)
    status = 422 if form.errors else 200
    return render(request, "desk/share_ask.html", {"form": form}, status=status)


def _ask(request: HttpRequest, form: AskForm, today: dt.date) -> HttpResponse:
    sent = form.cleaned_data
    pause = limits.wait(ASKED_A_DAY, f"account {request.user.pk}")
    if pause:
        form.add_error(None, _("You asked many people today. Go on tomorrow."))
        return render(request, "desk/share_ask.html", {"form": form}, status=429)
    account, organisation = _account(request), uuid.UUID(sent["house"])
    about: dict[str, Any] = {
        "purpose": sent["purpose"], "scope": sent["scope"], "until_date": sent["until_date"],
        "why": sent["why"], "asked_by": account, "organisation": organisation,
    }  # fmt: skip
    actions.check_asking(**about, on=today)
    typed = read_number(sent["number"])
    if typed is None or not typed.right:
        form.add_error("number", _("There is a slip in this number. Check it once more."))
        return render(request, "desk/share_ask.html", {"form": form}, status=422)
    entry = register.registration(typed.number)
    if entry is not None and entry.person.account_id is not None and entry.person.account_id != account.pk:
        actions.ask(person_id=entry.person_id, **about)
    messages.success(
        request,
        _(
            "Asked. If this number belongs to somebody with an account, that person decides. You see it here then."
        ),
    )
    for sentence in facts_words.remarks_on(sent["why"]):
        messages.warning(request, sentence)
    return redirect("desk:received")


def _record(request: HttpRequest, found: Sequence[Shared], page: Page) -> None:
    """One entry per role and purpose, naming everybody seen in it."""
    today = timezone.localdate()
    viewer = queries.viewer_of(_account(request), today)
    looks: dict[tuple[str, str], set[uuid.UUID]] = defaultdict(set)
    for one in found:
        looks[role_for(viewer, one), LOOKED_FOR[one.purpose]].add(one.person)
    for (role, purpose), seen in sorted(looks.items()):
        whom = people.people(person_ids=sorted(seen)).values()
        people_actions.record_look(
            actor=_account(request), role=role, purpose=purpose, page=page, people=whom
        )


def _words(shared: Shared) -> dict[str, Any]:
    known = house(house_id=shared.organisation) if shared.organisation is not None else None
    return {
        "purpose": shared.other_purpose or Purpose(shared.purpose).label,
        "scope": Scope(shared.scope).label,
        "house": known.name if known is not None else "",
    }


def _account(request: HttpRequest) -> Any:
    return request.user

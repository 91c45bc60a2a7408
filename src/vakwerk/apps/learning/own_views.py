"""Pages for the professional: what providers posted about me, and what I say to that."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vakwerk.apps.dossier import details
from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.dossier import words as facts_words
from vakwerk.apps.gate import requires
from vakwerk.apps.learning import facts, own_actions, queries, refusals, words
from vakwerk.apps.learning.forms import ObjectionForm
from vakwerk.apps.learning.telling import told_to_person
from vakwerk.apps.learning.terms import Decision, LineState
from vakwerk.apps.people import queries as people
from vakwerk.apps.refusal import Refusal, tell
from vakwerk.core.dossier import Activity
from vakwerk.core.exchange.likeness import differences
from vakwerk.core.freetext import find_personal_data

PER_PAGE = 25


def _person(request: HttpRequest) -> Any:
    person = people.person_of(account=request.user)
    assert person is not None  # the gate has asked
    return person


@require_GET
@requires("learning.see_own")
def mine(request: HttpRequest) -> HttpResponse:
    """Everything providers posted about me, latest first, and what may be about me."""
    person = _person(request)
    page = Paginator(queries.of_person(person.id), PER_PAGE).get_page(request.GET.get("page"))
    offered = queries.offered_to(person) if page.number == 1 else []
    return render(
        request,
        "learning/mine.html",
        {
            "page": page,
            "offered": [{"line": one, "text": told_to_person(one)} for one in offered],
            "lines": [{"line": one, "text": told_to_person(one)} for one in page.object_list],
        },
    )


def _line(request: HttpRequest, line_id: uuid.UUID) -> tuple[Any, bool]:
    """The line when it is about the reader, or offered to the reader; and whether it is only offered."""
    person, kept = _person(request), queries.line(line_id)
    if kept is not None and kept.person_id == person.pk and kept.state != LineState.ERASED:
        return kept, False
    if kept is not None and kept.pk in {one.pk for one in queries.offered_to(person)}:
        return kept, True
    raise Http404


@require_http_methods(["GET", "POST"])
@requires("learning.see_own")
def own_line(request: HttpRequest, line_id: uuid.UUID) -> HttpResponse:
    """One line about me, with what I can say to it. `say` is which button was pressed."""
    kept, offered = _line(request, line_id)
    if request.method == "POST":
        return _said(request, kept, request.POST.get("say", ""))
    same = dossiers.fact(kept.person, kept.same_as) if kept.state == LineState.ASKED else None
    posted = facts.activity_of(kept)
    return render(
        request,
        "learning/own_line.html",
        {
            "line": kept,
            "offered": offered,
            "text": told_to_person(kept),
            "posted": details.details_of(posted),
            "asked": kept.state == LineState.ASKED,
            "same": None if same is None else details.details_of(same.fact),
            "differences": _differences(same, posted),
            "stands": kept.state == LineState.POSTED,
            "returned": kept.state == LineState.RETURNED,
            "new": kept.seen_at is None and kept.state in (LineState.POSTED, LineState.WITHDRAWN),
            "may_object": not offered and kept.state in (LineState.POSTED, LineState.ASKED),
            "objections": [] if offered else [words.objection_of(one) for one in queries.objections_to(kept)],
            "days": queries.days_waiting(kept.since),
            "owed": kept.state == LineState.OBJECTED,
        },
    )


def _differences(same: Any, posted: Activity) -> list[Any]:
    if same is None or not isinstance(same.fact, Activity):
        return []
    return [details.LABELS[found.field] for found in differences(same.fact, posted)]


def _said(request: HttpRequest, kept: Any, say: str) -> HttpResponse:
    person, actor = _person(request), request.user
    try:
        if say == "seen":
            own_actions.mark_seen(line=kept, person=person)
            return redirect("desk:stand")
        if say == "same":
            own_actions.say_same(line=kept, person=person, actor=actor)
            messages.success(request, _("It is one course now. The provider’s confirmation has been added."))
        elif say == "other":
            own_actions.say_other(line=kept, person=person, actor=actor)
            messages.success(request, _("They are two courses now, side by side."))
        elif say == "mine":
            own_actions.claim(line=kept, person=person, actor=actor)
            messages.success(request, _("It stands in your dossier."))
        elif say == "not-mine":
            own_actions.not_mine(line=kept, person=person)
            messages.success(request, _("We do not ask you again. The provider goes on searching."))
            return redirect("learning:mine")
        elif say in Decision.values:
            own_actions.decide(line=kept, person=person, decision=say, actor=actor)
            messages.success(request, _("Done."))
        else:
            raise Http404
    except Refusal as refusal:
        messages.error(request, refusal.message)
        if isinstance(refusal, refusals.NotYours):
            return redirect("learning:mine")
    return redirect("learning:own_line", line_id=kept.pk)


@require_http_methods(["GET", "POST"])
@requires("learning.see_own")
def object_to(request: HttpRequest, line_id: uuid.UUID) -> HttpResponse:
    """What is not right: one tap and a button."""
    kept, offered = _line(request, line_id)
    if offered or kept.state not in (LineState.POSTED, LineState.ASKED):
        return redirect("learning:own_line", line_id=line_id)
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            own_actions.object_to(line=kept, person=_person(request), actor=request.user, **form.cleaned_data)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("It does not count from now on. The provider owes you an answer."))
            for found in find_personal_data(form.cleaned_data["text"]):
                messages.warning(request, facts_words.remark_sentence({"kind": found.kind}))
            return redirect("learning:own_line", line_id=line_id)
    return render(
        request,
        "learning/object.html",
        {"line": kept, "text": told_to_person(kept), "form": form},
        status=422 if form.errors else 200,
    )

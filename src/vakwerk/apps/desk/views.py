"""The pages that join rooms: my standing, one norm in full, the quick add. Nothing is kept here; `dossier` keeps."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vakwerk.apps.desk import adding as quick
from vakwerk.apps.desk import standing as desk
from vakwerk.apps.desk.effect import effects
from vakwerk.apps.desk.norm_page import parameters_of, sources_of, stories_of, told_of
from vakwerk.apps.desk.steps import next_step
from vakwerk.apps.dossier import actions, details, entering, refusals
from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.dossier import words as facts_words
from vakwerk.apps.dossier.names import is_fact_id
from vakwerk.apps.dossier.parties import Owner
from vakwerk.apps.dossier.words import language
from vakwerk.apps.gate import allowed, requires
from vakwerk.apps.outlook.queries import may_be_tried
from vakwerk.apps.people import queries as people
from vakwerk.apps.people.waiting import waiting_for
from vakwerk.core.dossier import Activity, Dossier, Fact, check_fact
from vakwerk.core.norms import assess, shipped
from vakwerk.core.norms.receipt import make_receipt
from vakwerk.core.norms.words import silence_sentence

RECENT = 5
FACTS_PER_PAGE = 100
UNDO_WITHIN = dt.timedelta(minutes=30)


def own(request: HttpRequest, *_args: Any, **_kwargs: Any) -> Owner | None:
    """Whose pages these are: of who is logged in."""
    return people.person_of(account=request.user)


def _owner(request: HttpRequest) -> Any:
    person = people.person_of(account=request.user)
    assert person is not None  # the gate has asked
    return person


def _fact_address(fact_id: str) -> str:
    return reverse("dossier:fact", args=[fact_id])


@require_GET
@requires("dossier.see", own)
def stand(request: HttpRequest) -> HttpResponse:
    """My standing: the answer as a sentence, then every recognition."""
    person, today = _owner(request), timezone.localdate()
    dossier = dossiers.dossier_of(person)
    found = desk.standing(dossier, shipped(), today, href=_fact_address)
    return render(
        request,
        "desk/stand.html",
        {
            "standing": found,
            "step": next_step(found.assessments, dossier, today),
            "waiting": waiting_for(person.id, today),
            "recent": _recent(dossier),
            "added": _just_added(dossier, request.GET.get("erbij", "")),
            "as_if": desk.AS_IF if desk.AS_IF in shipped() and not found.cards else "",
            **_looks(person, today),
        },
    )


def _recent(dossier: Dossier) -> list[dict[str, str]]:
    kept = [fact for fact in (*dossier.activities, *dossier.work, *dossier.absences) if fact.recorded_at]
    kept.sort(key=lambda fact: (fact.recorded_at, fact.id), reverse=True)
    return [
        {
            "title": facts_words.title_of(fact),
            "line": details.line_of(fact),
            "href": _fact_address(fact.id),
        }
        for fact in kept[:RECENT]
    ]


def _just_added(dossier: Dossier, fact_id: str) -> dict[str, Any] | None:
    """What was kept a moment ago, with what it did, so that it can be taken back."""
    if not is_fact_id(fact_id):
        return None
    fact = next((one for one in dossier.facts() if one.id == fact_id), None)
    now = timezone.now()
    if fact is None or fact.recorded_at is None or now - fact.recorded_at > UNDO_WITHIN:
        return None
    done = effects(dossier.without(fact_id), fact, shipped(), timezone.localdate(now))
    return {"id": fact_id, "title": facts_words.title_of(fact), "effects": done}


def _looks(person: Any, today: dt.date) -> dict[str, Any]:
    first = dt.datetime(today.year, today.month, 1, tzinfo=timezone.get_current_timezone())
    seen = people.looks_at(person=person, since=first)
    return {"looks": len(seen), "last_look": seen[0] if seen else None}


@require_GET
@requires("dossier.see", own)
def norm(request: HttpRequest, norm_id: str) -> HttpResponse:
    """One norm in full: every requirement, every fact with every reason, every number with its source."""
    library = shipped()
    if norm_id not in library:
        raise Http404
    person, today = _owner(request), timezone.localdate()
    dossier = dossiers.dossier_of(person)
    assessment = assess(library[norm_id], dossier, today)
    summary = library[norm_id].summary
    page = Paginator(stories_of(assessment, dossier), FACTS_PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "desk/norm.html",
        {
            "card": desk.card(assessment, dossier, href=_fact_address),
            "page": page,
            "facts": told_of(page.object_list, assessment, dossier, href=_fact_address),
            "parameters": parameters_of(assessment),
            "sources": sources_of(assessment),
            "current_room": "stand",
            "summary": summary.get(language()) if summary is not None else "",
            "silence": silence_sentence(library[norm_id], language()),
            "may_try": may_be_tried(norm_id) and allowed("outlook.try_norms", request.user),
        },
    )


@require_GET
@requires("dossier.export", own)
def receipt(request: HttpRequest, norm_id: str) -> HttpResponse:
    """Everything with which the same assessment can be made again, years later and by anyone."""
    library = shipped()
    if norm_id not in library:
        raise Http404
    today = timezone.localdate()
    data = make_receipt(library, library[norm_id], dossiers.dossier_of(_owner(request)), today)
    return HttpResponse(
        json.dumps(data, ensure_ascii=False, indent=1),
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{norm_id}-{today.isoformat()}.json"'},
    )


@require_http_methods(["GET", "POST"])
@requires("dossier.change", own)
def add(request: HttpRequest) -> HttpResponse:
    """The quick add. The button "see what it does" shows the effect and keeps nothing."""
    today = timezone.localdate()
    if request.method == "GET":
        shown = quick.adding(today=today, what=request.GET.get("wat", ""))
        return _add_page(request, shown, actions.new_fact_id())
    sent = quick.typed(request.POST, request.FILES, today=today)
    fact_id = request.POST.get("fact_id", "")
    if not is_fact_id(fact_id):
        fact_id = actions.new_fact_id()
    if "look" in request.POST:
        return _add_page(
            request, sent, fact_id, **_effect(request, quick.typed(request.POST, None, today=today))
        )
    person = _owner(request)
    kept = entering.keep_new(person=person, form=sent.form, fact_id=fact_id, actor=_actor(request))
    if kept is None:
        return _add_page(request, sent, fact_id, status=422)
    for doubt in kept.doubts:
        messages.warning(request, facts_words.finding_sentence(doubt))
    for sentence in dict.fromkeys(facts_words.remark_sentence(remark) for remark in kept.remarks):
        messages.warning(request, sentence)
    return redirect(f"{reverse('desk:stand')}?erbij={fact_id}")


def _add_page(
    request: HttpRequest, shown: quick.Adding, fact_id: str, status: int = 200, **more: Any
) -> HttpResponse:
    return render(request, "desk/add.html", {"adding": shown, "fact_id": fact_id, **more}, status=status)


@require_POST
@requires("dossier.see", own)
def effect(request: HttpRequest) -> HttpResponse:
    """The part of the quick add that says what would count; asked while one types. Keeps nothing."""
    sent = quick.typed(request.POST, None, today=timezone.localdate())
    return render(request, "desk/effect.html", _effect(request, sent))


def _effect(request: HttpRequest, sent: quick.Adding) -> dict[str, Any]:
    fact, today = quick.trial_fact(sent), timezone.localdate()
    looked: dict[str, Any] = {"looked": True, "absence": sent.what == "absence"}
    if fact is None:
        faults = [
            f"{field.label}: {fault}"
            for field in sent.form
            for fault in field.errors
            if str(field.value() or "").strip()
        ]
        return looked | {"faults": faults}
    wrong = [found for found in check_fact(fact, today) if found.refuses]
    if wrong:
        return looked | {"faults": [facts_words.finding_sentence(found) for found in wrong]}
    dossier = dossiers.dossier_of(_owner(request))
    return looked | {
        "effects": effects(dossier, fact, shipped(), today),
        "as_if": not desk.norms_of(dossier, shipped(), today),
        "no_length": _no_length(fact),
    }


def _no_length(fact: Fact) -> bool:
    return isinstance(fact, Activity) and fact.minutes is None


@require_POST
@requires("dossier.change", own)
def undo(request: HttpRequest, fact_id: str) -> HttpResponse:
    """Takes back what was just added."""
    try:
        actions.withdraw_fact(person=_owner(request), fact_id=fact_id, actor=_actor(request))
    except refusals.DossierRefusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Taken back. It stands under “withdrawn” in your dossier."))
    return redirect("desk:stand")


def _actor(request: HttpRequest) -> Any:
    return request.user

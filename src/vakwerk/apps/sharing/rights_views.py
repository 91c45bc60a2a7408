"""The rights of a person over what is kept, on one page; and the answers that are owed, for the registrar."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vakwerk.apps.dossier import queries as dossiers
from vakwerk.apps.dossier import words as facts_words
from vakwerk.apps.gate import requires
from vakwerk.apps.people import queries as people
from vakwerk.apps.people.stores import Store, stores
from vakwerk.apps.refusal import Refusal, tell
from vakwerk.apps.sharing import queries, tasks
from vakwerk.apps.sharing import rights as acts
from vakwerk.apps.sharing.forms import AnswerForm, CorrectionForm, EraseForm
from vakwerk.apps.sharing.terms import ANSWER_WITHIN_DAYS, CHANGE_ONES_MIND_DAYS

PER_PAGE = 25
MOST_FACTS = 500


@dataclass(frozen=True, slots=True)
class Kept:
    """One place where something is kept: what, how much of it, why, and what stays after erasing."""

    store: Store
    count: int


def _person(request: HttpRequest) -> Any:
    return people.person_of(account=request.user)


def _kept(person_id: uuid.UUID) -> list[Kept]:
    """Every place, the lowest room first: the account, the dossier, and so on."""
    return [Kept(store, _size(store.export(person_id))) for store in reversed(stores())]


def _size(copied: Any) -> int:
    """How many things there are in a copy: the entries of its lists, or one when it holds only fields."""
    if isinstance(copied, dict):
        lists = [value for value in copied.values() if isinstance(value, list | dict)]
        plain = any(
            value not in ("", None) for value in copied.values() if not isinstance(value, list | dict)
        )
        return int(plain) + sum(_size(value) for value in lists)
    return len(copied) if isinstance(copied, list) else int(copied not in ("", None))


@require_GET
@requires("sharing.own_rights")
def rights(request: HttpRequest) -> HttpResponse:
    """See, correct, take along, restrict, erase."""
    person = _person(request)
    return render(
        request,
        "sharing/rights.html",
        {
            "kept": _kept(person.pk),
            "restricted": bool(queries.restricted([person.pk])),
            "erased_on": queries.erasure_due(person.pk),
            "corrections": [
                {"one": one, "title": _fact_title(person, one.fact_id)}
                for one in queries.corrections_of(person.pk)[:PER_PAGE]
            ],
            "may_ask": bool(_not_ones_own(person)),
            "days": CHANGE_ONES_MIND_DAYS,
        },
    )


@require_POST
@requires("sharing.own_rights")
def restrict(request: HttpRequest) -> HttpResponse:
    """Stops all use through shares, or lets it go on."""
    if "lift" in request.POST:
        acts.lift_restriction(person=_person(request))
        messages.success(request, _("Lifted. What you share can be seen again."))
    else:
        acts.restrict(person=_person(request))
        messages.success(request, _("Your data are frozen. Nobody sees what you share."))
    return redirect("sharing:rights")


def _not_ones_own(person: Any) -> list[tuple[str, str]]:
    """The facts that came from a register, a provider or a colleague, by id and title."""
    entries = [one for one in dossiers.timeline(person) if one.source in acts.OWED_BY_OTHERS]
    return [(one.fact.id, facts_words.title_of(one.fact)) for one in entries[:MOST_FACTS]]


def _fact_title(person: Any, fact_id: str) -> str:
    page = dossiers.fact(person, fact_id)
    return fact_id if page is None else facts_words.title_of(page.fact)


@require_http_methods(["GET", "POST"])
@requires("sharing.own_rights")
def ask_correction(request: HttpRequest) -> HttpResponse:
    """To say that a fact of the register or a provider is wrong."""
    person = _person(request)
    form = CorrectionForm(request.POST if request.method == "POST" else None, facts=_not_ones_own(person))
    if request.method == "POST" and form.is_valid():
        try:
            acts.ask_correction(
                person=person, fact_id=form.cleaned_data["fact"], what=form.cleaned_data["what"]
            )
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Asked. The answer will stand on this page."))
            for sentence in facts_words.remarks_on(form.cleaned_data["what"]):
                messages.warning(request, sentence)
            return redirect("sharing:rights")
    return render(
        request,
        "sharing/ask_correction.html",
        {"form": form, "days": ANSWER_WITHIN_DAYS},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@requires("sharing.own_rights")
def erase(request: HttpRequest) -> HttpResponse:
    """To be erased: what goes, what stays and for how long; asked for by who just proved who it is."""
    if not did_recently_reauthenticate(request):
        question = urlencode({"next": reverse("sharing:erase")})
        return redirect(f"{reverse('account_reauthenticate')}?{question}")
    person = _person(request)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = acts.ask_erasure(person=person)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            tasks.erase_after(asked.due)
            messages.success(request, _("Asked. You can still cancel this."))
            return redirect("sharing:rights")
    return render(
        request,
        "sharing/erase.html",
        {
            "form": form,
            "kept": _kept(person.pk),
            "days": CHANGE_ONES_MIND_DAYS,
            "erased_on": queries.erasure_due(person.pk),
        },
        status=422 if form.errors else 200,
    )


@require_POST
@requires("sharing.own_rights")
def cancel_erasure(request: HttpRequest) -> HttpResponse:
    """Nothing is erased after all."""
    try:
        acts.cancel_erasure(person=_person(request))
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Cancelled. Everything stays as it is."))
    return redirect("sharing:rights")


# --- for the registrar --------------------------------------------------------------------------------------------


@require_GET
@requires("sharing.answer_corrections")
def corrections(request: HttpRequest) -> HttpResponse:
    """The answers that are owed, the first owed on top. Whose they are is told on the page of each."""
    page = Paginator(queries.corrections_owed(), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "sharing/corrections.html",
        {"page": page, "found": queries.as_corrections(page.object_list), "today": timezone.localdate()},
    )


@require_http_methods(["GET", "POST"])
@requires("sharing.answer_corrections")
def answer(request: HttpRequest, correction_id: uuid.UUID) -> HttpResponse:
    """One request, its fact, and the answer that is owed. A look, and recorded as one."""
    found = queries.correction(correction_id)
    person = people.person(person_id=found.person) if found is not None else None
    if found is None or person is None:
        raise Http404
    _record_look(request, person)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            acts.answer_correction(
                correction_id=correction_id,
                corrected=form.cleaned_data["corrected"] == "yes",
                answer=form.cleaned_data["answer"],
                actor=request.user,
            )
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Answered."))
            for sentence in facts_words.remarks_on(form.cleaned_data["answer"]):
                messages.warning(request, sentence)
            return redirect("sharing:corrections")
    return render(
        request,
        "sharing/answer_correction.html",
        {"form": form, "one": found, "title": _fact_title(person, found.fact_id)},
        status=422 if form.errors else 200,
    )


def _record_look(request: HttpRequest, person: Any) -> None:
    from vakwerk.apps.people import actions as people_actions
    from vakwerk.apps.people.terms import Page, Purpose, Role

    people_actions.record_look(
        actor=request.user,  # type: ignore[arg-type]  # the gate has let an account in
        role=Role.REGISTRAR,
        purpose=Purpose.CORRECTION,
        page=Page.FACT,
        people=[person],
    )

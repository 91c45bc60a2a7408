"""Pages for who helps somebody to log in. Every look is recorded, and only ways in are seen."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vakwerk.apps.gate import requires
from vakwerk.apps.people import actions, letters, queries, recovery, refusals, ways_in
from vakwerk.apps.people.forms import IdentityForm, NewPersonForm, PersonSearchForm
from vakwerk.apps.people.models import Account, Person, Recovery
from vakwerk.apps.people.terms import HELPERS, Page, Purpose
from vakwerk.apps.refusal import tell

PEOPLE_PER_PAGE = 20


@require_safe
@requires("people.help_to_log_in")
def help_list(request: HttpRequest) -> HttpResponse:
    """Find somebody by name, and the recoveries that wait for a colleague."""
    form = PersonSearchForm(request.GET)
    text = form.cleaned_data["naam"] if form.is_valid() else ""
    page = Paginator(queries.people_named(text=text).select_related("account"), PEOPLE_PER_PAGE).get_page(
        request.GET.get("page")
    )
    running = list(recovery.all_running())
    seen = [*page.object_list, *(one.account.person for one in running if hasattr(one.account, "person"))]
    _look(request, seen)
    return render(
        request,
        "people/help_list.html",
        {"form": form, "text": text, "page": page, "running": running, "now": timezone.now()},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires("people.help_to_log_in")
def help_new(request: HttpRequest) -> HttpResponse:
    """Somebody who is not in Vakwerk yet: a person, an account and the first letter."""
    form = NewPersonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        names = {key: form.cleaned_data[key] for key in ("given_names", "infix", "family_name")}
        try:
            printed = letters.open_for_new_person(
                by=_account(request), identity_seen=form.cleaned_data["identity_seen"], **names
            )
        except refusals.PeopleRefusal as refusal:
            tell(form, refusal)
        else:
            return _letter(request, printed)
    return render(request, "people/help_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("people.help_to_log_in")
def help_person(request: HttpRequest, person_id: uuid.UUID) -> HttpResponse:
    """One person's ways in; a POST makes what is possible: an account, a new letter, or the begin of a recovery."""
    person = _person(person_id)
    form = IdentityForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answer = _do(request, person, form)
        if answer is not None:
            return answer
    elif request.method != "POST":
        _look(request, [person])
    own = person.account
    return render(
        request,
        "people/help_person.html",
        {
            "person": person,
            "form": form,
            "ways": ways_in.ways_in(account=own) if own is not None else None,
            "letter": letters.open_letter(account=own) if own is not None else None,
            "recovery": recovery.running(account=own) if own is not None else None,
            "letter_is_enough": own is None or letters.letter_is_enough(account=own),
            "is_self": own is not None and own.pk == _account(request).pk,
            "now": timezone.now(),
        },
        status=422 if form.errors else 200,
    )


def _do(request: HttpRequest, person: Person, form: IdentityForm) -> HttpResponse | None:
    by, seen = _account(request), form.cleaned_data["identity_seen"]
    try:
        if person.account is None:
            return _letter(request, letters.open_account(person=person, by=by, identity_seen=seen))
        if letters.letter_is_enough(account=person.account):
            return _letter(request, letters.make_letter(account=person.account, by=by, identity_seen=seen))
        recovery.ask(account=person.account, by=by, identity_seen=seen, site=_site(request))
    except refusals.PeopleRefusal as refusal:
        tell(form, refusal)
        return None
    messages.success(request, _("The recovery has been asked for. A second colleague must confirm it now."))
    return redirect("people:help_person", person_id=person.pk)


@require_POST
@requires("people.help_to_log_in")
def confirm_recovery(request: HttpRequest, recovery_id: int) -> HttpResponse:
    """The second colleague."""
    found = get_object_or_404(Recovery, pk=recovery_id)
    try:
        recovery.confirm(recovery=found, by=_account(request), site=_site(request))
    except refusals.PeopleRefusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Confirmed. After 48 hours the letter can be printed."))
    return redirect("people:help_list")


@require_POST
@requires("people.help_to_log_in")
def cancel_recovery(request: HttpRequest, recovery_id: int) -> HttpResponse:
    """A colleague stops it."""
    found = get_object_or_404(Recovery, pk=recovery_id)
    try:
        recovery.cancel(recovery=found, by=_account(request))
    except refusals.PeopleRefusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The recovery has been stopped."))
    return redirect("people:help_list")


@require_POST
@requires("people.help_to_log_in")
def complete_recovery(request: HttpRequest, recovery_id: int) -> HttpResponse:
    """After the wait: the letter."""
    found = get_object_or_404(Recovery, pk=recovery_id)
    try:
        return _letter(request, recovery.complete(recovery=found, by=_account(request)))
    except refusals.PeopleRefusal as refusal:
        messages.error(request, refusal.message)
    return redirect("people:help_list")


def _letter(request: HttpRequest, printed: letters.Printed) -> HttpResponse:
    """The letter itself, shown this once: the code is kept nowhere."""
    owner = getattr(printed.letter.account, "person", None)
    return render(
        request,
        "people/letter.html",
        {
            "printed": printed,
            "owner": owner,
            "address": request.build_absolute_uri("/").rstrip("/").split("//", 1)[1],
        },
    )


def _person(person_id: uuid.UUID) -> Person:
    found = queries.person(person_id=person_id)
    if found is None:
        raise Http404
    return found


def _look(request: HttpRequest, people: Sequence[Person]) -> None:
    if people:
        by = _account(request)
        role = min(HELPERS & queries.roles_of(account=by, on=timezone.localdate()))
        actions.record_look(actor=by, role=role, purpose=Purpose.ACCESS, page=Page.WAYS_IN, people=people)


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _account(request: HttpRequest) -> Any:
    assert isinstance(request.user, Account)  # the gate has asked
    return request.user

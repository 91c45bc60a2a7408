"""Pages of groups: making one, its members and sessions, inviting, joining, leaving, ending."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vakwerk.apps.dossier import words as dossier_words
from vakwerk.apps.gate import requires
from vakwerk.apps.refusal import Refusal, tell
from vakwerk.apps.sessions import asking, groups, queries, words
from vakwerk.apps.sessions.asking import about_group
from vakwerk.apps.sessions.forms import GroupForm
from vakwerk.apps.sessions.names import State
from vakwerk.apps.sessions.views import PER_PAGE, told


@require_http_methods(["GET", "POST"])
@requires("sessions.take_part")
def new(request: HttpRequest) -> HttpResponse:
    """A new group."""
    form = GroupForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = groups.make_group(by=asking.person(request), habits=form.habits())
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("The group is there. Now invite the others."))
            return redirect("sessions:group", group_id=made)
    shown = {"form": form, "heading": _("New group"), "close": reverse("sessions:home")}
    return render(request, "sessions/group_form.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires("sessions.see_group", about_group)
def change(request: HttpRequest, group_id: uuid.UUID) -> HttpResponse:
    """Another name, other habits."""
    page = _page(request, group_id)
    names = ("name", "kind", "minutes", "method", "guide_register")
    form = GroupForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(page, name) for name in names},
    )
    if request.method == "POST" and form.is_valid():
        try:
            groups.change_group(group_id=group_id, by=asking.person(request), habits=form.habits())
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Saved. You can always change it."))
            return redirect("sessions:group", group_id=group_id)
    shown = {"form": form, "heading": page.name, "close": reverse("sessions:group", args=[group_id])}
    return render(request, "sessions/group_form.html", shown, status=422 if form.errors else 200)


def _page(request: HttpRequest, group_id: uuid.UUID) -> queries.GroupPage:
    page = queries.group_page(asking.person(request), group_id, on=timezone.localdate())
    if page is None:
        raise Http404
    return page


@require_GET
@requires("sessions.see_group", about_group)
def group(request: HttpRequest, group_id: uuid.UUID) -> HttpResponse:
    """Members, next and past sessions, and my own hours of this year."""
    person, now = asking.person(request), timezone.now()
    page = _page(request, group_id)
    coming = queries.sessions_of(person, state=[State.PLANNED], group_id=group_id)
    past = queries.sessions_of(person, state=[State.HELD, State.CANCELLED], group_id=group_id)
    shown_past = Paginator(past, PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "group": page,
        "kind": words.kind_name(page.kind),
        "year": timezone.localdate().year,
        "mine": dossier_words.duration(page.minutes_this_year),
        "coming": [
            told(line) for line in queries.lines(person, coming.order_by("session__on", "pk")[:PER_PAGE])
        ],
        "page": shown_past,
        "past": [told(line) for line in queries.lines(person, shown_past.object_list)],
        "links": [
            {
                "address": request.build_absolute_uri(reverse("sessions:join", args=[one.token])),
                "by": one.made_by,
                "until": one.expires_at,
                "used": one.used,
            }
            for one in queries.open_invitations(group_id, at=now)
        ],
        "current_room": "dossier",
    }
    return render(request, "sessions/group.html", shown)


@require_POST
@requires("sessions.see_group", about_group)
def invite(request: HttpRequest, group_id: uuid.UUID) -> HttpResponse:
    """A link to join."""
    person = asking.person(request)
    asking.attempt(
        request,
        lambda: groups.invite(group_id=group_id, by=person),
        _("The link stands below. Send it to who you want to invite."),
    )
    return redirect("sessions:group", group_id=group_id)


@require_POST
@requires("sessions.see_group", about_group)
def take_back(request: HttpRequest, group_id: uuid.UUID) -> HttpResponse:
    """All links end."""
    person = asking.person(request)
    asking.attempt(
        request,
        lambda: groups.take_back_invitations(group_id=group_id, by=person),
        _("The links do not work any more."),
    )
    return redirect("sessions:group", group_id=group_id)


@require_http_methods(["GET", "POST"])
@requires("sessions.take_part")
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Where a link leads: who invites, what becomes visible, and one button."""
    person = asking.person(request)
    if request.method == "POST":
        try:
            joined = groups.join(token=token, person=person)
        except Refusal as refusal:
            messages.error(request, refusal.message)
            return redirect("sessions:home")
        messages.success(request, _("You are in the group."))
        return redirect("sessions:group", group_id=joined)
    found = queries.invitation(person, token, at=timezone.now())
    if found is None:
        return render(request, "sessions/no_code.html", status=404)
    shown = {"invitation": found, "kind": words.kind_name(found.kind), "token": token}
    return render(request, "sessions/join.html", shown)


@require_POST
@requires("sessions.see_group", about_group)
def leave(request: HttpRequest, group_id: uuid.UUID) -> HttpResponse:
    """I go; what was done stays."""
    person = asking.person(request)
    said = _("You left the group. What you did together stays in your dossier.")
    if asking.attempt(request, lambda: groups.leave(group_id=group_id, person=person), said):
        return redirect("sessions:home")
    return redirect("sessions:group", group_id=group_id)


@require_POST
@requires("sessions.see_group", about_group)
def end(request: HttpRequest, group_id: uuid.UUID) -> HttpResponse:
    """The group ends."""
    person = asking.person(request)
    said = _("The group has ended. What you did together stays.")
    asking.attempt(request, lambda: groups.end_group(group_id=group_id, by=person), said)
    return redirect("sessions:group", group_id=group_id)


@require_POST
@requires("sessions.see_group", about_group)
def hand_over(request: HttpRequest, group_id: uuid.UUID, membership_id: int) -> HttpResponse:
    """Another member manages it too."""
    person = asking.person(request)
    asking.attempt(
        request,
        lambda: groups.hand_over(group_id=group_id, by=person, membership_id=membership_id),
        _("Saved. You can always change it."),
    )
    return redirect("sessions:group", group_id=group_id)

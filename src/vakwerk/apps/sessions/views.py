"""Pages of sessions: what there is, recording one, and one session with who was there."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vakwerk.apps.dossier import queries as dossier_queries
from vakwerk.apps.dossier import words as dossier_words
from vakwerk.apps.gate import requires
from vakwerk.apps.refusal import Refusal, tell
from vakwerk.apps.sessions import actions, asking, queries, silence, words
from vakwerk.apps.sessions.asking import about_session
from vakwerk.apps.sessions.counting import counts_for
from vakwerk.apps.sessions.finding import waiting_in_sessions
from vakwerk.apps.sessions.forms import USUAL_MINUTES, GuestForm, RecordForm, SessionForm, TextForm
from vakwerk.apps.sessions.names import COUNTING, Part, Presence, State

PER_PAGE = 25
WITHOUT = "geen"
"""Said in an address for a session without a group."""


@require_GET
@requires("sessions.take_part")
def home(request: HttpRequest) -> HttpResponse:
    """What waits, what comes, my groups, and what we did before with a search."""
    person, today = asking.person(request), timezone.localdate()
    silence.settle_for(person)
    asked = request.GET
    text = asked.get("q", "").strip()[:100].replace("\x00", "")
    kind, group = asked.get("kind", ""), _uuid(asked.get("groep", ""))
    past = queries.sessions_of(
        person, state=[State.HELD, State.CANCELLED], kind=kind, group_id=group, text=text
    )
    page = Paginator(past, PER_PAGE).get_page(asked.get("page"))
    coming = queries.sessions_of(person, state=[State.PLANNED]).order_by("session__on", "pk")[:PER_PAGE]
    return render(
        request,
        "sessions/home.html",
        {
            "waiting": waiting_in_sessions(person.id, today),
            "coming": [told(line) for line in queries.lines(person, coming)],
            "groups": queries.groups_of(person),
            "page": page,
            "past": [told(line) for line in queries.lines(person, page.object_list)],
            "filter": {"q": text, "kind": kind, "group": group},
            "filtered": bool(text or kind or group),
            "kinds": words.kind_choices(),
        },
    )


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def told(line: queries.Line) -> dict[str, Any]:
    """A line in a list, in words."""
    state = words.presence(line.mine, line.how, None) if line.mine else ""
    return {
        "line": line,
        "text": words.line(line.kind, line.on, line.minutes, line.starts_at),
        "cancelled": line.state == State.CANCELLED,
        "mine": _("please confirm the new length") if line.asked_again else state,
        "sign": "soon" if line.asked_again else words.chip_state(line.mine) if line.mine else "unknown",
    }


@require_http_methods(["GET", "POST"])
@requires("sessions.take_part")
def record(request: HttpRequest) -> HttpResponse:
    """A new session: with a group everything is filled in, and only exceptions are asked."""
    person, today = asking.person(request), timezone.localdate()
    group = _chosen_group(request, person, today)
    members = [(str(one.person_id), one.name) for one in group.members if not one.is_me] if group else []
    usual = words.usual_title(group.kind, group.name) if group else ""
    beforehand = {
        "kind": group.kind if group else "intervision",
        "on": today,
        "minutes": queries.last_length(person, group.id if group else None)
        or (group.minutes if group else None)
        or USUAL_MINUTES,
        "method": group.method if group else "",
    }
    form = RecordForm(
        request.POST if request.method == "POST" else None,
        today=today,
        usual_title=usual,
        members=members,
        has_group=group is not None,
        initial=beforehand,
    )
    session_id = _uuid(request.POST.get("session_id", "")) or actions.new_session_id()
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        try:
            actions.record(
                session_id=session_id,
                recorder=person,
                facts=facts,
                group_id=group.id if group else None,
                absent=form.absent(),
                guests=form.guest_names(),
                rule=form.rule(),
            )
        except Refusal as refusal:
            tell(form, refusal)
        else:
            asking.remark(request, facts.title)
            return redirect("sessions:session", session_id=session_id)
    return render(
        request,
        "sessions/record.html",
        {
            "form": form,
            "session_id": session_id,
            "group": group,
            "groups": queries.groups_of(person),
            "kind_name": words.kind_name(group.kind) if group else "",
        },
        status=422 if form.errors else 200,
    )


def _chosen_group(request: HttpRequest, person: Any, today: dt.date) -> queries.GroupPage | None:
    """The group in the address; without one, the only group one is in."""
    asked = request.POST.get("groep", request.GET.get("groep", ""))
    if asked == WITHOUT:
        return None
    wanted = _uuid(asked)
    if wanted is None:
        mine = [group for group in queries.groups_of(person) if group.ended_on is None]
        wanted = mine[0].pk if mine else None
    return None if wanted is None else queries.group_page(person, wanted, on=today)


@require_GET
@requires("sessions.see", about_session)
def session(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """One session: what is asked of me, who was there, what it counts for, and what I thought of it."""
    silence.settle_for(asking.person(request))
    return session_page(request, session_id)


def session_page(
    request: HttpRequest, session_id: uuid.UUID, *, status: int = 200, **forms: Any
) -> HttpResponse:
    """The page, with forms that were not right shown again."""
    person, today, now = asking.person(request), timezone.localdate(), timezone.now()
    page = asking.page(request, session_id)
    line, me = page.line, page.me
    mine_counts = me is not None and me.state in COUNTING and line.state == State.HELD
    fact = dossier_queries.fact(person, page.fact_id) if mine_counts and page.fact_id else None
    if fact is not None and fact.withdrawn:
        fact = None
    shows_code = page.runs and line.state == State.HELD and now <= page.token_until
    address, drawn = asking.square(request, page.token) if shows_code else ("", "")
    note = fact.latest.note if fact is not None else ""
    shown = {
        "page": page,
        "line": line,
        "me": me,
        "text": words.line(line.kind, line.on, line.minutes, line.starts_at),
        "state": words.state_name(line.state),
        "is_held": line.state == State.HELD,
        "is_planned": line.state == State.PLANNED,
        "is_due": line.state == State.PLANNED and line.on <= today,
        "asks_me": line.state == State.HELD and me is not None and me.state == Presence.INVITED,
        "marked": me is not None and me.state == Presence.NOT_THERE and bool(me.marked_reason),
        "counts": counts_for(person, page.fact_id, today) if fact is not None else [],
        "mine_counts": mine_counts,
        "agreed": dossier_words.duration(me.agreed_minutes) if me is not None and me.agreed_minutes else "",
        "length": dossier_words.duration(line.minutes),
        "fact": fact,
        "code": {"address": address, "short": address.split("://", 1)[-1], "square": drawn},
        "who": who_lines(page),
        "parts": [("", _("nothing in particular")), *Part.choices],
        "history": [
            {"what": words.event_name(event.name), "by": event.actor, "about": event.about, "at": event.at}
            for event in queries.events_of(session_id)
        ],
        "current_room": "dossier",
        "reflection": forms.get("reflection")
        or TextForm(
            initial={"text": note},
            label=_("My reflection"),
            hint=_("Only you read this. It is kept with this meeting in your dossier."),
            required=False,
            prefix="reflection",
        ),
        "brought": forms.get("brought")
        or TextForm(
            initial={"text": page.shared_yield},
            label=_("What did it bring?"),
            hint=_("Everybody who was there reads this. No data about clients."),
            required=False,
            prefix="brought",
        ),
        "guest": forms.get("guest") or GuestForm(),
        "objection": forms.get("objection")
        or TextForm(label=_("Why were you there after all?"), prefix="objection"),
    }
    return render(request, "sessions/session.html", shown, status=status)


def who_lines(page: queries.Page) -> list[dict[str, Any]]:
    """Everybody on the list, with what is known."""
    return [
        {
            "one": one,
            "name": one.name or _("somebody whose data was erased"),
            "presence": words.presence(one.state, one.how, one.decided_at),
            "sign": words.chip_state(one.state),
            "part": words.part_name(one.part),
            "may_mark": page.runs and not one.is_me and one.state != Presence.NOT_THERE and bool(one.name),
            "objects": page.runs and bool(one.objection) and not one.settled,
            "less": dossier_words.duration(one.agreed_minutes)
            if one.state in COUNTING and one.agreed_minutes and one.agreed_minutes < page.line.minutes
            else "",
        }
        for one in page.people
    ]


@require_GET
@requires("sessions.see", about_session)
def who(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """The list alone, asked again while people scan."""
    page = asking.page(request, session_id)
    shown = {
        "page": page,
        "line": page.line,
        "who": who_lines(page),
        "is_held": page.line.state == State.HELD,
    }
    return render(request, "sessions/who.html", shown)


@require_http_methods(["GET", "POST"])
@requires("sessions.run", about_session)
def correct(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """What was recorded, to put right."""
    page = asking.page(request, session_id)
    line = page.line
    form = SessionForm(
        request.POST if request.method == "POST" else None,
        today=timezone.localdate(),
        usual_title=line.title,
        initial={
            "kind": line.kind,
            "on": line.on,
            "minutes": line.minutes,
            "title": line.title,
            "starts_at": line.starts_at,
            "remote_minutes": page.remote_minutes or None,
            "place": line.place,
            "method": page.method,
        },
    )
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        try:
            actions.correct(session_id=session_id, by=asking.person(request), facts=facts)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Corrected, also in the dossiers of who confirmed it."))
            asking.remark(request, facts.title)
            return redirect("sessions:session", session_id=session_id)
    shown = {"form": form, "line": line, "grew": bool(page.sure)}
    return render(request, "sessions/correct.html", shown, status=422 if form.errors else 200)


@require_POST
@requires("sessions.run", about_session)
def held(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """A planned session took place."""
    person = asking.person(request)
    said = _("It stands in your dossier. The others are asked now.")
    asking.attempt(request, lambda: actions.say_held(session_id=session_id, by=person), said)
    return asking.back_to(request, session_id)


@require_POST
@requires("sessions.run", about_session)
def cancel(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """It does not take place, or did not."""
    person = asking.person(request)
    asking.attempt(request, lambda: actions.cancel(session_id=session_id, by=person), _("Cancelled."))
    return asking.back_to(request, session_id)


@require_POST
@requires("sessions.run", about_session)
def undo(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Takes back what was just recorded."""
    person = asking.person(request)
    asking.attempt(request, lambda: actions.undo(session_id=session_id, by=person), _("Taken back."))
    return redirect("sessions:home")


@require_POST
@requires("sessions.run", about_session)
def renew_code(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """A new code on the spot."""
    person = asking.person(request)
    asking.attempt(request, lambda: actions.renew_code(session_id=session_id, by=person))
    return redirect("sessions:session", session_id=session_id)


@require_POST
@requires("sessions.run", about_session)
def add_guest(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Somebody without an account."""
    form = GuestForm(request.POST)
    if form.is_valid():
        name = form.cleaned_data["name"]
        try:
            actions.add_guest(session_id=session_id, by=asking.person(request), name=name)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            return redirect("sessions:session", session_id=session_id)
    return session_page(request, session_id, status=422, guest=form)


@require_POST
@requires("sessions.run", about_session)
def remove_guest(request: HttpRequest, session_id: uuid.UUID, guest_id: int) -> HttpResponse:
    """A guest goes from the list."""
    person = asking.person(request)
    asking.attempt(request, lambda: actions.remove_guest(session_id=session_id, by=person, guest_id=guest_id))
    return redirect("sessions:session", session_id=session_id)

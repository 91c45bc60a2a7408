"""Pages for a provider: courses, lists, the worklist."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vakwerk.apps.dossier import words as facts_words
from vakwerk.apps.gate import requires
from vakwerk.apps.learning import actions, queries, roster, words
from vakwerk.apps.learning.forms import AccreditationForm, EditionForm, OfferingForm, PostForm
from vakwerk.apps.learning.terms import UNRESOLVED, LineState, ListState, Way
from vakwerk.apps.refusal import Refusal, tell

PER_PAGE, LINES_PER_PAGE, SHOWN_FAULTS = 25, 100, 50


def of_offering(_request: HttpRequest, offering_id: uuid.UUID | None = None, **_more: Any) -> Any:
    """The organisation whose offering it is."""
    found = queries.offering(offering_id) if offering_id is not None else None
    return None if found is None else found.organisation_id


def of_list(_request: HttpRequest, list_id: uuid.UUID) -> Any:
    """The organisation whose list it is."""
    found = queries.attendance_list(list_id)
    return None if found is None else found.offering.organisation_id


def houses(request: HttpRequest) -> list[Any]:
    """For which organisations the reader posts today."""
    return queries.organisations_of(request.user, timezone.localdate())


def _text(request: HttpRequest) -> str:
    return request.GET.get("q", "").strip()[:200].replace("\x00", "")


@require_GET
@requires("learning.post_attendance")
def lists(request: HttpRequest) -> HttpResponse:
    """The lists that were posted, latest first, with a search and a filter."""
    own, text, state = houses(request), _text(request), request.GET.get("state", "")
    page = Paginator(queries.lists_of(own, text=text, state=state), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "learning/lists.html",
        {
            "page": page,
            "lists": queries.seen_lists(list(page.object_list)),
            "owed": queries.how_many_owed(own),
            "filter": {"q": text, "state": state},
            "filtered": bool(text or state),
            "states": [("owed", _("with work left")), *ListState.choices],
        },
    )


@require_GET
@requires("learning.post_attendance")
def worklist(request: HttpRequest) -> HttpResponse:
    """What still has to be done, what waits longest first, with who posted it and since when."""
    page = Paginator(queries.owed_by(houses(request)), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "learning/worklist.html", {"page": page, "lines": shown_lines(list(page.object_list))}
    )


def shown_lines(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Lines with their state in words."""
    seen = [queries.seen(row) for row in rows]
    return [
        {
            "line": one,
            "chip": words.chip_of(one.state),
            "state": LineState(one.state).label,
            "length": facts_words.duration(one.minutes),
            "days": queries.days_waiting(one.since),
        }
        for one in seen
    ]


@require_GET
@requires("learning.post_attendance")
def offerings(request: HttpRequest) -> HttpResponse:
    """What the organisation offers: from here one posts a list."""
    text = _text(request)
    page = Paginator(queries.offerings_of(houses(request), text), PER_PAGE).get_page(request.GET.get("page"))
    lines = [
        {"offering": one, "length": facts_words.duration(one.minutes), "accredited": _accredited(one)}
        for one in page.object_list
    ]
    return render(request, "learning/offerings.html", {"page": page, "lines": lines, "q": text})


def _accredited(offering: Any) -> str:
    return ", ".join(
        f"{facts_words.term('accreditors', one.accreditor)} {one.number}"
        for one in sorted(offering.accreditations.all(), key=lambda one: (one.accreditor, one.number))
    )


@require_http_methods(["GET", "POST"])
@requires("learning.post_attendance", of_offering)
def offering(request: HttpRequest, offering_id: uuid.UUID | None = None) -> HttpResponse:
    """A new offering, or one to change."""
    kept = None if offering_id is None else _offering(offering_id)
    own = houses(request) if kept is None else [kept.organisation]
    beginning = {} if kept is None else {
        name: getattr(kept, name) for name in ("title", "kind", "minutes", "form", "topics", "own_code")
    }  # fmt: skip
    sent = request.POST if request.method == "POST" else None
    form = OfferingForm(sent, initial=beginning, organisations=own, today=timezone.localdate())
    if sent is not None and form.is_valid():
        typed = form.cleaned_data
        house = next((one for one in own if str(one.pk) == typed["organisation"]), own[0])
        fields = {name: typed[name] for name in ("title", "kind", "form", "minutes", "topics", "own_code")}
        try:
            done = actions.keep_offering(offering=kept, organisation=house, actor=request.user, **fields)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("learning:offering", offering_id=done.pk)
    return _offering_page(request, kept, form, AccreditationForm(today=timezone.localdate()))


def _offering_page(request: HttpRequest, kept: Any, form: Any, accrediting: Any) -> HttpResponse:
    accreditations = (
        [] if kept is None else kept.accreditations.order_by("accreditor", "number", "valid_from")
    )
    return render(
        request,
        "learning/offering.html",
        {
            "offering": kept,
            "form": form,
            "accrediting": accrediting,
            "accreditations": [
                {"key": one.pk, "by": facts_words.term("accreditors", one.accreditor), "one": one}
                for one in accreditations
            ],
        },
        status=422 if form.errors or accrediting.errors else 200,
    )


@require_POST
@requires("learning.post_attendance", of_offering)
def accredit(request: HttpRequest, offering_id: uuid.UUID) -> HttpResponse:
    """Adds an accreditation."""
    kept, today = _offering(offering_id), timezone.localdate()
    form = AccreditationForm(request.POST, today=today)
    if form.is_valid():
        try:
            actions.add_accreditation(offering=kept, actor=request.user, **form.cleaned_data)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Saved. It goes with every list you post from now on."))
            return redirect("learning:offering", offering_id=offering_id)
    beginning = {
        name: getattr(kept, name) for name in ("title", "kind", "minutes", "form", "topics", "own_code")
    }
    shown = OfferingForm(initial=beginning, organisations=[kept.organisation], today=today)
    return _offering_page(request, kept, shown, form)


@require_POST
@requires("learning.post_attendance", of_offering)
def remove_accreditation(request: HttpRequest, offering_id: uuid.UUID, accreditation_id: int) -> HttpResponse:
    """Takes an accreditation away."""
    found = _offering(offering_id).accreditations.filter(pk=accreditation_id).first()
    if found is None:
        raise Http404
    actions.remove_accreditation(accreditation=found, actor=request.user)
    messages.success(request, _("Removed. What was posted before keeps it."))
    return redirect("learning:offering", offering_id=offering_id)


@require_http_methods(["GET", "POST"])
@requires("learning.post_attendance", of_offering)
def post(request: HttpRequest, offering_id: uuid.UUID) -> HttpResponse:
    """Post a list: first it is shown how it was read, then it is posted. Nothing is kept in between."""
    kept, today = _offering(offering_id), timezone.localdate()
    if request.method == "GET":
        form = PostForm(initial={"completed_on": today, "minutes": kept.minutes}, today=today)
        return _post_page(request, kept, form, None, {})
    form = PostForm(request.POST, request.FILES, today=today)
    if not form.is_valid():
        return _post_page(request, kept, form, None, {})
    typed = form.cleaned_data
    when = {"completed_on": typed["completed_on"], "started_on": typed["started_on"]}

    def doubt(row: roster.Row) -> str | None:
        about = when | {"completed_on": row.completed_on or typed["completed_on"]}
        reason = actions.impossible(kept, minutes=row.minutes or typed["minutes"], today=today, **about)
        return reason or None

    read = roster.read(typed["people"], today=today, doubt=doubt)
    way = Way.CSV if form.from_file or request.POST.get("way") == Way.CSV else Way.PASTE
    if form.from_file:
        form = _with_text(form, typed["people"], today)
    # Only what was shown is posted: another text, or another file, is shown first.
    if request.POST.get("post") == read.digest and not typed["file"] and form.is_valid():
        try:
            done = actions.post_list(
                offering=kept, rows=read.rows, way=way, edition=typed["edition"], minutes=typed["minutes"],
                actor=request.user, **when,
            )  # fmt: skip
        except Refusal as refusal:
            tell(form, refusal)
        else:
            _tell_posted(request, done)
            return redirect("learning:list", list_id=done.list_id)
    return _post_page(request, kept, form, read, {"way": way})


def _with_text(form: PostForm, text: str, today: Any) -> PostForm:
    """The same form, in which what stood in the file can be corrected."""
    shown: Any = form.data
    shown = shown.copy()
    shown["people"] = text
    return PostForm(shown, today=today)


def _post_page(
    request: HttpRequest, kept: Any, form: PostForm, read: Any, more: dict[str, Any]
) -> HttpResponse:
    told: dict[str, Any] = {"offering": kept, "form": form, "read": read, **more}
    if read is not None:
        told |= {
            "faults": [_told(fault) for fault in read.faults[:SHOWN_FAULTS]],
            "notices": [_told(fault) for fault in read.notices[:SHOWN_FAULTS]],
            "more_faults": max(0, len(read.faults) - SHOWN_FAULTS),
            "first": read.rows[:5],
        }
    return render(request, "learning/post.html", told, status=422 if form.errors else 200)


def _told(fault: roster.Fault) -> dict[str, Any]:
    return {
        "line": fault.line,
        "column": words.COLUMNS[fault.column],
        "sentence": words.fault_sentence(fault),
    }


def _tell_posted(request: HttpRequest, done: actions.Posted) -> None:
    if done.again:
        messages.info(request, _("This list was posted before. Nothing changed."))
        return
    posted = done.counts.get(LineState.POSTED, 0) + done.counts.get(LineState.ASKED, 0)
    owed = sum(done.counts.get(state, 0) for state in UNRESOLVED)
    if posted:
        messages.success(
            request,
            ngettext("%(count)s person has it.", "%(count)s people have it.", posted) % {"count": posted},
        )
    if owed:
        messages.warning(
            request,
            ngettext(
                "%(count)s line found nobody. It stands on your worklist.",
                "%(count)s lines found nobody. They stand on your worklist.",
                owed,
            )
            % {"count": owed},
        )


@require_GET
@requires("learning.post_attendance", of_list)
def attendance_list(request: HttpRequest, list_id: uuid.UUID) -> HttpResponse:
    """One list, with how every line stands."""
    kept, state = _list(list_id), request.GET.get("state", "")
    page = Paginator(queries.lines_of(kept, state), LINES_PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "learning/list.html",
        {
            "list": kept,
            "stands": kept.state == ListState.POSTED,
            "page": page,
            "lines": shown_lines(list(page.object_list)),
            "counts": [(key.value, key.label, many) for key, many in queries.counts_of(kept).items()],
            "state": state,
            "length": facts_words.duration(kept.minutes),
            "events": [words.event_of(event, request.user) for event in queries.events_of(kept)],
        },
    )


@require_http_methods(["GET", "POST"])
@requires("learning.post_attendance", of_list)
def correct_list(request: HttpRequest, list_id: uuid.UUID) -> HttpResponse:
    """Corrects day, length or edition of a whole list; the facts follow."""
    kept = _list(list_id)
    beginning = {name: getattr(kept, name) for name in ("completed_on", "started_on", "minutes", "edition")}
    sent = request.POST if request.method == "POST" else None
    form = EditionForm(sent, initial=beginning, today=timezone.localdate())
    if sent is not None and form.is_valid():
        try:
            many = actions.correct_list(kept=kept, actor=request.user, **form.cleaned_data)
        except Refusal as refusal:
            tell(form, refusal)
        else:
            messages.success(
                request,
                ngettext("Corrected for %(count)s person.", "Corrected for %(count)s people.", many)
                % {"count": many},
            )
            return redirect("learning:list", list_id=list_id)
    return render(
        request,
        "learning/correct_list.html",
        {"list": kept, "form": form},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@requires("learning.post_attendance", of_list)
def withdraw_list(request: HttpRequest, list_id: uuid.UUID) -> HttpResponse:
    """Asks once, then takes a whole list back."""
    kept = _list(list_id)
    if request.method == "POST":
        try:
            actions.withdraw_list(kept=kept, actor=request.user)
        except Refusal as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("The list has been withdrawn. The people on it can read that."))
        return redirect("learning:list", list_id=list_id)
    posted = queries.counts_of(kept).get(LineState.POSTED, 0)
    return render(request, "learning/withdraw_list.html", {"list": kept, "posted": posted})


def _offering(offering_id: uuid.UUID) -> Any:
    found = queries.offering(offering_id)
    if found is None:
        raise Http404
    return found


def _list(list_id: uuid.UUID) -> Any:
    found = queries.attendance_list(list_id)
    if found is None:
        raise Http404
    return found

"""Pages of one's own dossier."""

from __future__ import annotations

import datetime as dt
import uuid
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vakwerk.apps.dossier import about, actions, details, entering, export, keeping, queries, refusals, words
from vakwerk.apps.dossier.forms import FORM_OF, EvidenceForm
from vakwerk.apps.dossier.names import KINDS, OWN_KINDS, is_fact_id
from vakwerk.apps.dossier.parties import Owner
from vakwerk.apps.gate import requires
from vakwerk.apps.people import queries as people
from vakwerk.core.dossier import check_fact

ENTRIES_PER_PAGE = 50
WITHDRAWN = "withdrawn"


def own(request: HttpRequest, *_args: Any, **_kwargs: Any) -> Owner | None:
    """Whose dossier these pages are about: that of who is logged in."""
    return people.person_of(account=request.user)


def _owner(request: HttpRequest) -> Owner:
    person = people.person_of(account=request.user)
    assert person is not None  # the gate has asked
    return person


@require_GET
@requires("dossier.see", own)
def timeline(request: HttpRequest) -> HttpResponse:
    """The time line: everything that stands, per year, with a filter and a search."""
    person = _owner(request)
    asked = request.GET
    kind, text = asked.get("kind", ""), asked.get("q", "").strip()[:200].replace("\x00", "")
    if kind == WITHDRAWN:
        entries = queries.withdrawn_of(person)
    else:
        entries = queries.timeline(person, kind=kind if kind in KINDS else None, text=text)
    years = sorted({entry.on.year for entry in entries if entry.on is not None}, reverse=True)
    year = int(asked["year"]) if asked.get("year", "").isascii() and asked.get("year", "").isdigit() else None
    if year is not None:
        entries = [entry for entry in entries if entry.on is not None and entry.on.year == year]
    page = Paginator(entries, ENTRIES_PER_PAGE).get_page(asked.get("page"))
    return render(
        request,
        "dossier/timeline.html",
        {
            "page": page,
            "groups": [
                (when, [_line(entry) for entry in found])
                for when, found in groupby(
                    page.object_list, key=lambda entry: entry.on.year if entry.on else None
                )
            ],
            "filter": {"kind": kind, "q": text, "year": year, "withdrawn": kind == WITHDRAWN},
            "filtered": bool(kind or text or year),
            "kinds": [(key, words.KIND_NAMES[key]) for key in KINDS],
            "years": years if year is None or year in years else [year, *years],
            "undo": _withdrawn_now(person, asked.get("withdrawn", "")),
        },
    )


def _line(entry: queries.Entry) -> dict[str, Any]:
    return {
        "id": entry.fact.id,
        "title": words.title_of(entry.fact),
        "line": details.line_of(entry.fact),
        "amount": details.amount_of(entry.fact),
        "files": entry.files,
        "source": "" if entry.source == "self" else words.SOURCE_NAMES[entry.source],
    }


def _withdrawn_now(person: Owner, fact_id: str) -> dict[str, str] | None:
    """What to offer to put back, straight after it was withdrawn."""
    page = queries.fact(person, fact_id) if is_fact_id(fact_id) else None
    if page is None or not page.withdrawn:
        return None
    return {"id": page.fact.id, "title": words.title_of(page.fact)}


@require_http_methods(["GET", "POST"])
@requires("dossier.change", own)
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """A form for a new fact of this kind."""
    if kind not in FORM_OF:
        raise Http404
    person = _owner(request)
    fact_id = request.POST.get("fact_id", "")
    if not is_fact_id(fact_id):
        fact_id = actions.new_fact_id()
    form: Any = FORM_OF[kind](*_sent(request), today=timezone.localdate())
    if request.method == "POST":
        kept = entering.keep_new(person=person, form=form, fact_id=fact_id, actor=_actor(request))
        if kept is not None:
            _tell_kept(request, kept)
            return redirect("dossier:fact", fact_id=fact_id)
    return _form_page(
        request,
        form,
        {
            "kind": kind,
            "fact_id": fact_id,
            "heading": words.HEADINGS[kind],
            "kinds": [(key, words.KIND_NAMES[key]) for key in FORM_OF],
            "close": reverse("dossier:timeline"),
        },
    )


@require_http_methods(["GET", "POST"])
@requires("dossier.change", own)
def change(request: HttpRequest, fact_id: str) -> HttpResponse:
    """The form of a fact that is there already."""
    person = _owner(request)
    page = _page(person, fact_id)
    if page.withdrawn or page.kind not in FORM_OF or page.latest.source == "register":
        return redirect("dossier:fact", fact_id=fact_id)
    version = request.POST.get("version", "")
    form: Any = FORM_OF[page.kind](
        *_sent(request),
        today=timezone.localdate(),
        fact=page.fact,
        note=page.latest.note,
    )
    form.fields.pop("file", None)  # files have their own place on the page of the fact
    if request.method == "POST":
        kept = entering.keep_change(
            person=person,
            form=form,
            fact_id=fact_id,
            expected_version=int(version) if version.isascii() and version.isdigit() else 0,
            actor=_actor(request),
        )
        if kept is not None:
            _tell_kept(request, kept)
            return redirect("dossier:fact", fact_id=fact_id)
    return _form_page(
        request,
        form,
        {
            "kind": page.kind,
            "version": page.latest.number,
            "heading": _("Change: %(title)s") % {"title": words.title_of(page.fact)},
            "close": reverse("dossier:fact", args=[fact_id]),
        },
    )


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    """What was sent with a form: data and files, or nothing when the page is only asked for."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _form_page(request: HttpRequest, form: Any, more: dict[str, Any]) -> HttpResponse:
    # 422 tells a program (and htmx) that nothing was kept; a browser shows the page all the same.
    shown = {"form": form, "explanation": getattr(form, "explanation", ""), **more}
    return render(request, "dossier/form.html", shown, status=422 if form.errors else 200)


@require_GET
@requires("dossier.see", own)
def fact(request: HttpRequest, fact_id: str) -> HttpResponse:
    """Everything about one fact."""
    return _fact_page(request, fact_id, EvidenceForm())


def _fact_page(request: HttpRequest, fact_id: str, form: EvidenceForm) -> HttpResponse:
    person = _owner(request)
    page = _page(person, fact_id)
    kept_by_register = page.latest.source == "register"
    return render(
        request,
        "dossier/fact.html",
        {
            "current_room": "dossier",
            "page": page,
            "title": words.title_of(page.fact),
            "kind_name": words.KIND_NAMES[page.kind],
            "details": details.details_of(page.fact),
            "source": words.SOURCE_NAMES[page.latest.source],
            "doubts": [
                words.finding_sentence(doubt) for doubt in check_fact(page.fact, timezone.localdate())
            ],
            "remarks": list(dict.fromkeys(words.remark_sentence(remark) for remark in page.latest.remarks)),
            "told": about.remarks_about(person.id, fact_id),
            "may_put_back": keeping.taken_back_by(page) != "provider",
            "may_change": not page.withdrawn and page.kind in OWN_KINDS and not kept_by_register,
            "may_add_file": not page.withdrawn and page.kind != "document",
            "only_seen": page.kind == "document",
            "history": _history(page, request.user.pk),
            "form": form,
        },
        status=422 if form.errors else 200,
    )


def _history(page: queries.FactPage, reader: Any) -> list[dict[str, Any]]:
    versions = {version.number: version for version in page.history}
    told = []
    for event in page.events:
        number = event.data.get("version", 0)
        what = event.name.rsplit(":", 1)[1]
        changes: list[tuple[str, str, str]] = []
        if what == "change" and number in versions and number - 1 in versions:
            changes = details.changed_between(versions[number - 1].fact, versions[number].fact)
        told.append(
            {
                "at": event.at,
                "what": words.EVENT_NAMES[what],
                "by_you": event.actor == reader,
                "changes": changes,
            }
        )
    return told


@require_POST
@requires("dossier.change", own)
def withdraw(request: HttpRequest, fact_id: str) -> HttpResponse:
    """Withdraws at once; the page after it offers to put it back."""
    try:
        actions.withdraw_fact(person=_owner(request), fact_id=fact_id, actor=_actor(request))
    except refusals.DossierRefusal as refusal:
        messages.error(request, refusal.message)
        return redirect("dossier:timeline")
    return redirect(f"{reverse('dossier:timeline')}?withdrawn={fact_id}")


@require_POST
@requires("dossier.change", own)
def restore(request: HttpRequest, fact_id: str) -> HttpResponse:
    """Puts back what was withdrawn."""
    try:
        actions.restore_fact(person=_owner(request), fact_id=fact_id, actor=_actor(request))
    except refusals.NoSuchFact as refusal:
        messages.error(request, refusal.message)
        return redirect("dossier:timeline")
    except refusals.DossierRefusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("It is back in your dossier."))
    return redirect("dossier:fact", fact_id=fact_id)


@require_POST
@requires("dossier.change", own)
def attach(request: HttpRequest, fact_id: str) -> HttpResponse:
    """Adds a file to a fact."""
    form = EvidenceForm(request.POST, request.FILES)
    kept = entering.keep_file(person=_owner(request), form=form, fact_id=fact_id, actor=_actor(request))
    if kept is None:
        return _fact_page(request, fact_id, form)
    messages.success(request, _("The file “%(name)s” has been added.") % {"name": kept.name})
    return redirect("dossier:fact", fact_id=fact_id)


@require_GET
@requires("dossier.see", own)
def evidence(request: HttpRequest, fact_id: str, evidence_id: uuid.UUID) -> FileResponse:
    """A file, always to keep and never to run in the browser."""
    found = queries.open_evidence(_owner(request), evidence_id)
    if found is None:
        raise Http404
    item, file = found
    if item.fact_id != fact_id:
        file.close()
        raise Http404
    response = FileResponse(file, as_attachment=True, filename=item.name, content_type=item.media_type)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
@requires("dossier.change", own)
def remove_evidence(request: HttpRequest, fact_id: str, evidence_id: uuid.UUID) -> HttpResponse:
    """Erases a file."""
    try:
        actions.remove_evidence(person=_owner(request), evidence_id=evidence_id, actor=_actor(request))
    except refusals.DossierRefusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("The file has been removed."))
    return redirect("dossier:fact", fact_id=fact_id)


@require_GET
@requires("dossier.export", own)
def export_json(request: HttpRequest) -> HttpResponse:
    """The dossier for other programs."""
    return HttpResponse(
        export.dossier_json(_owner(request)),
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="dossier-{_stamp()}.json"'},
    )


@require_GET
@requires("dossier.export", own)
def export_zip(request: HttpRequest) -> FileResponse:
    """Everything, with tables, history and files."""
    return FileResponse(
        export.dossier_zip(_owner(request)),
        as_attachment=True,
        filename=f"dossier-{_stamp()}.zip",
        content_type="application/zip",
    )


def _stamp() -> str:
    return timezone.localdate(dt.datetime.now(dt.UTC)).isoformat()


def _actor(request: HttpRequest) -> Any:
    return request.user


def _page(person: Owner, fact_id: str) -> queries.FactPage:
    page = queries.fact(person, fact_id)
    if page is None:
        raise Http404
    return page


def _tell_kept(request: HttpRequest, kept: actions.Recorded) -> None:
    messages.success(request, _("Saved. You can always change it."))
    for doubt in kept.doubts:
        messages.warning(request, words.finding_sentence(doubt))

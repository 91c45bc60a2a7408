"""Pages on which a history is brought in."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vakwerk.apps.dossier import words as facts_words
from vakwerk.apps.dossier.parties import Owner
from vakwerk.apps.gate import requires
from vakwerk.apps.people import queries as people
from vakwerk.apps.portals import actions, lines, outgoing, queries, refusals, words
from vakwerk.apps.portals.forms import BringForm, ColumnsForm
from vakwerk.apps.portals.models import Import
from vakwerk.apps.refusal import tell
from vakwerk.core.exchange.mapping import mapping_from, questions, with_words
from vakwerk.core.exchange.reading import DELIMITERS, ENCODINGS

LINES_PER_PAGE = 50


def own(request: HttpRequest, *_args: Any, **_kwargs: Any) -> Owner | None:
    """Whose pages these are: of who is logged in."""
    return people.person_of(account=request.user)


def owner(request: HttpRequest) -> Any:
    """The person who is logged in; the gate has asked."""
    person = people.person_of(account=request.user)
    assert person is not None
    return person


def actor_of(request: HttpRequest) -> Any:
    """The account that does it."""
    return request.user


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def import_of(request: HttpRequest, import_id: uuid.UUID) -> Import:
    """The import, when it is this visitor's own and still kept."""
    found = queries.find_import(owner(request), import_id, timezone.localdate())
    if found is None:
        raise Http404
    return found


@require_GET
@requires("portals.bring_in", own)
def index(request: HttpRequest) -> HttpResponse:
    """In and out: what was brought in, what waits, and every portal."""
    person, today = owner(request), timezone.localdate()
    items = queries.imports_of(person, today)
    return render(
        request,
        "portals/index.html",
        {
            "unfinished": [one for one in items if one.unfinished],
            "finished": Paginator([one for one in items if not one.unfinished], 20).get_page(
                request.GET.get("page")
            ),
            "portals": [
                (portal, portal.title.get(facts_words.language()), here)
                for portal, here in outgoing.portals_of(person, today)
            ],
            "mappings": queries.mappings_of(person),
        },
    )


@require_http_methods(["GET", "POST"])
@requires("portals.bring_in", own)
def bring(request: HttpRequest) -> HttpResponse:
    """A file, or a pasted table."""
    form = BringForm(*_sent(request))
    if request.method == "POST" and form.is_valid():
        person, file = owner(request), form.cleaned_data["file"]
        try:
            if file:
                import_id = actions.start_import(person=person, data=file.read(), name=file.name)
            else:
                import_id = actions.start_pasted(person=person, text=form.cleaned_data["text"])
            return redirect("portals:import", import_id=import_id)
        except refusals.UnreadableFile as refusal:
            if file:
                tell(form, refusal)
            else:
                form.add_error("text", refusal.message)
    return render(request, "portals/bring.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@requires("portals.bring_in", own)
def show(request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
    """Where an import is now: its page when it is finished, else the step that waits."""
    batch = import_of(request, import_id)
    step = {"mapping": "columns", "preview": "lines", "running": "busy", "undoing": "busy"}.get(batch.stage)
    if step is not None:
        return redirect(f"portals:{step}", import_id=import_id)
    person = owner(request)
    page = Paginator(queries.lines_shown(batch, "", done=True), LINES_PER_PAGE).get_page(
        request.GET.get("page")
    )
    item = next(one for one in queries.imports_of(person, timezone.localdate()) if one.id == batch.pk)
    return render(
        request,
        "portals/result.html",
        {
            "batch": batch,
            "item": item,
            "page": page,
            "items": queries.line_items(person, list(page.object_list)),
        },
    )


@require_http_methods(["GET", "POST"])
@requires("portals.bring_in", own)
def columns(request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
    """What every column is: guessed, shown with values, corrected."""
    batch, person, today = import_of(request, import_id), owner(request), timezone.localdate()
    if batch.stage == "preview" and request.method == "POST" and "again" in request.POST:
        return do(request, import_id, lambda: actions.name_columns_again(person=person, import_id=import_id))
    if batch.stage != "mapping":
        return redirect("portals:import", import_id=import_id)
    table = lines.table_of(batch, today)
    mapping = mapping_from(batch.mapping, len(table.headings))
    asked: tuple[Any, ...] = ()
    form = ColumnsForm(_sent(request)[0], table=table, mapping=mapping)
    if request.method == "POST" and form.is_valid():
        said = form.to_mapping(today)
        try:
            actions.name_columns(
                person=person, import_id=import_id, mapping=said, remember=form.cleaned_data["remember"]
            )
            return redirect("portals:lines", import_id=import_id)
        except refusals.UnansweredColumns as refusal:
            asked = refusal.data["questions"]
            form.before = with_words(said, table)
            _ask(form, asked)
        except refusals.PortalRefusal as refusal:
            tell(form, refusal)
    return render(
        request,
        "portals/columns.html",
        {
            "batch": batch,
            "called": words.called(batch),
            "kind": words.KIND_NAMES[batch.kind],
            "form": form,
            "rows": len(table.rows),
            "questions": _needed(form, table, today),
            "remarks": [words.remark_sentence(one.code, one.lines, one.text) for one in table.remarks],
            "known": queries.remembered(person, batch),
            "sheets": [sheet["name"] for sheet in batch.sheets],
            "encodings": ENCODINGS,
            "delimiters": [(sign, words.DELIMITER_NAMES[sign]) for sign in DELIMITERS],
            "delimiter_name": words.DELIMITER_NAMES.get(batch.delimiter, ""),
        },
        status=422 if form.errors else 200,
    )


def _needed(form: ColumnsForm, table: Any, today: Any) -> list[Any]:
    """The questions that this mapping raises, and those that were answered before."""
    mapping = form.before
    codes = {(one.code, one.about) for one in questions(mapping, table, today)}
    names = [
        f"order-{name}"
        for name in ("completed_on", "started_on")
        if ("order", name) in codes or form[f"order-{name}"].errors
    ]
    if "points" in mapping.fields:
        names.append("minutes_of_point")
    if "accreditation" in mapping.fields and "accreditor" not in mapping.fields:
        names.append("accreditor")
    for name in names:
        # These are asked: on the page they are not called optional.
        form.fields[name].required = True
    return [form[name] for name in names]


def _ask(form: ColumnsForm, asked: tuple[Any, ...]) -> None:
    """Every question at the field that answers it."""
    for question in asked:
        if question.code == "order":
            form.add_error(
                f"order-{question.about}", _("Say which comes first: the days can be read in two ways.")
            )
        elif question.code == "points":
            form.add_error("minutes_of_point", _("Say how many minutes one point is."))
        elif question.code == "accreditor":
            form.add_error("accreditor", _("Say whose accreditation numbers these are."))
        elif question.code == "twice":
            form.add_error(
                f"column-{question.column}",
                _("“%(field)s” was chosen for another column too. Leave one of both out.")
                % {"field": words.FIELD_NAMES[question.about]},
            )
        elif question.code == "no-day":
            form.add_error(None, _("Choose the column with the day on which it was completed."))
        else:
            form.add_error(None, _("Choose the column with the title, or the one with the kind of activity."))


def do(request: HttpRequest, import_id: uuid.UUID, action: Any) -> HttpResponse:
    """Does it, or says why not, and goes to where the import is."""
    try:
        action()
    except refusals.NoSuchImport as refusal:
        raise Http404 from refusal
    except refusals.PortalRefusal as refusal:
        messages.error(request, refusal.message)
    return redirect("portals:import", import_id=import_id)


@require_POST
@requires("portals.bring_in", own)
def reread(request: HttpRequest, import_id: uuid.UUID) -> HttpResponse:
    """Another way of writing, another separator, another sheet."""
    asked = request.POST
    sheet = asked.get("sheet", "")
    person = owner(request)
    return do(
        request,
        import_id,
        lambda: actions.read_differently(
            person=person,
            import_id=import_id,
            encoding=asked.get("encoding", ""),
            delimiter=asked.get("delimiter", ""),
            sheet=int(sheet) if sheet.isascii() and sheet.isdigit() and len(sheet) < 4 else None,
        ),
    )


@require_POST
@requires("portals.bring_in", own)
def forget(request: HttpRequest, mapping_id: int) -> HttpResponse:
    """How these columns were read is not remembered any more."""
    actions.forget_mapping(person=owner(request), mapping_id=mapping_id)
    messages.success(request, _("Forgotten. Next time we ask again what the columns are."))
    return redirect("portals:index")

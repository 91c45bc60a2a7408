"""The page of one line, for the provider: everything that can be done with it, by how it stands."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vakwerk.apps.gate import requires
from vakwerk.apps.learning import line_actions, queries, refusals, words
from vakwerk.apps.learning.forms import AmountForm, AnswerForm, LineForm
from vakwerk.apps.learning.terms import UNRESOLVED, LineState, ListState
from vakwerk.apps.learning.views import shown_lines
from vakwerk.apps.refusal import Refusal, tell


def of_line(_request: HttpRequest, line_id: uuid.UUID) -> Any:
    """The organisation whose line it is."""
    found = queries.line(line_id)
    return None if found is None else found.list.offering.organisation_id


@require_http_methods(["GET", "POST"])
@requires("learning.post_attendance", of_line)
def line(request: HttpRequest, line_id: uuid.UUID) -> HttpResponse:
    """One line: how it stands, and what can be done. `do` says which of the forms was sent."""
    kept = queries.line(line_id)
    if kept is None:
        raise Http404
    do = request.POST.get("do", "") if request.method == "POST" else ""
    forms = _forms(kept, request.POST if do else None, do)
    if do:
        form = forms.get(do)
        try:
            if form is None or form.is_valid():
                _do(do, kept, form, request.user)
                _tell(request, kept, do)
                return redirect("learning:line", line_id=line_id)
        except Refusal as refusal:
            if form is not None:
                tell(form, refusal)
            else:
                messages.error(request, refusal.message)
                return redirect("learning:line", line_id=line_id)
    stands = kept.list.state == ListState.POSTED
    return render(
        request,
        "learning/line.html",
        {
            "shown": shown_lines([kept])[0],
            "forms": forms,
            "unresolved": stands and kept.state in UNRESOLVED,
            "stands": stands and kept.state in (LineState.POSTED, LineState.ASKED),
            "objected": stands and kept.state == LineState.OBJECTED,
            "may_put_back": stands and kept.state == LineState.WITHDRAWN and not queries.objections_to(kept),
            "objections": [words.objection_of(one) for one in queries.objections_to(kept)],
            "events": [words.event_of(one, request.user) for one in queries.events_of(kept)],
        },
        status=422 if any(form.errors for form in forms.values()) else 200,
    )


def _forms(kept: Any, sent: Any, do: str) -> dict[str, Any]:
    today = timezone.localdate()
    amount = {
        "minutes": kept.minutes or kept.list.minutes,
        "completed_on": kept.completed_on or kept.list.completed_on,
    }
    typed = {"number": kept.typed_number, "name": kept.typed_name}
    return {
        "correct": LineForm(sent if do == "correct" else None, initial=typed, prefix="line"),
        "change": AmountForm(sent if do == "change" else None, initial=amount, today=today, prefix="amount"),
        "answer": AnswerForm(sent if do == "answer" else None, initial=amount, today=today, prefix="answer"),
    }


def _do(do: str, kept: Any, form: Any, actor: Any) -> None:
    if do == "correct":
        line_actions.correct_line(line=kept, actor=actor, **form.cleaned_data)
    elif do == "change":
        line_actions.change_line(line=kept, actor=actor, **form.cleaned_data)
    elif do == "answer":
        objection = next((one for one in queries.objections_to(kept) if one.answered_at is None), None)
        if objection is None:
            raise refusals.LineNotOpen(state=kept.state)
        line_actions.answer_objection(objection=objection, actor=actor, **form.cleaned_data)
    elif do == "close":
        line_actions.close_line(line=kept, actor=actor)
    elif do == "withdraw":
        line_actions.withdraw_line(line=kept, actor=actor)
    elif do == "put-back":
        line_actions.put_back_line(line=kept, actor=actor)
    else:
        raise Http404


def _tell(request: HttpRequest, kept: Any, do: str) -> None:
    if do == "correct":
        now = queries.line(kept.pk)
        assert now is not None
        if now.state in UNRESOLVED:
            messages.warning(
                request, _("Nobody fits yet: %(state)s.") % {"state": LineState(now.state).label}
            )
            return
    messages.success(
        request, _("Done. The person can read it in the dossier.") if do != "close" else _("Closed.")
    )

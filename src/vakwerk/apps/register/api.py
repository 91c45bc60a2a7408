"""The public register in the API. Registration numbers stand in the path, never in the question."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema
from ninja.errors import HttpError

from vakwerk.apps.register import limits, queries
from vakwerk.apps.register.numbers import read_number
from vakwerk.apps.register.shapes import RegistrationData, Results, registration_data, results
from vakwerk.apps.register.views import LONGEST_QUESTION, visitor

router = Router(tags=["Public register"])


class Problem(Schema):
    """An error, as RFC 9457 has it."""

    type: str
    status: int
    title: str
    detail: str | None = None


PROBLEMS = {400: Problem, 404: Problem, 429: Problem}


@router.get("", response={200: Results, 400: Problem, 429: Problem}, summary="Search by name")
def search(
    request: HttpRequest,
    name: str = Query(
        min_length=1, max_length=LONGEST_QUESTION, description="(part of) a name, in any order"
    ),
    page: int = Query(1, ge=1, le=queries.MOST_FOUND),
) -> Results:
    """People in whose public name every word begins a word of it; accents and capitals do not matter.

    Nobody is recorded for asking. Someone who left the register is only found by number.
    """
    _pace(request, limits.SEARCH)
    return results(queries.search_public(name.replace("\x00", ""), page=page))


@router.get("/{number}", response={200: RegistrationData, **PROBLEMS}, summary="One registration")
def registration(request: HttpRequest, number: str) -> RegistrationData:
    """What the public may know of the registration with this number, today. Written like VW-000123-4, or near it."""
    _pace(request, limits.LOOK_UP)
    typed = read_number(number)
    if typed is None or not typed.right:
        raise HttpError(404, "This is no registration number: its last digit does not fit the others.")
    found = queries.public_entry(typed.number)
    if found is None:
        raise Http404
    return registration_data(found)


def _pace(request: HttpRequest, limit: limits.Limit) -> None:
    pause = limits.wait(limit, visitor(request))
    if pause:
        raise HttpError(429, f"Too many questions. Wait {pause} seconds.")

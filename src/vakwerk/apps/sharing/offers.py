"""What rooms above this one let people share: they enter an *offer* here, and pages of shares ask for it.

An offer belongs to a scope (for now only the portfolio has one). Its `sections` are worked out at every look, for the
person and the day, and hold nothing the owner did not choose to show.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from vakwerk.apps.sharing.terms import Scope


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with lines under it, in the reader's language."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be shared: its scope, what it is called, and what is shown of it."""

    scope: Scope
    title: str | Promise
    sections: Callable[[uuid.UUID, dt.date], tuple[Section, ...]]


_offers: dict[str, Offer] = {}


def offer(one: Offer) -> None:
    """This can be shared from now on."""
    _offers[one.scope] = one


def offered(scope: str) -> Offer | None:
    """The offer of this scope; None when no room makes it."""
    return _offers.get(scope)


def can_be_shared(scope: str) -> bool:
    """Whether anything can be shown under this scope: the portfolio only when a room offers it."""
    return scope != Scope.PORTFOLIO or scope in _offers

"""What a page of the portfolio is asked for: a period, words, an element; and the portfolio that answers it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.http import urlencode

from vakwerk.apps.dossier.parties import Owner
from vakwerk.apps.dossier.searching import searched_text
from vakwerk.apps.portfolio import periods, queries, reading
from vakwerk.apps.portfolio.forms import PeriodForm
from vakwerk.core import vocabulary
from vakwerk.core.freetext import folded
from vakwerk.core.portfolio import Portfolio, portfolio

KEPT = ("periode", "van", "tot", "q", "element")
"""What of the address goes along from page to page."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A portfolio as somebody asked for it. `found` None: the period could not be read, and `form` says why."""

    form: PeriodForm
    period: periods.Choice | None
    text: str
    element: str
    known: queries.AtHand
    ties: dict[str, frozenset[str]]
    found: Portfolio | None
    on: dt.date

    @property
    def filtered(self) -> bool:
        """Whether only a part of the period is shown."""
        return bool(self.text or self.element)

    @property
    def address(self) -> str:
        """The question, for another address."""
        asked = {name: self.form.data.get(name, "") for name in KEPT}
        return urlencode({name: value for name, value in asked.items() if value})

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The question, for a form that asks more."""
        asked = [(name, self.form.data.get(name, "")) for name in KEPT]
        return [(name, value) for name, value in asked if value]

    def about(self, **more: Any) -> reading.About:
        """What is said of the facts besides; `more` are notes and evidence."""
        return reading.About(
            self.known.files, self.known.sources, self.ties, more.pop("notes", {}), more.pop("evidence", {})
        )

    def shown_ids(self) -> list[str]:
        """The facts that stand under some heading, each once."""
        if self.found is None:
            return []
        return list(dict.fromkeys(one.fact.id for part in self.found.sections for one in part.shown))


def asked(person: Owner, data: QueryDict, on: dt.date) -> Asked:
    """The answer to what stands in an address; without any, the period of the registration that ends first."""
    known, ties = queries.at_hand(person), queries.ties_of(person)
    offered = periods.choices_for(known.dossier, on)
    sent = data.copy()
    if sent.get("periode") not in {periods.OWN, *(one.key for one in offered)}:
        sent["periode"] = offered[0].key
    form = PeriodForm(sent, offered=offered, today=on)
    text = sent.get("q", "").strip()[:200].replace("\x00", "")
    element = sent.get("element", "")
    element = element if vocabulary.is_term("identity_elements", element) else ""
    if not form.is_valid():
        return Asked(form, None, text, element, known, ties, None, on)
    period = form.chosen()
    dossier = known.dossier
    if text or element:
        words = folded(text).split()
        dossier = known.keeping(
            fact
            for fact in dossier.facts()
            if (not element or element in ties.get(fact.id, frozenset()))
            and all(word in searched_text(fact) for word in words)
        )
    found = portfolio(dossier, period.start, period.end, on)
    return Asked(form, period, text, element, known, ties, found, on)

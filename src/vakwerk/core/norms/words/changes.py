"""How one difference is said: what there was, what it becomes, and for numbers how much that is more or less."""

from __future__ import annotations

from collections.abc import Callable

from vakwerk.core import vocabulary
from vakwerk.core.amounts import Amount
from vakwerk.core.norms.differences import NOT_ESTABLISHED, Difference
from vakwerk.core.norms.model import Cap, Group, Requirement, Total
from vakwerk.core.norms.words.numbers import amount_text, language_of
from vakwerk.core.norms.words.parts import asked_text, group_text, relief_text, value_text
from vakwerk.core.norms.words.titles import labels, title_words

_LABELS: dict[str, tuple[str, str]] = {
    "title": ("naam", "name"),
    "source": ("bron", "source"),
    "version_source": ("bron", "source"),
    "form": ("soort eis", "sort of requirement"),
    "moved": ("staat in de norm onder", "stands in the norm under"),
    "facts": ("telt", "counts"),
    "weights": ("weging", "weights"),
    "net_of": ("alleen uren bij elkaar bij", "only hours face to face for"),
    "per_fact": ("per activiteit ten hoogste", "for one activity at most"),
    "lost_before_gap": ("werk vervalt na een onderbreking van meer dan", "work is lost after a gap of more than"),
    "basis": ("rekenbasis", "basis"),
    "cap": ("telt mee tot ten hoogste", "counts up to"),
    "number": ("zoveel zijn er nodig", "how many are needed"),
    "weekly": ("per week ten minste", "a week at least"),
    "document": ("document", "document"),
    "max_age": ("ten hoogste oud", "at most old"),
    "scope": ("voor", "for"),
    "declaration": ("verklaring", "declaration"),
    "about": ("over", "about"),
    "recognition": ("erkenning", "recognition"),
    "age_at_least": ("leeftijd ten minste", "age at least"),
    "age_under": ("leeftijd onder", "age under"),
    "routes": ("toegelaten met", "admitted by"),
    "counts_when": ("wat in deze norm meetelt", "what counts in this norm"),
    "tolerance": ("herstel", "remedy"),
    "point": ("een punt staat voor", "a point stands for"),
    "decree": ("algemene verlenging", "extension by decree"),
    "met_by": ("ook voldaan door", "also met by"),
    "owner": ("eigenaar", "owner"),
    "kind": ("soort norm", "kind of norm"),
    "status": ("status", "status"),
    "checked_on": ("nagekeken op", "checked on"),
    "country": ("land", "country"),
    "summary": ("samenvatting", "summary"),
    "chosen_by": ("welke regels gelden, hangt af van", "which rules apply depends on"),
    "transition": ("overgangsregels", "transitional law"),
    "silence_days": ("stilte telt als bevestiging na", "silence counts as confirmation after"),
    "gives": ("levert op", "gives"),
    "period": ("periode", "period"),
    "period.length_months": ("de periode duurt", "the period lasts"),
    "period.starts": ("de periode begint bij", "the period starts with"),
    "period.submit_from": ("aanvragen kan vanaf, vóór het einde", "one may submit from, before the end"),
    "period.submit_by": ("aanvragen kan tot, vóór het einde", "one may submit until, before the end"),
    "period.remind": ("herinneringen, vóór het einde", "reminders, before the end"),
    "period.if_submitted_in_time": ("wie op tijd aanvraagt", "whoever submits in time"),
    "period.grace": ("uitstel na het einde", "grace after the end"),
    "period.if_late": ("wie te laat is", "whoever is late"),
}  # fmt: skip


def change_text(difference: Difference, language: str) -> str:
    """What changes, without saying where: "60 hours becomes 40 hours (20 hours less)"."""
    language = language_of(language)
    said = _SPECIAL.get(difference.what)
    if said is not None:
        return said(difference, language)
    nl = language == "nl"
    label = _LABELS[difference.what][0 if nl else 1]
    before, after = (
        value_text(side, difference.what, language) for side in (difference.before, difference.after)
    )
    if not before:
        return f"nieuw, {label}: {after}" if nl else f"new, {label}: {after}"
    if not after:
        return f"vervalt, {label}: {before}" if nl else f"dropped, {label}: {before}"
    more = _more_or_less(difference.before, difference.after, language)
    return f"{label}: {before} {'wordt' if nl else 'becomes'} {after}{more}"


def _more_or_less(before: object, after: object, language: str) -> str:
    if isinstance(before, Cap) and isinstance(after, Cap):
        before, after = before.amount, after.amount
    if not isinstance(before, Amount) or not isinstance(after, Amount) or before.unit is not after.unit:
        return ""
    step = after.value - before.value
    much = amount_text(abs(step), after.unit, language)
    if language == "nl":
        return f" ({much} {'meer' if step > 0 else 'minder'})"
    return f" ({much} {'more' if step > 0 else 'less'})"


def _threshold(difference: Difference, language: str) -> str:
    nl = language == "nl"
    sides = []
    for side in (difference.before, difference.after):
        if side is None:
            sides.append("geen minimum" if nl else "no minimum")
        elif side == NOT_ESTABLISHED:
            sides.append(
                "een minimum dat de bron niet noemt" if nl else "a minimum that the source does not name"
            )
        else:
            sides.append(amount_text(side.value, side.unit, language))
    more = _more_or_less(difference.before, difference.after, language)
    return f"{sides[0]} {'wordt' if nl else 'becomes'} {sides[1]}{more}"


def _filter(difference: Difference, language: str) -> str:
    nl = language == "nl"
    before, after = (value_text(side, "filter", language) for side in (difference.before, difference.after))
    if difference.before is None:
        return f"nieuwe voorwaarde: {after}" if nl else f"new condition: {after}"
    if difference.after is None:
        return f"voorwaarde vervalt: {before}" if nl else f"condition dropped: {before}"
    return f"voorwaarde: {before} wordt {after}" if nl else f"condition: {before} becomes {after}"


def _not_expressed(difference: Difference, language: str) -> str:
    nl = language == "nl"
    if difference.before is None:
        start = (
            "de norm zegt nu dat hier nog buiten valt" if nl else "the norm now says that this is left out"
        )
        return f"{start}: '{difference.after.get(language)}'"
    start = (
        "de norm zegt niet meer dat hier buiten valt"
        if nl
        else "the norm no longer says that this is left out"
    )
    return f"{start}: '{difference.before.get(language)}'"


def _added(difference: Difference, language: str) -> str:
    text = _asked_only(difference, difference.after, language)
    return f"nieuwe eis{text}" if language == "nl" else f"new requirement{text}"


def _gone(difference: Difference, language: str) -> str:
    text = _asked_only(difference, difference.before, language)
    return f"deze eis vervalt{text}" if language == "nl" else f"this requirement is dropped{text}"


def _asked_only(difference: Difference, node: Requirement, language: str) -> str:
    """What a requirement asks, its name having been said."""
    if isinstance(node, Group):
        assert difference.place is not None
        total = next(above for above in difference.place.above if isinstance(above, Total))
        said = group_text(node, total.unit, language)
    else:
        said = asked_text(node, language).removeprefix(title_words(node, language)).strip(" ()")
    return f": {said}" if said else ""


def _switch(on: tuple[str, str], off: tuple[str, str]) -> Callable[[Difference, str], str]:
    return lambda difference, language: (on if difference.after else off)[0 if language == "nl" else 1]


def _version(difference: Difference, language: str) -> str:
    nl = language == "nl"
    if difference.before is None:
        return "er zijn regels, eerst niet" if nl else "there are rules, there were none"
    return "er zijn geen regels meer" if nl else "there are no rules any more"


def _relief(difference: Difference, language: str) -> str:
    kinds, before = difference.before
    _, after = difference.after
    named = labels("absence_kinds", tuple(kinds), language)
    one, other = relief_text(before, language), relief_text(after, language)
    return f"bij {named}: {one} wordt {other}" if language == "nl" else f"for {named}: {one} becomes {other}"


def _relief_together(_: Difference, language: str) -> str:
    if language == "nl":
        return "verlof: welke soorten samen één grens hebben, is anders"
    return "leave: which kinds share one limit is not the same"


def _measure(difference: Difference, language: str) -> str:
    kind, before = difference.before
    _, after = difference.after
    one, other = _measure_text(before, language), _measure_text(after, language)
    during = vocabulary.label("measure_kinds", kind, language)
    if language == "nl":
        return f"werk tijdens {during}: {one} wordt {other}"
    return f"work during {during}: {one} becomes {other}"


def _measure_text(not_established: bool | None, language: str) -> str:
    nl = language == "nl"
    if not_established is None:
        return "telt" if nl else "counts"
    if not_established:
        return "niet vastgesteld" if nl else "not established"
    return "telt niet" if nl else "does not count"


_SPECIAL: dict[str, Callable[[Difference, str], str]] = {
    "threshold": _threshold,
    "months": _threshold,
    "filter": _filter,
    "not_expressed": _not_expressed,
    "added": _added,
    "gone": _gone,
    "version": _version,
    "relief": _relief,
    "relief_together": _relief_together,
    "measure": _measure,
    "pro_rata": _switch(
        ("naar rato van een kortere periode", "in proportion to a shorter period"),
        ("niet meer naar rato van een kortere periode", "no longer in proportion to a shorter period"),
    ),
    "throughout": _switch(
        ("moet de hele periode geldig zijn", "must be valid throughout the period"),
        ("moet alleen op de dag zelf geldig zijn", "must be valid on the day only"),
    ),
    "relief_established": _switch(
        ("wat verlof doet, staat nu in de bron", "what leave does now stands in the source"),
        ("wat verlof doet, is niet vastgesteld", "what leave does is not established"),
    ),
    "adjustable": _switch(
        ("de cijfers zijn bedoeld om aan te passen", "the figures are meant to be adjusted"),
        ("de cijfers zijn niet bedoeld om aan te passen", "the figures are not meant to be adjusted"),
    ),
}
WHATS = frozenset(_LABELS) | frozenset(_SPECIAL)
"""Every sort of difference there is."""

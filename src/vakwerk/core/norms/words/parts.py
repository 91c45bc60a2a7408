"""The parts of a norm in words: an amount, a cap, a weight, a filter, a rule for leave, what a requirement asks."""

from __future__ import annotations

from datetime import date
from typing import Any

from vakwerk.core import vocabulary
from vakwerk.core.amounts import Amount, Unit
from vakwerk.core.norms.conditions import (
    Completed,
    Condition,
    KindNotIn,
    NotCountedEarlier,
    SessionAtLeast,
)
from vakwerk.core.norms.model import (
    Cap,
    Decree,
    Gives,
    Group,
    PeriodRule,
    Relief,
    Requirement,
    Source,
    Spread,
    Text,
    Tolerance,
    Total,
    Transition,
    Weight,
)
from vakwerk.core.norms.words.numbers import amount_text, date_text, language_of
from vakwerk.core.norms.words.titles import (
    condition_words,
    either,
    labels,
    minimum_text,
    norm_title,
    title_words,
    weekly_words,
)

_WORDS: dict[str, tuple[str, str]] = {
    "period_start": ("wanneer de periode begint", "when the period starts"),
    "period_end": ("wanneer de periode eindigt", "when the period ends"),
    "assessed_on": ("de dag van de toetsing", "the day of assessment"),
    "submission": ("de vorige aanvraag", "the previous application"),
    "admission": ("toelating", "admission"),
    "end_of_last": ("het einde van de vorige", "the end of the last one"),
    "stays_registered": ("blijft geregistreerd", "stays registered"),
    "not_established": ("niet vastgesteld", "not established"),
    "lapses": ("raakt de registratie kwijt", "loses the registration"),
    "conditional": ("voorwaardelijk", "conditional"),
    "official": ("officieel", "official"),
    "transcribed": ("overgenomen", "transcribed"),
    "example": ("voorbeeld", "example"),
    "re-registration": ("herregistratie", "re-registration"),
    "exemption": ("vrijstelling", "exemption"),
    "award": ("toekenning", "award"),
    "funding": ("subsidie", "funding"),
    "once": ("eenmalig", "once"),
    "calendar_year": ("per kalenderjaar", "a calendar year"),
    "period": ("per periode", "a period"),
    "firm": ("zeker", "firm"),
    "usual": ("gebruikelijk", "usual"),
    "to_be_decided": ("nog te beslissen", "to be decided"),
    "activities": ("activiteiten", "activities"),
    "work": ("werk", "work"),
    "all": ("de norm zelf", "the norm itself"),
}  # fmt: skip


def value_text(value: Any, what: str, language: str) -> str:
    """One side of a difference in words; empty when there is nothing on that side."""
    nl = language_of(language) == "nl"
    match value:
        case None | "" | ():
            return ""
        case Text():
            return f"'{value.get(language)}'"
        case Amount():
            return amount_text(value.value, value.unit, language)
        case Cap():
            return cap_text(value, language)
        case Source():
            return f"{value.title}, {value.article}" if value.article else value.title
        case Condition():
            return filter_words(value, language)
        case Requirement():
            return asked_text(value, language)
        case Tolerance():
            return _tolerance_text(value, language)
        case Decree():
            return _decree_text(value, language)
        case Gives():
            amount = amount_text(value.amount.value, value.amount.unit, language)
            return f"{amount} {_word_text(value.per, what, language)}, {_word_text(value.certainty, what, language)}"
        case PeriodRule():
            return length_text(value.length_months, language)
        case date():
            return date_text(value, language)
        case bool():
            return ("ja" if nl else "yes") if value else ("nee" if nl else "no")
        case int():
            return _number_text(value, what, language)
        case frozenset():
            list_name = "admission_routes" if what == "routes" else ""
            return labels(list_name, value, language) if list_name else either(sorted(value), language)
        case tuple():
            return "; ".join(_item_text(item, what, language) for item in value)
        case str():
            return _word_text(value, what, language)
    raise TypeError(f"{type(value).__name__} has no words")


def _item_text(item: Any, what: str, language: str) -> str:
    match item:
        case Weight():
            return weight_text(item, language)
        case Transition():
            return _transition_text(item, language)
        case tuple():
            joined = ", ".join(filter_words(one, language) for one in item)
            return joined or ("alles" if language_of(language) == "nl" else "anything")
    return value_text(item, what, language)


def _number_text(value: int, what: str, language: str) -> str:
    if what == "point":
        return minimum_text(value, language)
    if what == "period.length_months":
        return length_text(value, language)
    return amount_text(value, Unit.DAYS, language) if what == "silence_days" else str(value)


def length_text(months: int, language: str) -> str:
    """How long a period lasts: in years when it is whole years."""
    years, rest = divmod(months, 12)
    if rest:
        return amount_text(months, Unit.MONTHS, language)
    if language_of(language) == "nl":
        return f"{years} jaar"
    return f"{years} {'year' if years == 1 else 'years'}"


def _word_text(value: str, what: str, language: str) -> str:
    lists = {"document": "document_kinds", "declaration": "declaration_kinds", "country": "countries"}
    if what in lists:
        return vocabulary.label(lists[what], value, language)
    if what in ("recognition", "met_by"):
        return norm_title(value, language)
    return _WORDS[value][0 if language_of(language) == "nl" else 1] if value in _WORDS else value


def cap_text(cap: Cap, language: str) -> str:
    """ "20 hours", "40 percent of one and two"."""
    if cap.amount is not None:
        return amount_text(cap.amount.value, cap.amount.unit, language)
    nl = language_of(language) == "nl"
    named = (" en " if nl else " and ").join(cap.of)
    return f"{cap.percent} procent van {named}" if nl else f"{cap.percent} percent of {named}"


def weight_text(weight: Weight, language: str) -> str:
    """ "supervision counts 4 times"."""
    nl = language_of(language) == "nl"
    what = ", ".join(filter_words(one, language) for one in weight.conditions) or (
        "alles" if nl else "anything"
    )
    if weight.fixed is not None:
        return f"{what} {'telt een vast aantal' if nl else 'counts a fixed amount'} ({weight.fixed})"
    times = str(weight.numerator) if weight.denominator == 1 else f"{weight.numerator}/{weight.denominator}"
    return f"{what} {'telt' if nl else 'counts'} {times} {'keer' if nl else 'times'}"


def filter_words(condition: Condition, language: str) -> str:
    """A condition on facts in words, also when it only excludes."""
    language = language_of(language)
    nl = language == "nl"
    match condition:
        case KindNotIn():
            return f"{'geen' if nl else 'no'} {labels('activity_kinds', condition.named, language)}"
        case SessionAtLeast():
            least = minimum_text(condition.minutes, language)
            return f"bijeenkomsten van ten minste {least}" if nl else f"sessions of at least {least}"
        case Completed():
            return {
                "within_period": ("afgerond in de periode", "finished within the period"),
                "any_time": ("wanneer dan ook afgerond", "finished at any time"),
                "before_period": ("afgerond vóór de periode", "finished before the period"),
            }[condition.when][0 if nl else 1]
        case NotCountedEarlier():
            return (
                "wat niet bij een eerdere eis telt"
                if nl
                else "what does not count for an earlier requirement"
            )
    return condition_words(condition, language)


def asked_text(node: Requirement, language: str) -> str:
    """A requirement with what it asks: "reflection (at least 60 hours)"."""
    nl = language_of(language) == "nl"
    title = title_words(node, language)
    least = "ten minste" if nl else "at least"
    match node:
        case Total():
            asked = group_text(node.group, node.unit, language)
        case Spread():
            asked = f"{least} {amount_text(node.months, Unit.MONTHS, language)}"
            asked = f"{asked}, {weekly}" if (weekly := weekly_words(node, language)) else asked
        case _:
            return title
    return f"{title} ({asked})" if asked else title


def group_text(group: Group, unit: Unit, language: str) -> str:
    """What a sum or a part of one asks: its minimum, its cap, and the same of its own parts."""
    nl = language_of(language) == "nl"
    said = []
    if group.not_established:
        said.append("een minimum dat de bron niet noemt" if nl else "a minimum that the source does not name")
    elif group.at_least is not None:
        said.append(f"{'ten minste' if nl else 'at least'} {amount_text(group.at_least, unit, language)}")
    if group.cap is not None:
        said.append(f"{'telt mee tot ten hoogste' if nl else 'counts up to'} {cap_text(group.cap, language)}")
    for part in group.parts:
        inner = group_text(part, unit, language)
        said.append(f"{title_words(part, language)}: {inner}" if inner else title_words(part, language))
    return "; ".join(said)


def _tolerance_text(tolerance: Tolerance, language: str) -> str:
    within = amount_text(tolerance.repair_within.value, tolerance.repair_within.unit, language)
    if language_of(language) == "nl":
        return f"wie gemiddeld {tolerance.percent} procent haalt, heeft {within} om te herstellen"
    return f"whoever reaches {tolerance.percent} percent on average has {within} to repair"


def _decree_text(decree: Decree, language: str) -> str:
    longer = (
        amount_text(decree.months, Unit.MONTHS, language)
        if decree.months
        else amount_text(decree.days, Unit.DAYS, language)
    )
    since, before = date_text(decree.ends_from, language), date_text(decree.ends_before, language)
    if language_of(language) == "nl":
        return f"{longer} voor periodes die eindigen van {since} tot {before}"
    return f"{longer} for periods that end from {since} until {before}"


def _transition_text(line: Transition, language: str) -> str:
    nl = language_of(language) == "nl"
    parts = [
        (line.started_before, "begonnen vóór", "begun before"),
        (line.started_from, "begonnen op of na", "begun on or after"),
        (line.ends_before, "eindigt vóór", "ends before"),
        (line.ends_after, "eindigt na", "ends after"),
    ]
    said = [f"{dutch if nl else english} {date_text(day, language)}" for day, dutch, english in parts if day]
    rules = f"{'regels van' if nl else 'rules of'} {date_text(line.use, language)}"
    return f"{', '.join(said)} → {rules}" if said else rules


def relief_text(rule: Relief | None, language: str) -> str:
    """What an absence does under a rule."""
    nl = language_of(language) == "nl"
    if rule is None:
        return "geen regel" if nl else "no rule"
    most = ""
    if rule.at_most_days is not None or rule.at_most_months is not None:
        unit = Unit.DAYS if rule.at_most_days is not None else Unit.MONTHS
        limit = amount_text(rule.at_most_days or rule.at_most_months or 0, unit, language)
        most = f" (ten hoogste {limit})" if nl else f" (at most {limit})"
    twice = ""
    if rule.not_twice_in_a_row:
        twice = ", niet twee periodes na elkaar" if nl else ", not in two periods in a row"
    if rule.extends_days or rule.extends_months:
        unit = Unit.DAYS if rule.extends_days else Unit.MONTHS
        longer = amount_text(rule.extends_days or rule.extends_months, unit, language)
        each = (" per keer" if nl else " each time") if rule.each else ""
        return f"{longer} {'langer' if nl else 'longer'}{each}{most}{twice}"
    if rule.pauses:
        return f"{'de periode staat stil' if nl else 'the period stands still'}{most}{twice}"
    if rule.counts_as_worked:
        return f"{'telt als gewerkt' if nl else 'counts as worked'}{most}{twice}"
    return "geen gevolg voor de periode" if nl else "no effect on the period"

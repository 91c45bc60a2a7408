"""Numbers and dates as people read them: "12 uur", "1 uur en 30 minuten", "3.368 uur", "1 september 2027"."""

from __future__ import annotations

from datetime import date

from vakwerk.core.amounts import Unit
from vakwerk.core.norms.assessment import Outcome, RequirementResult

_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_UNITS: dict[str, dict[Unit, tuple[str, str]]] = {
    "nl": {
        Unit.POINTS: ("punt", "punten"), Unit.EC: ("EC", "EC"), Unit.DAYS: ("dag", "dagen"),
        Unit.MONTHS: ("maand", "maanden"), Unit.PIECES: ("stuk", "stuks"), Unit.EUROCENTS: ("euro", "euro"),
    },
    "en": {
        Unit.POINTS: ("point", "points"), Unit.EC: ("EC", "EC"), Unit.DAYS: ("day", "days"),
        Unit.MONTHS: ("month", "months"), Unit.PIECES: ("piece", "pieces"), Unit.EUROCENTS: ("euro", "euro"),
    },
}  # fmt: skip


def language_of(language: str) -> str:
    """ "nl" for Dutch, "en" for everything else."""
    return "nl" if language.startswith("nl") else "en"


def number_text(number: int, language: str) -> str:
    """Thousands grouped as the language does."""
    grouped = f"{number:,}"
    return grouped.replace(",", ".") if language_of(language) == "nl" else grouped


def _hundredths(value: int, language: str) -> str:
    whole, rest = divmod(value, 100)
    if rest == 0:
        return number_text(whole, language)
    mark = "," if language_of(language) == "nl" else "."
    return f"{number_text(whole, language)}{mark}{rest:02d}".rstrip("0")


def amount_text(value: int, unit: Unit, language: str) -> str:
    """An amount in the smallest unit, in words: minutes become hours and minutes, hundredths become decimals."""
    language = language_of(language)
    if unit is Unit.MINUTES:
        return _time_text(value, language)
    one, many = _UNITS[language][unit]
    if unit in (Unit.POINTS, Unit.EC, Unit.EUROCENTS):
        return f"{_hundredths(value, language)} {one if value == 100 else many}"
    return f"{number_text(value, language)} {one if value == 1 else many}"


def _time_text(minutes: int, language: str) -> str:
    hours, rest = divmod(minutes, 60)
    hour = "uur" if language == "nl" else ("hour" if hours == 1 else "hours")
    minute = "minuut" if language == "nl" else "minute"
    if rest != 1:
        minute = "minuten" if language == "nl" else "minutes"
    if rest == 0:
        return f"{number_text(hours, language)} {hour}"
    if hours == 0:
        return f"{rest} {minute}"
    return f"{number_text(hours, language)} {hour} {'en' if language == 'nl' else 'and'} {rest} {minute}"


def date_text(day: date, language: str) -> str:
    """ "1 september 2027" or "1 September 2027"."""
    return f"{day.day} {_MONTHS[language_of(language)][day.month - 1]} {day.year}"


def days_text(days: int, language: str) -> str:
    """A stretch of days: weeks when it is whole weeks of at least two, days otherwise."""
    language = language_of(language)
    if days >= 14 and days % 7 == 0:
        return f"{days // 7} {'weken' if language == 'nl' else 'weeks'}"
    return amount_text(days, Unit.DAYS, language)


def result_text(result: RequirementResult, language: str) -> str:
    """ "48 van 60 uur", or "ten minste 48 uur" when the rest is unknown, or "" when nothing is counted."""
    language = language_of(language)
    if result.unit is None:
        return ""
    have = amount_text(result.low, result.unit, language)
    if result.high > result.low and result.outcome is Outcome.UNDETERMINED:
        have = f"{'ten minste' if language == 'nl' else 'at least'} {have}"
    if result.need is None:
        return have
    need = amount_text(result.need, result.unit, language)
    short_have = have.rsplit(" ", 1)[0] if have.rsplit(" ", 1)[-1] == need.rsplit(" ", 1)[-1] else have
    return f"{short_have} {'van' if language == 'nl' else 'of'} {need}"

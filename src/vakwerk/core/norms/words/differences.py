"""What changes, for whom and from when: sentences about two norms beside each other, in Dutch (B1) and English."""

from __future__ import annotations

from vakwerk.core.norms.differences import Comparison, Difference, Pair, Place
from vakwerk.core.norms.model import AnyOf, IfThen, Norm, Requirement, Source, Transition, Version
from vakwerk.core.norms.words.changes import change_text
from vakwerk.core.norms.words.numbers import date_text, language_of
from vakwerk.core.norms.words.titles import title_words

_WHO = {
    "period_start": ("wie een periode begint", "whoever's period starts"),
    "period_end": ("wie een periode afsluit", "whoever's period ends"),
    "assessed_on": ("wie wordt getoetst", "whoever is assessed"),
}
_EFFECTS = {
    "harder": ("Strenger.", "Harder to meet."),
    "easier": ("Soepeler.", "Easier to meet."),
    "either": ("Soepeler voor de een, strenger voor de ander.", "Easier for some, harder for others."),
}


def comparison_lines(comparison: Comparison, language: str) -> list[str]:
    """The whole comparison as lines to read from top to bottom; one line when nothing differs."""
    language = language_of(language)
    nl = language == "nl"
    if comparison.equal:
        return ["Geen verschil." if nl else "No difference."]
    lines = []
    if comparison.general:
        lines.append("Voor iedereen:" if nl else "For everyone:")
        lines += [f"- {difference_sentence(one, language)}" for one in comparison.general]
    for pair in comparison.pairs:
        lines += ["", for_whom_sentence(pair, language)] if lines else [for_whom_sentence(pair, language)]
        lines += [f"- {difference_sentence(one, language)}" for one in pair.differences]
        lines += [f"- {sentence}" for sentence in transition_sentences(pair, language)]
        lines += source_lines(comparison, pair, language)
    return lines


def for_whom_sentence(pair: Pair, language: str) -> str:
    """ "For whoever's period starts on or after 1 January 2023:" as the clock of the later norm chooses."""
    nl = language_of(language) == "nl"
    who = _WHO[pair.clock][0 if nl else 1]
    since = date_text(pair.since, language)
    until = "" if pair.until is None else date_text(pair.until, language)
    if nl:
        ends = f" en vóór {until}" if until else ""
        return f"Voor {who} op of na {since}{ends}:"
    return f"For {who} on or after {since}{f' and before {until}' if until else ''}:"


def difference_sentence(difference: Difference, language: str) -> str:
    """ "Reflection: 60 hours becomes 40 hours (20 hours less). Easier to meet." """
    language = language_of(language)
    nl = 0 if language == "nl" else 1
    words = change_text(difference, language)
    if difference.place is not None:
        words = f"{_place_words(difference.place, language)}: {words}{_only_if(difference.place, language)}"
    words = f"{words[:1].upper()}{words[1:]}"
    ended = words if words.endswith((".", "!", "?")) else f"{words}."
    return ended if difference.effect is None else f"{ended} {_EFFECTS[difference.effect][nl]}"


def _place_words(place: Place, language: str) -> str:
    """The requirement with what it is a part of: "learning › formal"."""
    if place.above and isinstance(place.above[-1], IfThen):
        whom = title_words(place.above[-1], language)
        asked = title_words(place.requirement, language)
        return f"voor wie '{whom}' geldt ({asked})" if language == "nl" else f"whom '{whom}' is for ({asked})"
    return " › ".join(
        (*(_around(node, language) for node in place.above), title_words(place.requirement, language))
    )


def _around(node: Requirement, language: str) -> str:
    """What a requirement is a part of; a choice without a title of its own would name all its ways."""
    if isinstance(node, AnyOf) and node.title is None:
        return "een van de mogelijkheden" if language == "nl" else "one of the ways"
    return title_words(node, language)


def _only_if(place: Place, language: str) -> str:
    if not place.within:
        return ""
    joined = (" en " if language == "nl" else " and ").join(
        title_words(node, language) for node in place.within
    )
    return f" (alleen als dit geldt: {joined})" if language == "nl" else f" (only where this holds: {joined})"


def transition_sentences(pair: Pair, language: str) -> list[str]:
    """Transitional law of the later norm: who stays under, or falls under, which rules. The first that fits counts."""
    language = language_of(language)
    return [
        transition_sentence(
            line,
            pair.after,
            language,
            "" if number == 0 else ("anders: " if language == "nl" else "otherwise: "),
        )
        for number, line in enumerate(pair.transition)
    ]


def transition_sentence(line: Transition, version: Version | None, language: str, before: str = "") -> str:
    """ "Whoever's period began before … and ends after … stays under the rules of 1 January 2018." """
    nl = language_of(language) == "nl"
    parts = [
        (line.started_before, "begon vóór", "began before"),
        (line.started_from, "begon op of na", "began on or after"),
        (line.ends_before, "eindigt vóór", "ends before"),
        (line.ends_after, "eindigt na", "ends after"),
    ]
    said = [f"{dutch if nl else english} {date_text(day, language)}" for day, dutch, english in parts if day]
    rules = date_text(line.use, language)
    stays = version is not None and line.use < version.since
    if nl:
        who = f"wie een periode heeft die {' en '.join(said)}" if said else "wie een periode heeft"
        text = f"{before}{who}, {'blijft' if stays else 'valt'} onder de regels van {rules}"
    else:
        who = f"whoever has a period that {' and '.join(said)}" if said else "whoever has a period"
        text = f"{before}{who} {'stays' if stays else 'falls'} under the rules of {rules}"
    source = source_text(line.source)
    return f"{text[:1].upper()}{text[1:]}{f' ({source})' if source else ''}."


def source_lines(comparison: Comparison, pair: Pair, language: str) -> list[str]:
    """Where each side was read: the norm, its version, the title and the article."""
    nl = language_of(language) == "nl"
    sides = (
        ("Eerst" if nl else "Before", comparison.before, pair.before),
        ("Daarna" if nl else "After", comparison.after, pair.after),
    )
    return [
        f"  {word}: {_side(norm, version, language)}" for word, norm, version in sides if version is not None
    ]


def _side(norm: Norm, version: Version, language: str) -> str:
    nl = language_of(language) == "nl"
    named = f"{norm.id}, {'regels van' if nl else 'rules of'} {date_text(version.since, language)}"
    return f"{named} ({source_text(version.source)})"


def source_text(source: Source | None) -> str:
    """The title and the article of a source; empty when there is none."""
    if source is None:
        return ""
    return f"{source.title}, {source.article}" if source.article else source.title

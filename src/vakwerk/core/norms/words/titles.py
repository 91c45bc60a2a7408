"""What a requirement is called: its own title when the file gives one, else words made from its form and filters."""

from __future__ import annotations

from vakwerk.core import vocabulary
from vakwerk.core.amounts import Unit
from vakwerk.core.norms.conditions import (
    Accredited,
    CategoryIn,
    Condition,
    Confirmed,
    FieldIn,
    FormIs,
    KindIn,
    LevelAtLeast,
    NameIs,
    ProgrammeIs,
    RoleIn,
    SettingIn,
    ShownBy,
    TopicIn,
)
from vakwerk.core.norms.library import shipped
from vakwerk.core.norms.model import (
    AdmittedBy,
    AgeIs,
    AllOf,
    AnyOf,
    DeclarationMade,
    DocumentSeen,
    FirstPeriod,
    Group,
    HoldingHeld,
    IfThen,
    RecognitionHeld,
    Requirement,
    Spread,
    Total,
)
from vakwerk.core.norms.words.numbers import amount_text, language_of


def either(words: list[str], language: str) -> str:
    """ "a, b of c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {'of' if language == 'nl' else 'or'} {words[-1]}"


def labels(list_name: str, keys: frozenset[str] | tuple[str, ...], language: str) -> str:
    """The labels of terms, joined with "or", in the vocabulary's order."""
    known = list(vocabulary.terms(list_name))
    ordered = sorted(keys, key=lambda key: known.index(key) if key in known else len(known))
    return either([vocabulary.label(list_name, key, language) for key in ordered], language)


def requirement_title(node: Requirement, language: str) -> str:
    """The name of a requirement, with a capital."""
    words = title_words(node, language)
    return words[:1].upper() + words[1:]


def title_words(node: Requirement, language: str) -> str:
    """The name of a requirement as it stands within a sentence."""
    language = language_of(language)
    if node.title is not None:
        found = node.title.get(language)
        return found if found[1:2].isupper() else found[:1].lower() + found[1:]
    nl = language == "nl"
    match node:
        case Total():
            return _total_words(node, language)
        case Group():
            return _group_words(node.conditions, language) or (node.name or "").replace("-", " ")
        case Spread():
            spread = "gespreid gewerkt" if nl else "work spread over time"
            return f"{spread}, {weekly}" if (weekly := weekly_words(node, language)) else spread
        case DocumentSeen():
            return vocabulary.label("document_kinds", node.kind, language)
        case HoldingHeld():
            return _group_words(node.conditions, language) or (
                "diploma of bewijs" if nl else "a diploma or proof"
            )
        case DeclarationMade():
            words = vocabulary.label("declaration_kinds", node.kind, language)
            return f"{words} ({node.about})" if node.about else words
        case RecognitionHeld():
            return f"{'erkenning' if nl else 'recognition'}: {norm_title(node.norm, language)}"
        case AgeIs():
            return _age_words(node, nl)
        case FirstPeriod():
            return "eerste periode" if nl else "first period"
        case AdmittedBy():
            route = labels("admission_routes", node.routes, language)
            return f"{'toegelaten met' if nl else 'admitted by'} {route}"
        case AllOf():
            return "alle eisen" if nl else "all requirements"
        case AnyOf():
            return _any_words(node, language)
        case IfThen():
            return title_words(node.then, language)
    return node.id


def weekly_words(node: Spread, language: str) -> str:
    """How long a week has to be for its month to count; empty when any length does."""
    if node.weekly is None:
        return ""
    least = amount_text(node.weekly, Unit.MINUTES, language)
    return f"ten minste {least} per week" if language_of(language) == "nl" else f"at least {least} a week"


def norm_title(norm: str, language: str) -> str:
    """The title of another norm as it ships; its id when it is none of ours."""
    found = shipped().get(norm)
    return found.title.get(language_of(language)) if found is not None else norm


def _total_words(node: Total, language: str) -> str:
    words = _group_words(node.group.conditions, language)
    if node.facts == "work":
        base = "werk" if language == "nl" else "work"
        return f"{base}, {words}" if words else base
    return words or ("leren en reflectie samen" if language == "nl" else "learning and reflection together")


def _any_words(node: AnyOf, language: str) -> str:
    named = either([title_words(item, language) for item in node.items], language)
    if node.number == 1:
        return named
    return f"{node.number} {'van' if language == 'nl' else 'of'}: {named}"


def _age_words(node: AgeIs, nl: bool) -> str:
    parts = []
    if node.at_least is not None:
        parts.append(f"{node.at_least} jaar of ouder" if nl else f"{node.at_least} years or older")
    if node.under is not None:
        parts.append(f"jonger dan {node.under} jaar" if nl else f"under {node.under} years")
    return (" en " if nl else " and ").join(parts)


def _group_words(conditions: tuple[Condition, ...], language: str) -> str:
    kinds = [condition for condition in conditions if isinstance(condition, KindIn)]
    named = [c for c in conditions if not isinstance(c, KindIn) or c is kinds[-1]]  # the family says less
    words = [found for condition in named if (found := condition_words(condition, language))]
    return ", ".join(words)


def condition_words(condition: Condition, language: str) -> str:
    """A condition as part of a title; empty when it only excludes."""
    nl = language == "nl"
    match condition:
        case KindIn():
            list_name = (
                "activity_kinds"
                if vocabulary.is_term("activity_kinds", condition.named[0])
                else "holding_kinds"
            )
            return labels(list_name, condition.named, language)
        case FormIs():
            return vocabulary.label("forms", condition.form, language)
        case TopicIn():
            return f"{'over' if nl else 'about'} {labels('topics', condition.topics, language)}"
        case Accredited():
            if not condition.wanted:
                return "niet geaccrediteerd" if nl else "not accredited"
            by = labels("accreditors", condition.by, language)
            base = "geaccrediteerd" if nl else "accredited"
            return f"{base} {'door' if nl else 'by'} {by}" if by else base
        case CategoryIn():
            return f"{'categorie' if nl else 'category'} {either(sorted(condition.categories), language)}"
        case Confirmed():
            by = labels("accreditors", condition.by, language)
            base = "bevestigd" if nl else "confirmed"
            return f"{base} ({by})" if by else base
        case ProgrammeIs():
            return f"{'opleiding' if nl else 'programme'} {condition.programme}"
        case RoleIn():
            return f"{'als' if nl else 'as'} {labels('roles', condition.roles, language)}"
        case LevelAtLeast():
            level = vocabulary.label("levels", condition.level, language)
            if condition.exactly:
                return f"{'op niveau' if nl else 'at level'} {level}"
            named = (
                level if ("niveau" if nl else "level") in level else f"{'niveau' if nl else 'level'} {level}"
            )
            return f"{named} {'of hoger' if nl else 'or higher'}"
        case SettingIn():
            return labels("settings", condition.settings, language)
        case FieldIn():
            return f"in {labels('fields', condition.fields, language)}"
        case NameIs():
            return condition.name
        case ShownBy():
            return f"{'aangetoond' if nl else 'shown'}: {condition.way}"
    return ""


def minimum_text(minutes: int, language: str) -> str:
    """A length of time, for sentences about sessions."""
    return amount_text(minutes, Unit.MINUTES, language)

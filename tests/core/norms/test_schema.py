"""The JSON Schema of a norm: every norm that ships fits it, and what the reader refuses for its form it refuses too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

import vakwerk.data
from vakwerk.core.norms import UnreadableNorm, norm_from_data
from vakwerk.core.norms.schema import norm_schema
from vakwerk.core.norms.semantics import rows

FOLDER = Path(vakwerk.data.__file__).parent / "norms"
VALIDATOR = Draft202012Validator(norm_schema())


class _EditorLoader(yaml.SafeLoader):
    """Reads YAML as editors do: dates are text."""


_EditorLoader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in pairs if tag != "tag:yaml.org,2002:timestamp"]
    for letter, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _as_editors_see_it(text: str) -> Any:
    return yaml.load(text, Loader=_EditorLoader)


def _norm(**version: Any) -> dict[str, Any]:
    return {
        "norm": "a-norm",
        "title": {"nl": "n", "en": "e"},
        "owner": "x",
        "status": "example",
        "checked_on": "2026-11-23",
        "period": {"length": "5 years"},
        "versions": [
            {
                "from": "2020-01-01",
                "source": {"title": "t"},
                "requires": {"learning": {"at_least": "1 hour"}},
                **version,
            }
        ],
    }


def test_the_schema_is_itself_a_schema() -> None:
    Draft202012Validator.check_schema(norm_schema())


@pytest.mark.parametrize("file", sorted(FOLDER.rglob("norm.yaml")), ids=lambda file: file.parent.name)
def test_every_norm_that_ships_fits(file: Path) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(_as_editors_see_it(file.read_text()))] == []


@pytest.mark.parametrize("row", rows(), ids=[row.form for row in rows()])
def test_every_form_of_the_language_fits(row: Any) -> None:
    fragment = _as_editors_see_it(row.fragment)
    whole = _norm()
    version = {key: value for key, value in fragment.items() if key not in norm_schema()["properties"]}
    whole["versions"][0].update(version)
    assert [error.message for error in VALIDATOR.iter_errors(whole)] == []


BROKEN: dict[str, dict[str, Any]] = {
    "an unknown key in a version": _norm(requirs={}),
    "two forms in one requirement": _norm(
        requires={"learning": {"at_least": "1 hour"}, "work": {"at_least": "1 hour"}}
    ),
    "no form at all": _norm(requires={"name": "x"}),
    "an if without then": _norm(requires={"if": {"first_period": True}}),
    "an unknown kind": _norm(requires={"learning": {"kind": "curse", "at_least": "1 hour"}}),
    "an unknown filter": _norm(requires={"learning": {"role": "docent", "at_least": "1 hour"}}),
    "an amount without a unit": _norm(requires={"learning": {"at_least": 60}}),
    "a unit that does not exist": _norm(requires={"learning": {"at_least": "60 houres"}}),
    "two effects of one relief": _norm(relief=[{"for": "pregnancy", "extends": "16 weeks", "pauses": True}]),
    "no effect of a relief": _norm(relief=[{"for": "pregnancy"}]),
    "a weight of nothing": _norm(
        requires={"activities": {"at_least": "2 points", "weights": [{"kind": "supervision"}]}}
    ),
    "a percentage of nothing": _norm(
        requires={"learning": {"of_which": [{"kind": "course", "counts_up_to": "40 percent"}]}}
    ),
    "a word in one language": _norm(not_expressed=[{"nl": "alleen Nederlands"}]),
    "a decree without dates": _norm(decrees=[{"extends": "6 months"}]),
    "an age without a limit": _norm(requires={"age": {}}),
    "a basis in other words": _norm(requires={"work": {"at_least": "80 hours", "basis": "8 a week"}}),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=list(BROKEN))
def test_what_is_broken_does_not_fit_and_is_not_read_either(data: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(data)
    with pytest.raises(UnreadableNorm):
        norm_from_data(data)


def test_what_the_broken_ones_are_made_from_fits() -> None:
    assert VALIDATOR.is_valid(_norm())
    assert norm_from_data(_norm()).id == "a-norm"

"""Random norms from the whole grammar, as the data a YAML file holds. What the checker refuses is drawn again."""

from __future__ import annotations

from datetime import date
from typing import Any

import yaml
from hypothesis import strategies as st
from tests.core.norms.agreement import OTHER

from vakwerk.core.norms import Norm, UnreadableNorm, norm_from_data

Data = dict[str, Any]
AMOUNTS = {
    "hours": ("1 hours", "2 hours", "3 hours", "10 hours", "59 minutes", "121 minutes", "20 hours"),
    "points": ("1 points", "2 points", "0.5 points", "4 points", "12 points"),
    "pieces": ("1 pieces", "2 pieces", "3 pieces"),
    "work": ("16 hours", "1 hours", "480 minutes", "1600 hours", "832 hours"),
}
CONDITIONS: tuple[Data, ...] = (
    {"topic": "ethics"}, {"topic": ["content", "ethics"]}, {"accredited": "true"}, {"accredited": "false"},
    {"accredited_by": ["skj", "nip"]}, {"category": "a"}, {"confirmed": "true"}, {"confirmed_by": ["lvsc", "nvo"]},
    {"programme": "mc"}, {"session_at_least": "1 hour"}, {"session_at_least": "61 minutes"}, {"form": "formal"},
    {"form": "informal"}, {"kind": "learning"}, {"kind": ["course", "intervision"]}, {"except": ["self-reflection"]},
)  # fmt: skip
WORK_CONDITIONS: tuple[Data, ...] = (
    {"role": "orthopedagoog"}, {"level": "hbo"}, {"level": "hbo", "exactly": "true"}, {"setting": "clinical"},
    {"level": "master"},
)  # fmt: skip


class _Plain(yaml.SafeDumper):
    """Writes everything out: a norm has no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _amount(unit: str) -> st.SearchStrategy[str]:
    return st.sampled_from((*AMOUNTS[unit], "not_established"))


@st.composite
def _filters(draw: st.DrawFn, pool: tuple[Data, ...]) -> Data:
    found: Data = {}
    for one in draw(st.lists(st.sampled_from(pool), max_size=2)):
        found.update(one)
    return found


@st.composite
def _capped_parts(draw: st.DrawFn, unit: str) -> list[Data]:
    """Parts with caps, kept apart by form or kind, with a percentage of a named sibling sometimes."""
    if draw(st.booleans()):
        ones, others = {"form": "formal"}, {"form": "informal"}
    else:
        ones, others = {"kind": ["course", "supervision"]}, {"kind": ["reading", "intervision"]}
    numbers = st.sampled_from(AMOUNTS[unit])
    first: Data = {**ones, "name": "one", **draw(_filters(({"topic": "ethics"}, {"accredited": "true"})))}
    second: Data = {**others, "name": "two"}
    if draw(st.booleans()):
        first["at_least"] = draw(numbers)
    choice = draw(st.integers(0, 2))
    if choice == 0:
        second["counts_up_to"] = draw(numbers)
    elif choice == 1:
        second["counts_up_to"] = f"{draw(st.sampled_from((40, 66, 100)))} percent of [one]"
    else:
        second["counts_up_to"], first["counts_up_to"] = draw(numbers), draw(numbers)
    if draw(st.booleans()):
        inner = {
            "topic": "ethics",
            "name": "inner",
            draw(st.sampled_from(("at_least", "counts_up_to"))): draw(numbers),
        }
        draw(st.sampled_from((first, second)))["of_which"] = [inner]
    return [first, second]


@st.composite
def _group(draw: st.DrawFn, unit: str) -> Data:
    body: Data = draw(_filters(CONDITIONS))
    if draw(st.integers(0, 3)):
        body["at_least"] = draw(_amount(unit))
    kind = draw(st.integers(0, 3))
    if kind == 1:
        body["of_which"] = draw(_capped_parts(unit))
    elif kind == 2:
        parts = draw(st.lists(_filters(CONDITIONS), min_size=1, max_size=2))
        body["of_which"] = [{**part, "at_least": draw(_amount(unit))} for part in parts]
        if draw(st.booleans()):
            body["of_which"][0] = {draw(st.sampled_from(("learning", "reflection"))): body["of_which"][0]}
    if draw(st.integers(0, 5)) == 0:
        body["exclusive"] = "shared"
    if draw(st.integers(0, 5)) == 0:
        body["pro_rata"] = "true"
    return body


@st.composite
def _activities(draw: st.DrawFn) -> Data:
    unit = draw(st.sampled_from(("hours", "points", "pieces")))
    body = draw(_group(unit))
    if draw(st.integers(0, 2)) == 0:
        weights: list[Data] = []
        for _ in range(draw(st.integers(1, 2))):
            worth = st.sampled_from(
                ({"by": "4"}, {"by": "1.5"}, {"by": "2/3"}, {"counts_as": AMOUNTS[unit][1]})
            )
            weights.append(
                {
                    **draw(_filters(({"kind": "supervision"}, {"form": "formal"}, {"topic": "ethics"}))),
                    **draw(worth),
                }
            )
        body["weights"] = weights
    if draw(st.integers(0, 3)) == 0:
        body["net_of"] = [{"kind": draw(st.sampled_from(("supervision", "learning")))}]
    if draw(st.integers(0, 3)) == 0:
        body["per_fact_up_to"] = draw(st.sampled_from(AMOUNTS[unit]))
    return {draw(st.sampled_from(("activities", "learning", "reflection"))): body}


@st.composite
def _work(draw: st.DrawFn) -> Data:
    body: Data = {**draw(_filters(WORK_CONDITIONS)), "at_least": draw(_amount("work"))}
    if draw(st.booleans()):
        body["of_which"] = [{**draw(st.sampled_from(WORK_CONDITIONS)), "at_least": draw(_amount("work"))}]
        if draw(st.booleans()):
            body["of_which"] = [
                {
                    **draw(st.sampled_from(WORK_CONDITIONS)),
                    "counts_up_to": draw(st.sampled_from(AMOUNTS["work"])),
                }
            ]
    if draw(st.integers(0, 2)) == 0:
        body["lost_before_gap"] = draw(st.sampled_from(("12 months", "1 months", "2 years")))
    return {"work": body}


@st.composite
def _atom(draw: st.DrawFn) -> Data:
    return draw(
        st.sampled_from(
            (
                {"document": {"kind": "vog"}},
                {"document": {"kind": "vog", "valid": "throughout"}},
                {"document": {"kind": "vog", "max_age": "12 months", "scope": ["84"]}},
                {"document": {"kind": "vog", "valid": "throughout", "max_age": "2 years"}},
                {"holding": {"level": "hbo"}},
                {"holding": {"level": "hbo", "exactly": "true", "kind": "diploma"}},
                {"holding": {"field": "social-work", "shown_by": "assessed"}},
                {"holding": {"name": "x"}},
                {"declaration": {"kind": "code"}},
                {"declaration": {"kind": "membership", "about": "fvb"}},
                {"recognition": {"norm": OTHER}},
                {"age": {"at_least": "21"}},
                {"age": {"at_least": "18", "under": "67"}},
                {"spread": {"at_least": "13 months", "level": "hbo"}},
                {"spread": {"at_least": "1 months"}},
                {"spread": {"at_least": "2 months", "weekly_at_least": "16 hours"}},
                {"spread": {"at_least": "7 months", "weekly_at_least": "24 hours", "level": "hbo"}},
                {"first_period": "true"},
                {"admitted_by": ["other-profile"]},
            )
        )
    )


def _requirements() -> st.SearchStrategy[Data]:
    leaf = st.one_of(_activities(), _activities(), _work(), _atom())

    def composed(inner: st.SearchStrategy[Data]) -> st.SearchStrategy[Data]:
        lists = st.lists(inner, min_size=1, max_size=3)
        return st.one_of(
            lists.map(lambda items: {"all": items}),
            lists.map(lambda items: {"any": items}),
            st.lists(inner, min_size=2, max_size=3).map(
                lambda items: {"some": {"at_least": "2", "of": items}}
            ),
            st.tuples(_atom(), inner).map(lambda pair: {"if": pair[0], "then": pair[1]}),
        )

    return st.recursive(leaf, composed, max_leaves=4)


RELIEF: tuple[Data, ...] = (
    {"for": "pregnancy", "extends": "16 weeks", "each": "true"},
    {"for": "pregnancy", "extends": "6 months", "each": "false", "not_twice_in_a_row": "true"},
    {"for": "sickness", "counts_as_worked": "true", "at_most": "6 weeks"},
    {"for": "sickness", "counts_as_worked": "true"},
    {"for": "long-illness", "pauses": "true", "at_most": "2 years"},
    {"for": ["sickness", "pregnancy"], "pauses": "true"},
    {"for": "leave", "extends": "10 days", "at_most": "15 days"},
    {"for": "parental-leave", "effect": "none"},
)
COUNTS_WHEN: tuple[Data, ...] = (
    {"any": [{"completed": "within_period"}, {"topic": "ethics", "completed": "any_time"}]},
    {"accredited": "true"},
    {"form": "formal"},
    {"completed": "before_period"},
)


@st.composite
def percent_caps(draw: st.DrawFn) -> Data:
    """A sum in which one part counts up to a percentage of another."""
    unit = draw(st.sampled_from(("hours", "points")))
    percent = draw(st.sampled_from((40, 66)))
    one: Data = {"form": "formal", "name": "one"}
    two: Data = {"form": "informal", "name": "two", "counts_up_to": f"{percent} percent of [one]"}
    return {"activities": {"at_least": draw(_amount(unit)), "of_which": [one, two]}}


@st.composite
def net_sums(draw: st.DrawFn) -> Data:
    """A sum in which some kinds lose what was at a distance."""
    body: Data = {
        "at_least": draw(_amount("hours")),
        "net_of": [{"kind": draw(st.sampled_from(("learning", "reflection")))}],
    }
    return {"activities": body}


@st.composite
def _version(draw: st.DrawFn, since: date, requirements: st.SearchStrategy[Data] | None = None) -> Data:
    several = st.lists(_requirements(), min_size=1, max_size=3).map(lambda items: {"all": items})
    root = draw(st.one_of(_requirements(), several, _work()) if requirements is None else requirements)
    version: Data = {"from": since, "source": {"title": "random"}, "requires": root}
    if draw(st.integers(0, 2)) == 0:
        version["counts_when"] = draw(st.sampled_from(COUNTS_WHEN))
    choice = draw(st.integers(0, 3))
    if choice == 0:
        version["relief"] = "not_established"
    elif choice > 1:
        version["relief"] = draw(st.lists(st.sampled_from(RELIEF), min_size=1, max_size=3, unique_by=str))
    if draw(st.integers(0, 3)) == 0:
        ends = {"from": date(2024, 2, 29), "before": date(2025, 3, 1)}
        version["decrees"] = [
            {"period_ends": ends, "extends": draw(st.sampled_from(("6 months", "10 days")))}
        ]
    if draw(st.integers(0, 2)) == 0:
        version["measures"] = [
            {"kind": "restriction-full"},
            {"kind": "restriction-partial", "work": "not_established"},
        ]
    if draw(st.integers(0, 5)) == 0:
        version["met_by"] = [OTHER]
    if draw(st.integers(0, 2)) == 0:
        term = draw(st.sampled_from(("1 year", "90 days")))
        percent = draw(st.sampled_from(("75 percent", "50 percent", "1 percent")))
        version["tolerance"] = {
            "at_least": percent,
            "of": "average",
            "remedy": "conditional",
            "repair_within": term,
        }
    if draw(st.integers(0, 3)) == 0:
        version["point"] = draw(st.sampled_from(("30 minutes", "90 minutes")))
    return version


@st.composite
def norms(draw: st.DrawFn, requirements: st.SearchStrategy[Data] | None = None) -> Norm:
    """A readable random norm; one that requires nothing but `requirements`, when these are given."""
    dates = draw(
        st.sampled_from(
            (
                (date(2018, 1, 1),),
                (date(2018, 1, 1), date(2022, 12, 1)),
                (date(2020, 2, 29), date(2023, 1, 31)),
            )
        )
    )
    data: Data = {
        "norm": "random-norm",
        "title": {"nl": "n", "en": "n"},
        "owner": "test",
        "status": "example",
        "checked_on": date(2024, 1, 1),
        "chosen_by": draw(st.sampled_from(("period_start", "period_end", "assessed_on"))),
        "versions": [draw(_version(since, requirements)) for since in dates],
    }
    if draw(st.integers(0, 5)):
        data["period"] = {"length": draw(st.sampled_from(("5 years", "4 years", "13 months")))}
    else:
        data["kind"] = "admission"
    if len(dates) == 2 and draw(st.booleans()):
        when = {"period_started": f"before {dates[1]}", "period_ends": f"after {dates[1]}"}
        data["transition"] = [{"when": when, "use": f"version {draw(st.sampled_from(dates))}"}]
    if draw(st.integers(0, 5)) == 0:
        data["versions"][-1]["until"] = date(2024, 2, 29)
    try:
        return norm_from_data(data, yaml.dump(data, Dumper=_Plain))
    except UnreadableNorm:
        from hypothesis import reject

        reject()

"""The pages of the portfolio and the plan: all are about one's own, so everybody may open them and reads only theirs.

A plan or a goal in the address belongs to the owner: for everybody else it is not there (404).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from tests.matrix.shape import ACCOUNTS, OWNER, SECRET, MatrixPage, World

OWN = frozenset({OWNER})


def furnish(world: World) -> Mapping[str, Any]:
    """A plan with a goal and a fact with a note, full of what nobody else may read."""
    from vakwerk.apps.dossier import actions as dossier
    from vakwerk.apps.portfolio import actions
    from vakwerk.core.dossier import Activity

    day = dt.date(2026, 1, 15)
    fact = Activity(id="portfolio-fact", kind="intervision", title=SECRET, completed_on=day, minutes=60)
    dossier.record_fact(person=world.person, fact=fact, note=SECRET, actor=world.owner)
    plan = actions.start_plan(person=world.person, start=dt.date(2026, 1, 1), end=dt.date(2030, 1, 1))
    wish = actions.Wish(SECRET, why=SECRET)
    goal = actions.add_goal(person=world.person, plan_id=plan, wish=wish, actor=world.owner)
    actions.tie_element(person=world.person, fact_id="portfolio-fact", element="relational")
    return {"portfolio_fact": "portfolio-fact", "portfolio_plan": plan, "portfolio_goal": goal}


def _plan(world: World) -> Mapping[str, Any]:
    return {"plan_id": world.made["portfolio_plan"]}


def _goal(world: World) -> Mapping[str, Any]:
    return {"goal_id": world.made["portfolio_goal"]}


def _step(world: World) -> Mapping[str, Any]:
    return {**_goal(world), "step": "bereikt"}


def _fact(world: World) -> Mapping[str, Any]:
    return {"fact_id": world.made["portfolio_fact"]}


def _data(**sent: Any) -> Any:
    return lambda _world: sent


PAGES: list[MatrixPage] = [
    *(
        MatrixPage(f"portfolio:{name}", ACCOUNTS)
        for name in ("overview", "document", "export_json", "export_zip", "plans", "new_plan")
    ),
    MatrixPage("portfolio:new_plan", ACCOUNTS, method="post", data=_data(periode="this-year")),
    MatrixPage("portfolio:tie", ACCOUNTS, arguments=_fact, method="post", data=_data(on="integral")),
    MatrixPage("portfolio:plan", OWN, arguments=_plan),
    MatrixPage("portfolio:new_goal", OWN, arguments=_plan),
    MatrixPage("portfolio:new_goal", OWN, arguments=_plan, method="post", data=_data(text="Leren")),
    MatrixPage("portfolio:share_goals", OWN, arguments=_plan, method="post", data=_data(goals="along")),
    MatrixPage("portfolio:take_over", OWN, arguments=_plan, method="post", data=_data(keys=["x|y"])),
    MatrixPage("portfolio:change_goal", OWN, arguments=_goal),
    MatrixPage("portfolio:change_goal", OWN, arguments=_goal, method="post", data=_data(text="Anders")),
    MatrixPage(
        "portfolio:goal_fact",
        OWN,
        arguments=_goal,
        method="post",
        data=_data(fact="portfolio-fact", said="fits"),
    ),
    MatrixPage("portfolio:move_goal", OWN, arguments=_step, method="post"),
    MatrixPage("portfolio:look_back", OWN, arguments=_plan),
    MatrixPage("portfolio:look_back", OWN, arguments=_plan, method="post", data=_data(text="", go_on="stop")),
]

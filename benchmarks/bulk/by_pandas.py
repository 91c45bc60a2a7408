"""The same with pandas: frames in memory, part by part, two processes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from bulk.in_two import decide_all
from bulk.task import (
    AFTER,
    AS_IF_SINCE,
    COLUMNS,
    DAY_MINUTES,
    FORMAL_MINUTES,
    INFORMAL_MINUTES,
    LEARNING,
    LEARNING_MINUTES,
    MOST_PREGNANCY_DAYS,
    NORM,
    ON,
    PREGNANCY_DAYS,
    REFLECTION,
    REFLECTION_MINUTES,
    SESSION_MINUTES,
    Task,
)

FAR = pd.Timestamp(2200, 1, 1)
"""After every date that matters; pandas' own dates end in 2262."""
FAMILIES = {**dict.fromkeys(LEARNING, 1), **dict.fromkeys(REFLECTION, 2)}


def _read(task: Task, table: str, part: str, columns: Sequence[str]) -> pd.DataFrame:
    """Words as categories and days as datetime64; what may be unknown becomes a float or NaT."""
    words = [name for name in columns if name in ("kind", "form", "norm", "requirement")]
    found = pq.read_table(task.table(table, part), columns=list(columns), read_dictionary=words)
    return found.to_pandas(date_as_object=False)


def scope(task: Task, part: str) -> pd.DataFrame:
    """Everybody with the window, by person: the stored one, 16 weeks longer for each pregnancy, 32 at most."""
    people = _read(task, "people", part, ["person"])
    held = _read(task, "recognitions", part, ["person", "norm", "period_start", "period_end"])
    under = people.merge(held[held["norm"] == NORM].drop(columns="norm"), on="person", how="left")
    as_if = under["period_start"].isna()
    under["starts"] = under["period_start"].fillna(pd.Timestamp(AS_IF_SINCE))
    under["ends"] = under["period_end"].fillna(pd.Timestamp(AFTER))
    gone = _read(task, "absences", part, ["person", "kind", "since"])
    gone = gone[gone["kind"] == "pregnancy"].merge(under, on="person")
    gone = gone[(gone["since"] >= gone["starts"]) & (gone["since"] < gone["ends"])]
    under = under.set_index("person")
    times = gone.groupby("person").size().reindex(under.index, fill_value=0)
    days = np.minimum(MOST_PREGNANCY_DAYS, PREGNANCY_DAYS * times.to_numpy())
    days[as_if.to_numpy(dtype=bool)] = 0
    under["ends"] += pd.to_timedelta(days, unit="D")
    return under[["starts", "ends"]]


def sums(task: Task, part: str, under: pd.DataFrame) -> pd.DataFrame:
    """What activities add up to, at least and at most."""
    dates, numbers = ["started_on", "completed_on"], ["minutes", "remote_minutes", "sessions"]
    acts = _read(task, "activities", part, ["person", "kind", "form", *dates, *numbers])
    acts["family"] = acts["kind"].map(FAMILIES).astype("float64")
    acts = acts[acts["family"].notna() & (acts["completed_on"] <= pd.Timestamp(ON))]
    acts = acts.join(under, on="person")
    acts = acts[(acts["completed_on"] >= acts["starts"]) & (acts["completed_on"] < acts["ends"])]
    days = (acts["completed_on"] - acts["started_on"].fillna(acts["completed_on"])).dt.days + 1
    low = acts["minutes"].fillna(0).to_numpy(dtype="int64")
    unknown = acts["minutes"].isna().to_numpy(dtype=bool)
    high = np.where(unknown, np.maximum(1, days.to_numpy()) * DAY_MINUTES, low)
    supervised = (acts["kind"] == "supervision").to_numpy(dtype=bool)
    off = np.where(supervised, acts["remote_minutes"].to_numpy(dtype="int64"), 0)
    learns = (acts["family"] == 1).to_numpy(dtype=bool)
    unsaid = acts["form"].isna().to_numpy(dtype=bool)
    formal = (acts["form"] == "formal").to_numpy(dtype=bool)
    informal = (acts["form"] == "informal").to_numpy(dtype=bool)
    long = ~unknown & (low >= SESSION_MINUTES * acts["sessions"].to_numpy(dtype="int64"))
    amounts = pd.DataFrame(
        {
            "person": acts["person"].to_numpy(dtype="int64"),
            "formal_low": low * (learns & formal),
            "formal_high": high * (learns & (formal | unsaid)),
            "informal_low": low * (learns & informal),
            "informal_high": high * (learns & (informal | unsaid)),
            "capped_low": low * (learns & (informal | unsaid)),
            "capped_high": high * (learns & informal),
            "reflection_low": np.maximum(0, low - off) * (~learns & long),
            "reflection_high": np.maximum(0, high - off) * (~learns & (long | unknown)),
        }
    )
    found = amounts.groupby("person").sum().reindex(under.index, fill_value=0)
    for bound in ("low", "high"):
        found[f"learning_{bound}"] = found[f"formal_{bound}"] + np.minimum(
            INFORMAL_MINUTES, found[f"capped_{bound}"]
        )
    return found


def covered(task: Task, part: str, under: pd.DataFrame) -> pd.Series:
    """How many days of the window up to the date some certificate of conduct covers."""
    seen = _read(task, "documents", part, ["person", "kind", "issued_on", "until"])
    seen = seen[(seen["kind"] == "vog") & (seen["issued_on"] <= pd.Timestamp(ON))].join(under, on="person")
    seen["s"] = np.maximum(seen["issued_on"], seen["starts"])
    seen["e"] = np.minimum(np.minimum(seen["until"].fillna(FAR), seen["ends"]), pd.Timestamp(AFTER))
    seen = seen[seen["e"] > seen["s"]].sort_values(["person", "s", "e"])
    reached = seen["e"].groupby(seen["person"]).cummax()
    before = reached.groupby(seen["person"]).shift(1).fillna(seen["s"])
    days = (seen["e"] - np.maximum(seen["s"], before)).dt.days.clip(lower=0)
    return days.groupby(seen["person"]).sum().reindex(under.index, fill_value=0)


def decided(task: Task, part: str) -> dict[str, list[int]]:
    """By requirement the people for whom a hardship decision takes it as met."""
    taken = _read(task, "hardships", part, ["person", "norm", "requirement", "since", "until"])
    valid = (taken["since"] <= pd.Timestamp(ON)) & (
        taken["until"].isna() | (taken["until"] > pd.Timestamp(ON))
    )
    taken = taken[(taken["norm"] == NORM) & valid]
    return {str(name): list(people) for name, people in taken.groupby("requirement")["person"]}


def decide(task: Task, part: str) -> None:
    """One part."""
    under = scope(task, part)
    measured, days, taken = sums(task, part, under), covered(task, part, under), decided(task, part)
    need = (np.minimum(under["ends"], pd.Timestamp(AFTER)) - under["starts"]).dt.days.clip(lower=0)
    out = pd.DataFrame(index=under.index)

    def met(requirement: str, value: np.ndarray) -> np.ndarray:
        hard = under.index.isin(taken.get(requirement, []))
        out[requirement] = np.where(hard, 2, value).astype("int8")
        return out[requirement].to_numpy()

    def kleene(of: str, least: int) -> np.ndarray:
        low, high = measured[f"{of}_low"].to_numpy(), measured[f"{of}_high"].to_numpy()
        return np.where(low >= least, 2, np.where(high < least, 0, 1))

    def numbers(requirement: str, low: pd.Series, high: pd.Series, least: pd.Series | int | None) -> None:
        out[f"{requirement}:have"], out[f"{requirement}:have_at_most"] = low, high
        out[f"{requirement}:need"] = pd.array([None] * len(out), dtype="Int64") if least is None else least
        out[f"{requirement}:short"] = 0 if least is None else (least - low).clip(lower=0)

    formal = met("learning.formal", kleene("formal", FORMAL_MINUTES))
    met("learning.informal", np.full(len(out), 2))
    learning = met("learning", np.minimum(kleene("learning", LEARNING_MINUTES), formal))
    reflection = met("reflection", kleene("reflection", REFLECTION_MINUTES))
    document = met("document", np.where(days >= need, 2, 0))
    out["outcome"] = met("all", np.minimum(np.minimum(learning, reflection), document))
    for requirement, of, least in (
        ("learning", "learning", LEARNING_MINUTES),
        ("learning.formal", "formal", FORMAL_MINUTES),
        ("learning.informal", "informal", None),
        ("reflection", "reflection", REFLECTION_MINUTES),
    ):
        numbers(requirement, measured[f"{of}_low"], measured[f"{of}_high"], least)
    numbers("document", days, days, need)
    out = out.reset_index().sort_values("person")
    columns = {name: pa.array(out[name]) for name in COLUMNS if name not in ("starts", "ends")}
    for name in ("starts", "ends"):
        columns[name] = pa.array(under.loc[out["person"], name].to_numpy().astype("datetime64[D]"))
    pq.write_table(
        pa.table({name: columns[name] for name in COLUMNS}), task.written(part), compression="zstd"
    )


if __name__ == "__main__":
    decide_all(decide)

"""The same with polars: lazy frames, its streaming engine, part by part."""

from __future__ import annotations

import polars as pl

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
    NEVER,
    NORM,
    ON,
    PREGNANCY_DAYS,
    REFLECTION,
    REFLECTION_MINUTES,
    SESSION_MINUTES,
    Task,
    task_given,
)

col, lit = pl.col, pl.lit


def scope(task: Task, part: str) -> pl.LazyFrame:
    """Everybody with the window: the stored one, 16 weeks longer for each pregnancy, 32 at most."""
    held = pl.scan_parquet(task.table("recognitions", part)).filter(col("norm") == NORM)
    people = pl.scan_parquet(task.table("people", part)).select("person")
    under = people.join(held.select("person", "period_start", "period_end"), on="person", how="left").select(
        "person",
        as_if=col("period_start").is_null(),
        starts=col("period_start").fill_null(AS_IF_SINCE),
        stored_end=col("period_end").fill_null(AFTER),
    )
    times = (
        pl.scan_parquet(task.table("absences", part))
        .filter(col("kind") == "pregnancy")
        .select("person", "since")
        .join(under, on="person")
        .filter((col("since") >= col("starts")) & (col("since") < col("stored_end")))
        .group_by("person")
        .agg(times=pl.len().cast(pl.Int64))
    )
    days = pl.min_horizontal(lit(MOST_PREGNANCY_DAYS), PREGNANCY_DAYS * col("times").fill_null(0))
    longer = col("stored_end") + pl.duration(days=days)
    return under.join(times, on="person", how="left").select(
        "person", "starts", ends=pl.when("as_if").then("stored_end").otherwise(longer).cast(pl.Date)
    )


def sums(task: Task, part: str, under: pl.LazyFrame) -> pl.LazyFrame:
    """What activities add up to, at least and at most."""
    days = (col("completed_on") - col("started_on").fill_null(col("completed_on"))).dt.total_days() + 1
    acts = (
        pl.scan_parquet(task.table("activities", part))
        .select(
            "person", "kind", "form", "started_on", "completed_on", "minutes", "remote_minutes", "sessions"
        )
        .filter((col("completed_on") <= ON) & col("kind").is_in([*LEARNING, *REFLECTION]))
        .join(under, on="person")
        .filter((col("completed_on") >= col("starts")) & (col("completed_on") < col("ends")))
        .with_columns(
            learns=col("kind").is_in(LEARNING),
            low=col("minutes").fill_null(0),
            high=col("minutes").fill_null(pl.max_horizontal(lit(1), days) * DAY_MINUTES),
            long=col("minutes") >= SESSION_MINUTES * col("sessions"),
            off=pl.when(col("kind") == "supervision").then("remote_minutes").otherwise(0),
        )
    )
    learns, formal, informal = col("learns"), col("form") == "formal", col("form") == "informal"
    unsaid, reflects = col("form").is_null(), ~col("learns")
    net_low = pl.max_horizontal(lit(0), col("low") - col("off"))
    net_high = pl.max_horizontal(lit(0), col("high") - col("off"))
    return acts.group_by("person").agg(
        formal_low=col("low").filter(learns & formal).sum(),
        formal_high=col("high").filter(learns & (formal | unsaid)).sum(),
        informal_low=col("low").filter(learns & informal).sum(),
        informal_high=col("high").filter(learns & (informal | unsaid)).sum(),
        capped_low=col("low").filter(learns & (informal | unsaid)).sum(),
        capped_high=col("high").filter(learns & informal).sum(),
        reflection_low=net_low.filter(reflects & col("long")).sum(),
        reflection_high=net_high.filter(reflects & (col("long") | col("minutes").is_null())).sum(),
    )


def covered(task: Task, part: str, under: pl.LazyFrame) -> pl.LazyFrame:
    """How many days of the window up to the date some certificate of conduct covers."""
    begun = pl.max_horizontal("issued_on", "starts")
    until = pl.min_horizontal(col("until").fill_null(NEVER), col("ends"), lit(AFTER))
    before = col("e").cum_max().shift(1).over("person", order_by=["s", "e"])
    fresh = col("e") - pl.max_horizontal(col("s"), before.fill_null(col("s")))
    return (
        pl.scan_parquet(task.table("documents", part))
        .filter((col("kind") == "vog") & (col("issued_on") <= ON))
        .join(under, on="person")
        .select("person", s=begun, e=until)
        .filter(col("e") > col("s"))
        .with_columns(days=fresh.dt.total_days().clip(lower_bound=0))
        .group_by("person")
        .agg(days=col("days").sum())
    )


def decided(task: Task, part: str) -> pl.LazyFrame:
    """What a hardship decision takes as met."""
    return (
        pl.scan_parquet(task.table("hardships", part))
        .filter((col("norm") == NORM) & (col("since") <= ON) & (col("until").is_null() | (col("until") > ON)))
        .group_by("person")
        .agg(decided=col("requirement"))
    )


def judged(rows: pl.LazyFrame) -> pl.LazyFrame:
    """What the sums come to."""

    def kleene(low: str, high: str, need: int) -> pl.Expr:
        return pl.when(col(low) >= need).then(2).when(col(high) < need).then(0).otherwise(1)

    def met(requirement: str, value: pl.Expr) -> pl.Expr:
        taken = col("decided").list.contains(requirement).fill_null(value=False)
        return pl.when(taken).then(2).otherwise(value).cast(pl.Int8).alias(requirement)

    capped = [
        (col("formal_" + bound) + pl.min_horizontal(lit(INFORMAL_MINUTES), "capped_" + bound)).alias(
            "learning_" + bound
        )
        for bound in ("low", "high")
    ]
    need = (pl.min_horizontal("ends", lit(AFTER)) - col("starts")).dt.total_days().clip(lower_bound=0)
    document = pl.when(col("days") >= col("need")).then(2).otherwise(0)
    whole = pl.min_horizontal("learning", "reflection", "document")
    return (
        rows.with_columns(*capped, need=need)
        .with_columns(
            met("learning.formal", kleene("formal_low", "formal_high", FORMAL_MINUTES)),
            lit(2, pl.Int8).alias("learning.informal"),
            met("reflection", kleene("reflection_low", "reflection_high", REFLECTION_MINUTES)),
            met("document", document),
        )
        .with_columns(
            met(
                "learning",
                pl.min_horizontal(
                    kleene("learning_low", "learning_high", LEARNING_MINUTES), "learning.formal"
                ),
            )
        )
        .with_columns(met("all", whole))
        .with_columns(
            col("all").alias("outcome"),
            *_numbers("learning", "learning", lit(LEARNING_MINUTES)),
            *_numbers("learning.formal", "formal", lit(FORMAL_MINUTES)),
            *_numbers("learning.informal", "informal", None),
            *_numbers("reflection", "reflection", lit(REFLECTION_MINUTES)),
            *_numbers("document", "", col("need")),
        )
    )


def _numbers(requirement: str, of: str, need: pl.Expr | None) -> list[pl.Expr]:
    low, high = (col(f"{of}_low"), col(f"{of}_high")) if of else (col("days"), col("days"))
    short = lit(0) if need is None else (need - low).clip(lower_bound=0)
    asked = lit(None) if need is None else need
    return [
        low.alias(f"{requirement}:have"),
        high.alias(f"{requirement}:have_at_most"),
        asked.cast(pl.Int64).alias(f"{requirement}:need"),
        short.cast(pl.Int64).alias(f"{requirement}:short"),
    ]


def decide(task: Task, part: str) -> None:
    """One part."""
    under = scope(task, part).collect(engine="streaming").lazy()
    measured = under.join(sums(task, part, under), on="person", how="left").join(
        covered(task, part, under), on="person", how="left"
    )
    numbers = [name for name in measured.collect_schema() if name not in ("person", "starts", "ends")]
    rows = measured.with_columns(col(numbers).fill_null(0)).join(decided(task, part), on="person", how="left")
    found = judged(rows).select(COLUMNS).sort("person").collect(engine="streaming")
    found.write_parquet(task.written(part), compression="zstd")


def main() -> None:
    """Decide about every part."""
    with task_given() as task:
        for part in task.parts:
            decide(task, part)


if __name__ == "__main__":
    main()

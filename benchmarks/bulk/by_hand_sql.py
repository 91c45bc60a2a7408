"""SQL written by hand for this one norm: one pass over the activities, filtered sums; the columns Vakwerk writes."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb

from bulk.in_two import decide_all_in_threads
from bulk.task import (
    AFTER,
    AS_IF_SINCE,
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
    task_given,
)

MEMORY = "400MB"


def _words(words: Iterable[str]) -> str:
    return "(" + ", ".join(f"'{word}'" for word in words) + ")"


def sql(task: Task, part: str) -> str:
    """The whole statement for one part."""

    def table(name: str) -> str:
        return f"read_parquet('{task.table(name, part)}')"

    most = "coalesce(minutes, greatest(1, completed_on - coalesce(started_on, completed_on) + 1) * 1440)"
    net = "CASE WHEN kind = 'supervision' THEN greatest(0, minutes - remote_minutes) ELSE minutes END"
    most_net = f"CASE WHEN kind = 'supervision' THEN greatest(0, {most} - remote_minutes) ELSE {most} END"
    long = f"minutes >= {SESSION_MINUTES} * sessions"
    return f"""
WITH under AS (
  SELECT p.person, p.id, p.born_on, p.profession, p.level, p.region, r.person IS NOT NULL AS held,
    r.period_start IS NULL AS as_if, coalesce(r.period_start, DATE '{AS_IF_SINCE}') AS starts,
    coalesce(r.period_end, DATE '{AFTER}') AS stored_end
  FROM {table("people")} p LEFT JOIN {table("recognitions")} r ON r.person = p.person AND r.norm = '{NORM}'
), pregnant AS (
  SELECT a.person, count(*) AS times FROM {table("absences")} a JOIN under u ON u.person = a.person
  WHERE a.kind = 'pregnancy' AND a.since >= u.starts AND a.since < u.stored_end GROUP BY a.person
), scope AS (
  SELECT u.*, CASE WHEN as_if THEN stored_end ELSE stored_end
    + CAST(least({MOST_PREGNANCY_DAYS}, {PREGNANCY_DAYS} * coalesce(times, 0)) AS INTEGER) END AS ends
  FROM under u LEFT JOIN pregnant g ON g.person = u.person
), counted AS (
  SELECT a.person, kind IN {_words(LEARNING)} AS learns, form, minutes, {most} AS most,
    {net} AS net, {most_net} AS most_net, {long} AS long
  FROM {table("activities")} a JOIN scope s ON s.person = a.person
  WHERE completed_on <= DATE '{ON}' AND completed_on >= starts AND completed_on < ends
    AND kind IN {_words([*LEARNING, *REFLECTION])}
), sums AS (
  SELECT person,
    sum(minutes) FILTER (learns AND form = 'formal') AS formal,
    sum(most) FILTER (learns AND (form = 'formal' OR form IS NULL)) AS formal_most,
    sum(minutes) FILTER (learns AND form = 'informal') AS informal,
    sum(most) FILTER (learns AND (form = 'informal' OR form IS NULL)) AS informal_most,
    sum(minutes) FILTER (learns AND (form = 'informal' OR form IS NULL)) AS capped,
    sum(most) FILTER (learns AND form = 'informal') AS capped_most,
    sum(net) FILTER (NOT learns AND long) AS reflection,
    sum(most_net) FILTER (NOT learns AND (long OR minutes IS NULL)) AS reflection_most
  FROM counted GROUP BY person
), papers AS (
  SELECT d.person, greatest(d.issued_on, s.starts) AS s,
    least(coalesce(d.until, DATE '9999-01-01'), s.ends, DATE '{AFTER}') AS e
  FROM {table("documents")} d JOIN scope s ON s.person = d.person
  WHERE d.kind = 'vog' AND d.issued_on <= DATE '{ON}'
), covered AS (
  SELECT person, sum(greatest(0, e - greatest(s, coalesce(before, s)))) AS days
  FROM (SELECT person, s, e, max(e) OVER (PARTITION BY person ORDER BY s, e
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before FROM papers WHERE e > s) GROUP BY person
), decided AS (
  SELECT person, '|' || string_agg(DISTINCT requirement, '|' ORDER BY requirement) || '|' AS decided
  FROM {table("hardships")} WHERE norm = '{NORM}' AND since <= DATE '{ON}' AND (until IS NULL OR DATE '{ON}' < until)
  GROUP BY person
), weeks AS (
  SELECT person, sum(minutes_per_week) AS weekly FROM {table("work")}
  WHERE since <= DATE '{ON}' AND (until IS NULL OR DATE '{ON}' < until) GROUP BY person
), measured AS (
  SELECT s.*, h.decided, CAST(w.weekly AS BIGINT) AS weekly_minutes,
    coalesce(formal, 0)::BIGINT AS formal_low, coalesce(formal_most, 0)::BIGINT AS formal_high,
    coalesce(informal, 0)::BIGINT AS informal_low, coalesce(informal_most, 0)::BIGINT AS informal_high,
    (coalesce(formal, 0) + least({INFORMAL_MINUTES}, coalesce(capped, 0)))::BIGINT AS learning_low,
    (coalesce(formal_most, 0) + least({INFORMAL_MINUTES}, coalesce(capped_most, 0)))::BIGINT AS learning_high,
    coalesce(reflection, 0)::BIGINT AS reflection_low, coalesce(reflection_most, 0)::BIGINT AS reflection_high,
    coalesce(days, 0)::BIGINT AS days, greatest(0, least(ends, DATE '{AFTER}') - starts)::BIGINT AS need
  FROM scope s LEFT JOIN sums USING (person) LEFT JOIN covered USING (person) LEFT JOIN decided h USING (person)
    LEFT JOIN weeks w USING (person)
), judged AS (
  SELECT *,
    CASE WHEN decided LIKE '%|learning.formal|%' OR formal_low >= {FORMAL_MINUTES} THEN 2
      WHEN formal_high < {FORMAL_MINUTES} THEN 0 ELSE 1 END AS v_formal,
    CASE WHEN decided LIKE '%|learning|%' THEN 2
      ELSE least(v_formal, CASE WHEN learning_low >= {LEARNING_MINUTES} THEN 2
        WHEN learning_high < {LEARNING_MINUTES} THEN 0 ELSE 1 END) END AS v_learning,
    CASE WHEN decided LIKE '%|reflection|%' OR reflection_low >= {REFLECTION_MINUTES} THEN 2
      WHEN reflection_high < {REFLECTION_MINUTES} THEN 0 ELSE 1 END AS v_reflection,
    CASE WHEN decided LIKE '%|document|%' OR days >= need THEN 2 ELSE 0 END AS v_document,
    CASE WHEN decided LIKE '%|all|%' THEN 2 ELSE least(v_learning, v_reflection, v_document) END AS v_all
  FROM measured
)
SELECT person, id, v_all::TINYINT AS outcome, starts, ends, stored_end, held, as_if, CAST(NULL AS DATE) AS remedy_until,
  decided, FALSE AS silent, FALSE AS subsumed, born_on, profession, level, region, weekly_minutes,
  v_all::TINYINT AS "all", v_learning::TINYINT AS "learning", learning_low AS "learning:have",
  learning_high AS "learning:have_at_most", {LEARNING_MINUTES}::BIGINT AS "learning:need",
  greatest(0, {LEARNING_MINUTES} - learning_low) AS "learning:short",
  v_formal::TINYINT AS "learning.formal", formal_low AS "learning.formal:have",
  formal_high AS "learning.formal:have_at_most", {FORMAL_MINUTES}::BIGINT AS "learning.formal:need",
  greatest(0, {FORMAL_MINUTES} - formal_low) AS "learning.formal:short",
  2::TINYINT AS "learning.informal", informal_low AS "learning.informal:have",
  informal_high AS "learning.informal:have_at_most", NULL::BIGINT AS "learning.informal:need",
  0::BIGINT AS "learning.informal:short",
  v_reflection::TINYINT AS "reflection", reflection_low AS "reflection:have",
  reflection_high AS "reflection:have_at_most", {REFLECTION_MINUTES}::BIGINT AS "reflection:need",
  greatest(0, {REFLECTION_MINUTES} - reflection_low) AS "reflection:short",
  v_document::TINYINT AS "document", days AS "document:have", days AS "document:have_at_most", need AS "document:need",
  greatest(0, need - days) AS "document:short"
FROM judged ORDER BY person"""


def decide(task: Task, part: str) -> None:
    """One part, with one thread."""
    with duckdb.connect(":memory:", config={"threads": 1, "memory_limit": MEMORY}) as connection:
        connection.execute(
            f"COPY ({sql(task, part)}) TO '{task.written(part)}' (FORMAT parquet, COMPRESSION zstd)"
        )


def main() -> None:
    """Decide about every part, two at a time."""
    with task_given() as task:
        decide_all_in_threads(task, decide)


if __name__ == "__main__":
    main()

"""The deciding alone: the compiled norm over every part, written as a run writes it. No checks, nothing explained."""

from __future__ import annotations

from bulk.in_two import decide_all_in_threads
from bulk.norm import the_norm
from bulk.task import ON, Task, task_given
from vakwerk.core.norms.compile import compile_norm
from vakwerk.engines.bulk.columns import stored_sql
from vakwerk.engines.population import open_part, read_manifest


def main() -> None:
    """Decide about every part, two at a time."""
    with task_given() as task:
        (version,) = compile_norm(the_norm(), ON).versions
        sql = stored_sql(version, ON, version.people_sql)
        manifest = read_manifest(task.population)
        parts = {part.name: part for part in manifest.parts}

        def decide(task: Task, name: str) -> None:
            with open_part(manifest, parts[name], threads=1, check=False) as connection:
                connection.execute(
                    f"COPY ({sql}) TO '{task.written(name)}' (FORMAT parquet, COMPRESSION zstd)"
                )

        decide_all_in_threads(task, decide)


if __name__ == "__main__":
    main()

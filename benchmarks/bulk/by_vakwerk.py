"""The deciding alone: the compiled norm over every part, written as a run writes it. No checks, nothing explained."""

from __future__ import annotations

from bulk.norm import the_norm
from bulk.task import ON, THREADS, task_given
from vakwerk.core.norms.compile import compile_norm
from vakwerk.engines.bulk.columns import stored_sql
from vakwerk.engines.population import open_part, read_manifest


def main() -> None:
    """Decide about every part."""
    with task_given() as task:
        (version,) = compile_norm(the_norm(), ON).versions
        sql = stored_sql(version, ON, version.people_sql)
        manifest = read_manifest(task.population)
        for part in manifest.parts:
            with open_part(manifest, part, threads=THREADS, check=False) as connection:
                connection.execute(
                    f"COPY ({sql}) TO '{task.written(part.name)}' (FORMAT parquet, COMPRESSION zstd)"
                )


if __name__ == "__main__":
    main()

"""A whole run as a register makes it: files checked, everybody decided, who is close explained again, a receipt."""

from __future__ import annotations

from datetime import UTC, datetime

from bulk.norm import the_norm
from bulk.task import ON, THREADS, task_given
from vakwerk.engines.bulk import make_job, run_here
from vakwerk.engines.population import read_manifest


def main() -> None:
    """Run it with two processes."""
    norm = the_norm()
    with task_given() as task:
        manifest = read_manifest(task.population)
        job = make_job(manifest=manifest, library={norm.id: norm}, norm=norm, on=ON, out=task.out)
        run_here(job, workers=THREADS, say=lambda _progress: None, now=lambda: datetime.now(UTC))


if __name__ == "__main__":
    main()

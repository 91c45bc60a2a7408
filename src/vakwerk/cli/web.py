"""`vakwerk demo` and `vakwerk manage`: the commands of the web application."""

from __future__ import annotations

import argparse
import os

from vakwerk.cli import given


def add_commands(commands: given.Commands) -> None:
    """`demo`, and `manage`, which `main` hands on before anything is parsed."""
    demo = commands.add_parser("demo", help="fill the database with a fictitious world")
    demo.add_argument("--people", type=int, default=1000)
    demo.add_argument("--seed", type=int)
    demo.set_defaults(run=_demo)
    commands.add_parser("manage", help="commands of the web application (vakwerk manage help)")


def manage(arguments: list[str]) -> int:
    """One of the web application's own commands; returns its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vakwerk.site.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["vakwerk manage", *arguments])
    return 0


def _demo(options: argparse.Namespace) -> int:
    seed = [] if options.seed is None else ["--seed", str(options.seed)]
    return manage(["demo", "--people", str(options.people), *seed])

"""The command `vakwerk`: the same rooms from the shell. Each module holds the commands of one subject.

Exit codes of `assess`: 0 met, 1 not met, 2 undetermined, 3 unusable input.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from vakwerk import __version__
from vakwerk.cli import assessing, everybody, norms, vocabulary, web
from vakwerk.cli.given import UNUSABLE, Unusable
from vakwerk.core.dossier import UnreadableDossier
from vakwerk.core.norms import UnknownNorm, UnreadableNorm

__all__ = ["UNUSABLE", "Unusable", "main"]

SUBJECTS = (assessing, norms, everybody, vocabulary, web)
"""In the order in which `vakwerk --help` names them; each offers `add_commands`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given[:1] == ["manage"]:
        return web.manage(given[1:])
    options = _parser().parse_args(given)
    try:
        return int(options.run(options))
    except (Unusable, UnreadableNorm, UnknownNorm) as error:
        print(error, file=sys.stderr)
    except UnreadableDossier as error:
        for fault in error.faults:
            print(fault, file=sys.stderr)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return UNUSABLE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="vakwerk", description="The open register of the social professions."
    )
    parser.add_argument("--version", action="version", version=f"vakwerk {__version__}")
    parser.add_argument(
        "--language",
        choices=("nl", "en"),
        default="nl" if os.environ.get("LANG", "").startswith("nl") else "en",
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    for subject in SUBJECTS:
        subject.add_commands(commands)
    return parser

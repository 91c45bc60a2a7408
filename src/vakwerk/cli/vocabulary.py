"""`vakwerk vocabulary`: the shared terms, and whether they are whole."""

from __future__ import annotations

import argparse
import sys
from difflib import get_close_matches

from vakwerk.cli import given
from vakwerk.core import vocabulary
from vakwerk.core.vocabulary import reference
from vakwerk.core.vocabulary.checks import faults_in
from vakwerk.core.vocabulary.loading import texts_of


def add_commands(commands: given.Commands) -> None:
    """`vocabulary list`, `page`, `anchors`, `show` and `check`."""
    parser = commands.add_parser("vocabulary", help="the shared terms, and whether they are whole")
    below = parser.add_subparsers(required=True, metavar="list|show|check|page|anchors")
    for name, explained, answer in (
        ("list", "every list, by subject", lambda options: reference.contents_text(options.language)),
        ("page", "the page docs/reference/vocabulary.md", lambda _: reference.render().rstrip("\n")),
        ("anchors", "every published anchor", lambda _: "\n".join(reference.anchors())),
    ):
        below.add_parser(name, help=explained).set_defaults(run=_say, answer=answer)
    show = below.add_parser("show", help="one list, with the meaning of every term")
    show.add_argument("list")
    show.set_defaults(run=_show)
    below.add_parser("check", help="every fault in the files").set_defaults(run=_check)


def _say(options: argparse.Namespace) -> int:
    print(options.answer(options))
    return 0


def _show(options: argparse.Namespace) -> int:
    if not vocabulary.is_list(options.list):
        near = get_close_matches(options.list, [one.id for one in vocabulary.lists()], n=1)
        hint = f"did you mean '{near[0]}'?" if near else "see: vakwerk vocabulary list"
        raise given.Unusable(f"there is no list '{options.list}'; {hint}")
    print(reference.list_text(vocabulary.list_info(options.list), options.language))
    return 0


def _check(_: argparse.Namespace) -> int:
    faults = faults_in(texts_of())
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        print(
            f"{len(vocabulary.lists())} lists, {sum(len(one.terms) for one in vocabulary.lists())} terms, 0 faults"
        )
    return 1 if faults else 0

"""What several commands are given: files, norms, dates; and the refusal when it can not be used."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TypeAlias

from vakwerk.core.norms import Library, Norm, find, read_norm, shipped

UNUSABLE = 3
"""The exit code when what was given can not be used."""
LARGEST_FILE = 50_000_000

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
"""Where a module adds its commands (argparse gives this type no public name)."""


class Unusable(Exception):
    """What was given can not be used; the message says why and what to do."""


def day(text: str) -> date:
    """A date as people type it after an option. Raises what argparse shows beside the option."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date; write it as 2026-11-23") from error


def norm(given: str) -> tuple[Library, Norm]:
    """A shipped norm by id, or a file with the shipped norms around it. Raises what reading one raises."""
    path = Path(given)
    if path.suffix in (".yaml", ".yml") or path.is_file():
        norm = read_norm(text(path, "norm"), str(path))
        return {**shipped(), norm.id: norm}, norm
    return shipped(), find(shipped(), given)


def text(path: Path, what: str) -> str:
    """The text of a file, `-` being standard input. Raises Unusable, naming `what` it is (a norm, a dossier …)."""
    if str(path) == "-":
        return sys.stdin.read(LARGEST_FILE)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise Unusable(f"{path}: larger than {LARGEST_FILE // 1_000_000} MB; split the {what}")
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise Unusable(f"{path}: this {what} can not be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise Unusable(f"{path}: this {what} is not UTF-8 text; save it as UTF-8") from error


def norm_on(given: str) -> tuple[Norm, date | None]:
    """A norm as `norm` takes it, with `@DATE` behind it when one version is meant: that of the day."""
    name, at, written = given.rpartition("@")
    if not at or Path(given).is_file():
        return norm(given)[1], None
    try:
        return norm(name)[1], date.fromisoformat(written)
    except ValueError as error:
        raise Unusable(f"'{written}' is not a date; write it as {name}@2026-11-23") from error

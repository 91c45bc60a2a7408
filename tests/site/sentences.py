"""Finds every sentence that is meant to be translated, in Python and in templates, without GNU gettext."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

# The function, and where its context and its sentence stand among its arguments.
_PLACES: dict[str, tuple[int | None, int]] = {
    "_": (None, 0),
    "gettext": (None, 0),
    "gettext_lazy": (None, 0),
    "gettext_noop": (None, 0),
    "ngettext": (None, 0),
    "ngettext_lazy": (None, 0),
    "pgettext": (0, 1),
    "pgettext_lazy": (0, 1),
    "npgettext": (0, 1),
}
_TEXT = r"u?(?:'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")"
_CALL = re.compile(rf"(?<!\w)(_|n?p?gettext)\(\s*({_TEXT}(?:\s*,\s*{_TEXT})*)", re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class Sentence:
    """A sentence with its context (empty: none)."""

    text: str
    context: str = ""


def in_tree(root: Path) -> dict[Sentence, str]:
    """Every sentence under `root`, with one file it stands in."""
    found: dict[Sentence, str] = {}
    for path in sorted(root.rglob("*.py")):
        for sentence in in_python(path.read_text(encoding="utf-8")):
            found.setdefault(sentence, str(path.relative_to(root)))
    for path in sorted([*root.rglob("templates/**/*.html"), *root.rglob("templates/**/*.txt")]):
        for sentence in in_template(path.read_text(encoding="utf-8")):
            found.setdefault(sentence, str(path.relative_to(root)))
    return found


def in_python(source: str) -> Iterator[Sentence]:
    """Calls of the gettext family with a sentence written out."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        if name not in _PLACES:
            continue
        context, text = _PLACES[name]
        texts = [argument.value if isinstance(argument, ast.Constant) else None for argument in node.args]
        if len(texts) > text and isinstance(texts[text], str):
            yield Sentence(str(texts[text]), str(texts[context]) if context is not None else "")


def in_template(source: str) -> Iterator[Sentence]:
    """`{% translate %}`, `{% blocktranslate %}` and `_("…")`, by Django's own reading of templates."""
    for name, arguments in _CALL.findall(templatize(source)):
        texts = [ast.literal_eval(text) for text in re.findall(_TEXT, arguments, re.DOTALL)]
        context, text = _PLACES[name]
        yield Sentence(texts[text], texts[context] if context is not None else "")

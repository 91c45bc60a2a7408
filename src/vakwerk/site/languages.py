"""The languages our pages speak: English, in which they are written, and one more for every translation file there is.

A file is `<folder>/<code>/LC_MESSAGES/django.po`. Its header may say what Django does not know of a language:
`X-Vakwerk-Name` (what its speakers call it), `X-Vakwerk-Direction: rtl`, and `X-Vakwerk-Scope: public` for a
translation of the pages for everyone only: then who has logged in reads another language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf.locale import LANG_INFO

_FIELD = re.compile(r'^"X-Vakwerk-(Name|Direction|Scope): (.*?)\\n"$', re.MULTILINE)
_HEADER = 4_096  # characters; the header stands on top


@dataclass(frozen=True, slots=True)
class Language:
    """One language: its code, what its speakers call it, whether everything is translated, and from right to left."""

    code: str
    name: str
    everything: bool
    rtl: bool = False


def languages_in(folders: Iterable[Path]) -> tuple[Language, ...]:
    """Dutch, English, then the others by code. A code Django does not know becomes known to it."""
    found = {"en": Language("en", "English", everything=True)}
    for folder in folders:
        for file in sorted(folder.glob("*/LC_MESSAGES/django.po")):
            language = _read(file)
            found.setdefault(language.code, language)
    return tuple(sorted(found.values(), key=lambda one: (one.code != "nl", one.code != "en", one.code)))


def _read(file: Path) -> Language:
    code = file.parent.parent.name.lower().replace("_", "-")
    with file.open(encoding="utf-8") as text:
        said = dict(_FIELD.findall(text.read(_HEADER)))
    known = LANG_INFO.get(code, {})
    name = said.get("Name") or known.get("name_local") or code
    rtl = bool(known["bidi"]) if "bidi" in known else said.get("Direction") == "rtl"
    if "name_local" not in known:
        LANG_INFO[code] = {"bidi": rtl, "code": code, "name": name, "name_local": name}
    return Language(code, name[:1].upper() + name[1:], everything=said.get("Scope") != "public", rtl=rtl)

"""A whole scenario as it stands in an address: which figures are moved where, for whom, and by which group."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from vakwerk.apps.outlook import naming
from vakwerk.core.amounts import NotAnAmount, parse_amount
from vakwerk.core.norms.changes import KEYS, Adjustable, Change, ChangeRefused, with_changes
from vakwerk.core.norms.model import Norm
from vakwerk.engines.what_if import GROUPS

WHOM, BY = "wie", "per"
UNDER_NORM, EVERYBODY = "norm", "alle"
LONGEST_NUMBER = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks. `values` are those that differ from what the norm says now; `faults` are sentences."""

    values: Mapping[str, int | str]
    changes: tuple[Change, ...]
    norm: Norm
    whom: str
    by: str
    faults: tuple[str, ...]

    @property
    def held_only(self) -> bool:
        """Whether only those are looked at who are under the norm."""
        return self.whom == UNDER_NORM

    @property
    def written(self) -> tuple[str, ...]:
        """The changes as the command line takes them."""
        return tuple(str(change) for change in self.changes)

    @property
    def query(self) -> str:
        """The part of the address after the question mark: equal scenarios have equal addresses."""
        said: list[tuple[str, Any]] = list(self.values.items())
        if self.whom != UNDER_NORM:
            said.append((WHOM, self.whom))
        if self.by:
            said.append((BY, self.by))
        return urlencode(said)

    @property
    def key(self) -> str:
        """By what an outcome is known that was worked out before; the group does not change it."""
        return hashlib.sha256("\n".join((self.whom, *self.written)).encode()).hexdigest()


def read(norm: Norm, moved: tuple[Adjustable, ...], said: Mapping[str, str]) -> Asked:
    """What an address says. What can not be used is told in a sentence, and left out; the rest is used."""
    known = {one.name: one for one in moved}
    faults = [
        _("“%(name)s” is not a figure of this norm that may be moved.") % {"name": name[:60]}
        for name in said
        if name not in known and "." in name and name.rpartition(".")[2] in KEYS
    ]
    values: dict[str, int | str] = {}
    changes: list[Change] = []
    then = norm
    for name, one in known.items():
        if name not in said:
            continue
        value = _value(one, said[name].strip())
        if value is None:
            faults.append(_fault(norm, one, said[name]))
        elif value != one.now:
            change = one.change(value)
            try:
                then = with_changes(then, [change])
            except ChangeRefused:
                # The reasons are in the words of norm files; on the page it is enough which figure it was.
                faults.append(
                    _(
                        "%(title)s can not be %(value)s together with the other figures. It stays as it is now."
                    )
                    % {"title": naming.title(norm, one), "value": naming.value_text(one, value)}
                )
                continue
            values[name] = value
            changes.append(change)
    whom = said.get(WHOM, UNDER_NORM)
    if whom not in (UNDER_NORM, EVERYBODY):
        faults.append(_("For whom is not clear from the address. You now see who is under this norm."))
        whom = UNDER_NORM
    by = said.get(BY, "")
    if by and by not in GROUPS:
        faults.append(_("By which group is not clear from the address. You now see everybody together."))
        by = ""
    return Asked(values, tuple(changes), then, whom, by, tuple(faults))


def _value(one: Adjustable, text: str) -> int | str | None:
    """The value, in the smallest unit; None when it is none, or lies outside what the norm's file allows."""
    if one.choices:
        return text if text in one.choices or text == one.now else None
    if text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER:
        number = int(text)
    else:
        try:
            amount = parse_amount(text)
        except NotAnAmount:
            return None
        if amount.unit is not one.unit:
            return None
        number = amount.value
    return number if one.low <= number <= one.high else None


def _fault(norm: Norm, one: Adjustable, text: str) -> str:
    told = {"title": naming.title(norm, one), "text": text[:40]}
    if one.choices:
        return _("%(title)s can not be “%(text)s”: choose one from the list.") % told
    told |= {"low": naming.value_text(one, one.low), "high": naming.value_text(one, one.high)}
    return _("%(title)s can not be “%(text)s”: it goes from %(low)s to %(high)s.") % told

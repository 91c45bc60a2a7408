"""The root of all refusals: typed, carrying data, and able to say in a sentence what to do instead."""

from __future__ import annotations

from typing import Any, ClassVar

from django.forms import BaseForm
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """An action that was not done, and why.

    A subclass has a `code` (stable, for programs), a `sentence` (for people; may name the data with
    `%(name)s`) and, where the refusal is about one field of a form, that `field`'s name.
    """

    code: ClassVar[str] = "refused"
    sentence: ClassVar[str | Promise] = _("This is not possible.")
    field: ClassVar[str | None] = None

    def __init__(self, **data: Any) -> None:
        self.data = data
        super().__init__(self.code)

    @property
    def message(self) -> str:
        """The sentence, filled in, in the reader's language."""
        return str(self.sentence) % self.data

    def __str__(self) -> str:
        """The sentence; it is what a log or a command should print too."""
        return self.message

    def __reduce__(self) -> tuple[Any, ...]:
        """Keeps the data when the refusal crosses a process."""
        return (_again, (type(self), self.data))


def _again(kind: type[Refusal], data: dict[str, Any]) -> Refusal:
    return kind(**data)


def tell(form: BaseForm, refusal: Refusal) -> None:
    """Puts a refusal into the form it belongs to: at its field when the form has it, else on top."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, refusal.message)

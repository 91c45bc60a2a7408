"""What this app asks of the people it registers, without knowing the tables of `people`."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Protocol


class Registrant(Protocol):
    """Whom an entry is about."""

    given_names: str
    infix: str
    family_name: str
    display_name: str

    @property
    def id(self) -> uuid.UUID:
        """The person's number."""

    @property
    def born_on(self) -> dt.date | None:
        """The day of birth; None when unknown."""

    @property
    def name(self) -> str:
        """The name as the person writes it."""

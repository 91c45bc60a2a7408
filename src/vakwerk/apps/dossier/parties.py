"""What this app asks of the people it is told about, without knowing the tables of `people`."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, Protocol


class Owner(Protocol):
    """Whose dossier it is."""

    @property
    def id(self) -> uuid.UUID:
        """The person's number."""

    @property
    def born_on(self) -> dt.date | None:
        """The day of birth; None when unknown."""


class Actor(Protocol):
    """The account that does something."""

    @property
    def pk(self) -> Any:
        """The account's key."""

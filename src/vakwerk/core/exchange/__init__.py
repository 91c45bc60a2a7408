"""Facts that come from elsewhere and go there: reading other people's tables, and telling what is the same."""

from vakwerk.core.exchange.likeness import Likeness, likeness

__all__ = ["Likeness", "likeness"]

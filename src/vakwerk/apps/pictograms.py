"""Choices with a picture beside the words, for who reads with difficulty. The words always stand there too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms


class PictogramRadio(forms.RadioSelect):
    """Radio buttons of which every choice that is in `pictograms` (value to name of the picture) shows it."""

    def __init__(self, pictograms: Mapping[str, str], **options: Any) -> None:
        self.pictograms = pictograms
        super().__init__(**options)

    def create_option(self, name: str, value: Any, *args: Any, **more: Any) -> dict[str, Any]:
        """The choice, with the name of its picture."""
        option: dict[str, Any] = super().create_option(name, value, *args, **more)
        return option | {"pictogram": self.pictograms.get(str(value), "")}

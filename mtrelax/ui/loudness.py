"""How loud everything is: the one slider that check-in and session share."""

from typing import Final

from PySide6.QtWidgets import QWidget

from mtrelax.domain.time import Decibels
from mtrelax.ui.theme import Look
from mtrelax.ui.widgets import LevelSlider

LEVEL_WORDS: Final = ("silent", "barely there", "very soft", "soft", "gentle", "clear", "full")
"""From the softest to the loudest; no decibels are shown."""
SOFTEST: Final = Decibels(-30.0)
"""What is softer than this is silent, to most ears."""


def master_slider(look: Look, label: str, level: float, parent: QWidget | None = None) -> LevelSlider:
    """Return the slider for everything at once, standing at a level."""
    slider = LevelSlider(look, label, LEVEL_WORDS, SOFTEST, Decibels(0.0), parent)
    slider.setObjectName("level_master")
    slider.set_level(Decibels(level))
    return slider

"""The words of a script, to be read before one hears them."""

from mtrelax.ui.reading.screen import ReadingScreen

__all__ = ["ReadingScreen"]

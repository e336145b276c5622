"""One question before a session, and the same one after."""

from mtrelax.ui.rating.screen import RatingScreen

__all__ = ["RatingScreen"]

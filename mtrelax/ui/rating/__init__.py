"""One question before a session, and the same one after."""

from mtrelax.ui.rating.question import Question
from mtrelax.ui.rating.quiet import QuietStart
from mtrelax.ui.rating.screen import RatingScreen

__all__ = ["Question", "QuietStart", "RatingScreen"]

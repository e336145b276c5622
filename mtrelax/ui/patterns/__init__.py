"""A pattern of breath of one's own: made, seen, kept."""

from mtrelax.ui.patterns.maker import PatternMaker
from mtrelax.ui.patterns.screen import PatternScreen

__all__ = ["PatternMaker", "PatternScreen"]

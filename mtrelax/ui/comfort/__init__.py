"""The comfort finder: five slow paces, and which of them felt best."""

from mtrelax.ui.comfort.finder import ComfortFinder

__all__ = ["ComfortFinder"]

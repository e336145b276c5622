"""The first page: what to hear, how long, and Begin."""

from mtrelax.ui.home.screen import HomeScreen

__all__ = ["HomeScreen"]

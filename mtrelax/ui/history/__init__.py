"""The sessions that were kept."""

from mtrelax.ui.history.screen import HistoryScreen

__all__ = ["HistoryScreen"]

"""What a session was, in one quiet look."""

from mtrelax.ui.summary.screen import SummaryScreen

__all__ = ["SummaryScreen"]

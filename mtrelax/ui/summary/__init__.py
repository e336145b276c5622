"""What a session was, in one quiet look."""

from mtrelax.ui.summary.screen import SummaryScreen
from mtrelax.ui.summary.unkept import UnkeptScreen

__all__ = ["SummaryScreen", "UnkeptScreen"]

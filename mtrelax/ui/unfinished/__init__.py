"""What to do with a session that was cut off."""

from mtrelax.ui.unfinished.screen import UnfinishedScreen

__all__ = ["UnfinishedScreen"]

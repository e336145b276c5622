"""The commands. Each imports what it needs when it is called, so that every one of them starts at once."""

from mtrelax.cli.main import main, window

__all__ = ["main", "window"]

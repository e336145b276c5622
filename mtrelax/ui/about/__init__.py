"""Whose work this is, and what it is not."""

from mtrelax.ui.about.screen import AboutScreen

__all__ = ["AboutScreen"]

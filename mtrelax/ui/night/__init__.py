"""The dark after a session that led into sleep."""

from mtrelax.ui.night.screen import NightScreen

__all__ = ["NightScreen"]

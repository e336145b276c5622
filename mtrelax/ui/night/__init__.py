"""The dark after a session that led into sleep."""

from mtrelax.ui.night.screen import NIGHT, NightScreen

__all__ = ["NIGHT", "NightScreen"]

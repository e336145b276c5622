"""What a person may set."""

from mtrelax.ui.settings.screen import SettingsScreen

__all__ = ["SettingsScreen"]

"""What to know before relaxing, and where there is help."""

from mtrelax.ui.safety.help import HelpSheet
from mtrelax.ui.safety.screen import SafetyScreen

__all__ = ["HelpSheet", "SafetyScreen"]

"""Where a session is planned: its phases on a strip, and every choice below it."""

from mtrelax.ui.planner.listening import Listening
from mtrelax.ui.planner.screen import PlannerScreen

__all__ = ["Listening", "PlannerScreen"]

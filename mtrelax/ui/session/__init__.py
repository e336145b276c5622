"""A running session: a form that breathes, one sentence, and controls that come when they are wanted."""

from mtrelax.ui.session.screen import SessionScreen

__all__ = ["SessionScreen"]

"""The one way in which words reach the screen, so that they can be translated."""

from PySide6.QtCore import QCoreApplication


def tr(text: str) -> str:
    """Return a text in the person's language."""
    return QCoreApplication.translate("mtrelax", text)

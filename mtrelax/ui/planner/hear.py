"""A button that lets one hear something, and stops it again."""

from PySide6.QtWidgets import QWidget

from mtrelax.ui.i18n import tr
from mtrelax.ui.theme import Look
from mtrelax.ui.widgets import LinkButton


class HearButton(LinkButton):
    """Says *Stop* while something is heard."""

    def __init__(self, look: Look, text: str, name: str = "", parent: QWidget | None = None) -> None:
        """``name`` says what is heard, to those who do not see what the button stands beside."""
        super().__init__(look, text, parent, icon_name="play")
        self._words, self._name = text, name or text
        self.setAccessibleName(self._name)

    def set_hearing(self, hearing: bool) -> None:
        """Show whether it is heard now."""
        self._icon_name = "square" if hearing else "play"
        self.setText(tr("Stop") if hearing else self._words)
        self.setAccessibleName(self.text() if hearing else self._name)
        self.updateGeometry()
        self.update()

"""Where there is help for somebody in danger: always the same words, wherever they are shown."""

from typing import Final

from PySide6.QtCore import QRectF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from mtrelax.ui.i18n import tr
from mtrelax.ui.safety.words import HELP_LINES, HELP_PAGE, HELP_TITLE
from mtrelax.ui.theme import RADIUS, SPACES, Look
from mtrelax.ui.widgets import OUTSET, Label, LinkButton

_NARROW: Final = 640
"""In less than this the link stands below the words."""


class HelpSheet(QWidget):
    """Where there is help, on a sheet of its own."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setObjectName("help")
        self.words: Final = f"{tr(HELP_TITLE)}. {' '.join(tr(line) for line in HELP_LINES)}"
        column = QVBoxLayout()
        column.setSpacing(SPACES[0] // 2)
        column.addWidget(Label(tr(HELP_TITLE), "large"))
        for line in HELP_LINES:
            label = Label(tr(line), "body")
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        page = LinkButton(look, tr("Open findahelpline.com"))
        page.setObjectName("find_helpline")
        page.clicked.connect(self._open_page)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(SPACES[2], SPACES[1], SPACES[2], SPACES[1])
        self._row.addLayout(column, 1)
        self._row.addWidget(page, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        look.changed.connect(self.update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the link beside the words, or below them."""
        super().resizeEvent(event)
        narrow = self.width() < self._look.theme.px(_NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if way != self._row.direction():
            self._row.setDirection(way)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sheet."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(OUTSET, 0, -OUTSET, 0), RADIUS, RADIUS)
        painter.end()

    def _open_page(self) -> None:
        """Open the list of helplines in the person's browser."""
        QDesktopServices.openUrl(QUrl(HELP_PAGE))

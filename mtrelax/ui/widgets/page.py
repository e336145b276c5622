"""What every screen stands on: the slow gradient of the window, and a column in its middle."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mtrelax.domain.materials import Playlist
from mtrelax.ui.landscape import ground
from mtrelax.ui.theme import SPACES, Look, Theme
from mtrelax.ui.widgets.base import OUTSET

_WIDEST: Final = 1152
_NARROW, _LOW = 900, 600
"""Below these the margins shrink."""


class Page(QWidget):
    """A screen: put its parts into ``column``. What does not fit is scrolled to, never cut."""

    def __init__(
        self,
        look: Look,
        playlist: Playlist | None = None,
        parent: QWidget | None = None,
        widest: int = _WIDEST,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._playlist = playlist
        self._widest = widest
        self._ground: tuple[tuple[QSize, float, Theme, Playlist | None], QPixmap] | None = None
        self.column = QVBoxLayout()
        self.column.setSpacing(SPACES[0])
        self._middle = QWidget()
        self._middle.setLayout(self.column)
        inner = QWidget()
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self._middle, 1000)
        row.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inner)
        inner.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scroll)
        self._measure()
        look.changed.connect(self._restyle)

    @property
    def look(self) -> Look:
        """What its parts draw themselves with."""
        return self._look

    def set_playlist(self, playlist: Playlist | None) -> None:
        """Let another landscape lend its light."""
        self._playlist = playlist
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground."""
        painter = QPainter(self)
        painter.drawPixmap(self.rect(), self._painted_ground())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in its measure."""
        super().resizeEvent(event)
        self._measure()

    def ensure_seen(self, widget: QWidget) -> None:
        """Scroll to one of its parts."""
        self._scroll.ensureWidgetVisible(widget)

    def _measure(self) -> None:
        """Give the column its margins: 64, less in a small window."""
        side = SPACES[4] if self.width() >= _NARROW else SPACES[2]
        top = SPACES[3] if self.height() >= _LOW else SPACES[1]
        self.column.setContentsMargins(side - OUTSET, top, side - OUTSET, top)
        # The column grows with the text, so that a line holds as many words as before.
        self._middle.setMaximumWidth(self._look.theme.px(self._widest) + 2 * side)

    def _painted_ground(self) -> QPixmap:
        """Return the ground, painted once for each size and theme."""
        ratio = self.devicePixelRatioF()
        key = (QRect(self.rect()).size(), ratio, self._look.theme, self._playlist)
        if self._ground is None or self._ground[0] != key:
            self._ground = (key, ground(key[0], self._look.theme, self._playlist, ratio))
        return self._ground[1]

    def _restyle(self) -> None:
        """Measure and draw anew."""
        self._measure()
        self.update()

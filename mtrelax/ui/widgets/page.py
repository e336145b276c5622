"""What every screen stands on: the slow gradient of the window, and a column in its middle."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QScrollBar, QVBoxLayout, QWidget

from mtrelax.domain.materials import Playlist
from mtrelax.ui.landscape import ground
from mtrelax.ui.theme import SPACES, Look, Theme
from mtrelax.ui.widgets.base import OUTSET, is_mirrored

_WIDEST: Final = 1152
_NARROW, _LOW = 900, 600
"""Below these the margins shrink."""
LOW_WITH_HEADER: Final = 720
"""Lower than this, what stands below a header moves up to it."""
_EDGE: Final = 40
"""How high the fade is behind which the rest of a page begins."""


class Page(QWidget):
    """A screen: put its parts into ``column``. What does not fit is scrolled to, never cut."""

    scrolled = Signal()

    def __init__(
        self,
        look: Look,
        *,
        widest: int = _WIDEST,
        has_header: bool = False,
    ) -> None:
        super().__init__()
        self._look = look
        self._playlist: Playlist | None = None
        self._widest = widest
        self._has_header = has_header
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
        # The bar that is seen lies above the margin: nothing moves sideways when it comes.
        self._scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inner)
        inner.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        # All the room there is; what stands below it takes what its words need.
        layout.addWidget(self._scroll, 1)
        self._edges = (_Edge(self, at_end=False), _Edge(self, at_end=True))
        self._rail = QScrollBar(Qt.Orientation.Vertical, self)
        self._rail.setVisible(False)
        self._follow_scrolling()
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

    def place_of(self, part: QWidget) -> QRect:
        """Return where one of its parts stands now."""
        return QRect(part.mapTo(self, QPoint()), part.size())

    def ground_at(self, place: QRect) -> QPixmap:
        """Return a piece of the ground."""
        painted = self._painted_ground()
        ratio = painted.devicePixelRatio()
        piece = QRect(place.topLeft() * ratio, place.size() * ratio)
        return painted.copy(piece)

    def _follow_scrolling(self) -> None:
        """Let the bar and the soft edges show where one is."""
        hidden = self._scroll.verticalScrollBar()
        hidden.valueChanged.connect(self._rail.setValue)
        hidden.valueChanged.connect(self._show_edges)
        hidden.valueChanged.connect(self.scrolled)
        hidden.rangeChanged.connect(self._take_range)
        self._rail.valueChanged.connect(hidden.setValue)
        self._rail.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep bar and edges at the part that scrolls."""
        if watched is self._scroll and event.type() in {QEvent.Type.Resize, QEvent.Type.Move}:
            self._place_edges()
        return super().eventFilter(watched, event)

    def _take_range(self, least: int, most: int) -> None:
        hidden = self._scroll.verticalScrollBar()
        self._rail.setRange(least, most)
        self._rail.setPageStep(hidden.pageStep())
        self._rail.setSingleStep(hidden.singleStep())
        self._rail.setVisible(most > least)
        self._show_edges()

    def _place_edges(self) -> None:
        around = self._scroll.geometry()
        wide = self._rail.sizeHint().width()
        self._rail.setGeometry(around.right() + 1 - wide, around.top(), wide, around.height())
        if is_mirrored(self):
            self._rail.move(around.left(), around.top())
        high = min(_EDGE, around.height() // 4)
        above, below = self._edges
        above.setGeometry(around.left(), around.top(), around.width(), high)
        below.setGeometry(around.left(), around.bottom() + 1 - high, around.width(), high)
        self._show_edges()

    def _show_edges(self) -> None:
        """Fade at an edge as far as something lies beyond it."""
        hidden = self._scroll.verticalScrollBar()
        above, below = self._edges
        above.show_beyond(hidden.value() - hidden.minimum())
        below.show_beyond(hidden.maximum() - hidden.value())

    def _measure(self) -> None:
        """Give the column its margins: 64, less in a small window."""
        side = SPACES[4] if self.width() >= _NARROW else SPACES[2]
        top = below = SPACES[3] if self.height() >= _LOW else SPACES[1]
        if self._has_header:
            # On every page alike, so that nothing moves on the way from one to another.
            low = self.height() < self._look.theme.px(LOW_WITH_HEADER)
            top = SPACES[0] if low else SPACES[2]
        self.column.setContentsMargins(side - OUTSET, top, side - OUTSET, below)
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


class _Edge(QWidget):
    """The ground again, over the edge of what scrolls: nothing ends in the middle of a word."""

    def __init__(self, page: Page, *, at_end: bool) -> None:
        super().__init__(page)
        self._page = page
        self._at_end = at_end
        self._strength = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setVisible(False)

    def show_beyond(self, length: int) -> None:
        """Be as strong as what lies beyond is long."""
        self._strength = min(1.0, length / _EDGE)
        self.setVisible(length > 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, opaque at the edge alone."""
        piece = self._page.ground_at(self.geometry())
        if piece.isNull() or self.height() < 1:
            return
        soft = QPixmap(piece.size())
        soft.setDevicePixelRatio(piece.devicePixelRatio())
        soft.fill(QColor(0, 0, 0, 0))
        slope = QLinearGradient(0, 0, 0, self.height())
        for step in range(9):
            share = step / 8
            at = share if self._at_end else 1 - share
            slope.setColorAt(at, QColor(0, 0, 0, round(255 * share * share * (3 - 2 * share))))
        painter = QPainter(soft)
        painter.drawPixmap(QPoint(0, 0), piece)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        painter.fillRect(self.rect(), slope)
        painter.end()
        painter.begin(self)
        painter.setOpacity(self._strength)
        painter.drawPixmap(QPoint(0, 0), soft)
        painter.end()

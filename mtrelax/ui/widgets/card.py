"""A picture to press, with two lines of words below it; and the one that shows a landscape."""

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QRectF, QSize, QTimer
from PySide6.QtGui import QColor, QFont, QLinearGradient, QPainter, QPainterPath, QPixmap, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtrelax.domain.materials import Playlist
from mtrelax.ui.landscape import paint_landscape
from mtrelax.ui.theme import LARGE, RADIUS, SMALL, Look, mixed
from mtrelax.ui.widgets.base import OUTSET, Pressable, draw_ring, draw_words, is_mirrored, words_height
from mtrelax.ui.widgets.glide import Glide

_SHAPE: Final = 206 / 270
"""The picture's height to its width, as long as it is not too high for what else is on the page."""
_WIDTH, _LEAST_WIDTH = 270, 150
_LOWEST, _HIGHEST = 100, 460
"""How high a picture may be that takes the room there is."""
_HIGH: Final = 206
"""How high a picture may be that keeps its shape, where nothing else is said."""
_ABOVE, _BETWEEN, _BELOW = 14, 4, 4
_DIM: Final = 0.3
_SETTLED_MS: Final = 120
"""A landscape is painted anew when its size has not changed for so long."""


class Picture(Pressable):
    """A picture with a title and a line. One that ``fills`` takes the room there is and keeps no shape."""

    def __init__(
        self, look: Look, title: str, line: str, parent: QWidget | None = None, *, fills: bool = False
    ) -> None:
        super().__init__(look, title, parent)
        self._line = line
        self._fills = fills
        self._highest = _HIGH
        self.setAccessibleDescription(line)
        vertical = QSizePolicy.Policy.Expanding if fills else QSizePolicy.Policy.Preferred
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, vertical)
        policy.setHeightForWidth(not fills)
        self.setSizePolicy(policy)
        if fills:
            self.setMaximumHeight(_HIGHEST + look.theme.px(80))

    def hasHeightForWidth(self) -> bool:
        """Say whether the picture keeps its shape."""
        return not self._fills

    def heightForWidth(self, width: int) -> int:
        """Return the height of picture and words."""
        inner = width - 2 * OUTSET
        return self._picture_height(inner) + round(self._words_height(inner)) + 2 * OUTSET

    def sizeHint(self) -> QSize:
        """Return the size at which four stand in a row of an ordinary window."""
        if self._fills:
            return self.minimumSizeHint()
        width = _WIDTH + 2 * OUTSET
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest at which the words can be read."""
        if not self._fills:
            width = _LEAST_WIDTH + 2 * OUTSET
            return QSize(width, self.heightForWidth(width))
        width = self.theme.px(_LEAST_WIDTH) + 2 * OUTSET
        words = self._words_height(max(width, self.width()) - 2 * OUTSET)
        return QSize(width, round(_LOWEST + words) + 2 * OUTSET)

    def set_highest(self, highest: int | None) -> None:
        """Give way in a low window; ``None`` where there is no need to."""
        self._highest = highest or _HIGH
        self.updateGeometry()

    def marked_around(self) -> tuple[QRectF, float]:
        """Return the picture: ring and mark go around it."""
        return self.picture(), RADIUS

    def picture(self) -> QRectF:
        """Return where the picture is."""
        body = self.body()
        if self._fills:
            return body.adjusted(0, 0, 0, -round(self._words_height(body.width())))
        return QRectF(body.left(), body.top(), body.width(), self._picture_height(body.width()))

    def draw(self, painter: QPainter) -> None:
        """Draw picture, words, and the ring if this is the one."""
        picture = self.picture()
        shape = QPainterPath()
        shape.addRoundedRect(picture, RADIUS, RADIUS)
        painter.save()
        painter.setClipPath(shape)
        self.draw_picture(painter, picture)
        painter.restore()
        strength = 1.0 if self.isChecked() else 0.45 * self.warmth
        if strength:
            draw_ring(painter, picture, RADIUS, self.theme, strength)
        self._draw_words(painter, picture)

    def draw_picture(self, painter: QPainter, picture: QRectF) -> None:
        """Draw what is particular to each."""
        raise NotImplementedError

    def beside_words(self) -> QSize:
        """Return how much room is taken at the end of the words."""
        return QSize(0, 0)

    def _picture_height(self, width: float) -> int:
        """Return the height of a picture that keeps its shape."""
        return min(round(width * _SHAPE), self._highest)

    def _draw_words(self, painter: QPainter, picture: QRectF) -> None:
        taken, mirrored = self.beside_words().width(), is_mirrored(self)
        left, right = (taken, 0) if mirrored else (0, taken)
        below = QRectF(picture.left(), picture.bottom() + _ABOVE, picture.width(), self.height())
        below.adjust(2 + left, 0, -2 - right, 0)
        theme, title = self.theme, self._title_font()
        painter.setPen(theme.colour("text"))
        painter.setFont(title)
        draw_words(painter, below, self.text(), mirrored=mirrored)
        below.setTop(below.top() + words_height(title, self.text(), below.width()) + _BETWEEN)
        painter.setPen(mixed(theme.colour("quiet"), theme.colour("text"), 0.5 * self.warmth))
        painter.setFont(theme.font(SMALL))
        draw_words(painter, below, self._line, mirrored=mirrored)

    def _words_height(self, width: float) -> float:
        """Return how high title and line are in a width, with their distances."""
        taken = self.beside_words()
        room = width - 4 - taken.width()
        title = words_height(self._title_font(), self.text(), room)
        line = words_height(self.theme.font(SMALL), self._line, room)
        return max(_ABOVE + title + _BETWEEN + line + _BELOW, taken.height())

    def _title_font(self) -> QFont:
        return self.theme.font(LARGE, QFont.Weight.Medium)


class Card(Picture):
    """The landscape of a playlist. A dimmed one cannot be chosen, but it can be pressed."""

    def __init__(
        self,
        look: Look,
        playlist: Playlist,
        line: str | None = None,
        parent: QWidget | None = None,
        *,
        fills: bool = False,
        dimmed: bool = False,
    ) -> None:
        super().__init__(
            look, playlist.title, playlist.subtitle if line is None else line, parent, fills=fills
        )
        self._playlist = playlist
        self._dimmed = dimmed
        self._painted: QPixmap | None = None
        self._coming = Glide(look, self)
        self._coming.moved.connect(self.update)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_MS)
        self._settled.timeout.connect(self._paint)
        self.setCheckable(not dimmed)

    @property
    def playlist(self) -> Playlist:
        """What it stands for."""
        return self._playlist

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Paint the landscape for the new size, once it stays."""
        super().resizeEvent(event)
        self._settled.start()

    def draw_picture(self, painter: QPainter, picture: QRectF) -> None:
        """Draw the landscape; its colours alone, until it is painted: the window need not wait for it."""
        if self._dimmed:
            painter.setOpacity(painter.opacity() * _DIM)
        if self._painted is None or self._coming.value < 1.0:
            top, low, _, near = self._playlist.palette
            slope = QLinearGradient(picture.topLeft(), picture.bottomLeft())
            for at, colour in ((0.0, top), (0.6, low), (1.0, near)):
                slope.setColorAt(at, QColor(colour))
            painter.fillRect(picture, slope)
        if self._painted is not None:
            painter.setOpacity(painter.opacity() * self._coming.value)
            painter.drawPixmap(picture.toRect(), self._painted)

    def _paint(self) -> None:
        size = self.picture().toRect().size()
        if size.isEmpty():
            return
        self._painted = _landscape(size.toTuple(), self._playlist, max(1.0, self.devicePixelRatioF()))
        self._coming.go(1.0)
        self.update()


@lru_cache(maxsize=8)
def _landscape(size: tuple[int, int], playlist: Playlist, ratio: float) -> QPixmap:
    """Return a landscape, painted once for all the cards that come to show it."""
    return paint_landscape(QSize(*size), playlist, dpr=ratio)

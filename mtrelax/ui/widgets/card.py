"""A playlist to choose: its landscape, its title, and a line about it."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QLinearGradient, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtrelax.domain.materials import Playlist
from mtrelax.ui.landscape import paint_landscape
from mtrelax.ui.theme import LARGE, RADIUS, SMALL, Look, mixed
from mtrelax.ui.widgets.base import OUTSET, Pressable, draw_ring

_SHAPE: Final = 206 / 270
"""The picture's height to its width."""
_WIDTH, _LEAST_WIDTH = 270, 150
_PAINTED: Final = QSize(360, 275)
"""The landscape is painted once at this size, and scaled."""


class Card(Pressable):
    """A landscape that can be chosen. Choosing it is ``toggled``; put several into one ``QButtonGroup``."""

    def __init__(
        self, look: Look, playlist: Playlist, subtitle: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, playlist.title, parent)
        self._playlist = playlist
        self._subtitle = playlist.subtitle if subtitle is None else subtitle
        self._picture: QPixmap | None = None
        self.setCheckable(True)
        self.setAccessibleDescription(self._subtitle)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def playlist(self) -> Playlist:
        """What it stands for."""
        return self._playlist

    def hasHeightForWidth(self) -> bool:
        """Say that the picture keeps its shape."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of picture and words."""
        inner = width - 2 * OUTSET
        return round(inner * _SHAPE + self._words_height(inner)) + 2 * OUTSET

    def sizeHint(self) -> QSize:
        """Return the size at which four stand in a row of an ordinary window."""
        width = _WIDTH + 2 * OUTSET
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest at which the words can be read."""
        width = _LEAST_WIDTH + 2 * OUTSET
        return QSize(width, self.heightForWidth(width))

    def marked_around(self) -> tuple[QRectF, float]:
        """Return the picture: ring and mark go around it."""
        return self._picture_rect(), RADIUS

    def draw(self, painter: QPainter) -> None:
        """Draw the picture, the words below, and the ring if this is the one."""
        picture = self._picture_rect()
        shape = QPainterPath()
        shape.addRoundedRect(picture, RADIUS, RADIUS)
        painter.save()
        painter.setClipPath(shape)
        if self._picture is None:
            self._draw_foretaste(painter, picture)
            QTimer.singleShot(0, self._paint_picture)
        else:
            painter.drawPixmap(picture.toRect(), self._picture)
        painter.restore()
        strength = 1.0 if self.isChecked() else 0.45 * self.warmth
        if strength:
            draw_ring(painter, picture, RADIUS, self.theme, strength)
        self._draw_words(painter, picture)

    def _draw_words(self, painter: QPainter, picture: QRectF) -> None:
        """Draw title and subtitle below the picture, in as many lines as they need."""
        below = QRectF(picture.left() + 2, picture.bottom() + 14, picture.width() - 4, self.height())
        side = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop
        flags = int((side | Qt.TextFlag.TextWordWrap).value)
        painter.setPen(self.theme.colour("text"))
        painter.setFont(self._title_font())
        painter.drawText(below, flags, self.text())
        title = QFontMetricsF(self._title_font()).boundingRect(below, flags, self.text())
        below.setTop(below.top() + title.height() + 4)
        painter.setPen(mixed(self.theme.colour("quiet"), self.theme.colour("text"), 0.5 * self.warmth))
        painter.setFont(self.theme.font(SMALL))
        painter.drawText(below, flags, self._subtitle)

    def _picture_rect(self) -> QRectF:
        """Return where the picture is."""
        body = self.body()
        return QRectF(body.left(), body.top(), body.width(), round(body.width() * _SHAPE))

    def _words_height(self, width: float) -> float:
        """Return how high title and subtitle are in a width."""
        room = QRectF(0, 0, width - 4, 10_000)
        flags = int(Qt.TextFlag.TextWordWrap.value)
        title = QFontMetricsF(self._title_font()).boundingRect(room, flags, self.text()).height()
        line = QFontMetricsF(self.theme.font(SMALL)).boundingRect(room, flags, self._subtitle).height()
        return 14 + title + 4 + line + 4

    def _title_font(self) -> QFont:
        """Return the font of the title."""
        return self.theme.font(LARGE, QFont.Weight.Medium)

    def _draw_foretaste(self, painter: QPainter, picture: QRectF) -> None:
        """Draw the colours of the landscape alone, so that the window need not wait for the pictures."""
        top, low, _, near = self._playlist.palette
        slope = QLinearGradient(picture.topLeft(), picture.bottomLeft())
        for at, colour in ((0.0, top), (0.6, low), (1.0, near)):
            slope.setColorAt(at, QColor(colour))
        painter.fillRect(picture, slope)

    def _paint_picture(self) -> None:
        """Paint the landscape, once."""
        if self._picture is None:
            self._picture = paint_landscape(_PAINTED, self._playlist, dpr=max(1.0, self.devicePixelRatioF()))
            self.update()

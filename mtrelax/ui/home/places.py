"""The cards that Home has besides the ordinary ones: a wide one, and one that is still empty."""

from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, QTimer, QVariantAnimation
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtrelax.domain.materials import Playlist
from mtrelax.ui.i18n import tr
from mtrelax.ui.icons import drawing
from mtrelax.ui.landscape import paint_landscape
from mtrelax.ui.theme import LARGE, RADIUS, SMALL, Look, mixed
from mtrelax.ui.widgets import OUTSET, Card, IconButton, Pressable
from mtrelax.ui.widgets.base import draw_ring

_SHAPE: Final = 206 / 270
_LOWEST, _HIGHEST = 100, 460
_LEAST_WIDTH: Final = 150
_FLAGS: Final = int(
    (Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop).value | Qt.TextFlag.TextWordWrap.value
)
_SETTLED_MS: Final = 120
"""A picture is painted anew when its size has not changed for so long."""


class _Place(Pressable):
    """A picture with two lines of words below it."""

    def __init__(self, look: Look, title: str, line: str, *, fills: bool) -> None:
        super().__init__(look, title)
        self._line = line
        self._fills = fills
        self.setAccessibleDescription(line)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        if fills:
            self.setMaximumHeight(_HIGHEST + look.theme.px(80))
        else:
            policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Say whether it keeps a shape, as the ordinary cards do, or takes the room there is."""
        return not self._fills

    def heightForWidth(self, width: int) -> int:
        """Return the height of picture and words."""
        inner = width - 2 * OUTSET
        return round(inner * _SHAPE + self._words_height(inner)) + 2 * OUTSET

    def sizeHint(self) -> QSize:
        """Return what it wants at least; it grows where there is room."""
        width = self.theme.px(_LEAST_WIDTH) + 2 * OUTSET
        if not self._fills:
            return QSize(width, self.heightForWidth(width))
        inner = max(width, self.width()) - 2 * OUTSET
        return QSize(width, round(self.theme.px(_LOWEST) + self._words_height(inner)) + 2 * OUTSET)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def marked_around(self) -> tuple[QRectF, float]:
        """Return the picture."""
        return self.picture(), RADIUS

    def picture(self) -> QRectF:
        """Return where the picture is."""
        body = self.body()
        return QRectF(
            body.left(), body.top(), body.width(), body.height() - round(self._words_height(body.width()))
        )

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
        """Draw what is particular."""
        raise NotImplementedError

    def _draw_words(self, painter: QPainter, picture: QRectF) -> None:
        below = QRectF(picture.left() + 2, picture.bottom() + 14, picture.width() - 4, self.height())
        title = self._title_font()
        painter.setPen(self.theme.colour("text"))
        painter.setFont(title)
        painter.drawText(below, _FLAGS, self.text())
        below.setTop(below.top() + QFontMetricsF(title).boundingRect(below, _FLAGS, self.text()).height() + 4)
        painter.setPen(mixed(self.theme.colour("quiet"), self.theme.colour("text"), 0.5 * self.warmth))
        painter.setFont(self.theme.font(SMALL))
        painter.drawText(below, _FLAGS, self._line)

    def _words_height(self, width: float) -> float:
        room = QRectF(0, 0, width - 4, 10_000)
        title = QFontMetricsF(self._title_font()).boundingRect(room, _FLAGS, self.text()).height()
        line = QFontMetricsF(self.theme.font(SMALL)).boundingRect(room, _FLAGS, self._line).height()
        return 14 + title + 4 + line + 4

    def _title_font(self) -> QFont:
        return self.theme.font(LARGE, QFont.Weight.Medium)


class WideCard(_Place):
    """The only music there is: its landscape, as wide as the page allows."""

    def __init__(self, look: Look, playlist: Playlist, line: str) -> None:
        super().__init__(look, playlist.title, line, fills=True)
        self._playlist = playlist
        self._painted: QPixmap | None = None
        self._strength = 1.0
        self._coming = QVariantAnimation(self)
        self._coming.setStartValue(0.0)
        self._coming.setEndValue(1.0)
        self._coming.valueChanged.connect(self._come)
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(_SETTLED_MS)
        self._waiting.timeout.connect(self._paint_place)
        self.setCheckable(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Paint the landscape for the new size, once it stays."""
        super().resizeEvent(event)
        self._waiting.start()

    def draw_picture(self, painter: QPainter, picture: QRectF) -> None:
        """Draw the landscape; its colours alone, until it is painted."""
        if self._painted is None or self._strength < 1.0:
            top, low, _, near = self._playlist.palette
            slope = QLinearGradient(picture.topLeft(), picture.bottomLeft())
            for at, colour in ((0.0, top), (0.6, low), (1.0, near)):
                slope.setColorAt(at, QColor(colour))
            painter.fillRect(picture, slope)
        if self._painted is not None:
            painter.save()
            painter.setOpacity(painter.opacity() * self._strength)
            painter.drawPixmap(picture.toRect(), self._painted)
            painter.restore()

    def _paint_place(self) -> None:
        size = self.picture().toRect().size()
        if size.isEmpty():
            return
        first = self._painted is None
        self._painted = paint_landscape(size, self._playlist, dpr=max(1.0, self.devicePixelRatioF()))
        if first and self.theme.motion:
            self._strength = 0.0
            self._coming.setDuration(self.theme.motion)
            self._coming.start()
        self.update()

    def _come(self, strength: float) -> None:
        """Let the place come up out of its colours."""
        self._strength = float(strength)
        self.update()


class EmptyPlace(_Place):
    """Where one's own music can stand."""

    def __init__(self, look: Look, *, fills: bool) -> None:
        super().__init__(look, tr("Your own music"), tr("Choose it, or drop it here"), fills=fills)

    def draw_picture(self, painter: QPainter, picture: QRectF) -> None:
        """Draw a quiet surface with a plus in it."""
        painter.fillRect(picture, self.surface())
        size = self.theme.px(32)
        colour = mixed(self.theme.colour("quiet"), self.theme.colour("text"), self.warmth)
        plus = drawing("plus", colour.name(), size, self.devicePixelRatioF())
        painter.drawPixmap(picture.center() - QPointF(size / 2, size / 2), plus)


class OwnCard(Card):
    """Music that a person brought; it can be taken off the shelf again."""

    def __init__(self, look: Look, playlist: Playlist, line: str, parent: QWidget | None = None) -> None:
        super().__init__(look, playlist, line, parent)
        name = tr("Take {title} off the shelf; the files stay").format(title=playlist.title)
        self.remove = IconButton(look, "trash", name, self, size=18)
        self.remove.setObjectName(f"remove_{playlist.slug}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the small button beside the words, at their end."""
        super().resizeEvent(event)
        size = self.remove.sizeHint()
        around, _ = self.marked_around()
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = round(around.left()) - OUTSET if mirrored else round(around.right()) - size.width() + OUTSET
        self.remove.resize(size)
        self.remove.move(QPoint(left, round(around.bottom()) + 2))

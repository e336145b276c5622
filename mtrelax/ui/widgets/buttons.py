"""Buttons: the one primary action, its quiet equal, and those that are only a drawing or only words."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTransform
from PySide6.QtWidgets import QWidget

from mtrelax.ui.icons import drawing
from mtrelax.ui.theme import BODY, LARGE, RADIUS, TARGET, Look, mixed
from mtrelax.ui.widgets.base import OUTSET, Pressable, is_mirrored

_HEIGHT: Final = 60
_LEAST_WIDTH: Final = 200
_AIR: Final = 36
_POINTING: Final = frozenset({"arrow-left"})
"""Drawings that point the way one reads."""


class _Pill(Pressable):
    """A wide, round button with words in its middle."""

    def sizeHint(self) -> QSize:
        """Return room for the words, and for the rings."""
        words = QFontMetricsF(self._words_font()).horizontalAdvance(self.text())
        width = max(self.theme.px(_LEAST_WIDTH), words + 2 * _AIR)
        return QSize(round(width) + 2 * OUTSET, self.theme.high(_HEIGHT, LARGE) + 2 * OUTSET)

    def minimumSizeHint(self) -> QSize:
        """Return as little as still shows the words."""
        words = QFontMetricsF(self._words_font()).horizontalAdvance(self.text())
        return QSize(round(words + _AIR) + 2 * OUTSET, self.theme.high(_HEIGHT, LARGE) + 2 * OUTSET)

    def _words_font(self) -> QFont:
        """Return the font of the words; alike for all pills, so that none weighs more."""
        return self.theme.font(LARGE, QFont.Weight.DemiBold, 0.2)

    def _draw_pill(self, painter: QPainter, back: QColor, front: QColor) -> None:
        """Draw the pill and its words."""
        body = self.body()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(back)
        painter.drawRoundedRect(body, body.height() / 2, body.height() / 2)
        painter.setPen(front)
        painter.setFont(self._words_font())
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(body, Qt.AlignmentFlag.AlignCenter, self.text())


class PrimaryButton(_Pill):
    """The one thing to do on a screen."""

    def draw(self, painter: QPainter) -> None:
        """Draw it in the accent; a little brighter under the pointer, a little deeper when pressed."""
        accent = self.theme.colour("accent")
        back = mixed(accent, "#ffffff", 0.16 * self.warmth)
        back = mixed(accent, "#000000", 0.08) if self.isDown() else back
        self._draw_pill(painter, back, self.theme.colour("on_accent"))


class QuietButton(_Pill):
    """The other thing to do: as large and as heavy, in a tone of the ground."""

    def draw(self, painter: QPainter) -> None:
        """Draw it as a surface."""
        self._draw_pill(painter, self.surface(), self.theme.colour("text"))


class IconButton(Pressable):
    """A button that is only a drawing; its name is for those who hear it, and for the tool tip."""

    def __init__(
        self, look: Look, icon_name: str, name: str, parent: QWidget | None = None, size: int = 24
    ) -> None:
        super().__init__(look, "", parent)
        self._icon_name = icon_name
        self._size = size
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Say what it does."""
        self.setAccessibleName(name)
        self.setToolTip(name)

    def set_icon(self, icon_name: str) -> None:
        """Take another drawing."""
        self._icon_name = icon_name
        self.update()

    def sizeHint(self) -> QSize:
        """Return a round target, larger than the drawing."""
        side = max(TARGET, self.theme.px(self._size) + 24) + 2 * OUTSET
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Return the same; it does not shrink."""
        return self.sizeHint()

    def body(self) -> QRectF:
        """Return the circle's square, in the middle."""
        side = self.sizeHint().width() - 2 * OUTSET
        return QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)

    def draw(self, painter: QPainter) -> None:
        """Draw a circle that is seen under the pointer, and the drawing."""
        body = self.body()
        tone = self.theme.colour("raised")
        tone.setAlphaF(tone.alphaF() * (1.0 if self.isDown() or self.isChecked() else self.warmth))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone)
        painter.drawEllipse(body)
        size = self.theme.px(self._size)
        colour = mixed(
            self.theme.colour("quiet"), self.theme.colour("text"), max(self.warmth, self.isChecked())
        )
        picture = drawing(self._icon_name, colour.name(), size, self.devicePixelRatioF())
        painter.drawPixmap(body.center() - QPointF(size / 2, size / 2), picture)


class LinkButton(Pressable):
    """Words one can press: a place in the head of a page, or a small way further."""

    def __init__(self, look: Look, text: str, parent: QWidget | None = None, icon_name: str = "") -> None:
        super().__init__(look, text, parent)
        self._icon_name = icon_name

    def sizeHint(self) -> QSize:
        """Return room for the words, and a target that is high enough."""
        words = QFontMetricsF(self._words_font()).horizontalAdvance(self.text())
        width = words + self._icon_room() + 2 * 12
        return QSize(round(width) + 2 * OUTSET, self.theme.high(TARGET) + 2 * OUTSET)

    def minimumSizeHint(self) -> QSize:
        """Return the same; words are not cut."""
        return self.sizeHint()

    def draw(self, painter: QPainter) -> None:
        """Draw the words; under the one whose page this is, a short warm line."""
        body, theme = self.body(), self.theme
        here = self.isCheckable() and self.isChecked()
        tone = theme.colour("raised")
        tone.setAlphaF(tone.alphaF() * (1.0 if self.isDown() else self.warmth * 0.7))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone)
        painter.drawRoundedRect(body, RADIUS, RADIUS)
        colour = mixed(theme.colour("quiet"), theme.colour("text"), 1.0 if here else self.warmth)
        inner = body.adjusted(12, 0, -12, 0)
        if self._icon_name:
            size, mirrored = theme.px(20), is_mirrored(self)
            left = inner.right() - size if mirrored else inner.left()
            picture = drawing(self._icon_name, colour.name(), size, self.devicePixelRatioF())
            if mirrored and self._icon_name in _POINTING:
                picture = picture.transformed(QTransform.fromScale(-1, 1))
            painter.drawPixmap(QPointF(left, inner.center().y() - size / 2), picture)
            room = self._icon_room()
            inner = inner.adjusted(*((0, 0, -room, 0) if mirrored else (room, 0, 0, 0)))
        painter.setPen(colour)
        painter.setFont(self._words_font())
        # The words themselves say which way they are read; '5 more minutes' begins with no letter.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, self.text())
        if here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("ring"))
            line = QRectF(0, 0, theme.px(18), 3)
            line.moveCenter(QPointF(inner.center().x(), body.bottom() - 3))
            painter.drawRoundedRect(line, 1.5, 1.5)

    def marked_around(self) -> tuple[QRectF, float]:
        """Return the soft rectangle around the words."""
        return self.body(), RADIUS

    def _icon_room(self) -> int:
        """Return how wide the drawing and its distance are."""
        return self.theme.px(20) + 8 if self._icon_name else 0

    def _words_font(self) -> QFont:
        """Return the font; one weight, so that nothing moves when the page changes."""
        return self.theme.font(BODY, QFont.Weight.Medium)

"""A sentence on the picture: where it stands, and how it comes and goes."""

from typing import Final

from PySide6.QtCore import QEasingCurve, QObject, QPointF, QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from mtrelax.ui.theme import LARGE, SPACES, TITLE
from mtrelax.ui.visuals import ARC, Scene, paint_shade

_WIDEST: Final = 880
_ORB, _BEYOND = 0.25, 0.01
"""How far the full form reaches from the centre, and words stay from the arc, in units of the scene."""
_WRAP: Final = int(
    (Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap).value
)


class Line(QObject):
    """A sentence that fades out before the next one fades in."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.text = ""
        self._next = ""
        self._strength = 0.0
        self._fading = QVariantAnimation(self)
        self._fading.setEasingCurve(QEasingCurve.Type.InOutSine)
        self._fading.valueChanged.connect(self._take)
        self._fading.finished.connect(self._go_on)

    def say(self, text: str, motion: int) -> None:
        """Go over to a sentence."""
        if text == self._next:
            return
        self._next = text
        if not motion:
            self.text = text
            self._take(1.0 if text else 0.0)
        elif not self.text:
            self._go_on()
        else:
            self._fade_to(0.0, motion)

    def paint_below(
        self, painter: QPainter, scene: Scene, ink: str, ceiling: float, word: QRectF | None
    ) -> None:
        """Paint it between the form, or the word of the breath, and the foot; else from ``ceiling`` down."""
        if self.text and self._strength > 0:
            font, box = self._placed(scene, ceiling, word)
            self._draw(painter, scene, font, box, ink)

    def paint_above(self, painter: QPainter, scene: Scene, ink: str) -> float:
        """Paint it at the top, above the form; return how low it reaches."""
        if not self.text or self._strength <= 0:
            return float(SPACES[1])
        font, box = self._fitted(scene, _above(scene, SPACES[1]), LARGE)
        box.moveTopLeft(QPointF((scene.size.width() - box.width()) / 2, SPACES[1]))
        self._draw(painter, scene, font, box, ink)
        return box.bottom() + SPACES[0]

    def _draw(self, painter: QPainter, scene: Scene, font: QFont, box: QRectF, ink: str) -> None:
        """Draw the words on a soft shade."""
        painter.save()
        painter.setOpacity(self._strength)
        paint_shade(painter, box, scene.theme)
        painter.setFont(font)
        painter.setPen(scene.theme.colour(ink))
        painter.drawText(box, _WRAP, self.text)
        painter.restore()

    def _placed(self, scene: Scene, ceiling: float, word: QRectF | None) -> tuple[QFont, QRectF]:
        """Return font and place: between form and foot; where that is too low, at the top."""
        arc, orb = (scene.centre.y() + scene.unit * reach for reach in (ARC + _BEYOND, _ORB))
        foot = min(scene.foot, scene.size.height() - SPACES[2])
        if word is not None and word.bottom() < orb:
            ceiling, word = max(ceiling, word.bottom()), None
        # Large words may reach into the arc, but never into the form, or into the word of the breath.
        highest, top = (max(edge, word.bottom() if word else 0.0) for edge in (orb, arc))
        font, box = self._fitted(scene, foot - highest)
        box.moveCenter(QPointF(scene.size.width() / 2, (top + foot) / 2))
        box.moveBottom(min(box.bottom(), foot))
        if box.top() < highest:
            font, box = self._fitted(scene, _above(scene, ceiling))
            box.moveCenter(QPointF(scene.size.width() / 2, 0))
            box.moveTop(ceiling)
        return font, box

    def _fitted(self, scene: Scene, high: float, size: int = TITLE) -> tuple[QFont, QRectF]:
        """Return the largest font in which the words fit into a height, and the room they take."""
        font = scene.theme.font(size, QFont.Weight.Normal, 0.1)
        wide = min(scene.size.width() - 2.0 * SPACES[2], scene.theme.px(_WIDEST))
        while True:
            box = QFontMetricsF(font).boundingRect(QRectF(0, 0, wide, 10_000), _WRAP, self.text)
            if box.height() <= high or font.pixelSize() <= size:
                return font, QRectF(0, 0, wide, box.height())
            font.setPixelSize(max(size, font.pixelSize() - 2))

    def _fade_to(self, strength: float, motion: int) -> None:
        self._fading.stop()
        self._fading.setDuration(motion)
        self._fading.setStartValue(self._strength)
        self._fading.setEndValue(strength)
        self._fading.start()

    def _take(self, strength: float) -> None:
        self._strength = float(strength)
        self.changed.emit()

    def _go_on(self) -> None:
        """Bring the next sentence, once the one before is gone."""
        if self.text != self._next:
            self.text = self._next
            if self.text:
                self._fade_to(1.0, self._fading.duration() or 1)


def _above(scene: Scene, ceiling: float) -> float:
    """Return how much room there is between ``ceiling`` and the form."""
    return scene.centre.y() - _ORB * scene.unit - ceiling

"""The one sentence under the form: which it is, and how it comes and goes."""

from typing import Final

from PySide6.QtCore import QEasingCurve, QObject, QPointF, QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QLinearGradient, QPainter

from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import Moment, Timeline
from mtrelax.ui.i18n import tr
from mtrelax.ui.theme import SPACES, TITLE, Theme, faded
from mtrelax.ui.visuals import Scene, word_place
from mtrelax.ui.words import NATURAL, SOFTLY

SHOWN_FOR: Final = Seconds(12.0)
"""How long the sentences that nobody speaks stay."""
_WIDEST: Final = 880
_ARC, _ORB = 0.345, 0.25
"""How far the arc and the full form reach from the centre, in units of the scene."""
_SHADE: Final = "#040a10"
_WRAP: Final = int(
    (Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap).value
)


def line_at(moment: Moment, timeline: Timeline, *, captions: bool) -> str:
    """Return the sentence of a moment; empty when there is nothing to read."""
    if captions and moment.caption is not None:
        return moment.caption.text
    if moment.natural_for is not None and moment.natural_for < SHOWN_FOR:
        return tr(NATURAL)
    begun = next((each.start for each in timeline.paced if each.start <= moment.position < each.end), None)
    if begun is not None and moment.position - begun < SHOWN_FOR:
        return tr(SOFTLY)
    return ""


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

    def paint(
        self, painter: QPainter, scene: Scene, ceiling: float, bottom: float, *, below_word: bool
    ) -> None:
        """Paint it on a soft shade between the form and ``bottom``; else from ``ceiling`` down."""
        if not self.text or self._strength <= 0:
            return
        theme = scene.theme
        font, box = self._placed(scene, ceiling, bottom, below_word=below_word)
        painter.save()
        painter.setOpacity(self._strength)
        _paint_shade(painter, box, theme)
        painter.setFont(font)
        painter.setPen(theme.colour("text"))
        painter.drawText(box, _WRAP, self.text)
        painter.restore()

    def _placed(
        self, scene: Scene, ceiling: float, bottom: float, *, below_word: bool
    ) -> tuple[QFont, QRectF]:
        """Return font and place: between form and ``bottom``; where that is too low, at the top."""
        arc, orb = (scene.centre.y() + scene.unit * reach for reach in (_ARC, _ORB))
        top = arc + (2.2 * word_place(scene)[0].pixelSize() if below_word else 0)
        # Large words may reach into the arc, but never into the form, or into the word of the breath.
        highest = top if below_word else orb
        font, box = self._fitted(scene, bottom - highest)
        box.moveCenter(QPointF(scene.size.width() / 2, (top + bottom) / 2))
        box.moveBottom(min(box.bottom(), bottom))
        if box.top() < highest:
            font, box = self._fitted(scene, scene.centre.y() - (orb - scene.centre.y()) - ceiling)
            box.moveCenter(QPointF(scene.size.width() / 2, 0))
            box.moveTop(ceiling)
        return font, box

    def _fitted(self, scene: Scene, high: float) -> tuple[QFont, QRectF]:
        """Return the largest font in which the words fit into a height, and the room they take."""
        font = scene.theme.font(TITLE, QFont.Weight.Normal, 0.1)
        wide = min(scene.size.width() - 2.0 * SPACES[2], scene.theme.px(_WIDEST))
        while True:
            box = QFontMetricsF(font).boundingRect(QRectF(0, 0, wide, 10_000), _WRAP, self.text)
            if box.height() <= high or font.pixelSize() <= TITLE:
                return font, QRectF(0, 0, wide, box.height())
            font.setPixelSize(max(TITLE, font.pixelSize() - 2))

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


def _paint_shade(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """Paint a shade that has no edge, so that the words can be read on any place."""
    reach = theme.px(28)
    around = box.adjusted(0, -reach, 0, reach)
    shade = QLinearGradient(around.topLeft(), around.bottomLeft())
    edge = reach / around.height()
    for at, strength in ((0.0, 0.0), (edge, 0.34), (1 - edge, 0.34), (1.0, 0.0)):
        shade.setColorAt(at, faded(QColor(_SHADE), strength))
    painter.fillRect(QRectF(0, around.top(), painter.window().width(), around.height()), shade)

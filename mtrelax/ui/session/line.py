"""A sentence on the picture: where it stands, and how it comes and goes."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEasingCurve, QObject, QPointF, QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from mtrelax.ui.theme import SPACES, TITLE, faded
from mtrelax.ui.visuals import ARC, FORM, Scene, WordPlace, paint_shade

_WIDEST: Final = 880
_BEYOND: Final = 0.01
"""How far words stay from the arc, in units of the scene."""
_APART: Final = 0.6
"""How far words stay from the word of the breath, in sizes of the smaller type: two things, not one text."""
_LEAST_ABOVE: Final = 18
"""The words at the top keep off the arc as long as they are not smaller, in pixels at a text factor of 1."""
_LEAST: Final = 13
"""No type is smaller, in pixels."""
_KEPT, _KEPT_ORDINARY = 3 / 4, 1 / 2
"""How much of its size a sentence keeps, in large print and in ordinary print, before the word gives way."""
_BAND: Final = QColor("#0a0d10")
_BAND_AIR: Final = 12
_WRAP: Final = int(
    (Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap).value
)


@dataclass(frozen=True, slots=True)
class Print:
    """How large a sentence is wanted, and whether on a plain dark band."""

    size: int = 1
    """1 ordinary, 2 large, 3 very large."""
    on_band: bool = False

    @property
    def below(self) -> int:
        """The size of type under the form, in pixels at a text factor of 1."""
        return (24, 34, 48)[self.size - 1]

    @property
    def above(self) -> int:
        """The size of type at the top."""
        return (18, 26, 34)[self.size - 1]


class Line(QObject):
    """A sentence that fades out before the next one fades in."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.text = ""
        self._next = ""
        self._strength = 0.0
        self._asked: object = None
        self._needs_room = False
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
        self,
        painter: QPainter,
        scene: Scene,
        ink: str,
        ceiling: float,
        word: WordPlace | None,
        wanted: Print = Print(),
    ) -> None:
        """Paint it between the form, or the word of the breath, and the foot; else from ``ceiling`` down."""
        if not self.text or self._strength <= 0:
            return
        placed = self._placed(scene, ceiling, word, wanted)
        if placed is not None:
            self._draw(painter, scene, *placed, ink, wanted)

    def word_left(self, scene: Scene, ceiling: float, word: WordPlace | None, wanted: Print) -> float:
        """Return how much of the word of the breath may stay, 0..1, so that this can be read."""
        if word is None or not self.text:
            return 1.0
        asked = (self.text, scene, scene.foot, ceiling, word, wanted)
        if self._asked != asked:
            self._asked, self._needs_room = asked, self._is_cramped(scene, ceiling, word, wanted)
        if not self._needs_room:
            return 1.0
        # From one caption to the next it does not come back in between.
        return 0.0 if self._next and self._next != self.text else 1.0 - self._strength

    def paint_above(self, painter: QPainter, scene: Scene, ink: str, wanted: Print = Print()) -> None:
        """Paint it at the top, above the form."""
        if self.text and self._strength > 0:
            self._draw(painter, scene, *self._placed_above(scene, wanted), ink, wanted)

    def reach_above(self, scene: Scene, wanted: Print = Print()) -> float:
        """Return how low it reaches at the top."""
        if not self.text or self._strength <= 0:
            return float(SPACES[1])
        return self._placed_above(scene, wanted)[1].bottom() + SPACES[0]

    def _placed_above(self, scene: Scene, wanted: Print) -> tuple[QFont, QRectF]:
        """Return font and place at the top."""
        air = _BAND_AIR if wanted.on_band else 0
        least = max(_LEAST_ABOVE, round(scene.theme.px(_LEAST_ABOVE) * _KEPT))
        room = scene.centre.y() - (ARC + _BEYOND) * scene.unit - SPACES[1] - air
        font, box = self._fitted(scene, room, wanted.above, least)
        box.moveTopLeft(QPointF((scene.size.width() - box.width()) / 2, SPACES[1]))
        return font, box

    def _is_cramped(self, scene: Scene, ceiling: float, word: WordPlace, wanted: Print) -> bool:
        """Whether the word of the breath leaves it too small, and it would be larger without."""
        least = scene.theme.px(wanted.below) * (_KEPT if wanted.size > 1 else _KEPT_ORDINARY)
        beside = self._placed(scene, ceiling, word, wanted)
        alone = self._placed(scene, ceiling, None, wanted)
        size = _size(beside) if beside else 0
        return size < least and alone is not None and _size(alone) > size

    def _draw(
        self, painter: QPainter, scene: Scene, font: QFont, box: QRectF, ink: str, wanted: Print
    ) -> None:
        """Draw the words on a soft shade, or white on a plain band."""
        painter.save()
        painter.setOpacity(self._strength)
        painter.setFont(font)
        if wanted.on_band:
            words = QFontMetricsF(font).boundingRect(box, _WRAP, self.text)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(faded(_BAND, 0.94))
            air = _BAND_AIR
            painter.drawRoundedRect(words.adjusted(-2 * air, -air, 2 * air, air), air, air)
            painter.setPen(QColor("#ffffff"))
        else:
            paint_shade(painter, box, scene.theme)
            painter.setPen(scene.theme.colour(ink))
        painter.drawText(box, _WRAP, self.text)
        painter.restore()

    def _placed(
        self, scene: Scene, ceiling: float, word: WordPlace | None, wanted: Print
    ) -> tuple[QFont, QRectF] | None:
        """Return font and place, where there is any that covers neither the word of the breath nor controls.

        Between form and foot; where that is too low, at the top. Large print may cover the form, as the last
        resort small print does, too.
        """
        air = _BAND_AIR if wanted.on_band else 0
        arc, form = (scene.centre.y() + scene.unit * reach for reach in (ARC + _BEYOND, FORM))
        foot = min(scene.foot, scene.size.height() - SPACES[2]) - air
        apart = _apart(scene, word, wanted) if word is not None else 0.0
        reach = word.box.adjusted(0, 0, 0, apart) if word is not None else None
        outside = reach if word is not None and not word.is_inside else None
        within = max(scene.centre.y(), reach.bottom() if reach is not None else 0.0)
        if outside is not None and outside.bottom() < form:
            ceiling, outside = max(ceiling, outside.bottom()), None
        ceiling += air
        # Large words may reach into the arc, but not into the word of the breath.
        edge = outside.bottom() if outside else 0.0
        below = (max(form, edge) + air, foot, max(arc, edge + apart) + air)
        over = (within + air, foot, foot)
        above = (ceiling, scene.centre.y() - FORM * scene.unit - air, ceiling)
        if wanted.size == 1:
            rooms, leasts = (below, above, over), (TITLE, _LEAST)
        else:
            last = above if word is not None else (ceiling, foot, foot)
            rooms, leasts = (below, over, last), (round(scene.theme.px(wanted.below) * _KEPT), _LEAST)
        for least in leasts:
            fits = [each for room in rooms if (each := self._in_room(scene, room, wanted, least))]
            if fits:
                return fits[0] if least > _LEAST else max(fits, key=_size)
        return None

    def _in_room(
        self, scene: Scene, room: tuple[float, float, float], wanted: Print, least: int
    ) -> tuple[QFont, QRectF] | None:
        """Return font and place between two heights, below a third if there is room; if they fit at all."""
        top, bottom, wished = room
        font, box = self._fitted(scene, bottom - top, wanted.below, least)
        if box.height() > bottom - top:
            return None
        middle = (wished + bottom) / 2 if wished > top else top + box.height() / 2
        box.moveCenter(QPointF(scene.size.width() / 2, middle))
        box.moveBottom(min(box.bottom(), bottom))
        return font, box

    def _fitted(self, scene: Scene, high: float, size: int, least: int) -> tuple[QFont, QRectF]:
        """Return the largest font in which the words fit into a height, and the room they take."""
        font = scene.theme.font(size, QFont.Weight.Normal, 0.1)
        wide = min(scene.size.width() - 2.0 * SPACES[2], scene.theme.px(_WIDEST * size / TITLE))
        while True:
            box = QFontMetricsF(font).boundingRect(QRectF(0, 0, wide, 10_000), _WRAP, self.text)
            if box.height() <= high or font.pixelSize() <= least:
                return font, QRectF(0, 0, wide, box.height())
            font.setPixelSize(max(least, font.pixelSize() - 2))

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


def _apart(scene: Scene, word: WordPlace, wanted: Print) -> float:
    """Return how far words stay from the word of the breath."""
    return _APART * min(word.font.pixelSize(), scene.theme.px(wanted.below))


def _size(placed: tuple[QFont, QRectF]) -> int:
    """Return how large words are written."""
    return placed[0].pixelSize()

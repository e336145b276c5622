"""A bar and a word: for reduced motion, and for people who see little."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QLinearGradient, QPainter, QPixmap

from mtrelax.domain.timeline import Moment
from mtrelax.ui.dither import deep_image, dithered_pixmap
from mtrelax.ui.scenery.place import unreddened
from mtrelax.ui.theme import LARGE, TITLE, mixed
from mtrelax.ui.visuals.scene import FORM, Once, Scene, WordPlace, inside
from mtrelax.ui.visuals.tones import calm, tones
from mtrelax.ui.visuals.word import draw_word

_TYPE: Final = 0.165
"""How large the words are, in units of the scene, where they fit."""
_ROOM: Final = 0.88
"""How much of the width they may take."""
_WIDE, _HIGH = 1.3, 0.11
"""How wide and high the bar is, in units of the scene."""
_ABOVE, _BELOW = 0.045, 0.075
"""How far the bar is from the word, and from the line of time."""
_LINE: Final = 0.006
"""How high the line of time is."""
_STEPS: Final = 1440
"""As many as the time that is left can be told apart in."""
_NIGHT: Final = "#05080c"
_LEAST: Final = 0.08
"""How much of the bar is filled when the lungs are empty."""


class PlainVisual:
    """A bar that fills and empties from its middle, and what to do, as large as it fits."""

    ink = "text"
    glides = False

    def __init__(self) -> None:
        self._layout = Once(_Layout.of)

    def paint(self, painter: QPainter, rect: QRectF, moment: Moment, scene: Scene) -> None:
        """Paint one moment."""
        layout, colours = self._layout.of(scene), tones(scene)
        full = scene.fullness(moment)
        awake = scene.awake(moment)
        with inside(painter, rect, moment, scene):
            painter.drawPixmap(0, 0, layout.ground)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setOpacity(0.35 + 0.65 * awake)
            _draw_bar(painter, layout.line, 1.0, _track(scene))
            left = round(_STEPS * (1.0 - moment.fraction)) / _STEPS
            _draw_bar(painter, layout.line, left, colours.arc)
            painter.setOpacity(awake)
            _draw_bar(painter, layout.bar, 1.0, _track(scene))
            _draw_bar(painter, layout.bar, _LEAST + (1 - _LEAST) * full, colours.pearl)
            painter.setOpacity(1.0)
            draw_word(painter, moment, scene, layout.word)

    def lively(self, scene: Scene) -> QRect:
        """Return what holds word, bar and line."""
        layout = self._layout.of(scene)
        top, bottom = int(layout.word.box.top()), int(layout.line.bottom()) + 2
        return QRect(0, top, scene.size.width(), bottom - top)

    def word_at(self, scene: Scene) -> WordPlace:
        """Return the place of the words: above the bar."""
        return self._layout.of(scene).word


@dataclass(frozen=True)
class _Layout:
    """Where everything is, one below the other around the centre."""

    ground: QPixmap
    word: WordPlace
    bar: QRectF
    line: QRectF

    @classmethod
    def of(cls, scene: Scene) -> "_Layout":
        """Place it."""
        font, unit = _font(scene), scene.unit
        heights = font.pixelSize() * 1.3, unit * _HIGH, max(2.0, unit * _LINE)
        above, below = unit * _ABOVE, unit * _BELOW
        wide = min(scene.size.width() * _ROOM, unit * _WIDE)
        left = scene.centre.x() - wide / 2
        top = max(0.0, scene.centre.y() - min((sum(heights) + above + below) / 2, FORM * unit))
        word = QRectF(0, top, scene.size.width(), heights[0])
        bar = QRectF(left, word.bottom() + above, wide, heights[1])
        return cls(
            _ground(scene), WordPlace(font, word), bar, QRectF(left, bar.bottom() + below, wide, heights[2])
        )


def _ground(scene: Scene) -> QPixmap:
    """Return one plain tone of the palette, a little deeper towards the foot."""
    colours, top = tones(scene), unreddened(QColor(scene.playlist.palette[0]))
    image = deep_image(scene.size * scene.ratio)
    ground = colours.ground if colours.is_pure else mixed(top, _NIGHT, 0.7)
    tone = ground if colours.is_pure else mixed(ground, calm(top), 0.14)
    slope = QLinearGradient(0, 0, 0, image.height())
    slope.setColorAt(0.2, tone)
    slope.setColorAt(1, ground)
    painter = QPainter(image)
    painter.fillRect(image.rect(), slope)
    painter.end()
    return dithered_pixmap(image, scene.ratio)


def _font(scene: Scene) -> QFont:
    """Return the largest font in which every word fits."""
    theme = scene.theme
    font = theme.font(TITLE, QFont.Weight.DemiBold)
    room = scene.size.width() * _ROOM
    for size in range(
        max(theme.px(TITLE), round(scene.unit * _TYPE * theme.text_factor**0.5)), LARGE - 1, -1
    ):
        font.setPixelSize(size)
        metrics = QFontMetricsF(font)
        if all(metrics.horizontalAdvance(word) < room for word in scene.words.values()):
            break
    return font


def _track(scene: Scene) -> QColor:
    """Return the colour of what is not filled."""
    colours = tones(scene)
    return mixed(
        colours.ground, colours.ring if colours.is_pure else colours.cool, 0.9 if colours.is_pure else 0.16
    )


def _draw_bar(painter: QPainter, place: QRectF, share: float, colour: QColor) -> None:
    """Draw so much of a bar, from its middle on; it stays round at its ends."""
    wide = max(place.height(), place.width() * share)
    box = QRectF(place.center().x() - wide / 2, place.top(), wide, place.height())
    painter.setBrush(colour)
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)

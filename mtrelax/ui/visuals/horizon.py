"""A sky before sunrise: the day comes up with the breath, and goes down with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPixmap

from mtrelax.domain.breathing import ease
from mtrelax.domain.timeline import Moment
from mtrelax.ui.dither import deep_image, dithered_pixmap
from mtrelax.ui.landscape import paint_place
from mtrelax.ui.scenery.place import Place, falloff, fuller, unreddened
from mtrelax.ui.theme import faded, mixed
from mtrelax.ui.visuals.scene import Once, Scene, WordPlace, inside
from mtrelax.ui.visuals.tones import calm, tones
from mtrelax.ui.visuals.way import Way, paint_way
from mtrelax.ui.visuals.word import draw_word, fitting_font, word_around, word_below

_LINES: Final[Mapping[str, float]] = {"sky": 0.62, "woods": 0.62, "shore": 0.55, "night": 0.60}
_LINE: Final = 0.56
"""Where the light comes from, in heights of the picture: behind the farthest land."""
_BELOW: Final = 0.10
"""How far below that line the sun is at night."""
_LEAST: Final = 0.06
"""How much of the day there is when the lungs are empty."""
_WORD, _LAND = 0.71, 0.65
"""Where the words are, and where the land begins that they stay on, in heights of the picture."""
_NIGHT: Final = "#050d16"
_ROSE: Final = "#c85a86"
_LIGHTS: Final = ((2.2, 0.62, 0.50), (2.4, 0.36, 0.60), (1.7, 0.18, 0.75))
"""How wide for its height each light of the dawn is, how far it reaches, and how strong it is."""


class HorizonVisual:
    """Light behind the land. Nothing moves but the light."""

    ink = "text"
    glides = False

    def __init__(self) -> None:
        self._parts = Once(_Parts.of)

    def paint(self, painter: QPainter, rect: QRectF, moment: Moment, scene: Scene) -> None:
        """Paint one moment."""
        parts = self._parts.of(scene)
        full = scene.fullness(moment)
        awake = scene.awake(moment)
        with inside(painter, rect, moment, scene):
            _draw_skies(painter, parts, awake * (_LEAST + (1 - _LEAST) * full))
            parts.way.paint(painter, moment)
            draw_word(painter, moment, scene, self.word_at(scene))

    def lively(self, scene: Scene) -> QRect:
        """Return all of it: the light is everywhere."""
        return QRect(0, 0, scene.size.width(), scene.size.height())

    def word_at(self, scene: Scene) -> WordPlace:
        """Return the place of the words: on the dark land."""
        font, high = fitting_font(scene), scene.size.height()
        place = word_around(scene, font, max(high * _WORD, high * _LAND + 0.8 * font.pixelSize()))
        return place if place.box.bottom() <= scene.foot else word_below(scene)


@dataclass(frozen=True)
class _Parts:
    """What is painted once for a scene."""

    night: QPixmap
    twilight: QPixmap
    day: QPixmap
    way: Way

    @classmethod
    def of(cls, scene: Scene) -> "_Parts":
        """Paint them."""
        return cls(_sky(scene, 0.0), _sky(scene, 0.6), _sky(scene, 1.0), Way(scene))


def _draw_skies(painter: QPainter, parts: _Parts, light: float) -> None:
    """Draw the sky between night and day, by way of the twilight, as a curve that never bends (Bernstein)."""
    painter.drawPixmap(0, 0, parts.night)
    for pixmap, share in ((parts.twilight, 2 * light / (1 + light)), (parts.day, light * light)):
        painter.setOpacity(share)
        painter.drawPixmap(0, 0, pixmap)
    painter.setOpacity(1.0)


def _sky(scene: Scene, light: float) -> QPixmap:
    """Return the landscape at so much light, with the whole way of the star barely seen."""
    pixmap = _pure_sky(scene, light) if tones(scene).is_pure else _dawn(scene, light)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_way(painter, scene)
    painter.end()
    return pixmap


def _dawn(scene: Scene, light: float) -> QPixmap:
    """Return the landscape when so much of the day has come."""
    box = QRectF(QPointF(), QSizeF(scene.size * scene.ratio))
    night, day = (Place.of(scene.playlist, box, dimmed) for dimmed in (True, False))
    warm = mixed(_full(calm(day.glow), 1.5), "#ff9a5a", 0.3)
    top = mixed(_full(day.top, 1.25), _NIGHT, 0.40)
    low = mixed(_full(day.low, 1.15), _NIGHT, 0.32)
    line = _LINES.get(scene.playlist.scene, _LINE)
    place = replace(
        night,
        top=mixed(night.top, top, light),
        low=mixed(night.low, low, light),
        glow=mixed(night.glow, warm, 0.6 * light),
        disc=QPointF(night.disc.x(), night.height * (line + _BELOW * (1 - light))),
    )
    # Far from the sun the light is rose in a blue sky, and green in a green one.
    blue = min(1.0, max(0.0, 6 * (day.low.blueF() - day.low.greenF())))
    far = mixed(_full(day.low, 1.8), mixed(warm, _ROSE, 0.6), 0.3 + 0.6 * blue)
    pixmap = paint_place(place, scene.ratio, partial(_shine, light, warm, far))
    _darken_foot(pixmap, scene, light)
    return pixmap


def _full(colour: QColor, by: float) -> QColor:
    """Return the same colour less pale, but no full red."""
    return unreddened(fuller(colour, by))


def _darken_foot(pixmap: QPixmap, scene: Scene, light: float) -> None:
    """Keep the near land dark, since words are read on it."""
    high = scene.size.height()
    shade = QLinearGradient(0, high * 0.60, 0, high * 0.72)
    for step in range(9):
        shade.setColorAt(step / 8, faded(_NIGHT, 0.20 * light * ease(step / 8)))
    painter = QPainter(pixmap)
    painter.fillRect(QRectF(0, high * 0.60, scene.size.width(), high * 0.40), shade)
    painter.end()


def _shine(light: float, warm: QColor, far: QColor, painter: QPainter, place: Place) -> None:
    """Paint what of the day is behind the land."""
    if light > 0:
        _paint_lights(painter, place, light, (far, warm, mixed(warm, "#ffe9c0", 0.5)))
    if place.scene == "sky":
        _paint_bank(painter, place)


def _paint_lights(painter: QPainter, place: Place, light: float, colours: Sequence[QColor]) -> None:
    """Paint the light of a sun that is not up yet: gold at the line, rose above it."""
    # Light added to light stays clear; laid over a cool sky, a warm one would be brown.
    painter.save()
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Screen)
    painter.translate(place.disc)
    for colour, (wide, high, strength) in zip(colours, _LIGHTS, strict=True):
        painter.save()
        painter.scale(wide, 1.0)
        reach = place.height * high * (0.5 + 0.5 * light)
        lit = falloff(QPointF(), reach, colour, strength * light**0.8)
        painter.fillRect(QRectF(-reach, -reach, 2 * reach, 2 * reach), lit)
        painter.restore()
    painter.restore()


def _paint_bank(painter: QPainter, place: Place) -> None:
    """Paint a bank of cloud far below, where there is no land that the light could come from behind."""
    edge, foot = (place.height * (_LINES["sky"] + away) for away in (-0.015, 0.26))
    bank = QLinearGradient(0, edge, 0, foot)
    shade = mixed(mixed(place.low, place.top, 0.7), _NIGHT, 0.25)
    for step in range(9):
        bank.setColorAt(step / 32, faded(shade, 0.92 * ease(step / 8)))
    bank.setColorAt(1, mixed(place.low, place.top, 0.35))
    painter.fillRect(QRectF(0, edge, place.width, place.height - edge), bank)


def _pure_sky(scene: Scene, light: float) -> QPixmap:
    """Return nothing but a line and the light above it, for high contrast."""
    colours = tones(scene)
    image = deep_image(scene.size * scene.ratio)
    image.fill(colours.ground)
    painter = QPainter(image)
    line, reach = image.height() * _LINE, image.height() * (0.10 + 0.36 * light)
    glow = QLinearGradient(0, line, 0, line - reach)
    for step in range(17):
        at = step / 16
        glow.setColorAt(at, faded(colours.cool, 0.85 * light * (1 - at) ** 2))
    painter.fillRect(QRectF(0, line - reach, image.width(), reach), glow)
    thick = max(2.0, scene.unit * 0.006) * scene.ratio
    edge = mixed(colours.ring, colours.pearl, light)
    painter.fillRect(QRectF(0, line, image.width(), thick), edge)
    painter.end()
    return dithered_pixmap(image, scene.ratio)

"""A light over water that grows with the breath."""

from dataclasses import dataclass
from math import pi, sin
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QLinearGradient, QPainter, QPixmap, QRadialGradient

from mtrelax.domain.timeline import Moment
from mtrelax.ui.dither import deep_image, dithered_pixmap
from mtrelax.ui.scenery.water import WATERLINE
from mtrelax.ui.theme import faded, mixed
from mtrelax.ui.visuals.backdrop import Backdrop
from mtrelax.ui.visuals.light import SHARE, Halo, bell, draw_light, round_light
from mtrelax.ui.visuals.scene import STILL, Once, Scene, inside, lively_around
from mtrelax.ui.visuals.tones import Tones, tones
from mtrelax.ui.visuals.word import WordPlace, draw_word, word_around, word_below, word_font

_LEAST, _MOST = 0.128, 0.246
"""The orb's radius when empty and when full, in units of the scene."""
_LEAST_FOR_WORDS: Final = 0.16
"""The radius when empty, where large words would not fit otherwise, or are wanted."""
_HALO: Final = 2.0
"""The halo's radius, in radii of the orb."""
_CHORD: Final = 1.66
"""How wide words in the orb may be, in its radii."""
_REACH: Final = 0.54
"""How far its light reaches, in units of the scene."""


class OrbVisual:
    """The orb: size and light come from how full the lungs are, and from nothing else."""

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
            parts.backdrop.paint(painter, moment)
            painter.setRenderHints(
                QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
            )
            radius = scene.unit * (parts.least + (_MOST - parts.least) * full)
            parts.halo.paint(painter, full, awake * (0.4 + 0.6 * full))
            if parts.reflection is not None:
                _draw_reflection(painter, parts.reflection, scene, radius, awake * (0.34 + 0.36 * full))
            draw_light(painter, parts.body, scene.centre, radius * _Parts.RIM, awake)
            above = scene.centre - QPointF(0.05 * radius, 0.13 * radius)
            draw_light(painter, parts.inner, above, radius * 0.86, awake * (0.2 + 0.8 * full))
            painter.setOpacity(1.0)
            draw_word(painter, moment, scene, self.word_at(scene))

    def lively(self, scene: Scene) -> QRect:
        """Return where the orb and its light are."""
        return lively_around(scene, _REACH)

    def word_at(self, scene: Scene) -> WordPlace:
        """Return the place of the words: in the orb if they fit even when it is small, else below the arc."""
        fit = _fit_of(scene)
        if fit.font is None:
            return word_below(scene)
        return word_around(scene, fit.font, scene.centre.y(), is_inside=True)


def _draw_reflection(painter: QPainter, pixmap: QPixmap, scene: Scene, radius: float, light: float) -> None:
    """Draw the orb's light on the water: as wide as the orb, and as bright."""
    top = scene.size.height() * WATERLINE
    wide = radius * 1.25
    box = QRectF(scene.centre.x() - wide, top, 2 * wide, scene.size.height() - top)
    painter.setOpacity(light)
    painter.drawPixmap(box, pixmap, QRectF(pixmap.rect()))


@dataclass(frozen=True, slots=True)
class _Fit:
    """How words and orb fit each other."""

    font: QFont | None
    """``None`` if the words do not fit into the orb."""
    least: float
    """The orb's radius when empty, in units of the scene."""


def _fit_of(scene: Scene) -> _Fit:
    """Make the words a little smaller, then the smallest orb a little larger, until they fit into it.

    Where one looks is better than large; but if neither is enough, they stay as large as they are.
    """
    for least in (_LEAST_FOR_WORDS,) if tones(scene).is_pure else (_LEAST, _LEAST_FOR_WORDS):
        smallest = least + (_MOST - least) * (STILL if scene.is_still else 0.0)
        font = word_font(scene, _CHORD * smallest * scene.unit)
        if font is not None:
            return _Fit(font, least)
    return _Fit(None, _LEAST)


@dataclass(frozen=True)
class _Parts:
    """What is painted once for a scene."""

    RIM = 1.25
    """How far the soft rim reaches, in radii."""

    least: float
    """The orb's radius when empty, in units of the scene."""
    backdrop: Backdrop
    halo: Halo
    body: QPixmap
    inner: QPixmap
    reflection: QPixmap | None

    @classmethod
    def of(cls, scene: Scene) -> "_Parts":
        """Paint them."""
        colours = tones(scene)
        side = round(scene.unit * _MOST * scene.ratio * 2)
        least = _fit_of(scene).least
        on_water = scene.playlist.scene == "water" and not colours.is_pure
        return cls(
            least,
            Backdrop(scene),
            Halo(scene, scene.centre, _HALO * least, _HALO * _MOST),
            _body(round(side * cls.RIM), colours),
            _inner(round(side * SHARE), colours.warm),
            _reflection(scene, colours) if on_water else None,
        )


def _body(side: int, colours: Tones) -> QPixmap:
    """Return the orb: pearl in its middle, cool at its edge, and a rim that melts into the halo."""
    light = QRadialGradient(QPointF(side / 2, side / 2), side / 2)
    pearl, cool, edge = colours.pearl, colours.cool, colours.edge
    for radii, colour, strength in (
        (0.0, pearl, 0.97),
        (0.30, mixed(pearl, cool, 0.30), 0.96),
        (0.60, mixed(cool, edge, 0.10), 0.94),
        (0.80, mixed(cool, edge, 0.34), 0.90),
        (0.90, mixed(cool, edge, 0.40), 0.82),
        # From here the rim melts into the halo: a light, and no ball.
        (0.96, mixed(cool, edge, 0.34), 0.66),
        (1.0, mixed(cool, edge, 0.20), 0.42),
        (1.03, cool, 0.27),
        (1.08, cool, 0.17),
        (1.15, cool, 0.07),
        (_Parts.RIM, cool, 0.0),
    ):
        light.setColorAt(radii / _Parts.RIM, faded(colour, strength))
    return round_light(side, light)


def _inner(side: int, warm: QColor) -> QPixmap:
    """Return the light inside; it is stronger the fuller the orb is."""
    light = QRadialGradient(QPointF(side / 2, side / 2), side / 2)
    bright = mixed(warm, "#fff4df", 0.5)
    for step in range(17):
        at = step / 16
        light.setColorAt(at, faded(bright, 0.9 * bell(at, 3.6)))
    return round_light(side, light)


def _reflection(scene: Scene, colours: Tones) -> QPixmap:
    """Return the orb's light on the water: soft strokes that widen and thin out towards the near shore."""
    wide = max(8, round(scene.unit * _MOST * 2.5 * scene.ratio * 0.5))
    high = max(8, round(scene.size.height() * (1 - WATERLINE) * scene.ratio * 0.5))
    image = deep_image(QSize(wide, high))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for y in range(high):
        near = y / high
        # Three slow waves of different length never line up into stripes.
        waves = sin(46 * near**0.55) + 0.6 * sin(87 * near**0.6 + 1.7) + 0.4 * sin(151 * near**0.62 + 0.5)
        strength = (0.62 + 0.22 * waves) * (1 - near) ** 1.7 * min(1.0, near * 18)
        reach = wide / 2 * min(1.0, 0.62 + 0.3 * near + 0.05 * waves)
        line = QLinearGradient(wide / 2 - reach, 0, wide / 2 + reach, 0)
        for step in range(9):
            at = step / 8
            middle = sin(pi * at) ** 2.2
            colour = mixed(colours.cool, colours.warm, middle)
            line.setColorAt(at, faded(colour, max(0.0, strength) * middle))
        painter.fillRect(QRectF(wide / 2 - reach, y, 2 * reach, 1), line)
    painter.end()
    # Its strokes break up any bands by themselves, and noise would be seen around them.
    return dithered_pixmap(image, opaque=False, within=QBrush(QColor(0, 0, 0, 0)))

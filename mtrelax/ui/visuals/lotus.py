"""A flower of light whose petals open with the breath."""

from dataclasses import dataclass
from math import hypot, sin
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QRadialGradient

from mtrelax.domain.timeline import Moment
from mtrelax.ui.theme import faded, mixed
from mtrelax.ui.visuals.backdrop import Backdrop
from mtrelax.ui.visuals.light import SHARE, Halo, bell
from mtrelax.ui.visuals.petals import RINGS, Petal, petals_at
from mtrelax.ui.visuals.scene import Once, Scene, inside, lively_around
from mtrelax.ui.visuals.tones import Tones, tones
from mtrelax.ui.visuals.word import WordPlace, draw_word, word_in_arc

_FOOT: Final = 0.24
"""How far below the centre the flower stands, in units of the scene."""
_WORD: Final = 0.288
"""How far below the centre the words are: between the flower and the arc."""
_REACH: Final = 0.54
"""How far its light reaches."""


class LotusVisual:
    """The lotus: how far it is open, and its light, come from how full the lungs are."""

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
            parts.halo.paint(painter, full, awake * (0.35 + 0.65 * full))
            flower = parts.bloom.at(full)
            if parts.mirror is not None:
                parts.mirror.paint(painter, flower, awake * (0.45 + 0.3 * full))
            painter.setOpacity(awake)
            painter.drawImage(parts.bloom.place, flower)
            painter.setOpacity(1.0)
            draw_word(painter, moment, scene, self.word_at(scene))

    def lively(self, scene: Scene) -> QRect:
        """Return where the flower and its light are."""
        return lively_around(scene, _REACH)

    def word_at(self, scene: Scene) -> WordPlace:
        """Return the place of the words: under the flower."""
        return word_in_arc(scene, _WORD)


def _foot(scene: Scene) -> QPointF:
    """Return where the flower stands."""
    return scene.centre + QPointF(0, _FOOT * scene.unit)


class _Bloom:
    """The flower in all its openings, each painted when first needed; between two of them it is mixed."""

    _OPENINGS: Final = 128
    _FINEST: Final = 560
    """The unit in which it is kept, at most: petals are drawn slowly, a picture of them is enlarged fast."""

    def __init__(self, scene: Scene) -> None:
        unit, foot = scene.unit, _foot(scene)
        self.place = QRectF(foot.x() - 0.31 * unit, foot.y() - 0.36 * unit, 0.62 * unit, 0.42 * unit)
        self._unit = min(self._FINEST, unit * scene.ratio)
        self._size = QSizeF(0.62 * self._unit, 0.42 * self._unit).toSize()
        self._colours = tones(scene)
        self._shades = [_shade(self._colours, ring.tone) for ring in RINGS]
        self._kept: dict[int, QImage] = {}
        self._mixed = self._clear()

    def at(self, full: float) -> QImage:
        """Return the flower as it is when so full."""
        lower = int(full * self._OPENINGS)
        share = full * self._OPENINGS - lower
        if share == 0.0:
            return self._opening(lower)
        painter = QPainter(self._mixed)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.drawImage(0, 0, self._opening(lower))
        painter.setOpacity(share)
        painter.drawImage(0, 0, self._opening(lower + 1))
        painter.end()
        return self._mixed

    def _opening(self, number: int) -> QImage:
        if number not in self._kept:
            self._kept[number] = self._painted(number / self._OPENINGS)
        return self._kept[number]

    def _painted(self, full: float) -> QImage:
        """Paint the petals behind, the light in the middle, the petals before it."""
        image, unit = self._clear(), self._unit
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self._size.width() / 2, self._size.height() * 0.36 / 0.42)
        petals = petals_at(unit * (0.86 + 0.14 * full), full)
        behind = sum(petal.depth < 0 for petal in petals)
        self._draw(painter, petals[:behind])
        if not self._colours.is_pure:
            self._draw_heart(painter, full)
        self._draw(painter, petals[behind:])
        painter.end()
        return image

    def _draw(self, painter: QPainter, petals: list[Petal]) -> None:
        for petal in petals:
            light = QRadialGradient(QPointF(), hypot(petal.tip.x(), petal.tip.y()))
            light.setStops(self._shades[petal.ring])
            painter.fillPath(petal.path, light)
            if self._colours.is_pure:
                painter.strokePath(petal.path, QPen(self._colours.deep, self._unit * 0.003))

    def _draw_heart(self, painter: QPainter, full: float) -> None:
        """Draw the light from which the petals have theirs."""
        light = QRadialGradient(QPointF(0, -0.11 * self._unit), self._unit * (0.09 + 0.08 * full))
        bright = mixed(self._colours.warm, "#fff4df", 0.4)
        for step in range(17):
            light.setColorAt(step / 16, faded(bright, (0.35 + 0.6 * full) * bell(step / 16, 3.0)))
        painter.fillRect(QRectF(-self._unit, -self._unit, 2 * self._unit, 2 * self._unit), light)

    def _clear(self) -> QImage:
        image = QImage(self._size, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        return image


@dataclass(frozen=True)
class _Parts:
    """What is painted once for a scene."""

    backdrop: Backdrop
    halo: Halo
    bloom: _Bloom
    mirror: "_Mirror | None"

    @classmethod
    def of(cls, scene: Scene) -> "_Parts":
        """Paint them."""
        on_water = scene.playlist.scene == "water" and not tones(scene).is_pure
        bloom = _Bloom(scene)
        return cls(
            Backdrop(scene),
            Halo(scene, scene.centre + QPointF(0, 0.04 * scene.unit), 0.27, 0.42, warmth=0.5),
            bloom,
            _Mirror(scene, bloom) if on_water else None,
        )


class _Mirror:
    """The water under the flower, in which it is seen again, shorter, softer and weaker."""

    _SHORTER: Final = 0.62

    def __init__(self, scene: Scene, bloom: _Bloom) -> None:
        place = bloom.place
        foot = _foot(scene).y()
        self._place = QRectF(place.left(), foot, place.width(), (foot - place.top()) * self._SHORTER)
        size = (self._place.size() * scene.ratio * SHARE).toSize()
        word = (_WORD - _FOOT) * scene.unit / self._place.height()
        self._mask = _ripples(size, QPointF(size.width() / 2, word * size.height()))
        self._image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
        self._share = (foot - place.top()) / place.height()

    def paint(self, painter: QPainter, flower: QImage, light: float) -> None:
        """Paint the flower upside down, where the water lets it be seen."""
        wide, high = self._image.width(), self._image.height()
        inner = QPainter(self._image)
        inner.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        inner.translate(0, high)
        inner.scale(1, -1)
        inner.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        above = QRectF(0, 0, flower.width(), flower.height() * self._share)
        inner.drawImage(QRectF(0, 0, wide, high), flower, above)
        inner.resetTransform()
        inner.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        inner.drawImage(0, 0, self._mask)
        inner.end()
        painter.setOpacity(light)
        painter.drawImage(self._place, self._image)


def _ripples(size: QSize, word: QPointF) -> QImage:
    """Return how much the water lets be seen: less farther away and in the waves, little at the word."""
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    for y in range(size.height()):
        away = y / size.height()
        waves = sin(40 * away**0.6) + 0.6 * sin(71 * away**0.62 + 1.7) + 0.4 * sin(127 * away**0.65 + 0.5)
        strength = (0.7 + 0.24 * waves * min(1.0, 3 * away)) * (1 - away) ** 1.6 * min(1.0, away * 40)
        painter.fillRect(0, y, size.width(), 1, faded("#ffffff", strength))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
    quiet = QRadialGradient(QPointF(0, 0), 1.0)
    for step in range(9):
        quiet.setColorAt(step / 8, faded("#000000", 0.9 * bell(step / 8, 2.0)))
    painter.translate(word)
    painter.scale(size.width() * 0.27, size.height() * 0.3)
    painter.fillRect(QRectF(-1, -1, 2, 2), quiet)
    painter.end()
    return image


def _shade(colours: Tones, tone: float) -> list[tuple[float, QColor]]:
    """Return the light in a petal."""
    if colours.is_pure:
        low, tip = (mixed(colours.edge, colours.pearl, share * tone) for share in (0.35, 0.9))
        return [(0.0, colours.warm), (0.22, low), (1.0, tip)]
    edge = mixed(colours.deep, colours.cool, 0.2 + 0.6 * tone)
    return [
        (0.0, faded(mixed(colours.warm, "#fff4df", 0.3), 0.85)),
        (0.35, faded(mixed(colours.warm, edge, 0.45), 0.62)),
        (0.8, faded(edge, 0.5)),
        (1.0, faded(mixed(edge, colours.pearl, 0.4), 0.62)),
    ]

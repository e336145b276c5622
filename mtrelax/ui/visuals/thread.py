"""A thread of light that glides by: it shows the breath that was, and the one to come."""

from dataclasses import dataclass
from math import ceil, floor
from typing import Final, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QLinearGradient,
    QPainter,
    QPen,
    QPixmap,
    QPolygonF,
    QRadialGradient,
)

from mtrelax.domain.breathing import ease
from mtrelax.domain.timeline import Moment
from mtrelax.ui.dither import deep_image, dithered_pixmap
from mtrelax.ui.theme import faded, mixed
from mtrelax.ui.visuals.backdrop import night
from mtrelax.ui.visuals.light import bell, draw_light, round_light
from mtrelax.ui.visuals.path import HERE, SWING, Path, Thread, height_of, still_thread
from mtrelax.ui.visuals.scene import Once, Scene, WordPlace, inside
from mtrelax.ui.visuals.tones import Tones, tones
from mtrelax.ui.visuals.way import Way, paint_way
from mtrelax.ui.visuals.word import draw_word, fitting_font, word_around, word_below, word_font

_VEIL: Final = 0.20
"""How far the light below the thread reaches under its lowest place."""
_WORD: Final = 0.215
"""How far below the centre the words are."""
_CORE, _PURE_CORE, _HALO = 0.015, 0.036, 0.13
"""How far the point and its light reach."""
_WHOLE: Final = 4
"""So many logical pixels are whole ones of the screen, at a ratio of a quarter more or less."""
_CLEAR: Final = 0.52
"""From where on what comes is less and less clear, in widths of the picture."""


class ThreadVisual:
    """A point that rises and falls on a path which comes towards it."""

    ink = "text"
    glides = True

    def __init__(self) -> None:
        self._parts = Once(_Parts.of)
        self._path = Path()

    def paint(self, painter: QPainter, rect: QRectF, moment: Moment, scene: Scene) -> None:
        """Paint one moment."""
        parts = self._parts.of(scene)
        full = scene.fullness(moment)
        awake = scene.awake(moment)
        with inside(painter, rect, moment, scene):
            painter.drawPixmap(0, 0, parts.night)
            painter.setRenderHints(
                QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
            )
            _draw_thread(painter, parts, parts.still or self._path.at(moment, scene), scene)
            _draw_over(painter, parts, awake)
            point = QPointF(scene.size.width() * HERE, height_of(scene, full))
            draw_light(painter, parts.halo, point, scene.unit * _HALO, awake * (0.45 + 0.55 * full))
            draw_light(painter, parts.core, point, scene.unit * parts.reach, awake)
            parts.way.paint(painter, moment)
            draw_word(painter, moment, scene, self.word_at(scene))

    def lively(self, scene: Scene) -> QRect:
        """Return all that the thread crosses, the star above it and the words below."""
        return QRect(0, 0, scene.size.width(), scene.size.height())

    def word_at(self, scene: Scene) -> WordPlace:
        """Return the place of the words: under the point, where one looks, if they fit there."""
        wide = 2 * scene.size.width() * HERE
        under = word_font(scene, wide * 0.9)
        font = under or fitting_font(scene)
        place = word_around(scene, font, scene.centre.y() + scene.unit * _WORD)
        lowest = scene.centre.y() + scene.unit * (SWING + _HALO / 4)
        place.box.moveTop(max(place.box.top(), lowest))
        if under is not None:
            place.box.setWidth(wide)
        return place if place.box.bottom() <= scene.foot else word_below(scene)


def _draw_thread(painter: QPainter, parts: "_Parts", thread: Thread, scene: Scene) -> None:
    """Draw the thread, and the veil of light below it."""
    if parts.veil is not None:
        foot = _foot(scene)
        veil = QPolygonF(thread.whole)
        veil.append(QPointF(veil.last().x(), foot))
        veil.append(QPointF(veil.first().x(), foot))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(parts.veil)
        painter.drawPolygon(veil)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(parts.pen)
    for piece in thread.pieces:
        painter.drawPolyline(piece)


def _draw_over(painter: QPainter, parts: "_Parts", awake: float) -> None:
    """Sink the ends of the thread into the landscape, and all of it where it has less light."""
    band = parts.band
    if awake < 1.0:
        painter.setOpacity(1.0 - awake)
        painter.drawPixmap(band.place, band.pixmap)
        painter.setOpacity(1.0)
    for side in parts.sides:
        painter.drawPixmap(side.place, side.pixmap)


class _Cut(NamedTuple):
    """A part of the landscape, and where it is."""

    place: QPoint
    pixmap: QPixmap


@dataclass(frozen=True)
class _Parts:
    """What is painted once for a scene."""

    night: QPixmap
    band: _Cut
    """What the thread is before."""
    sides: tuple[_Cut, ...]
    """The ends of it, which clear up towards the middle."""
    veil: QLinearGradient | None
    pen: QPen
    still: Thread | None
    """The thread of a picture that does not move."""
    halo: QPixmap
    core: QPixmap
    reach: float
    """How far the point reaches, in units of the scene."""
    way: Way

    @classmethod
    def of(cls, scene: Scene) -> "_Parts":
        """Paint them."""
        colours = tones(scene)
        place = _night(scene)
        reach = _PURE_CORE if colours.is_pure else _CORE
        side = round(2 * scene.unit * scene.ratio)
        return cls(
            place,
            _cut(scene, place, 0.0, 1.0),
            (_side(scene, place, 0.0, HERE), _side(scene, place, 1.0, _CLEAR)),
            None if colours.is_pure else _veil(scene, colours),
            _pen(scene, colours),
            still_thread(scene) if scene.is_still else None,
            _halo(round(side * _HALO * 0.5), colours),
            _core(round(side * reach), colours),
            reach,
            Way(scene),
        )


def _night(scene: Scene) -> QPixmap:
    """Return the landscape at night, or none, with the way of the star."""
    pixmap = night(scene)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_way(painter, scene)
    painter.end()
    return pixmap


def _cut(scene: Scene, night: QPixmap, left: float, right: float) -> _Cut:
    """Return what the thread may cover of the landscape, between two shares of the width."""
    top, foot = scene.centre.y() - scene.unit * (SWING + 0.05), _foot(scene)
    first, last = (scene.size.width() * share for share in (left, right))
    corner = QPoint(floor(first / _WHOLE), floor(top / _WHOLE)) * _WHOLE
    beyond = QPoint(ceil(last / _WHOLE), ceil(foot / _WHOLE)) * _WHOLE
    box = QRect(corner, beyond - QPoint(1, 1))
    pixmap = QPixmap(box.size() * scene.ratio)
    pixmap.setDevicePixelRatio(scene.ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.drawPixmap(-box.topLeft(), night)
    painter.end()
    return _Cut(box.topLeft(), pixmap)


def _side(scene: Scene, night: QPixmap, end: float, clear: float) -> _Cut:
    """Return a side of the landscape, which clears up towards a share of the width."""
    place, pixmap = _cut(scene, night, min(end, clear), max(end, clear))
    image = deep_image(pixmap.size())
    mask = QLinearGradient(image.width() if end else 0.0, 0, 0.0 if end else image.width(), 0)
    for step in range(17):
        mask.setColorAt(step / 16, faded("#000000", 1 - ease(step / 16)))
    painter = QPainter(image)
    painter.drawPixmap(image.rect(), pixmap)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.fillRect(image.rect(), mask)
    painter.end()
    return _Cut(place, dithered_pixmap(image, scene.ratio, opaque=False, within=QBrush(mask)))


def _foot(scene: Scene) -> float:
    """Return how low the light below the thread reaches."""
    return scene.centre.y() + scene.unit * (SWING + _VEIL)


def _veil(scene: Scene, colours: Tones) -> QLinearGradient:
    """Return the light below the thread, which ends in nothing."""
    top, foot = scene.centre.y() - scene.unit * SWING, _foot(scene)
    veil = QLinearGradient(0, top, 0, foot)
    for step in range(17):
        veil.setColorAt(
            step / 16, faded(mixed(colours.deep, colours.cool, 0.5), 0.22 * (1 - ease(step / 16)))
        )
    return veil


def _pen(scene: Scene, colours: Tones) -> QPen:
    """Return what the thread is drawn with."""
    colour, wide = mixed(colours.pearl, colours.warm, 0.4), 0.0045
    if colours.is_pure:
        colour, wide = colours.pearl, 0.010
    ends = Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.MiterJoin
    return QPen(QBrush(colour), max(1.5, scene.unit * wide), *ends)


def _halo(side: int, colours: Tones) -> QPixmap:
    """Return the light around the point."""
    light = QRadialGradient(QPointF(side / 2, side / 2), side / 2)
    for step in range(17):
        at = step / 16
        colour = mixed(colours.warm, colours.cool, min(1.0, 2 * at))
        light.setColorAt(at, faded(colour, (0.0 if colours.is_pure else 0.62) * bell(at, 4.5)))
    return round_light(side, light)


def _core(side: int, colours: Tones) -> QPixmap:
    """Return the point itself: a pearl, or in high contrast a clear disc in a dark ring."""
    light = QRadialGradient(QPointF(side / 2, side / 2), side / 2)
    pearl = mixed(colours.pearl, "#ffffff", 0.6)
    disc = ((0.0, pearl, 1.0), (0.7, pearl, 1.0), (0.85, pearl, 0.7), (1.0, pearl, 0.0))
    if colours.is_pure:
        light_in, dark = colours.arc, colours.ground
        disc = (
            (0.0, light_in, 1.0),
            (0.68, light_in, 1.0),
            (0.73, dark, 1.0),
            (0.97, dark, 1.0),
            (1.0, dark, 0.0),
        )
    for at, colour, strength in disc:
        light.setColorAt(at, faded(colour, strength))
    return round_light(side, light)

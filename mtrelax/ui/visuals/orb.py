"""A light over water that grows with the breath."""

from dataclasses import dataclass
from functools import lru_cache
from math import exp, pi, sin
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QLinearGradient,
    QPainter,
    QPixmap,
    QRadialGradient,
)

from mtrelax.domain.timeline import Moment
from mtrelax.ui.dither import deep_image, dithered_pixmap
from mtrelax.ui.landscape import paint_landscape
from mtrelax.ui.scenery.water import WATERLINE
from mtrelax.ui.theme import LARGE, SPACES, TITLE, Theme, faded, mixed
from mtrelax.ui.visuals.scene import ARC, Scene, awake_at, draw_time, fullness_at, paint_shade

_LEAST, _MOST = 0.128, 0.246
"""The orb's radius when empty and when full, in units of the scene."""
_LEAST_FOR_WORDS: Final = 0.16
"""The radius when empty, where large words would not fit otherwise."""
_HALO: Final = 2.0
"""The halo's radius, in radii of the orb."""
_SHARE: Final = 0.4
"""Lights without an edge are kept this small: they look alike, and a small source is read faster."""
_CHORD: Final = 1.74
"""How wide words in the orb may be, in its radii."""
_INK: Final = "#12303b"
_LIGHT_INK: Final = "#f2f5f3"
_ARC_STEPS: Final = 5760
"""As many as an arc can be told apart in."""
_WHOLE: Final = 4
"""So many logical pixels are whole ones of the screen, at a ratio of a quarter more or less."""
_STILL: Final = 0.6
"""How full the still picture is."""


class OrbVisual:
    """The orb: size and light come from how full the lungs are, and from nothing else."""

    ink = "text"

    def __init__(self) -> None:
        self._parts: _Parts | None = None

    def paint(self, painter: QPainter, rect: QRectF, moment: Moment, scene: Scene) -> None:
        """Paint one moment."""
        if self._parts is None or self._parts.scene != scene:
            self._parts = _Parts.of(scene)
        parts = self._parts
        full = _STILL if scene.is_still else fullness_at(moment)
        awake = 1.0 if scene.is_still else awake_at(moment)
        painter.save()
        painter.setClipRect(rect)
        painter.translate(rect.topLeft())
        painter.drawPixmap(0, 0, parts.backdrop)
        arc = parts.arc_at(moment.fraction, 0.35 + 0.65 * awake)
        painter.drawPixmap(parts.arc_place.topLeft(), arc)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        radius = scene.unit * (parts.least + (_MOST - parts.least) * full)
        _draw_halo(painter, parts, full, awake * (0.4 + 0.6 * full))
        if parts.reflection is not None:
            _draw_reflection(painter, parts.reflection, scene, radius, awake * (0.34 + 0.36 * full))
        _draw_at(painter, parts.body, scene.centre, radius * _Parts.RIM, awake)
        above = scene.centre - QPointF(0.05 * radius, 0.13 * radius)
        _draw_at(painter, parts.inner, above, radius * 0.86, awake * (0.2 + 0.8 * full))
        painter.setOpacity(1.0)
        _draw_word(painter, moment, scene)
        painter.restore()


def _draw_at(painter: QPainter, pixmap: QPixmap, centre: QPointF, radius: float, light: float) -> None:
    """Draw a round pixmap around a centre."""
    painter.setOpacity(light)
    box = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.drawPixmap(box, pixmap, QRectF(pixmap.rect()))


def _draw_halo(painter: QPainter, parts: "_Parts", full: float, light: float) -> None:
    """Draw the halo: that of the smallest orb goes over into that of the largest.

    Neither is ever scaled, which costs a fifth of scaling one to each size in between.
    """
    for pixmap, share in ((parts.narrow, 1.0 - full), (parts.wide, full)):
        if share * light > 0.0:
            size = pixmap.deviceIndependentSize()
            corner = parts.scene.centre - QPointF(size.width() / 2, size.height() / 2)
            painter.setOpacity(share * light)
            painter.drawPixmap(corner.toPoint(), pixmap)


def _draw_reflection(painter: QPainter, pixmap: QPixmap, scene: Scene, radius: float, light: float) -> None:
    """Draw the orb's light on the water: as wide as the orb, and as bright."""
    top = scene.size.height() * WATERLINE
    wide = radius * 1.25
    box = QRectF(scene.centre.x() - wide, top, 2 * wide, scene.size.height() - top)
    painter.setOpacity(light)
    painter.drawPixmap(box, pixmap, QRectF(pixmap.rect()))


def _draw_word(painter: QPainter, moment: Moment, scene: Scene) -> None:
    """Draw what to do; in a pause, nothing is to be done."""
    breath = moment.breath
    word = scene.words.get(breath.kind, "") if breath else ""
    if not breath or not word or moment.stillness == 1.0:
        return
    place = word_place(scene)
    # Each word comes and goes softly, within a tenth of its step.
    coming = 1.0 if scene.is_still else min(1.0, 10 * breath.fraction, 10 * (1 - breath.fraction))
    painter.setOpacity(coming * (1.0 - moment.stillness))
    if place.is_moved:
        paint_shade(painter, place.box, scene.theme)
    painter.setFont(place.font)
    painter.setPen(QColor(_INK if place.is_inside else _LIGHT_INK))
    painter.drawText(place.box, Qt.AlignmentFlag.AlignCenter, word)


@dataclass(frozen=True, slots=True)
class WordPlace:
    """Where one reads what to do."""

    font: QFont
    box: QRectF
    is_inside: bool
    """Whether it is in the orb, where one looks."""
    is_moved: bool = False
    """Whether it had to give way to what came up from below."""


def word_place(scene: Scene) -> WordPlace:
    """Return the place of the words: in the orb if they fit even when it is small, else below the arc.

    Where too little is seen below the arc, they go up into it, or to the top.
    """
    fit = _fit_of(scene)
    box = QRectF(0, 0, scene.size.width(), fit.font.pixelSize() * 1.6)
    box.moveCenter(QPointF(box.center().x(), scene.centre.y()))
    if fit.is_inside:
        return WordPlace(fit.font, box, is_inside=True)
    box.translate(0, scene.unit * ARC + fit.font.pixelSize() * 1.3)
    if box.bottom() <= scene.foot:
        return WordPlace(fit.font, box, is_inside=False)
    box.moveBottom(scene.foot)
    if box.top() < scene.centre.y() + scene.unit * _MOST:
        box.moveTop(SPACES[0])
    return WordPlace(fit.font, box, is_inside=False, is_moved=True)


@dataclass(frozen=True, slots=True)
class _Fit:
    """How words and orb fit each other."""

    font: QFont
    least: float
    """The orb's radius when empty, in units of the scene."""
    is_inside: bool


def _fit_of(scene: Scene) -> _Fit:
    """Return how the words of a scene and its orb fit each other."""
    return _fit(scene.theme, scene.unit, tuple(scene.words.values()))


@lru_cache(maxsize=8)
def _fit(theme: Theme, unit: float, words: tuple[str, ...]) -> _Fit:
    """Make the words a little smaller, then the smallest orb a little larger, until they fit into it.

    Where one looks is better than large; but if neither is enough, they stay as large as they are.
    """
    font = theme.font(TITLE, QFont.Weight.Medium, 0.3)
    large = max(font.pixelSize(), round(unit * 0.028 * theme.text_factor))
    for least in (_LEAST, _LEAST_FOR_WORDS):
        smallest = least + (_MOST - least) * (_STILL if theme.reduced_motion else 0.0)
        for size in range(large, theme.px(LARGE) - 1, -1):
            font.setPixelSize(size)
            metrics = QFontMetricsF(font)
            widest = max((metrics.horizontalAdvance(word) for word in words), default=0.0)
            if widest < _CHORD * smallest * unit:
                return _Fit(font, least, is_inside=True)
    font.setPixelSize(large)
    return _Fit(font, _LEAST, is_inside=False)


@dataclass
class _Parts:
    """What is painted once for a scene; the arc of time anew whenever it has become shorter."""

    RIM = 1.25
    """How far the soft rim reaches, in radii."""

    scene: Scene
    least: float
    """The orb's radius when empty, in units of the scene."""
    glow: QColor
    backdrop: QPixmap
    arc_place: QRect
    narrow: QPixmap
    wide: QPixmap
    body: QPixmap
    inner: QPixmap
    reflection: QPixmap | None
    _arc: tuple[tuple[int, float], QPixmap] | None = None

    def arc_at(self, fraction: float, light: float) -> QPixmap:
        """Return the middle of the backdrop with the time that is left; an arc is slow to draw."""
        key = (round(_ARC_STEPS * fraction), round(light, 3))
        if self._arc is None or self._arc[0] != key:
            ratio, place = self.scene.ratio, self.arc_place
            pixmap = self.backdrop.copy(QRect(place.topLeft() * ratio, place.size() * ratio))
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(-place.topLeft())
            painter.setOpacity(light)
            draw_time(painter, self.scene, fraction, self.scene.unit * ARC, faded(self.glow, 0.40))
            painter.end()
            self._arc = (key, pixmap)
        return self._arc[1]

    @classmethod
    def of(cls, scene: Scene) -> "_Parts":
        """Paint them."""
        _, low, glow, _ = scene.playlist.palette
        warm = mixed(_calm(glow), "#ffffff", 0.45)
        cool = mixed(mixed(_calm(low), "#9fd8e8", 0.45), "#ffffff", 0.3)
        side = round(scene.unit * _MOST * scene.ratio * 2)
        least = _fit_of(scene).least
        return cls(
            scene,
            least,
            mixed(_calm(glow), "#ffffff", 0.2),
            _backdrop(scene, mixed(warm, "#ffffff", 0.3)),
            _arc_place(scene),
            _halo(scene, least, cool, warm),
            _halo(scene, _MOST, cool, warm),
            _body(round(side * cls.RIM), cool, warm),
            _inner(round(side * _SHARE), warm),
            _reflection(scene, warm, cool) if scene.playlist.scene == "water" else None,
        )


def _calm(colour: str) -> QColor:
    """Return a colour that is not too full: no light here is a saturated red."""
    calm = QColor(colour).toHsv()
    calm.setHsvF(max(0.0, calm.hueF()), min(0.5, calm.saturationF()), max(0.55, calm.valueF()))
    return calm.toRgb()


def _backdrop(scene: Scene, ring: QColor) -> QPixmap:
    """Return the landscape at night, with the whole ring of time barely seen."""
    pixmap = paint_landscape(scene.size, scene.playlist, dimmed=True, dpr=scene.ratio)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_time(painter, scene, 0.0, scene.unit * ARC, faded(ring, 0.07))
    painter.end()
    return pixmap


def _round(side: int, light: QRadialGradient) -> QPixmap:
    """Return a round light, dithered only where there is any."""
    image = deep_image(QSize(side, side))
    painter = QPainter(image)
    painter.fillRect(image.rect(), light)
    painter.end()
    mask = QRadialGradient(QPointF(side / 2, side / 2), side / 2)
    mask.setColorAt(0.75, QColor("#ffffff"))
    mask.setColorAt(1, QColor(255, 255, 255, 0))
    return dithered_pixmap(image, opaque=False, within=QBrush(mask))


def _arc_place(scene: Scene) -> QRect:
    """Return what the arc of time lies in, in steps that are whole pixels at every ratio."""
    reach = scene.unit * (ARC + 0.01)
    box = QRectF(scene.centre.x() - reach, scene.centre.y() - reach, 2 * reach, 2 * reach).toAlignedRect()
    left, top = (max(0, each // _WHOLE * _WHOLE) for each in (box.left(), box.top()))
    right, bottom = (-(-each // _WHOLE) * _WHOLE for each in (box.right() + 1, box.bottom() + 1))
    return QRect(left, top, min(right, scene.size.width()) - left, min(bottom, scene.size.height()) - top)


def _halo(scene: Scene, radius: float, cool: QColor, warm: QColor) -> QPixmap:
    """Return the light around an orb: a bell curve, cool outside and warm near the rim."""
    whole = round(2 * scene.unit * radius * _HALO * scene.ratio)
    side = round(whole * _SHARE)
    light = QRadialGradient(QPointF(side / 2, side / 2), side / 2)
    deep = mixed(_calm(scene.playlist.palette[1]), cool, 0.2)
    for step in range(25):
        at = step / 24
        strength = 0.62 * (exp(-5.2 * at * at) - exp(-5.2)) / (1 - exp(-5.2))
        light.setColorAt(at, faded(mixed(mixed(warm, cool, 0.85), deep, min(1.0, at * 1.5)), strength))
    ways = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    pixmap = _round(side, light).scaled(QSize(whole, whole), *ways)
    pixmap.setDevicePixelRatio(scene.ratio)
    return pixmap


def _body(side: int, cool: QColor, warm: QColor) -> QPixmap:
    """Return the orb: pearl in its middle, cool at its edge, and a rim that melts into the halo."""
    light = QRadialGradient(QPointF(side / 2, side / 2), side / 2)
    pearl = mixed(mixed(warm, cool, 0.6), "#e9f2f0", 0.3)
    edge = mixed(cool, "#2f6379", 0.42)
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
    return _round(side, light)


def _inner(side: int, warm: QColor) -> QPixmap:
    """Return the light inside; it is stronger the fuller the orb is."""
    light = QRadialGradient(QPointF(side / 2, side / 2), side / 2)
    bright = mixed(warm, "#fff4df", 0.5)
    for step in range(17):
        at = step / 16
        light.setColorAt(
            at, faded(bright, 0.9 * max(0.0, (exp(-3.6 * at * at) - exp(-3.6)) / (1 - exp(-3.6))))
        )
    return _round(side, light)


def _reflection(scene: Scene, warm: QColor, cool: QColor) -> QPixmap:
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
            bell = sin(pi * at) ** 2.2
            line.setColorAt(at, faded(mixed(cool, warm, bell), max(0.0, strength) * bell))
        painter.fillRect(QRectF(wide / 2 - reach, y, 2 * reach, 1), line)
    painter.end()
    # Its strokes break up any bands by themselves, and noise would be seen around them.
    return dithered_pixmap(image, opaque=False, within=QBrush(QColor(0, 0, 0, 0)))

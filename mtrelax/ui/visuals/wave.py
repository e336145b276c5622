"""A beach in the evening: with the breath the water runs out over the sand, and draws back."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter, QPixmap

from mtrelax.domain.breathing import Breath, StepKind
from mtrelax.domain.timeline import Moment
from mtrelax.ui.landscape import paint_place
from mtrelax.ui.scenery.place import Place
from mtrelax.ui.visuals.scene import Once, Scene, inside, settled_at
from mtrelax.ui.visuals.swash import (
    HORIZON,
    OPAQUE,
    SWASH,
    Edge,
    Foam,
    Shore,
    afterglow,
    paint_afterglow,
    paint_far,
    paint_sand,
    paint_sheet,
)
from mtrelax.ui.visuals.tones import tones
from mtrelax.ui.visuals.way import Way, paint_way
from mtrelax.ui.visuals.word import WordPlace, draw_word, fitting_font, word_around, word_below

_HORIZON: Final = -0.15
"""Where sea and sky meet, below the centre, in units of the scene."""
_EMPTY, _FULL = -0.02, 0.165
"""Where the edge of the sea is when empty and when full, below the centre."""
_FAR: Final = 0.11
"""How far down from the horizon the sea stays where it is."""
_ASIDE: Final = 0.04
"""How far the water goes sideways, at most."""
_OVERLAP: Final = 4
"""So many rows are drawn twice, that none is missing."""
_WORD: Final = 0.315
"""How far below the centre the words are: on sand that stays dry."""
_DRY: Final = 0.285
"""From where on the sand stays dry, below the centre."""
_WET: Final = 0.6
"""How wet the sand is still when the next breath begins."""


class WaveVisual:
    """The wave: how far the water runs out is how full the lungs are; where it was, the sand stays wet."""

    ink = "text"
    glides = False

    def __init__(self) -> None:
        self._parts = Once(_Parts.of)

    def paint(self, painter: QPainter, rect: QRectF, moment: Moment, scene: Scene) -> None:
        """Paint one moment."""
        parts, whole = self._parts.of(scene), QRectF(QPointF(), scene.size)
        full = scene.fullness(moment)
        line = QPoint(0, _horizon(scene))
        with inside(painter, rect, moment, scene):
            painter.drawPixmap(0, 0, parts.sky)
            # Under the deep sea nothing is seen.
            painter.setClipRect(whole.adjusted(0, max(line.y(), _deep_at(scene, full)), 0, 0))
            painter.drawPixmap(line, parts.sand)
            wet = 0.5 * _WET if scene.is_still else wetness_at(moment)
            if wet > 0.0:
                painter.setOpacity(wet)
                parts.wet.draw(painter, scene, 1.0)
                painter.setOpacity(1.0)
            for film in parts.films:
                film.draw(painter, scene, full)
            painter.setClipRect(whole.adjusted(0, line.y(), 0, 0))
            parts.sea.draw(painter, scene, full)
            painter.drawPixmap(line, parts.far)
            painter.setClipRect(whole)
            parts.way.paint(painter, moment)
            draw_word(painter, moment, scene, self.word_at(scene))

    def lively(self, scene: Scene) -> QRect:
        """Return all of it: the water is as wide as the screen."""
        return QRect(QPoint(), scene.size)

    def word_at(self, scene: Scene) -> WordPlace:
        """Return the place of the words: on the dry sand."""
        place = word_around(scene, fitting_font(scene), scene.centre.y() + _WORD * scene.unit)
        place.box.moveTop(max(place.box.top(), scene.centre.y() + _DRY * scene.unit))
        return place if place.box.bottom() <= scene.foot else word_below(scene)


def wetness_at(moment: Moment) -> float:
    """Return how wet the sand is above the water, 0..1: the water leaves it wet, and it dries."""
    breath, dry = moment.breath, 0.0
    if breath is None:
        last = moment.course.before(moment.position)
        breath = last.at(last.end) if last else None
        dry = settled_at(moment)
    wet = _wetness(breath) if breath else 0.0
    return wet * (1.0 - dry) * (1.0 - moment.stillness)


def _wetness(breath: Breath) -> float:
    full = breath.fullness
    if breath.kind in {StepKind.EXHALE, StepKind.REST}:
        return min(1.0, (1.0 - full) / 0.12) * (_WET + (1.0 - _WET) * full)
    return _WET * (1.0 - full) ** 1.5 if breath.cycle else 0.0


class _Course(NamedTuple):
    """How a sheet of water runs out and draws back."""

    least: float = 0.0
    """How far it runs ahead of the sea when empty, in units of the scene."""
    most: float = 0.0
    """And when full."""
    aside: float = 0.0
    """How far it goes sideways, as a share of what it may."""

    def down(self, full: float) -> float:
        """Return how far below the centre it is, in units of the scene."""
        return self.least + (self.most - self.least) * full + _EMPTY + (_FULL - _EMPTY) * full


_SEA: Final = Edge(((0.74, 0.030, 0.21), (0.43, 0.012, 0.6)), 1.3), _Course(aside=-0.6)
_SECOND: Final = Edge(((0.93, 0.030, 0.72), (0.51, 0.014, 0.3)), 2.9), _Course(0.012, 0.038, 0.4)
_FIRST: Final = Edge(((0.61, 0.030, 0.55), (1.07, 0.022, 0.1)), 4.7), _Course(0.020, 0.075, 1.0)


def _horizon(scene: Scene) -> int:
    """Return where sea and sky meet."""
    return round(scene.centre.y() + _HORIZON * scene.unit)


def _deep_at(scene: Scene, full: float) -> float:
    """Return down to which height nothing is seen through the sea."""
    return scene.centre.y() + (_SEA[1].down(full) - OPAQUE - SWASH) * scene.unit


@dataclass(frozen=True)
class _Sheet:
    """A sheet of water, painted once and then moved."""

    course: _Course
    pixmap: QPixmap
    behind: QPixmap | None = None
    """What is opaque of it: that is drawn much faster."""

    def draw(self, painter: QPainter, scene: Scene, full: float) -> None:
        """Draw it as far out on the sand as it comes."""
        aside = _ASIDE * (self.course.aside * (2 * full - 1) - 1) * scene.unit
        foot = scene.centre.y() + (self.course.down(full) + SWASH) * scene.unit
        corner = QPointF(aside, foot - self.pixmap.deviceIndependentSize().height())
        painter.drawPixmap(corner.toPoint(), self.pixmap)
        if self.behind is not None:
            high = self.behind.deviceIndependentSize().height() - _OVERLAP
            painter.drawPixmap((corner - QPointF(0, high)).toPoint(), self.behind)


@dataclass(frozen=True)
class _Parts:
    """What is painted once for a scene."""

    sky: QPixmap
    sand: QPixmap
    wet: _Sheet
    films: tuple[_Sheet, ...]
    sea: _Sheet
    far: QPixmap
    way: Way

    @classmethod
    def of(cls, scene: Scene) -> "_Parts":
        """Paint them."""
        place = _place(scene)
        shore, (first, ahead) = Shore.of(scene, place), _FIRST
        thin = OPAQUE + 3 * SWASH + ahead.most
        wet = paint_sheet(scene, _size(scene, thin + _FULL - _EMPTY), first, shore.wet())
        films = (_FIRST, Foam(shore.foam, 0.66, 0.020)), (_SECOND, Foam(shore.foam, 0.6, 0.022))
        far = (QSizeF(scene.size.width(), _FAR * scene.unit) * scene.ratio).toSize()
        return cls(
            _sky(scene, place),
            _pixmap(paint_sand(scene, shore, scene.size.height() - _horizon(scene)), scene),
            _Sheet(ahead, _pixmap(wet, scene)),
            tuple(
                _Sheet(
                    course, _pixmap(paint_sheet(scene, _size(scene, thin), edge, shore.film(), foam), scene)
                )
                for (edge, course), foam in films
            ),
            _sea(scene, shore),
            _pixmap(paint_far(scene, place, far, shore), scene),
            Way(scene),
        )


def _place(scene: Scene) -> Place:
    """Return a shore at night in the playlist's colours, its horizon where this one is."""
    box = QRectF(QPointF(), QSizeF(scene.size.width(), _horizon(scene) / HORIZON) * scene.ratio)
    return replace(Place.of(scene.playlist, box, dimmed=True), scene="shore")


def _sky(scene: Scene, place: Place) -> QPixmap:
    """Return the sky down to the horizon, with the way of the star."""
    high = _horizon(scene)
    if tones(scene).is_pure:
        sky = QPixmap(QSizeF(scene.size.width(), high).toSize() * scene.ratio)
        sky.fill(tones(scene).ground)
    else:
        shine = partial(paint_afterglow, afterglow(scene, place))
        sky = paint_place(place, shine=shine).copy(0, 0, round(place.width), round(high * scene.ratio))
    sky.setDevicePixelRatio(scene.ratio)
    painter = QPainter(sky)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_way(painter, scene)
    painter.end()
    return sky


def _sea(scene: Scene, shore: Shore) -> _Sheet:
    """Paint the sea, which is opaque where it is deep."""
    edge, course = _SEA
    gleam = None if tones(scene).is_pure else shore.sheen
    foam = Foam(shore.foam, 0.85, 0.038)
    whole = paint_sheet(scene, _size(scene, _FULL - _HORIZON + 2 * SWASH), edge, shore.water(), foam, gleam)
    row = whole.height() - round((2 * SWASH + OPAQUE) * scene.unit * scene.ratio)
    deep = whole.copy(0, 0, whole.width(), row + round(_OVERLAP * scene.ratio))
    return _Sheet(
        course,
        _pixmap(whole.copy(0, row, whole.width(), whole.height() - row), scene),
        _pixmap(deep.convertToFormat(QImage.Format.Format_RGB32), scene),
    )


def _size(scene: Scene, high: float) -> QSizeF:
    """Return how large a sheet is that is wide enough to go sideways."""
    return QSizeF(scene.size.width() + 2 * _ASIDE * scene.unit, high * scene.unit)


def _pixmap(image: QImage, scene: Scene) -> QPixmap:
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(scene.ratio)
    return pixmap

"""A shore seen from above: with the breath the water comes up the sand, and goes back."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSizeF
from PySide6.QtGui import QImage, QPainter, QPixmap

from mtrelax.domain.breathing import Breath, StepKind
from mtrelax.domain.timeline import Moment
from mtrelax.ui.theme import faded
from mtrelax.ui.visuals.backdrop import TimeArc
from mtrelax.ui.visuals.scene import STILL, Once, Scene, awake_at, fullness_at, inside, settled_at
from mtrelax.ui.visuals.swash import OPAQUE, SWASH, Edge, Foam, Shore, paint_depth, paint_sand, paint_sheet
from mtrelax.ui.visuals.tones import tones
from mtrelax.ui.visuals.word import WordPlace, draw_word, word_in_arc

_LOW, _HIGH = 0.06, -0.25
"""Where the edge of the sea is when empty and when full: below the centre, in units of the scene."""
_ASIDE: Final = 0.04
"""How far the water goes sideways, at most."""
_DEPTH: Final = 0.6
"""From which height on it is darker, as a share of the screen."""
_OVERLAP: Final = 4
"""So many rows are drawn twice, that none is missing."""
_WORD: Final = 0.288
"""How far below the centre the words are: on the deep water, even when it is low."""
_WET: Final = 0.6
"""How wet the sand is still when the next breath begins."""


class WaveVisual:
    """The wave: how far the water comes up is how full the lungs are; where it was, the sand stays wet."""

    ink = "text"
    glides = False

    def __init__(self) -> None:
        self._parts = Once(_Parts.of)

    def paint(self, painter: QPainter, rect: QRectF, moment: Moment, scene: Scene) -> None:
        """Paint one moment."""
        parts, whole = self._parts.of(scene), QRectF(QPointF(), scene.size)
        full = STILL if scene.is_still else fullness_at(moment)
        awake = 1.0 if scene.is_still else awake_at(moment)
        with inside(painter, rect):
            # Under the deep sea nothing is seen.
            painter.setClipRect(QRectF(0, 0, whole.width(), min(whole.height(), _deep_at(scene, full))))
            painter.drawPixmap(0, 0, parts.sand)
            wet = 0.5 * _WET if scene.is_still else wetness_at(moment)
            if wet > 0.0:
                painter.setOpacity(wet)
                parts.wet.draw(painter, scene, 1.0)
                painter.setOpacity(1.0)
            for film in parts.films:
                film.draw(painter, scene, full)
            painter.setClipRect(whole)
            parts.sea.draw(painter, scene, full)
            painter.drawPixmap(QPointF(0, _DEPTH * whole.height()).toPoint(), parts.depth)
            if awake < 1.0:
                painter.fillRect(whole, faded("#000000", 0.92 * (1.0 - awake)))
            parts.time.paint(painter, moment)
            draw_word(painter, moment, scene, self.word_at(scene))

    def lively(self, scene: Scene) -> QRect:
        """Return all of it: the water is as wide as the screen."""
        return QRect(QPoint(), scene.size)

    def word_at(self, scene: Scene) -> WordPlace:
        """Return the place of the words: on the deep water."""
        return word_in_arc(scene, _WORD)


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
    """How a sheet of water goes up and down."""

    least: float = 0.0
    """How far it runs ahead of the sea when empty, in units of the scene."""
    most: float = 0.0
    """And when full."""
    aside: float = 0.0
    """How far it goes sideways, as a share of what it may."""

    def up(self, full: float) -> float:
        """Return how far above the centre it is, in units of the scene."""
        return self.least + (self.most - self.least) * full - _LOW - (_HIGH - _LOW) * full


_SEA: Final = Edge(((0.74, 0.050, 0.21), (0.43, 0.018, 0.6)), 1.3), _Course(aside=-0.6)
_SECOND: Final = Edge(((0.93, 0.045, 0.72), (0.51, 0.022, 0.3)), 2.9), _Course(0.018, 0.045, 0.4)
_FIRST: Final = Edge(((0.61, 0.045, 0.55), (1.07, 0.035, 0.1)), 4.7), _Course(0.030, 0.085, 1.0)


def _deep_at(scene: Scene, full: float) -> float:
    """Return from which height on nothing is seen through the sea."""
    return scene.centre.y() + (OPAQUE + SWASH - _SEA[1].up(full)) * scene.unit


@dataclass(frozen=True)
class _Sheet:
    """A sheet of water, painted once and then moved."""

    course: _Course
    pixmap: QPixmap
    below: QPixmap | None = None
    """What is opaque of it: that is drawn much faster."""

    def draw(self, painter: QPainter, scene: Scene, full: float) -> None:
        """Draw it as far up the sand as it comes."""
        aside = _ASIDE * (self.course.aside * (2 * full - 1) - 1)
        top = scene.centre.y() - (self.course.up(full) + SWASH) * scene.unit
        corner = QPointF(aside * scene.unit, top)
        painter.drawPixmap(corner.toPoint(), self.pixmap)
        if self.below is not None:
            down = self.pixmap.deviceIndependentSize().height() - _OVERLAP
            painter.drawPixmap((corner + QPointF(0, down)).toPoint(), self.below)


@dataclass(frozen=True)
class _Parts:
    """What is painted once for a scene."""

    sand: QPixmap
    wet: _Sheet
    films: tuple[_Sheet, ...]
    sea: _Sheet
    depth: QPixmap
    time: TimeArc

    @classmethod
    def of(cls, scene: Scene) -> "_Parts":
        """Paint them."""
        shore, (first, ahead) = Shore.of(scene), _FIRST
        thin = OPAQUE + 3 * SWASH + ahead.most
        wet = paint_sheet(scene, _size(scene, thin + _LOW - _HIGH), first, shore.wet())
        films = (_FIRST, Foam(shore.foam, 0.75, 0.022)), (_SECOND, Foam(shore.foam, 0.7, 0.026))
        whole = QSizeF(scene.size) * scene.ratio
        return cls(
            _pixmap(paint_sand(scene, shore), scene),
            _Sheet(ahead, _pixmap(wet, scene)),
            tuple(
                _Sheet(
                    course, _pixmap(paint_sheet(scene, _size(scene, thin), edge, shore.film(), foam), scene)
                )
                for (edge, course), foam in films
            ),
            _sea(scene, shore),
            _pixmap(paint_depth(QSizeF(whole.width(), whole.height() * (1 - _DEPTH) + 1).toSize()), scene),
            TimeArc(scene),
        )


def _sea(scene: Scene, shore: Shore) -> _Sheet:
    """Paint the sea, which is opaque where it is deep."""
    edge, course = _SEA
    down = (scene.size.height() - scene.centre.y()) / scene.unit - _HIGH + 2 * SWASH
    gleam = None if tones(scene).is_pure else shore.sheen
    foam = Foam(shore.foam, 0.92, 0.046)
    whole = paint_sheet(scene, _size(scene, down), edge, shore.water(), foam, gleam)
    row = round((2 * SWASH + OPAQUE) * scene.unit * scene.ratio)
    first = row - round(_OVERLAP * scene.ratio)
    deep = whole.copy(0, first, whole.width(), whole.height() - first)
    return _Sheet(
        course,
        _pixmap(whole.copy(0, 0, whole.width(), row), scene),
        _pixmap(deep.convertToFormat(QImage.Format.Format_RGB32), scene),
    )


def _size(scene: Scene, high: float) -> QSizeF:
    """Return how large a sheet is that is wide enough to go sideways."""
    return QSizeF(scene.size.width() + 2 * _ASIDE * scene.unit, high * scene.unit)


def _pixmap(image: QImage, scene: Scene) -> QPixmap:
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(scene.ratio)
    return pixmap

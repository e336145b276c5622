"""What every picture that breathes is painted from, and what it promises."""

from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from math import ceil, cos, inf, pi
from typing import Final, Generic, Protocol, TypeVar

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QLinearGradient, QPainter, QPen

from mtrelax.domain.breathing import StepKind
from mtrelax.domain.materials import Playlist
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import Moment
from mtrelax.ui.theme import Theme, faded

_T = TypeVar("_T")

ARC: Final = 0.335
"""The radius of the arc of time, in units of the scene."""
FORM: Final = 0.25
"""How far a full form reaches from the centre; below it, sentences may stand."""
STILL: Final = 0.6
"""How full the still picture is."""
AT_REST: Final = 0.4
"""How full the form is while the breath is left to itself."""
_SETTLING: Final = Seconds(4.0)
_DIMMED: Final = 0.2
"""How much of its light goes in a pause."""
_NIGHT: Final = "#05080c"
_SHADE: Final = "#040a10"
_SHADED: Final = 0.36
"""How strong the shade under words is."""


@dataclass(frozen=True)
class Scene:
    """Everything but the moment. Made anew when size, landscape or theme change."""

    size: QSize
    """Logical pixels."""
    playlist: Playlist
    theme: Theme
    words: Mapping[StepKind, str] = field(default_factory=dict[StepKind, str])
    """What each step of the breath is called; may be empty."""
    ratio: float = 1.0
    """Pixels of the screen for each logical one."""
    foot: float = field(default=inf, compare=False)
    """How low words may reach; what comes up from below covers the rest. The picture stays as it is."""
    worded: float = field(default=1.0, compare=False)
    """How much the word of the breath is to be seen, 0..1: it gives way to a caption that needs its room."""

    @property
    def is_still(self) -> bool:
        """Whether nothing may move."""
        return self.theme.reduced_motion

    @property
    def unit(self) -> float:
        """The length that all sizes are a share of."""
        return min(self.size.height(), self.size.width() * 0.9)

    @property
    def centre(self) -> QPointF:
        """Where the breathing form is."""
        return QPointF(self.size.width() / 2, self.size.height() * 0.42)

    def fullness(self, moment: Moment) -> float:
        """Return how full the form is, 0..1; if nothing may move, always the same."""
        return STILL if self.is_still else fullness_at(moment)

    def awake(self, moment: Moment) -> float:
        """Return how much of its light the picture has, 0..1; if nothing may move, all of it."""
        return 1.0 if self.is_still else awake_at(moment)


@dataclass(frozen=True, slots=True)
class WordPlace:
    """Where one reads what to do."""

    font: QFont
    box: QRectF
    is_inside: bool = False
    """Whether it is on the form itself, and written dark on light."""
    is_moved: bool = False
    """Whether it had to give way to what came up from below."""


class Visual(Protocol):
    """Something to look at. It depends on the moment and the scene alone, and stays in its rectangle."""

    ink: str
    """The role of the colour in which sentences are written on it."""
    glides: bool
    """Whether time itself moves something in it, also where the breath rests."""

    def paint(self, painter: QPainter, rect: QRectF, moment: Moment, scene: Scene) -> None:
        """Paint one moment; ``rect`` has the size of the scene."""
        ...

    def lively(self, scene: Scene) -> QRect:
        """Return the part that may change from one moment to the next; all else stays as it is."""
        ...

    def word_at(self, scene: Scene) -> WordPlace | None:
        """Return where one reads what to do; ``None`` if nothing is ever said."""
        ...


class Once(Generic[_T]):
    """What is made once for a scene, and anew for the next one."""

    def __init__(self, make: Callable[[Scene], _T]) -> None:
        self._make = make
        self._made: tuple[Scene, _T] | None = None

    def of(self, scene: Scene) -> _T:
        """Return what was made for a scene."""
        if self._made is None or self._made[0] != scene:
            self._made = (scene, self._make(scene))
        return self._made[1]


@contextmanager
def inside(painter: QPainter, rect: QRectF, moment: Moment, scene: Scene) -> Generator[None]:
    """Paint within a rectangle and from its corner on, and leave the painter as it was.

    In sleep all that was painted sinks into the dark: whatever the picture is, at the end it is night.
    """
    painter.save()
    try:
        painter.setClipRect(rect)
        painter.translate(rect.topLeft())
        yield
        if dark := dark_at(moment):
            painter.setOpacity(dark)
            painter.fillRect(QRectF(QPointF(), rect.size()), night_of(scene))
    finally:
        painter.restore()


def night_of(scene: Scene) -> QColor:
    """Return the ground of a dark room."""
    return QColor("#000000" if scene.theme.name == "contrast" else _NIGHT)


def lively_around(scene: Scene, reach: float) -> QRect:
    """Return what lies around the centre, in units of the scene, and all that is below it."""
    away = ceil(scene.unit * reach) + 2
    middle = scene.centre.toPoint()
    return QRect(middle.x() - away, max(0, middle.y() - away), 2 * away, scene.size.height())


def fullness_at(moment: Moment) -> float:
    """Return how full the form is, 0..1, without a step anywhere.

    Before the pacing it rests at ``AT_REST``, so the very first inhale begins there. After it the
    form goes from where the last breath left it to its rest, and so it does in a pause.
    """
    full = _breathing(moment)
    return full + (AT_REST - full) * moment.stillness


def _breathing(moment: Moment) -> float:
    breath = moment.breath
    if breath is None:
        if moment.natural_for is None:
            return AT_REST
        last = moment.natural_from
        return last + (AT_REST - last) * settled_at(moment)
    if breath.cycle == 0 and breath.kind.rises:
        return AT_REST + (1.0 - AT_REST) * breath.fullness
    return breath.fullness


def settled_at(moment: Moment) -> float:
    """Return how far the form has come to rest since the pacing ended, 0..1."""
    return _soft((moment.natural_for or 0.0) / _SETTLING)


def awake_at(moment: Moment) -> float:
    """Return how much of its light a picture has: less at the beginning, in a pause, and in sleep."""
    coming = _soft(moment.position / _SETTLING)
    return coming * (1.0 - 0.92 * dark_at(moment)) * (1.0 - _DIMMED * moment.stillness)


def dark_at(moment: Moment) -> float:
    """Return how dark it has become, 0..1: as slowly as the sleep phase, the last one, is long."""
    if moment.phase is not PhaseKind.SLEEP:
        return 0.0
    whole = moment.phase_since + moment.remaining
    return _soft(moment.phase_since / whole) if whole > 0 else 1.0


def draw_time(painter: QPainter, scene: Scene, fraction: float, radius: float, colour: QColor) -> None:
    """Draw how much time is left as an arc, which closes towards the top."""
    left = 1.0 - fraction
    width = max(1.5, scene.unit * 0.0032)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    box = QRectF(scene.centre.x() - radius, scene.centre.y() - radius, 2 * radius, 2 * radius)
    painter.drawArc(box, 90 * 16, round(360 * 16 * left))


def paint_shade(painter: QPainter, box: QRectF, theme: Theme) -> None:
    """Paint a shade that has no edge, so that the words can be read on any place."""
    reach = theme.px(28)
    around = box.adjusted(-0.4 * box.width(), -reach, 0.4 * box.width(), reach)
    smooth = painter.testRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(around, _shade(theme.colours.ground if theme.name == "contrast" else _SHADE))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)


@cache
def _shade(colour: str) -> QImage:
    """Return a shade that is strong where the words are, and gone at its ends."""
    image = QImage(160, 48, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    down, across = QLinearGradient(0, 0, 0, 48), QLinearGradient(0, 0, 160, 0)
    for slope in (down, across):
        for step in range(13):
            slope.setColorAt(step / 12, faded(colour, _soft(1.25 * (1 - abs(step / 6 - 1)))))
    painter.fillRect(image.rect(), down)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.fillRect(image.rect(), across)
    painter.fillRect(image.rect(), faded("#000000", _SHADED))
    painter.end()
    return image


def _soft(share: float) -> float:
    """Return a movement from 0 to 1 that begins and ends softly."""
    return (1.0 - cos(pi * min(1.0, max(0.0, share)))) / 2.0

"""What every picture that breathes is painted from, and what it promises."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import cos, inf, pi
from typing import Final, Protocol

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPen

from mtrelax.domain.breathing import StepKind
from mtrelax.domain.materials import Playlist
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import Moment
from mtrelax.ui.theme import Theme, faded

ARC: Final = 0.335
"""The radius of the arc of time, in units of the scene."""
AT_REST: Final = 0.4
"""How full the form is while the breath is left to itself."""
_SETTLING: Final = Seconds(4.0)
_FALLING_ASLEEP: Final = Seconds(180.0)
_DIMMED: Final = 0.2
"""How much of its light goes in a pause."""
_SHADE: Final = "#040a10"


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


class Visual(Protocol):
    """Something to look at. It depends on the moment and the scene alone, and stays in its rectangle."""

    ink: str
    """The role of the colour in which sentences are written on it."""

    def paint(self, painter: QPainter, rect: QRectF, moment: Moment, scene: Scene) -> None:
        """Paint one moment; ``rect`` has the size of the scene."""
        ...


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
        return last + (AT_REST - last) * _soft(moment.natural_for / _SETTLING)
    if breath.cycle == 0 and breath.kind.rises:
        return AT_REST + (1.0 - AT_REST) * breath.fullness
    return breath.fullness


def awake_at(moment: Moment) -> float:
    """Return how much of its light a picture has: less at the beginning, in a pause, and in sleep."""
    coming = _soft(moment.position / _SETTLING)
    going = _soft(moment.phase_since / _FALLING_ASLEEP) if moment.phase is PhaseKind.SLEEP else 0.0
    return coming * (1.0 - 0.92 * going) * (1.0 - _DIMMED * moment.stillness)


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
    around = box.adjusted(0, -reach, 0, reach)
    shade = QLinearGradient(around.topLeft(), around.bottomLeft())
    edge = reach / around.height()
    for at, strength in ((0.0, 0.0), (edge, 0.34), (1 - edge, 0.34), (1.0, 0.0)):
        shade.setColorAt(at, faded(QColor(_SHADE), strength))
    painter.fillRect(QRectF(0, around.top(), painter.window().width(), around.height()), shade)


def _soft(share: float) -> float:
    """Return a movement from 0 to 1 that begins and ends softly."""
    return (1.0 - cos(pi * min(1.0, max(0.0, share)))) / 2.0

"""The petals of a lotus: where each is seen when the flower is so far open."""

from functools import partial
from itertools import pairwise
from math import cos, pi, radians, sin
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

_SEEN_FROM: Final = radians(24)
"""How far above the water the eye is."""
_SAMPLES: Final = 9


class Ring(NamedTuple):
    """Petals that stand around the middle."""

    petals: int
    turned: float
    """By which part of the room between two petals."""
    length: float
    """In units of the scene."""
    width: float
    """Half of it, in lengths."""
    closed: float
    """How far a petal leans outwards when empty, degrees."""
    open: float
    """And when full."""
    late: float
    """How much later than the outermost it opens."""
    tone: float
    """How light it is, 0..1."""


RINGS: Final = (
    Ring(9, 0.0, 0.335, 0.30, -3.5, 60.0, 0.0, 0.1),
    Ring(8, 0.0, 0.345, 0.28, -4.0, 43.0, 0.25, 0.5),
    Ring(7, 0.5, 0.352, 0.25, -4.5, 22.0, 0.5, 0.9),
)


class Petal(NamedTuple):
    """One petal as it is seen."""

    depth: float
    """How near it is."""
    path: QPainterPath
    tip: QPointF
    ring: int


def petals_at(unit: float, full: float) -> list[Petal]:
    """Return all petals, the farthest first."""
    found: list[Petal] = []
    for number, ring in enumerate(RINGS):
        opened = full ** (1.0 + ring.late)
        lean = radians(ring.closed + (ring.open - ring.closed) * opened)
        curl = radians(44.0 - 20.0 * opened**0.7)
        for index in range(ring.petals):
            around = 2 * pi * (index + ring.turned) / ring.petals - pi / 2
            found.append(_petal(number, ring, unit, around, lean, curl))
    return sorted(found, key=_depth)


def _depth(petal: Petal) -> float:
    return petal.depth


def _petal(number: int, ring: Ring, unit: float, around: float, lean: float, curl: float) -> Petal:
    """Return one petal: a curved leaf around its middle line, hollow towards the heart."""
    step = ring.length * unit / _SAMPLES
    aside, near = cos(around), sin(around)
    high, low = cos(_SEEN_FROM), sin(_SEEN_FROM)
    left: list[QPointF] = []
    right: list[QPointF] = []
    rib = QPointF()
    for sample in range(_SAMPLES + 1):
        at = sample / _SAMPLES
        # Round below and pointed above; closed, the tips meet over the heart.
        tilt = lean + curl * (1.5 * (1.0 - at) ** 2 - 0.5)
        wide = ring.width * ring.length * unit * _outline(at)
        along = QPointF(sin(tilt) * aside, sin(tilt) * near * low - cos(tilt) * high)
        inwards = QPointF(-cos(tilt) * aside, -cos(tilt) * near * low - sin(tilt) * high) * (0.4 * wide)
        across = QPointF(-near, aside * low) * wide
        # Seen from the side, a leaf reaches from its edges to its back.
        seen = sorted((inwards - across, QPointF(), inwards + across), key=partial(_aside, along))
        left.append(rib + seen[0])
        right.append(rib + seen[-1])
        rib += along * step
    return Petal(near * (3 - number), _smooth(left, right), left[-1], number)


def _aside(along: QPointF, point: QPointF) -> float:
    """Return how far a point lies to the side of a direction."""
    return along.x() * point.y() - along.y() * point.x()


def _outline(at: float) -> float:
    """Return half the width of a petal along its middle line, 0..1: it ends in a point."""
    return 1.72 * at**0.62 * (1.0 - at) ** 0.72


def _smooth(left: list[QPointF], right: list[QPointF]) -> QPainterPath:
    """Return a curve through both edges."""
    path = QPainterPath(left[0])
    for edge in (left[1:], right[-2::-1]):
        for here, there in pairwise(edge):
            path.quadTo(here, (here + there) / 2)
        path.lineTo(edge[-1])
    return path

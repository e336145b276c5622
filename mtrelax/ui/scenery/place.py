"""What all parts of one landscape share: its colours, its light, and the means to paint them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, cos, exp, pi
from random import Random
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QRadialGradient

from mtrelax.domain.materials import Playlist
from mtrelax.ui.dither import deep_image
from mtrelax.ui.theme import faded, mixed

_NIGHT: Final = "#050d16"
_FROM_RED: Final = 0.08
"""How far from red, in turns of the circle of hues, a colour may be as full as it likes."""
_REDDEST: Final = 0.5
"""How full red itself may be."""


@dataclass(frozen=True, slots=True)
class Place:
    """One landscape: its light, its colours, its seed."""

    scene: str
    box: QRectF
    top: QColor
    low: QColor
    glow: QColor
    near: QColor
    disc: QPointF
    seed: int
    night: bool
    turned: bool
    """Whether, by day, the disc stands to the right; by night as by day, the rest stands as it did."""

    @classmethod
    def of(cls, playlist: Playlist, box: QRectF, dimmed: bool) -> "Place":
        """Return the place of a playlist, by day or by night."""
        palette = [QColor(colour) for colour in playlist.palette]
        if dimmed:
            # A warm light on a dark sky is brown, so what shines in it at night is the sky's own colour.
            palette[2] = fuller(palette[1], 1.2)
            # Darkened alone, colours turn grey; so they are made fuller first.
            shares = (0.56, 0.62, 0.53, 0.68)
            palette = [
                mixed(unreddened(fuller(each, 1.35)), _NIGHT, share)
                for each, share in zip(palette, shares, strict=True)
            ]
        top, low, glow, near = palette
        random = Random(playlist.seed)
        disc = QPointF(box.width() * random.uniform(0.3, 0.7), box.height() * random.uniform(0.26, 0.35))
        turned = disc.x() > box.width() / 2
        if dimmed:
            disc = QPointF(box.width() * 0.5, box.height() * 0.42)
        return cls(playlist.scene, box, top, low, glow, near, disc, playlist.seed, dimmed, turned)

    @property
    def width(self) -> float:
        """How wide it is, pixels."""
        return self.box.width()

    @property
    def height(self) -> float:
        """How high it is, pixels."""
        return self.box.height()

    @property
    def mist(self) -> QColor:
        """The air between the hills."""
        return mixed(self.low, self.glow, 0.12)


def smooth(knots: Sequence[float], at: float) -> float:
    """Return what lies between two knots, softly."""
    at = max(0.0, at + 1)
    left = int(at)
    share = (1 - cos((at - left) * pi)) / 2
    return knots[left % len(knots)] * (1 - share) + knots[(left + 1) % len(knots)] * share


def fuller(colour: QColor, by: float = 1.7) -> QColor:
    """Return the same colour, less pale."""
    full = colour.toHsv()
    full.setHsvF(max(0.0, full.hueF()), min(0.75, full.saturationF() * by), full.valueF())
    return full.toRgb()


def unreddened(colour: QColor) -> QColor:
    """Return the same colour, but a paler one of a full red, which no light should be (EVIDENCE 1.4)."""
    pale = colour.toHsv()
    hue = max(0.0, pale.hueF())
    away = min(1.0, min(hue, 1.0 - hue) / _FROM_RED)
    pale.setHsvF(hue, min(_REDDEST + (1.0 - _REDDEST) * away, pale.saturationF()), pale.valueF())
    return pale.toRgb()


def falloff(centre: QPointF, reach: float, colour: QColor | str, strength: float) -> QRadialGradient:
    """Return a light that fades as a bell curve, and ends in nothing."""
    light = QRadialGradient(centre, reach)
    for step in range(17):
        at = step / 16
        share = (exp(-4.5 * at * at) - exp(-4.5)) / (1 - exp(-4.5))
        light.setColorAt(at, faded(colour, strength * share))
    return light


def paint_softly(painter: QPainter, place: Place, share: float, paint: Callable[[QPainter], None]) -> None:
    """Paint what has no edges at a share of the size, which is as soft and takes a fraction of the time."""
    small = deep_image(QSize(ceil(place.width * share), ceil(place.height * share)))
    if small.isNull():
        return
    inner = QPainter(small)
    inner.setPen(Qt.PenStyle.NoPen)
    inner.scale(share, share)
    paint(inner)
    inner.end()
    painter.drawImage(QRectF(0, 0, small.width() / share, small.height() / share), small)


def paint_dusk(painter: QPainter, place: Place) -> None:
    """Darken, at night, the lower part of a place that is bright there, since words are read on it."""
    if not place.night:
        return
    shade = QLinearGradient(0, place.height * 0.45, 0, place.height * 0.72)
    shade.setColorAt(0, faded(_NIGHT, 0.0))
    shade.setColorAt(1, faded(_NIGHT, 0.3))
    painter.fillRect(place.box, shade)


def painted(painter: QPainter) -> QImage:
    """Return a copy of what has been painted so far."""
    image = painter.device()
    assert isinstance(image, QImage)  # noqa: S101 - the only device that a landscape is painted on
    return image.copy()

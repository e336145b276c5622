"""What a shore is painted with: sheets of water with foam at their edges, and sand, dry and wet."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import pi, sin, sqrt
from random import Random
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QLinearGradient, QPainter, QTransform

from mtrelax.ui.dither import deep_image, dithered
from mtrelax.ui.scenery.place import falloff, fuller
from mtrelax.ui.theme import faded, luminance, mixed
from mtrelax.ui.visuals.light import bell
from mtrelax.ui.visuals.scene import Scene
from mtrelax.ui.visuals.tones import calm, tones

SWASH: Final = 0.05
"""How far an edge is from straight, at most, in units of the scene."""
OPAQUE: Final = 0.18
"""So far behind its edge, nothing is seen through the sea."""
_WISPS: Final = 4
_FINEST: Final = 1280
"""So many columns are painted, at most; what is wider is enlarged, being soft."""


class Edge(NamedTuple):
    """The edge of a sheet of water: tongues that come up the sand beside each other."""

    tongues: tuple[tuple[float, float, float], ...]
    """How wide, how high, how far aside: in units of the scene."""
    seed: float

    def up(self, x: float) -> float:
        """Return how far the edge is above its middle, in units of the scene."""
        return sum(
            high * (sqrt(sin(pi * (x / wide + aside)) ** 2 + 0.03) - 0.68)
            for wide, high, aside in self.tongues
        )

    def waver(self, x: float, pace: float) -> float:
        """Return something between 0 and 1 that comes and goes along the edge."""
        shift = self.seed * pace
        waves = sin(pace * x + shift) + sin(2.63 * pace * x + 2 * shift) + 0.7 * sin(5.9 * pace * x + shift)
        return min(1.0, max(0.0, 0.5 + 0.22 * waves))


class Foam(NamedTuple):
    """Foam at the edge of a sheet, and in wisps behind it."""

    colour: QColor
    strength: float
    long: float
    """How far it reaches from the edge, at most, in units of the scene."""


@dataclass(frozen=True)
class Shore:
    """The colours of a shore at night."""

    sand: QColor
    far_sand: QColor
    damp: QColor
    sheen: QColor
    shallow: QColor
    sea: QColor
    deep: QColor
    foam: QColor

    @classmethod
    def of(cls, scene: Scene) -> "Shore":
        """Return those of a scene."""
        colours = tones(scene)
        if colours.is_pure:
            return _PURE
        top, low, glow, _ = scene.playlist.palette
        night = mixed(top, "#05080c", 0.4)
        # Water is a little blue under any sky.
        water = mixed(fuller(calm(low), 1.3), "#2b6c88", 0.42)
        moonlit = mixed(calm(glow), "#dcc39c", 0.5)
        sand = _dimmed(mixed(mixed(night, "#3a2a1c", 0.75), moonlit, 0.5), 0.07)
        return cls(
            sand=sand,
            far_sand=mixed(mixed(sand, night, 0.2), "#04070a", 0.34),
            damp=mixed(mixed(sand, "#04070a", 0.45), night, 0.3),
            sheen=mixed(colours.cool, colours.warm, 0.3),
            shallow=_dimmed(mixed(water, colours.cool, 0.3), 0.19),
            sea=_dimmed(water, 0.105),
            deep=_dimmed(mixed(water, night, 0.25), 0.072),
            foam=mixed(colours.pearl, "#ffffff", 0.3),
        )

    def wet(self) -> QBrush:
        """Return wet sand, from the high mark down: a dark rim, then a sheen."""
        return _slope(
            (0.0, self.damp, 0.0),
            (0.02, self.damp, 0.26),
            (0.06, mixed(self.damp, self.sheen, 0.06), 0.52),
            (0.18, mixed(self.damp, self.sheen, 0.20), 0.72),
            (0.34, mixed(self.damp, self.sheen, 0.12), 0.72),
            (1.0, self.damp, 0.72),
        )

    def film(self) -> QBrush:
        """Return a film of water through which the sand is seen."""
        return _slope(
            (0.0, self.shallow, 0.0),
            (0.02, self.shallow, 0.2),
            (0.05, self.shallow, 0.34),
            (0.12, self.shallow, 0.44),
            (1.0, self.shallow, 0.46),
        )

    def water(self) -> QBrush:
        """Return the sea: shallow, then so deep that no sand is seen."""
        return _slope(
            (0.0, self.shallow, 0.0),
            (0.01, self.shallow, 0.22),
            (0.04, mixed(self.shallow, self.sea, 0.05), 0.46),
            (0.10, mixed(self.shallow, self.sea, 0.25), 0.74),
            (OPAQUE - 0.03, mixed(self.shallow, self.sea, 0.55), 0.95),
            (OPAQUE - 0.01, mixed(self.shallow, self.sea, 0.62), 1.0),
            (0.27, mixed(self.shallow, self.sea, 0.9), 1.0),
            (0.42, mixed(self.sea, self.deep, 0.35), 1.0),
            (0.85, self.deep, 1.0),
        )


_PURE: Final = Shore(
    sand=QColor("#000000"),
    far_sand=QColor("#000000"),
    damp=QColor("#000000"),
    sheen=QColor("#20323a"),
    shallow=QColor("#1d6f8c"),
    sea=QColor("#0d3444"),
    deep=QColor("#08222d"),
    foam=QColor("#ffffff"),
)


def paint_sand(scene: Scene, shore: Shore) -> QImage:
    """Return dry sand: darker far up, with a grain that is hardly seen."""
    image = deep_image(scene.size * scene.ratio)
    wide, high, pixel = image.width(), image.height(), scene.unit * scene.ratio
    random = Random(scene.playlist.seed)
    painter = QPainter(image)
    slope = QLinearGradient(0, 0, 0.1 * wide, 0.62 * high)
    slope.setColorAt(0, shore.far_sand)
    slope.setColorAt(1, shore.sand)
    painter.fillRect(image.rect(), slope)
    painter.setPen(Qt.PenStyle.NoPen)
    for _ in range(round(2600 * wide / high)):
        place = QPointF(random.random() * wide, random.random() * 0.7 * high)
        size = pixel * random.uniform(0.0008, 0.0016)
        painter.setBrush(faded(random.choice((shore.far_sand, shore.sand)), random.uniform(0.1, 0.4)))
        painter.drawRect(QRectF(place, QSizeF(size, size)))
    painter.end()
    return dithered(image)


def paint_depth(size: QSize) -> QImage:
    """Return the dark that lies over the sea towards the near side; it stays where it is."""
    image = deep_image(size)
    painter = QPainter(image)
    dark = QLinearGradient(0, 0, 0, size.height())
    for step in range(9):
        dark.setColorAt(step / 8, faded("#02060a", 0.5 * (1 - bell(step / 8, 2.0))))
    painter.fillRect(image.rect(), dark)
    painter.end()
    coming = QLinearGradient(0, 0, 0, size.height() * 0.3)
    coming.setColorAt(0, Qt.GlobalColor.transparent)
    coming.setColorAt(1, Qt.GlobalColor.white)
    return dithered(image, opaque=False, within=QBrush(coming))


def paint_sheet(
    scene: Scene,
    size: QSizeF,
    edge: Edge,
    water: QBrush,
    foam: Foam | None = None,
    gleam: QColor | None = None,
) -> QImage:
    """Return a sheet, column by column: its edge lies ``SWASH`` below the top of the picture."""
    scale = min(scene.ratio, _FINEST / size.width())
    image = deep_image((size * scale).toSize())
    painter = QPainter(image)
    strip = _Strip(painter, scene.unit * scale, image.height())
    brushes = (_front(foam.colour), _wisp(foam.colour)) if foam else None
    for column in range(image.width()):
        x = (column - image.width() / 2) / strip.unit
        top = SWASH - edge.up(x)
        strip.fill(column, top, 1.0, water, 1.0, to_end=True)
        if foam is None or brushes is None:
            continue
        strength = foam.strength * (0.35 + 0.65 * edge.waver(x, 1.7))
        strip.fill(column, top, foam.long * (0.3 + 0.7 * edge.waver(x, 3.1)), brushes[0], strength)
        for behind, long, share in _wisps(edge, x):
            strip.fill(column, top + behind, long, brushes[1], share * foam.strength)
    painter.resetTransform()
    painter.setOpacity(1.0)
    if gleam is not None:
        _paint_gleam(painter, image, strip.unit, gleam)
    painter.end()
    flat = dithered(image, opaque=False, within=QBrush(image))
    ways = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    return flat if scale == scene.ratio else flat.scaled((size * scene.ratio).toSize(), *ways)


class _Strip(NamedTuple):
    """Columns of one pixel."""

    painter: QPainter
    unit: float
    """That of the scene, in pixels."""
    high: int

    def fill(
        self, column: int, top: float, long: float, brush: QBrush, strength: float, *, to_end: bool = False
    ) -> None:
        """Fill a column from a height down with what goes over within a length."""
        self.painter.setTransform(QTransform(1, 0, 0, long * self.unit, column, top * self.unit))
        self.painter.setOpacity(strength)
        self.painter.fillRect(QRectF(0, 0, 1, self.high / self.unit if to_end else 1), brush)


def _wisps(edge: Edge, x: float) -> Iterator[tuple[float, float, float]]:
    """Return where behind the edge there are threads of foam, how thick they are, and how strong."""
    for number in range(_WISPS):
        there = 1.9 * edge.waver(x + 0.37 * number, 1.9 + 0.6 * number) - 0.9
        if there > 0.0:
            behind = 0.02 + 0.024 * number + 0.04 * (edge.waver(x, 4.3 + number) - 0.5)
            yield behind, 0.022 + 0.01 * number, there * (0.36 - 0.07 * number)


def _paint_gleam(painter: QPainter, image: QImage, pixel: float, gleam: QColor) -> None:
    """Lay a light on the sea in the middle, and slow patches of it elsewhere; none where words are read."""
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceAtop)
    middle = image.width() / 2
    random = Random(5)
    patches = [(0.0, 0.1, 0.62, 0.16)]
    patches += [
        (random.uniform(-1.1, 1.1), random.uniform(0.1, 0.9), random.uniform(0.2, 0.42), 0.035)
        for _ in range(16)
    ]
    for x, y, reach, strength in patches:
        painter.resetTransform()
        painter.translate(middle + x * pixel, y * pixel)
        painter.scale(1.0, 0.34)
        box = QRectF(-reach * pixel, -reach * pixel, 2 * reach * pixel, 2 * reach * pixel)
        painter.fillRect(box, falloff(QPointF(), reach * pixel, gleam, strength))
    painter.resetTransform()


def _dimmed(colour: QColor, most: float) -> QColor:
    """Return a colour that has no more light than it may: words are read on it."""
    while luminance(colour) > most:
        colour = colour.darker(106)
    return colour


def _front(colour: QColor) -> QBrush:
    """Return foam at an edge: it is thickest just behind it."""
    shares = (
        (0.0, 0.0),
        (0.06, 0.3),
        (0.14, 0.8),
        (0.2, 0.9),
        (0.3, 0.72),
        (0.5, 0.34),
        (0.75, 0.1),
        (1.0, 0.0),
    )
    return _slope(*((at, colour, share) for at, share in shares))


def _wisp(colour: QColor) -> QBrush:
    """Return a soft thread of foam."""
    return _slope(*((step / 8, colour, bell(abs(step / 4 - 1), 3.0)) for step in range(9)))


def _slope(*stops: tuple[float, QColor, float]) -> QBrush:
    """Return what goes over from colour to colour downwards, within a length of 1."""
    slope = QLinearGradient(0, 0, 0, 1)
    for at, colour, strength in stops:
        slope.setColorAt(at, faded(colour, strength))
    return QBrush(slope)

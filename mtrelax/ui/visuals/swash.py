"""What a shore is painted with: sheets of water with foam at their edges, sand dry and wet, the far sea."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import pi, sin, sqrt
from random import Random
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QLinearGradient, QPainter, QTransform

from mtrelax.domain.breathing import ease
from mtrelax.ui.dither import deep_image, dithered
from mtrelax.ui.scenery.place import Place, falloff, fuller, unreddened
from mtrelax.ui.theme import faded, luminance, mixed
from mtrelax.ui.visuals.light import bell
from mtrelax.ui.visuals.scene import Scene
from mtrelax.ui.visuals.tones import calm, tones

SWASH: Final = 0.05
"""How far an edge is from straight, at most, in units of the scene."""
_LEAN: Final = 0.018
"""How much nearer the water comes on one side."""
OPAQUE: Final = 0.11
"""So far behind its edge, nothing is seen through the sea."""
HORIZON: Final = 0.55
"""Where sea and sky meet in the landscape of a shore, in its heights."""
_WISPS: Final = 4
_GRAINS: Final = 2600
_DARK: Final = "#04070a"
_FINEST: Final = 1280
"""So many columns are painted, at most; what is wider is enlarged, being soft."""


class Edge(NamedTuple):
    """The edge of a sheet of water: tongues that run out on the sand beside each other."""

    tongues: tuple[tuple[float, float, float], ...]
    """How wide, how high, how far aside: in units of the scene."""
    seed: float

    def out(self, x: float) -> float:
        """Return how far the edge runs out beyond its middle, in units of the scene."""
        return _LEAN * x + sum(
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
    near_sand: QColor
    damp: QColor
    sheen: QColor
    shallow: QColor
    sea: QColor
    deep: QColor
    foam: QColor

    @classmethod
    def of(cls, scene: Scene, place: Place) -> "Shore":
        """Return those of a scene, in the light of its place at night."""
        colours = tones(scene)
        if colours.is_pure:
            return _PURE
        # Sand in the evening holds the sky's colour as much as its own.
        own = mixed(calm(scene.playlist.palette[2]), "#9c765e", 0.72)
        sand = _dimmed(mixed(mixed(place.near, place.low, 0.5), own, 0.56), 0.052)
        water = mixed(fuller(place.low, 1.15), "#1d5570", 0.22)
        sky = mixed(mixed(fuller(place.low, 1.2), colours.cool, 0.5), afterglow(scene, place), 0.25)
        return cls(
            sand=sand,
            near_sand=mixed(sand, _DARK, 0.42),
            damp=_dimmed(mixed(mixed(sand, _DARK, 0.55), water, 0.25), 0.03),
            sheen=_dimmed(sky, 0.34),
            shallow=_dimmed(mixed(water, colours.cool, 0.3), 0.17),
            sea=_dimmed(mixed(mixed(water, place.top, 0.2), colours.cool, 0.16), 0.105),
            deep=_dimmed(mixed(mixed(water, place.top, 0.3), colours.cool, 0.12), 0.085),
            foam=mixed(colours.pearl, "#ffffff", 0.3),
        )

    def wet(self) -> QBrush:
        """Return wet sand, from the last mark of the water on: a dark rim, then a sheen."""
        return _slope(
            (0.0, self.damp, 0.0),
            (0.012, self.damp, 0.3),
            (0.035, mixed(self.damp, self.sheen, 0.06), 0.6),
            (0.10, mixed(self.damp, self.sheen, 0.32), 0.84),
            (0.20, mixed(self.damp, self.sheen, 0.52), 0.9),
            (1.0, mixed(self.damp, self.sheen, 0.6), 0.9),
        )

    def film(self) -> QBrush:
        """Return a film of water through which the sand is seen."""
        return _slope(
            (0.0, self.shallow, 0.0),
            (0.012, self.shallow, 0.2),
            (0.03, self.shallow, 0.34),
            (0.08, self.shallow, 0.46),
            (1.0, self.shallow, 0.5),
        )

    def water(self) -> QBrush:
        """Return the sea: shallow, then so deep that no sand is seen."""
        return _slope(
            (0.0, self.shallow, 0.0),
            (0.006, self.shallow, 0.25),
            (0.024, mixed(self.shallow, self.sea, 0.05), 0.5),
            (0.06, mixed(self.shallow, self.sea, 0.25), 0.78),
            (OPAQUE - 0.02, mixed(self.shallow, self.sea, 0.55), 0.96),
            (OPAQUE - 0.005, mixed(self.shallow, self.sea, 0.62), 1.0),
            (0.16, mixed(self.shallow, self.sea, 0.9), 1.0),
            (0.24, mixed(self.sea, self.deep, 0.5), 1.0),
            (0.40, self.deep, 1.0),
        )


_PURE: Final = Shore(
    sand=QColor("#000000"),
    near_sand=QColor("#000000"),
    damp=QColor("#000000"),
    sheen=QColor("#20323a"),
    shallow=QColor("#1d6f8c"),
    sea=QColor("#0d3444"),
    deep=QColor("#08222d"),
    foam=QColor("#ffffff"),
)


def afterglow(scene: Scene, place: Place) -> QColor:
    """Return the light that the day has left behind at the horizon."""
    return unreddened(mixed(calm(scene.playlist.palette[2]), fuller(place.low, 1.3), 0.35))


def paint_afterglow(light: QColor, painter: QPainter, place: Place) -> None:
    """Paint that light, low and wide over the sea."""
    # Light added to light stays clear; laid over a cool sky, a warm one would be brown.
    painter.save()
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Screen)
    for wide, high, strength in ((7.0, 0.26, 0.34), (3.6, 0.12, 0.24)):
        painter.save()
        painter.translate(place.disc.x(), place.height * HORIZON)
        painter.scale(wide, 1.0)
        reach = place.height * high
        lit = falloff(QPointF(), reach, light, strength)
        painter.fillRect(QRectF(-reach, -reach, 2 * reach, 2 * reach), lit)
        painter.restore()
    painter.restore()


def paint_sand(scene: Scene, shore: Shore, high: float) -> QImage:
    """Return dry sand down to the viewer, where it is darker, with a grain that is hardly seen."""
    image = deep_image((QSizeF(scene.size.width(), high) * scene.ratio).toSize())
    box, pixel = QRectF(image.rect()), scene.unit * scene.ratio
    random = Random(scene.playlist.seed)
    painter = QPainter(image)
    slope = QLinearGradient(0, 0.3 * box.height(), 0, box.height())
    slope.setColorAt(0, shore.sand)
    slope.setColorAt(1, shore.near_sand)
    painter.fillRect(box, slope)
    painter.setPen(Qt.PenStyle.NoPen)
    for _ in range(round(_GRAINS * box.width() / box.height())):
        near = random.uniform(0.2, 1.0)
        size = pixel * random.uniform(0.0005, 0.002) * near
        place = QPointF(random.random() * box.width(), near * box.height())
        grain = random.choice((shore.damp, mixed(shore.sand, shore.sheen, 0.25)))
        painter.setBrush(faded(grain, random.uniform(0.1, 0.4)))
        painter.drawRect(QRectF(place, QSizeF(1.6 * size, size)))
    painter.end()
    return dithered(image)


def paint_far(scene: Scene, place: Place, size: QSize, shore: Shore) -> QImage:
    """Return the sea at the horizon, with the light on it: it stays where it is, and ends in nothing."""
    image = deep_image(size)
    painter = QPainter(image)
    water, mask = (QLinearGradient(0, 0, 0, size.height()) for _ in range(2))
    is_pure = tones(scene).is_pure
    light = afterglow(scene, place)
    for at in (0.0, 0.2, 0.5):
        water.setColorAt(at, shore.sea if is_pure else mixed(place.low, shore.sea, 0.25 + 1.5 * at))
    water.setColorAt(1, shore.sea)
    painter.fillRect(image.rect(), water)
    if not is_pure:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.translate(place.disc.x(), 0)
        painter.scale(7.0, 1.0)
        painter.fillRect(
            image.rect().translated(-size.width() // 2, 0), falloff(QPointF(), size.height(), light, 0.5)
        )
        painter.restore()
    for step in range(9):
        mask.setColorAt(step / 8, faded("#000000", 1.0 - ease(step / 8)))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.fillRect(image.rect(), mask)
    painter.end()
    return dithered(image, opaque=False, within=QBrush(mask))


def paint_sheet(
    scene: Scene,
    size: QSizeF,
    edge: Edge,
    water: QBrush,
    foam: Foam | None = None,
    gleam: QColor | None = None,
) -> QImage:
    """Return a sheet, column by column: its edge lies ``SWASH`` above the foot of the picture."""
    scale = min(scene.ratio, _FINEST / size.width())
    image = deep_image((size * scale).toSize())
    painter = QPainter(image)
    strip = _Strip(painter, scene.unit * scale, image.height())
    brushes = (_front(foam.colour), _wisp(foam.colour)) if foam else None
    for column in range(image.width()):
        x = (column - image.width() / 2) / strip.unit
        top = SWASH - edge.out(x)
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
        """Fill a column from a height above the foot upwards with what goes over within a length."""
        self.painter.setTransform(QTransform(1, 0, 0, -long * self.unit, column, self.high - top * self.unit))
        self.painter.setOpacity(strength)
        self.painter.fillRect(QRectF(0, 0, 1, self.high / self.unit if to_end else 1), brush)


def _wisps(edge: Edge, x: float) -> Iterator[tuple[float, float, float]]:
    """Return where behind the edge there are threads of foam, how thick they are, and how strong."""
    for number in range(_WISPS):
        there = 1.9 * edge.waver(x + 0.37 * number, 1.9 + 0.6 * number) - 0.9
        if there > 0.0:
            behind = 0.014 + 0.018 * number + 0.026 * (edge.waver(x, 4.3 + number) - 0.5)
            yield behind, 0.013 + 0.006 * number, there * (0.36 - 0.07 * number)


def _paint_gleam(painter: QPainter, image: QImage, pixel: float, gleam: QColor) -> None:
    """Lay a light on the sea in the middle, and slow patches of it elsewhere; none where words are read."""
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceAtop)
    middle = image.width() / 2
    random = Random(5)
    patches = [(0.0, 0.12, 0.62, 0.14)]
    patches += [
        (random.uniform(-1.1, 1.1), random.uniform(0.08, 0.4), random.uniform(0.2, 0.42), 0.06)
        for _ in range(16)
    ]
    for x, y, reach, strength in patches:
        painter.resetTransform()
        painter.translate(middle + x * pixel, image.height() - y * pixel)
        painter.scale(1.0, 0.16)
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

"""Landscapes: each playlist has a place of its own, painted from its palette, its scene and its seed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, exp, pi, sin
from random import Random
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter, QPixmap, QPolygonF, QRadialGradient

from mtrelax.domain.materials import Playlist
from mtrelax.ui.dither import deep_image, dithered_pixmap
from mtrelax.ui.theme import Theme, faded, luminance, mixed

WATERLINE: Final = 0.68
"""Where water begins, in heights of the picture."""
_NIGHT: Final = "#050d16"
_TURN: Final = 2 * pi


def paint_landscape(size: QSize, playlist: Playlist, dimmed: bool = False, dpr: float = 1.0) -> QPixmap:
    """Return the place of a playlist; dimmed, it is night there, and light words can be read on it."""
    image = deep_image(size * dpr)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.setPen(Qt.PenStyle.NoPen)
    place = _Place.of(playlist, QRectF(image.rect()), dimmed)
    _paint_sky(painter, place)
    SCENES.get(playlist.scene, _paint_hills)(painter, place)
    painter.end()
    return dithered_pixmap(image, dpr)


def ground(size: QSize, theme: Theme, playlist: Playlist | None = None, dpr: float = 1.0) -> QPixmap:
    """Return what a page stands on: a slow gradient with a little of a playlist's light in its corners."""
    image = deep_image(size * dpr)
    box = QRectF(image.rect())
    painter = QPainter(image)
    slope = QLinearGradient(box.topLeft(), QPointF(box.width() * 0.3, box.height()))
    slope.setColorAt(0, theme.colour("ground"))
    slope.setColorAt(1, theme.colour("ground_low"))
    painter.fillRect(box, slope)
    if theme.name != "contrast":
        _paint_light(painter, box, theme, playlist)
    painter.end()
    return dithered_pixmap(image, dpr)


def _paint_light(painter: QPainter, box: QRectF, theme: Theme, playlist: Playlist | None) -> None:
    """Lay two soft lights on the ground; weak enough that quiet text stays legible on them."""
    sky, glow = (playlist.palette[1], playlist.palette[2]) if playlist else (theme.colours.glow,) * 2
    if theme.is_light:
        sky, glow = mixed(sky, "#ffffff", 0.62).name(), mixed(glow, "#ffffff", 0.35).name()
    else:
        # A warm light this weak on a dark ground is brown; the sky's own colour, made fuller, is deep.
        glow = sky = _fuller(QColor(sky)).name()
    for place, reach, colour, strength in (
        (QPointF(box.width() * 0.82, -box.height() * 0.08), box.width() * 0.62, glow, 0.12),
        (QPointF(box.width() * 0.05, box.height() * 1.08), box.width() * 0.55, sky, 0.12),
    ):
        painter.fillRect(box, _falloff(place, reach, colour, strength * (1.5 if theme.is_light else 1.0)))


@dataclass(frozen=True, slots=True)
class _Place:
    """What all parts of one landscape share."""

    box: QRectF
    top: QColor
    low: QColor
    glow: QColor
    near: QColor
    disc: QPointF
    seed: int
    night: bool

    @classmethod
    def of(cls, playlist: Playlist, box: QRectF, dimmed: bool) -> "_Place":
        """Return the place of a playlist, by day or by night."""
        palette = [QColor(colour) for colour in playlist.palette]
        if dimmed:
            # A warm light on a dark sky is brown, so what shines in it at night is the sky's own colour.
            palette[2] = _fuller(palette[1], 1.2)
            # Darkened alone, colours turn grey; so they are made fuller first.
            shares = (0.56, 0.62, 0.53, 0.68)
            palette = [
                mixed(_fuller(each, 1.35), _NIGHT, share) for each, share in zip(palette, shares, strict=True)
            ]
        top, low, glow, near = palette
        random = Random(playlist.seed)
        disc = QPointF(box.width() * random.uniform(0.3, 0.7), box.height() * random.uniform(0.26, 0.35))
        if dimmed:
            disc = QPointF(box.width() * 0.5, box.height() * 0.42)
        return cls(box, top, low, glow, near, disc, playlist.seed, dimmed)

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


def _paint_sky(painter: QPainter, place: _Place) -> None:
    """Paint the sky, stars where it is dark, the glow and the disc in it."""
    slope = QLinearGradient(0, 0, 0, place.height * 0.7)
    slope.setColorAt(0, place.top)
    slope.setColorAt(0.4, mixed(place.top, place.low, 0.4))
    slope.setColorAt(0.8, place.low)
    slope.setColorAt(1, mixed(place.low, place.glow, 0.3))
    painter.fillRect(place.box, slope)
    darkness = 1 - min(1.0, luminance(place.top) / 0.035)
    if darkness > 0:
        _paint_stars(painter, place, darkness)
    # A warm light on a cool sky turns grey where it is weak, so its far reaches have a fuller colour.
    full = _fuller(place.glow)
    for reach, colour, strength in ((1.05, full, 0.24), (0.5, full, 0.26), (0.2, place.glow, 0.42)):
        light = _falloff(place.disc, place.height * reach, colour, strength * (0.3 if place.night else 1.0))
        painter.fillRect(place.box, light)
    if not place.night:
        _paint_disc(painter, place)


def _paint_disc(painter: QPainter, place: _Place) -> None:
    """Paint the sun, or the moon. At night it is gone: the light is then what breathes."""
    radius = place.height * 0.05
    face = QRadialGradient(place.disc, radius * 1.04)
    pale = mixed(place.glow, "#ffffff", 0.5 if luminance(place.glow) > 0.25 else 0.12)
    face.setColorAt(0, pale)
    face.setColorAt(0.8, mixed(pale, place.glow, 0.25))
    face.setColorAt(0.96, faded(mixed(pale, place.glow, 0.35), 0.95))
    face.setColorAt(1, faded(place.glow, 0))
    painter.setBrush(face)
    painter.drawEllipse(place.disc, radius * 1.04, radius * 1.04)


def _paint_stars(painter: QPainter, place: _Place, darkness: float) -> None:
    """Paint few, faint stars, fewer towards the horizon and none in the glow."""
    random = Random(place.seed * 7 + 1)
    unit = max(1.0, place.height / 900)
    for _ in range(110):
        at = QPointF(random.random() * place.width, random.random() ** 1.6 * place.height * 0.5)
        size = unit * random.uniform(0.45, 1.05)
        light = random.uniform(0.12, 0.62) * darkness * (1 - at.y() / (place.height * 0.52))
        away = QPointF(at - place.disc)
        if away.x() ** 2 + away.y() ** 2 < (place.height * 0.22) ** 2:
            continue
        painter.setBrush(faded(mixed("#ffffff", place.glow, 0.25), light))
        painter.drawEllipse(at, size, size)


def _paint_hills(painter: QPainter, place: _Place) -> None:
    """Paint hills behind hills, each nearer one darker, with mist at their feet."""
    _paint_ridges(painter, place, count=6, first=0.56, last=0.93)


def _paint_forest(painter: QPainter, place: _Place) -> None:
    """Paint hills whose nearest ridges carry trees."""
    _paint_ridges(painter, place, count=6, first=0.56, last=0.9, wooded=2)


def _paint_water(painter: QPainter, place: _Place) -> None:
    """Paint far hills, and still water before them that holds their picture."""
    _paint_ridges(painter, place, count=4, first=0.55, last=WATERLINE - 0.012, height=0.17)
    line = round(place.height * WATERLINE)
    _paint_reflection(painter, place, line, _painted(painter))
    _paint_glints(painter, place, line)
    shore = QLinearGradient(0, line - place.height * 0.05, 0, line + place.height * 0.04)
    for at, strength in ((0.0, 0.0), (0.5, 0.34), (0.58, 0.34), (1.0, 0.0)):
        shore.setColorAt(at, faded(mixed(place.mist, place.glow, 0.15), strength))
    painter.fillRect(QRectF(0, line - place.height * 0.05, place.width, place.height * 0.09), shore)


def _paint_ridges(
    painter: QPainter,
    place: _Place,
    count: int,
    first: float,
    last: float,
    height: float = 0.22,
    wooded: int = 0,
) -> None:
    """Paint ``count`` ridges from the farthest to the nearest, between two heights of the picture."""
    far = mixed(place.mist, place.top, 0.4 if place.night else 0.12)
    for index in range(count):
        nearness = (index + 1) / count
        foot = place.height * (first + (last - first) * (index / (count - 1)))
        rough = 1 - nearness
        rise = place.height * height * (0.6 + 0.55 * rough)
        ridge = _ridge(place, index, foot, rise, rough)
        top = min(point.y() for point in ridge)
        colour = mixed(far, place.near, nearness**1.25)
        last_one = index == count - 1
        slope = QLinearGradient(0, top, 0, foot + place.height * 0.14)
        slope.setColorAt(0, mixed(colour, place.glow, 0.10 * (1 - nearness)))
        slope.setColorAt(1, colour if last_one else mixed(colour, place.mist, 0.55 * (1 - 0.6 * nearness)))
        painter.setBrush(slope)
        shape = QPolygonF([*ridge, QPointF(place.width + 2, place.height), QPointF(-2, place.height)])
        painter.drawPolygon(shape)
        if index >= count - wooded:
            painter.setBrush(mixed(colour, place.near, 0.4))
            _paint_trees(painter, place, ridge, index, nearness)
        if not last_one:
            _paint_mist(painter, place, foot, nearness)
    light = _falloff(place.disc, place.height * 0.75, place.glow, 0.16)
    painter.fillRect(place.box, light)


def _ridge(place: _Place, index: int, foot: float, rise: float, rough: float) -> list[QPointF]:
    """Return the line of a ridge; far ones have peaks, near ones are round."""
    random = Random(place.seed * 101 + index)
    knots = [[random.random() for _ in range(40)] for _ in range(5)]
    shares = (1.0, 0.5, 0.24 * (0.4 + rough), 0.12 * (0.2 + rough), 0.05 * rough)
    step = max(2.0, place.width / 640)
    points: list[QPointF] = []
    for number in range(int(place.width / step) + 3):
        x = number * step - step
        along = x / place.width
        level = 0.0
        for octave, (share, knot) in enumerate(zip(shares, knots, strict=True)):
            level += share * _smooth(knot, along * 1.6 * 2**octave + 0.37 * index)
        level /= sum(shares)
        points.append(QPointF(x, foot - rise * (level**1.2 * 1.5 - 0.25)))
    return points


def _smooth(knots: Sequence[float], at: float) -> float:
    """Return what lies between two knots, softly."""
    at = max(0.0, at + 1)
    left = int(at)
    share = (1 - cos((at - left) * pi)) / 2
    return knots[left % len(knots)] * (1 - share) + knots[(left + 1) % len(knots)] * share


def _paint_trees(painter: QPainter, place: _Place, ridge: list[QPointF], index: int, nearness: float) -> None:
    """Paint firs along a ridge, in groups, with clearings between."""
    random = Random(place.seed * 31 + index)
    size = place.height * 0.085 * nearness**2
    clearing = random.random() * _TURN
    at = 0.0
    while at < place.width:
        at += size * random.uniform(0.14, 0.42)
        along = at / place.width
        dense = 0.5 + 0.5 * sin(along * 9 + clearing) * cos(along * 4 + 2 * clearing)
        if random.random() > dense:
            continue
        point = ridge[min(len(ridge) - 1, int(along * (len(ridge) - 2)))]
        high = size * random.uniform(0.55, 1.0)
        _paint_fir(painter, QPointF(at, point.y() + high * 0.12), high)


def _paint_fir(painter: QPainter, foot: QPointF, high: float) -> None:
    """Paint one fir."""
    outline: list[QPointF] = [QPointF(foot.x(), foot.y() - high)]
    tiers = 4
    for side in (1, -1):
        half: list[QPointF] = []
        for tier in range(1, tiers + 1):
            y = foot.y() - high * (1 - tier / tiers * 0.9)
            reach = high * 0.2 * tier / tiers
            half += [
                QPointF(foot.x() + side * reach, y),
                QPointF(foot.x() + side * reach * 0.55, y - high * 0.03),
            ]
        outline += half if side == 1 else half[::-1]
        if side == 1:
            outline += [QPointF(foot.x() + high * 0.03, foot.y()), QPointF(foot.x() - high * 0.03, foot.y())]
    painter.drawPolygon(QPolygonF(outline))


def _paint_mist(painter: QPainter, place: _Place, foot: float, nearness: float) -> None:
    """Paint a band of mist at the foot of a ridge."""
    reach = place.height * 0.12
    top = foot - reach * 0.35
    band = QLinearGradient(0, top, 0, top + 2 * reach)
    strength = 0.42 * (1 - 0.75 * nearness)
    for at, share in ((0.0, 0.0), (0.3, 0.6), (0.5, 1.0), (0.75, 0.5), (1.0, 0.0)):
        band.setColorAt(at, faded(place.mist, strength * share))
    painter.fillRect(QRectF(0, top, place.width, 2 * reach), band)


def _paint_reflection(painter: QPainter, place: _Place, line: int, above: QImage) -> None:
    """Paint the water: what is above it, upside down, moved by slow ripples, sinking into the dark."""
    random = Random(place.seed * 17 + 3)
    deep = place.height - line
    water = QLinearGradient(0, line, 0, place.height)
    water.setColorAt(0, mixed(place.low, place.glow, 0.18))
    water.setColorAt(1, place.near)
    painter.fillRect(QRectF(0, line, place.width, deep), water)
    phases = [random.random() * _TURN for _ in range(3)]
    # Made small and large again it is soft, as water is.
    share = 0.14
    soft = above.scaled(above.size() * share, mode=Qt.TransformationMode.SmoothTransformation)
    most = place.height * 0.02
    y = float(line)
    while y < place.height:
        near = (y - line) / deep
        strip = max(1.0, place.height * (0.002 + 0.004 * near))
        sway = sum(
            sin(_TURN * near**0.6 * rate + phase) for rate, phase in zip((9, 23, 41), phases, strict=True)
        )
        shift = sway * place.height * (0.001 + 0.006 * near)
        painter.setOpacity(0.66 - 0.36 * near)
        # The mirror is a little flattened, as still water seen from a low bank is.
        source = QRectF(
            most - shift, line - (y - line) * 1.5 - strip * 1.5, place.width - 2 * most, strip * 1.5
        )
        source = QRectF(source.topLeft() * share, source.size() * share)
        painter.drawImage(QRectF(0, y, place.width, strip), soft, source)
        y += strip
    painter.setOpacity(1)
    sink = QLinearGradient(0, line, 0, place.height)
    for at, strength in ((0.0, 0.0), (0.4, 0.22), (1.0, 0.86)):
        sink.setColorAt(at, faded(place.near, strength))
    painter.fillRect(QRectF(0, line, place.width, deep), sink)


def _painted(painter: QPainter) -> QImage:
    """Return a copy of what has been painted so far."""
    image = painter.device()
    assert isinstance(image, QImage)  # noqa: S101 - the only device that a landscape is painted on
    return image.copy()


def _paint_glints(painter: QPainter, place: _Place, line: int) -> None:
    """Paint the light of the disc on the water: short strokes, wider and fainter as they come nearer."""
    random = Random(place.seed * 13 + 5)
    deep = place.height - line
    for _ in range(70):
        near = random.random() ** 1.4
        width = place.height * (0.012 + 0.085 * near) * random.uniform(0.5, 1.4)
        height = max(1.0, place.height * (0.0022 + 0.0045 * near))
        x = place.disc.x() + random.gauss(0, place.height * (0.035 + 0.13 * near))
        light = 0.42 * (1 - near) ** 0.8 * random.uniform(0.35, 1.0)
        stroke = QRectF(x - width / 2, line + 2 + near * deep * 0.92, width, height)
        fade = QLinearGradient(stroke.topLeft(), stroke.topRight())
        for at, share in ((0.0, 0.0), (0.35, 1.0), (0.65, 1.0), (1.0, 0.0)):
            fade.setColorAt(at, faded(place.glow, light * share))
        painter.setBrush(fade)
        painter.drawRoundedRect(stroke, height / 2, height / 2)


def _fuller(colour: QColor, by: float = 1.7) -> QColor:
    """Return the same colour, less pale."""
    full = colour.toHsv()
    full.setHsvF(max(0.0, full.hueF()), min(0.75, full.saturationF() * by), full.valueF())
    return full.toRgb()


def _falloff(centre: QPointF, reach: float, colour: QColor | str, strength: float) -> QRadialGradient:
    """Return a light that fades as a bell curve, and ends in nothing."""
    light = QRadialGradient(centre, reach)
    for step in range(17):
        at = step / 16
        share = (exp(-4.5 * at * at) - exp(-4.5)) / (1 - exp(-4.5))
        light.setColorAt(at, faded(colour, strength * share))
    return light


SCENES: Final[Mapping[str, Callable[[QPainter, _Place], None]]] = {
    "hills": _paint_hills,
    "forest": _paint_forest,
    "water": _paint_water,
}
"""What a playlist's ``scene`` may be; anything else is hills."""

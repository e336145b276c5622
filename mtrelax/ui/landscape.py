"""Landscapes: each playlist has a place of its own, painted from its palette, its scene and its seed."""

from collections.abc import Callable
from random import Random

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPixmap, QRadialGradient

from mtrelax.domain.materials import Playlist
from mtrelax.ui.dither import deep_image, dithered_pixmap
from mtrelax.ui.scenery import SCENES
from mtrelax.ui.scenery.place import Place, falloff, fuller
from mtrelax.ui.theme import Theme, faded, luminance, mixed


def paint_landscape(size: QSize, playlist: Playlist, dimmed: bool = False, dpr: float = 1.0) -> QPixmap:
    """Return the place of a playlist; dimmed, it is night there, and light words can be read on it."""
    return paint_place(Place.of(playlist, QRectF(QPointF(), QSizeF(size * dpr)), dimmed), dpr)


def paint_place(
    place: Place, dpr: float = 1.0, shine: Callable[[QPainter, Place], None] | None = None
) -> QPixmap:
    """Return a place as it is painted; what shines there is in the sky, behind the land."""
    image = deep_image(place.box.size().toSize())
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.setPen(Qt.PenStyle.NoPen)
    _paint_sky(painter, place)
    if shine is not None:
        shine(painter, place)
    SCENES.get(place.scene, SCENES["hills"])(painter, place)
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
        glow = sky = fuller(QColor(sky)).name()
    for place, reach, colour, strength in (
        (QPointF(box.width() * 0.82, -box.height() * 0.08), box.width() * 0.62, glow, 0.12),
        (QPointF(box.width() * 0.05, box.height() * 1.08), box.width() * 0.55, sky, 0.12),
    ):
        painter.fillRect(box, falloff(place, reach, colour, strength * (1.5 if theme.is_light else 1.0)))


def _paint_sky(painter: QPainter, place: Place) -> None:
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
    full = fuller(place.glow)
    for reach, colour, strength in ((1.05, full, 0.24), (0.5, full, 0.26), (0.2, place.glow, 0.42)):
        light = falloff(place.disc, place.height * reach, colour, strength * (0.3 if place.night else 1.0))
        painter.fillRect(place.box, light)
    if not place.night:
        _paint_disc(painter, place)


def _paint_disc(painter: QPainter, place: Place) -> None:
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


def _paint_stars(painter: QPainter, place: Place, darkness: float) -> None:
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

"""Still water, and the picture of the hills in it."""

from math import pi, sin
from random import Random
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QLinearGradient, QPainter

from mtrelax.ui.scenery.place import Place, painted
from mtrelax.ui.scenery.ridges import paint_ridges
from mtrelax.ui.theme import faded, mixed

WATERLINE: Final = 0.68
"""Where water begins, in heights of the picture."""
_TURN: Final = 2 * pi


def paint_water(painter: QPainter, place: Place) -> None:
    """Paint far hills, and still water before them that holds their picture."""
    paint_ridges(painter, place, count=4, first=0.55, last=WATERLINE - 0.012, height=0.17)
    line = round(place.height * WATERLINE)
    _paint_reflection(painter, place, line, painted(painter))
    paint_glints(painter, place, line)
    shore = QLinearGradient(0, line - place.height * 0.05, 0, line + place.height * 0.04)
    for at, strength in ((0.0, 0.0), (0.5, 0.34), (0.58, 0.34), (1.0, 0.0)):
        shore.setColorAt(at, faded(mixed(place.mist, place.glow, 0.15), strength))
    painter.fillRect(QRectF(0, line - place.height * 0.05, place.width, place.height * 0.09), shore)


def _paint_reflection(painter: QPainter, place: Place, line: int, above: QImage) -> None:
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


def paint_glints(painter: QPainter, place: Place, line: int) -> None:
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

"""Gradients without bands: painted in 16 bits a channel, then brought to 8 with a little noise."""

from array import array
from functools import cache
from operator import add
from random import Random
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPixmap

_SIDE: Final = 128


def deep_image(size: QSize) -> QImage:
    """Return a clear picture of 16 bits a channel to paint on."""
    image = QImage(size, QImage.Format.Format_RGBA64_Premultiplied)
    image.fill(QColor(0, 0, 0, 0))
    return image


def dithered(image: QImage, opaque: bool = True, within: QBrush | None = None) -> QImage:
    """Return the picture in 8 bits a channel; the noise of at most one level breaks up what would be bands.

    ``within`` is a mask for pictures that end in nothing: beyond it, nothing must stay nothing.
    """
    noise = deep_image(image.size())
    painter = QPainter(noise)
    painter.fillRect(noise.rect(), QBrush(_noise()))
    if within is not None:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        painter.fillRect(noise.rect(), within)
    painter.end()
    painter.begin(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
    painter.drawImage(0, 0, noise)
    painter.end()
    return image.convertToFormat(
        QImage.Format.Format_RGB32 if opaque else QImage.Format.Format_ARGB32_Premultiplied
    )


def dithered_pixmap(
    image: QImage, ratio: float = 1.0, opaque: bool = True, within: QBrush | None = None
) -> QPixmap:
    """Return the picture as a pixmap for a screen of a pixel ratio."""
    pixmap = QPixmap.fromImage(dithered(image, opaque, within))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


@cache
def _noise() -> QImage:
    """Return a tile of triangular noise, alike in colour and alpha, so that no colour outshines its alpha."""
    # Two dice of a byte: a byte in 16 bits is one level of 8 bits.
    dice = Random(128).randbytes(2 * _SIDE * _SIDE)
    sums = array("H", map(add, dice[::2], dice[1::2]))
    levels = array("H", bytes(8 * len(sums)))
    for channel in range(4):
        levels[channel::4] = sums
    tile = QImage(levels.tobytes(), _SIDE, _SIDE, _SIDE * 8, QImage.Format.Format_RGBA64_Premultiplied)
    return tile.copy()

"""Small line drawings, one stroke width, in the colour of the text beside them."""

from functools import lru_cache
from importlib.resources import files
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_FOLDER: Final = files("mtrelax.ui.icons")
_APPLICATION: Final = "mtrelax"
ICONS: Final = tuple(
    sorted(
        each.name.removesuffix(".svg")
        for each in _FOLDER.iterdir()
        if each.name.endswith(".svg") and each.name != f"{_APPLICATION}.svg"
    )
)
"""What can be drawn."""


def icon(name: str, colour: QColor | str, size: int = 24) -> QIcon:
    """Return a drawing in a colour, sharp at up to twice its size."""
    result = QIcon()
    for ratio in (1.0, 2.0):
        result.addPixmap(drawing(name, QColor(colour).name(), size, ratio))
    return result


@lru_cache(maxsize=256)
def drawing(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """Return a drawing as a pixmap of ``size`` logical pixels."""
    return _rendered(_svg(name).replace("currentColor", QColor(colour).name()), size, ratio)


def app_icon() -> QIcon:
    """Return the program's own icon, at the sizes that desktops ask for."""
    result = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        result.addPixmap(_rendered(_svg(_APPLICATION), size, 1.0))
    return result


def mark(size: int) -> QPixmap:
    """Return the program's own icon for the head of a page, sharp on this screen."""
    screen = QGuiApplication.primaryScreen()
    return _rendered(_svg(_APPLICATION), size, screen.devicePixelRatio() if screen else 1.0)


def _svg(name: str) -> str:
    """Return the words of a drawing."""
    return (_FOLDER / f"{name}.svg").read_text("utf-8")


def _rendered(words: str, size: int, ratio: float) -> QPixmap:
    """Return an SVG as a pixmap."""
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(words.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap

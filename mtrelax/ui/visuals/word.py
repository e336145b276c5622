"""The word of the breath: where one reads what to do, and how it is written there."""

from functools import lru_cache
from math import sqrt
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from mtrelax.domain.timeline import Moment
from mtrelax.ui.theme import LARGE, SPACES, TITLE, Theme, faded
from mtrelax.ui.visuals.scene import ARC, FORM, Scene, WordPlace
from mtrelax.ui.visuals.tones import Tones, tones

_SHARE: Final = 0.028
"""How large the words are, in units of the scene."""
_LARGER: Final = 1.5
"""How much larger they are where contrast is wanted."""
_WIDEST: Final = 0.94
"""How much of the width they may take, and so be smaller than anywhere else: but never cut."""
_OVER_LIGHT: Final = 0.86
"""How opaque the plate is under a word that had to move: it may lie over the form."""
_SMALLEST: Final = 12
"""The smallest size of type that can be read, in pixels."""
_IN_ARC: Final = 0.034
"""How large they may be in the arc, where there is little room."""
_HIGH: Final = 1.6
"""How high the room for a word is, in sizes of its type."""


def word_font(scene: Scene, room: float | None = None) -> QFont | None:
    """Return the largest font in which each word fits into a width; ``None`` if that would be too small.

    Without a width they are as large as they should be.
    """
    words = tuple(scene.words.values()) if room is not None else ()
    size = _size(scene.theme, scene.unit, words, room or 0.0, scene.theme.px(LARGE))
    return _font(scene.theme, size) if size else None


def fitting_font(scene: Scene) -> QFont:
    """Return the largest font in which each word fits into the picture."""
    room = scene.size.width() * _WIDEST
    size = _size(scene.theme, scene.unit, tuple(scene.words.values()), room, _SMALLEST)
    return _font(scene.theme, size or _SMALLEST)


def word_around(scene: Scene, font: QFont, height: float, *, is_inside: bool = False) -> WordPlace:
    """Return the place of the words around a height, in the middle."""
    box = QRectF(0, 0, scene.size.width(), font.pixelSize() * _HIGH)
    box.moveTop(height - box.height() / 2)
    return WordPlace(font, box, is_inside=is_inside)


def word_in_arc(scene: Scene, height: float) -> WordPlace:
    """Return the place of the words within the arc, so far below the centre; below it if they do not fit."""
    chord = 2.0 * sqrt(ARC**2 - (height + _IN_ARC * 0.6) ** 2)
    font = word_font(scene, 0.92 * chord * scene.unit)
    if font is not None and not tones(scene).is_pure:
        largest = max(round(_IN_ARC * scene.unit), scene.theme.px(LARGE))
        font.setPixelSize(min(font.pixelSize(), largest))
        place = word_around(scene, font, scene.centre.y() + height * scene.unit)
        if place.box.bottom() <= scene.foot:
            return place
    return word_below(scene)


def word_below(scene: Scene) -> WordPlace:
    """Return the place of the words below the arc.

    Where too little is seen below the arc, they go up into it, or to the top.
    """
    font = fitting_font(scene)
    place = word_around(scene, font, scene.centre.y() + scene.unit * ARC + font.pixelSize() * 1.3)
    if place.box.bottom() <= scene.foot:
        return place
    box = QRectF(place.box)
    box.moveBottom(scene.foot)
    if box.top() < scene.centre.y() + scene.unit * FORM:
        box.moveTop(SPACES[0])
    return WordPlace(font, box, is_moved=True)


def draw_word(painter: QPainter, moment: Moment, scene: Scene, place: WordPlace) -> None:
    """Write what to do; in a pause, nothing is to be done."""
    breath = moment.breath
    word = scene.words.get(breath.kind, "") if breath else ""
    if not breath or not word or moment.stillness == 1.0 or scene.worded == 0.0:
        return
    # Each word comes and goes softly, within a tenth of its step.
    coming = 1.0 if scene.is_still else min(1.0, 10 * breath.fraction, 10 * (1 - breath.fraction))
    painter.setOpacity(coming * (1.0 - moment.stillness) * scene.worded)
    colours = tones(scene)
    if place.is_moved:
        _paint_plate(painter, place, word, colours)
    painter.setFont(place.font)
    painter.setPen(colours.ink if place.is_inside else colours.light_ink)
    painter.drawText(place.box, Qt.AlignmentFlag.AlignCenter, word)
    painter.setOpacity(1.0)


def _paint_plate(painter: QPainter, place: WordPlace, word: str, colours: Tones) -> None:
    """Paint what a word is read on where it lies over the form."""
    plate = QRectF(place.box)
    plate.setWidth(min(plate.width(), QFontMetricsF(place.font).horizontalAdvance(word) + plate.height()))
    plate.moveCenter(place.box.center())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(faded(colours.ground, 1.0 if colours.is_pure else _OVER_LIGHT))
    painter.drawRoundedRect(plate, plate.height() / 2, plate.height() / 2)


@lru_cache(maxsize=32)
def _size(theme: Theme, unit: float, words: tuple[str, ...], room: float, least: int) -> int:
    """Return the largest size of type in which words fit into a width; 0 if it were less than ``least``."""
    larger = _LARGER if theme.name == "contrast" else 1.0
    large = round(larger * max(theme.px(TITLE), unit * _SHARE * theme.text_factor))
    for size in range(large, least - 1, -1):
        metrics = QFontMetricsF(_font(theme, size))
        if all(metrics.horizontalAdvance(word) < room for word in words):
            return size
    return 0


def _font(theme: Theme, size: int) -> QFont:
    """Return the font of the words."""
    weight = QFont.Weight.DemiBold if theme.name == "contrast" else QFont.Weight.Medium
    font = theme.font(TITLE, weight, 0.3)
    font.setPixelSize(size)
    return font

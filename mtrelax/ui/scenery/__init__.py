"""The places that a playlist can be in. To add one: one function here, one entry in SCENES."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtGui import QPainter

from mtrelax.ui.scenery.lamps import paint_house, paint_night
from mtrelax.ui.scenery.place import Place
from mtrelax.ui.scenery.ridges import paint_forest, paint_hills
from mtrelax.ui.scenery.shore import paint_shore
from mtrelax.ui.scenery.sky import paint_open_sky
from mtrelax.ui.scenery.water import paint_water
from mtrelax.ui.scenery.woods import paint_woods

SCENES: Final[Mapping[str, Callable[[QPainter, Place], None]]] = {
    "hills": paint_hills,
    "forest": paint_forest,
    "water": paint_water,
    "shore": paint_shore,
    "woods": paint_woods,
    "sky": paint_open_sky,
    "house": paint_house,
    "night": paint_night,
}
"""What a playlist's ``scene`` may be; anything else is hills."""

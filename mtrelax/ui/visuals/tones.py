"""The colours of a picture that breathes: from the playlist's palette, or pure ones for high contrast."""

from dataclasses import dataclass

from PySide6.QtGui import QColor

from mtrelax.ui.theme import faded, mixed
from mtrelax.ui.visuals.scene import Scene


@dataclass(frozen=True)
class Tones:
    """What every picture takes its colours from, so that contrast is decided in one place."""

    ground: QColor
    """The night around the form."""
    deep: QColor
    """Where its light ends."""
    cool: QColor
    """The form itself."""
    edge: QColor
    """The form where it is darkest."""
    warm: QColor
    """Its light inside."""
    pearl: QColor
    """The lightest there is."""
    arc: QColor
    """The time that is left."""
    ring: QColor
    """The whole time."""
    ink: QColor
    """Words in the form."""
    light_ink: QColor
    """Words on the ground."""
    is_pure: bool
    """Whether contrast counts more than mood: no landscape, no haze, nothing half seen."""


def tones(scene: Scene) -> Tones:
    """Return the colours of a scene."""
    return _PURE if scene.theme.name == "contrast" else _of_palette(scene.playlist.palette)


def calm(colour: QColor | str) -> QColor:
    """Return a colour that is not too full: no light here is a saturated red."""
    quiet = QColor(colour).toHsv()
    quiet.setHsvF(max(0.0, quiet.hueF()), min(0.5, quiet.saturationF()), max(0.55, quiet.valueF()))
    return quiet.toRgb()


def _of_palette(palette: tuple[str, str, str, str]) -> Tones:
    top, low, glow, _ = palette
    warm = mixed(calm(glow), "#ffffff", 0.45)
    cool = mixed(mixed(calm(low), "#9fd8e8", 0.45), "#ffffff", 0.3)
    return Tones(
        ground=mixed(top, "#05080c", 0.7),
        deep=mixed(calm(low), cool, 0.2),
        cool=cool,
        edge=mixed(cool, "#2f6379", 0.42),
        warm=warm,
        pearl=mixed(mixed(warm, cool, 0.6), "#e9f2f0", 0.3),
        arc=faded(mixed(calm(glow), "#ffffff", 0.2), 0.40),
        ring=faded(mixed(warm, "#ffffff", 0.3), 0.07),
        ink=QColor("#12303b"),
        light_ink=QColor("#f2f5f3"),
        is_pure=False,
    )


_PURE = Tones(
    ground=QColor("#000000"),
    deep=QColor("#1b3038"),
    cool=QColor("#c4ecf7"),
    edge=QColor("#8fd0e4"),
    warm=QColor("#fff3df"),
    pearl=QColor("#ffffff"),
    arc=QColor("#ffd39b"),
    ring=QColor("#4a4a4a"),
    ink=QColor("#000000"),
    light_ink=QColor("#ffffff"),
    is_pure=True,
)

"""Pictures that breathe. To add one: one module here, one entry in ``VISUALS``."""

from collections.abc import Mapping
from typing import Final

from mtrelax.ui.visuals.dark import DarkVisual
from mtrelax.ui.visuals.orb import OrbVisual, word_place
from mtrelax.ui.visuals.scene import ARC, Scene, Visual, paint_shade

VISUALS: Final[Mapping[str, type[Visual]]] = {"orb": OrbVisual, "dark": DarkVisual}

__all__ = ["ARC", "VISUALS", "DarkVisual", "OrbVisual", "Scene", "Visual", "paint_shade", "word_place"]

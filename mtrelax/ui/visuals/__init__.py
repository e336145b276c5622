"""Pictures that breathe. To add one: one module here, one entry in ``VISUALS``."""

from collections.abc import Mapping
from typing import Final

from mtrelax.ui.visuals.dark import DarkVisual
from mtrelax.ui.visuals.horizon import HorizonVisual
from mtrelax.ui.visuals.lotus import LotusVisual
from mtrelax.ui.visuals.orb import OrbVisual
from mtrelax.ui.visuals.plain import PlainVisual
from mtrelax.ui.visuals.scene import ARC, FORM, Scene, Visual, WordPlace, paint_shade
from mtrelax.ui.visuals.thread import ThreadVisual
from mtrelax.ui.visuals.wave import WaveVisual

VISUALS: Final[Mapping[str, type[Visual]]] = {
    "orb": OrbVisual,
    "lotus": LotusVisual,
    "wave": WaveVisual,
    "horizon": HorizonVisual,
    "thread": ThreadVisual,
    "plain": PlainVisual,
    "dark": DarkVisual,
}

__all__ = ["ARC", "FORM", "VISUALS", "DarkVisual", "OrbVisual", "Scene", "Visual", "WordPlace", "paint_shade"]

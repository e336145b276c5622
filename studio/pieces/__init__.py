"""The pieces. To add one: one module here that composes a Score, one entry in PIECES."""

from collections.abc import Callable, Mapping
from typing import Final

from studio.pieces import among_reeds, harp_at_dusk, slow_light, still_water
from studio.score import Score

PIECES: Final[Mapping[str, Callable[[], Score]]] = {
    "still-water": still_water.compose,
    "harp-at-dusk": harp_at_dusk.compose,
    "among-reeds": among_reeds.compose,
    "slow-light": slow_light.compose,
}

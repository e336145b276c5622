"""Places: sounds of nature, synthesised in a circle. To add one: a module here, an entry in PLACES."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from studio.measure import Samples
from studio.nature.bowls import bowls
from studio.nature.fire import fire
from studio.nature.forest import forest
from studio.nature.night import night
from studio.nature.rain import rain
from studio.nature.stream import stream
from studio.nature.surf import surf
from studio.nature.wind import wind
from studio.nature.window import rain_window


@dataclass(frozen=True, slots=True)
class Place:
    """How a place is made: the same seed gives the same sound."""

    title: str
    make: Callable[[float, int], Samples]
    seed: int
    loudness: float = -26.0
    """LUFS of the file."""


PLACES: Final[Mapping[str, Place]] = {
    "rain": Place("Rain, softly", rain, 11),
    "rain-window": Place("Rain on a window", rain_window, 12),
    "stream": Place("A stream", stream, 13),
    "surf": Place("Surf", surf, 14),
    "wind": Place("Wind in the trees", wind, 15),
    "night": Place("A summer night", night, 16),
    "forest": Place("Forest morning", forest, 17),
    "fire": Place("Fireside", fire, 18),
    "bowls": Place("Singing bowls", bowls, 24),
}

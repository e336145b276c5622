"""The players, by the name that a part asks for. To add one: one entry here."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Protocol

from studio.instruments.bowl import Bowls
from studio.instruments.drone import Drone
from studio.instruments.piano import Grand
from studio.instruments.soundfont import Preset
from studio.measure import Samples
from studio.score.notes import Score


class Player(Protocol):
    """Somebody with an instrument."""

    @property
    def width(self) -> float:
        """How wide it sounds, 0..1."""
        ...

    @property
    def uses_salamander(self) -> bool:
        """Whether its sound has to be credited to Alexander Holm."""
        ...

    def play(self, score: Score, name: str, work: Path) -> Samples:
        """Return a part's stem, (score.frames, 2), dry."""
        ...


PLAYERS: Final[Mapping[str, Player]] = {
    "piano": Grand(),
    "strings": Preset(17, 49, "phrase", early=0.18),
    "violins": Preset(21, 48, "phrase", early=0.12),
    "first violins": Preset(21, 49, "line", early=0.18),
    "second violins": Preset(26, 49, "line", early=0.18),
    "violas": Preset(31, 49, "phrase", early=0.18),
    "celli": Preset(41, 49, "phrase", early=0.18),
    "basses": Preset(51, 49, "phrase", early=0.15),
    "choir": Preset(17, 52, "phrase", early=0.15),
    "oohs": Preset(17, 53, "phrase", early=0.12),
    "cello": Preset(17, 42, "note", early=0.08, width=0.5),
    "violin": Preset(18, 40, "note", early=0.08, width=0.5),
    "viola": Preset(17, 41, "note", early=0.08, width=0.5),
    "flute": Preset(17, 73, "note", early=0.06, width=0.5),
    "clarinet": Preset(17, 71, "note", early=0.05, width=0.5),
    "horn": Preset(17, 60, "note", early=0.06, width=0.5),
    "harp": Preset(0, 46),
    "pizzicato": Preset(0, 45),
    "celesta": Preset(0, 8, ring=2),
    "vibraphone": Preset(0, 11, attack=2, ring=2.5, faint={64: 4.5, 65: 4.5, 66: 4.5, 76: 2, 77: 2, 78: 2}),
    "marimba": Preset(0, 12),
    "guitar": Preset(0, 24),
    "drone": Drone(),
    "bowls": Bowls(),
    "rubbed bowls": Bowls(rubbed=True),
}

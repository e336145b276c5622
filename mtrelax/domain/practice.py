"""Some minutes of one breath, with music and without words: for finding a pace."""

from typing import Final

from mtrelax.domain.breathing import Pacer, Pattern
from mtrelax.domain.lay import FADE_OUT, MUSIC_FADE_IN, lay_music
from mtrelax.domain.materials import Materials
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import CueStyle
from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import PacedSpan, PhaseSpan, Timeline

LEAD_IN: Final = Seconds(MUSIC_FADE_IN + 1.0)
"""The breath is paced once the music has come up."""
_HAIR: Final = 1e-9


def practise(pattern: Pattern, materials: Materials, length: Seconds, cue: CueStyle) -> Timeline:
    """Return so much time of a breath, in whole breaths, between a fade-in and a fade-out of the music."""
    pacer = Pacer(pattern)
    paced = pacer.time_of(int(pacer.breaths_at(length) + _HAIR))
    over = Seconds(LEAD_IN + paced)
    end = Seconds(over + FADE_OUT)
    return Timeline(
        length=end,
        phases=(
            PhaseSpan(PhaseKind.INDUCTION, Seconds(0.0), over),
            PhaseSpan(PhaseKind.RETURN, over, end),
        ),
        clips=lay_music(materials.tracks, Seconds(0.0), end),
        paced=(PacedSpan(pacer, LEAD_IN, over),),
        cue_style=cue,
    )

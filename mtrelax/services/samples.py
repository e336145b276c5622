"""What is played to try something with: some seconds of a session, or of one layer of a plan alone."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import log10
from typing import Final

from mtrelax.domain.breathing import Pacer, ease
from mtrelax.domain.curves import SILENCE, Envelope, EnvelopePoint
from mtrelax.domain.excerpt import excerpt
from mtrelax.domain.lay import gain_for, lay_ambience, lay_breath_words, speak
from mtrelax.domain.materials import Materials
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import CueStyle, Layer, SessionPlan
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.domain.timeline import Clip, PacedSpan, PhaseSpan, Timeline

GLIMPSE: Final = Seconds(15.0)
"""Of a session."""
SAMPLE: Final = Seconds(5.0)
"""Of music."""
PLACE: Final = Seconds(8.0)
WORDS: Final = Seconds(12.0)
"""Sentences that begin later are not said; the first one always is."""
BREATHS: Final = Seconds(30.0)
"""Two breaths are told, or one where two would take longer."""
_NOTHING: Final = Seconds(1.0)
_FADE_IN: Final = Seconds(1.5)
_FADE_OUT: Final = Seconds(2.0)
_RISE: Final = (
    (0.0, SILENCE),
    *((share / 8, Decibels(20 * log10(ease(share / 8)))) for share in range(1, 8)),
    (1.0, Decibels(0.0)),
)
"""What somebody hears come: from silence to its level over 1, softly on both ends."""
_MUSIC_FADES: Final = (Seconds(1.5), Seconds(1.0))
_BEFORE: Final = Seconds(0.5)
_AFTER: Final = Seconds(3.0)
"""Tones and the last word fade away in it."""


def glimpse(timeline: Timeline, at: Seconds) -> Timeline:
    """Return fifteen seconds of a session from a moment on, or its last ones; they come and go softly."""
    start = Seconds(max(0.0, min(at, timeline.length - GLIMPSE)))
    part = excerpt(timeline, start, GLIMPSE)
    fades = _fades(part.length)
    return replace(part, envelopes={layer: part.envelope(layer).lowest(fades) for layer in Layer})


def _fades(length: Seconds) -> Envelope:
    """Return the level of something that fades in and out."""
    up = [(_FADE_IN * share, level) for share, level in _RISE]
    down = [(length - _FADE_OUT * share, level) for share, level in reversed(_RISE)]
    return Envelope(tuple(EnvelopePoint(Seconds(time), level) for time, level in (*up, *down)))


def sample(plan: SessionPlan, materials: Materials, layer: Layer) -> Timeline:
    """Return a few seconds of one layer of a plan alone; a second of silence where it has none."""
    return _SAMPLES[layer](plan, materials)


def _music(_plan: SessionPlan, materials: Materials) -> Timeline:
    """Return some seconds from the middle of the first piece, where it is as loud as it gets."""
    track = materials.tracks[0]
    length = Seconds(min(SAMPLE, track.length))
    clip = Clip(
        Layer.MUSIC,
        track.path,
        Seconds(0.0),
        length,
        offset=Seconds(max(0.0, track.length / 2 - length)),
        gain=gain_for(Layer.MUSIC, track.loudness),
        fade_in=Seconds(min(_MUSIC_FADES[0], length / 2)),
        fade_out=Seconds(min(_MUSIC_FADES[1], length / 2)),
    )
    return _alone(length, clip)


def _ambience(_plan: SessionPlan, materials: Materials) -> Timeline:
    """Return some seconds of the places together, each at its level."""
    return _alone(PLACE, *lay_ambience(materials.ambience, PLACE))


def _voice(_plan: SessionPlan, materials: Materials) -> Timeline:
    """Return the first sentences of the script; of the return, where there is none."""
    narration = materials.narration or materials.closing
    told = (speak(narration, phase, _BEFORE, Seconds(0.0)).clips for phase in PhaseKind)
    clips = next((clips for clips in told if clips), ())
    said = [*clips[:1], *(clip for clip in clips[1:] if clip.start < WORDS)]
    return _alone(Seconds(said[-1].end + _BEFORE if said else _NOTHING), *said)


def _cue(plan: SessionPlan, materials: Materials) -> Timeline:
    """Return how breaths are told to closed eyes."""
    if plan.breathing is None or materials.pattern is None or plan.breathing.cue is CueStyle.NONE:
        return _alone(_NOTHING)
    pattern, words = materials.pattern, materials.breath_words
    length = pattern.cycle * (2 if 2 * pattern.cycle <= BREATHS else 1)
    span = PacedSpan(Pacer(pattern), _BEFORE, Seconds(_BEFORE + length))
    style = plan.breathing.cue if words or plan.breathing.cue is not CueStyle.VOICE else CueStyle.TONE
    made = replace(_alone(Seconds(span.end + _AFTER)), paced=(span,), cue_style=style)
    if style is not CueStyle.VOICE:
        return made
    return replace(made, clips=lay_breath_words(made.unspoken_breaths(), words, made.length))


def _alone(length: Seconds, *clips: Clip) -> Timeline:
    return Timeline(length, (PhaseSpan(PhaseKind.RETURN, Seconds(0.0), length),), clips)


_SAMPLES: Final[Mapping[Layer, Callable[[SessionPlan, Materials], Timeline]]] = {
    Layer.MUSIC: _music,
    Layer.VOICE: _voice,
    Layer.AMBIENCE: _ambience,
    Layer.CUE: _cue,
}

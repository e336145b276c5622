"""The levels of whole layers after a revision: they go on from where they are, and never leap."""

from dataclasses import replace
from typing import Final

from mtrelax.domain.compile import envelopes
from mtrelax.domain.curves import (
    DUCK_DEPTH,
    DUCK_DOWN,
    DUCK_UP,
    HUSH_DOWN,
    HUSH_FLOOR,
    HUSH_UP,
    Envelope,
    EnvelopePoint,
)
from mtrelax.domain.plan import CueStyle, Layer
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.domain.timeline import Timeline

_TURN: Final = Seconds(0.6)
"""How fast music and ambience go from where they are to a lower level that a revision asks for."""
_HAIR: Final = 1e-9


def levelled(
    timeline: Timeline, now: Seconds, fall: Decibels | None = None, rise: Seconds = DUCK_UP
) -> Timeline:
    """Return it with levels that follow from its voice and its phases, from now on.

    ``fall`` is how far the music falls for the return; as far as it was to fall where none is given.
    ``rise`` is how long music and ambience take to come back from as low as they are for a word.
    """
    old = timeline.envelopes
    # Behind the last word and the fall there is nothing else, so that is the level with which it ends.
    fall = timeline.envelope(Layer.MUSIC).points[-1].level if fall is None else fall
    tone = timeline.paced if timeline.cue_style is CueStyle.CONTINUOUS else ()
    new = envelopes(timeline.clips, timeline.phases[-1], fall, tone=tone)
    layers = [layer for layer in Layer if layer in old or layer in new]
    joined = {layer: _join(layer, old.get(layer), now, new.get(layer), rise) for layer in layers}
    return replace(timeline, envelopes=joined)


def _join(
    layer: Layer, before: Envelope | None, now: Seconds, after: Envelope | None, rise: Seconds
) -> Envelope:
    """Return the old past and the new future: down soon, up no faster than a word is followed by music."""
    old, new = before or Envelope(), after or Envelope()
    level = old.at(now)
    if new.at(now) < level:
        turn = Seconds(now + (HUSH_DOWN if layer is Layer.CUE else _TURN))
        later = [point for point in new.points if point.time > turn]
        return _plain(old.until(now).then([EnvelopePoint(turn, new.at(turn)), *later]))
    release = _hush_release(now, level) if layer is Layer.CUE else _duck_release(now, level, rise)
    later = [point for point in new.lowest(release).points if point.time > now]
    return _plain(old.until(now).then(later))


def _duck_release(now: Seconds, level: Decibels, rise: Seconds) -> Envelope:
    """Return the way back up of music and ambience."""
    recovered = Seconds(now + rise * level / DUCK_DEPTH)
    return Envelope((EnvelopePoint(now, level), EnvelopePoint(recovered, Decibels(0.0))))


def _hush_release(now: Seconds, level: Decibels) -> Envelope:
    """Return the way back up of a tone that was silenced: fast where nobody hears it, then slowly."""
    points = [EnvelopePoint(now, level)]
    if level < HUSH_FLOOR:
        now, level = Seconds(now + DUCK_DOWN), HUSH_FLOOR
        points.append(EnvelopePoint(now, level))
    recovered = Seconds(now + HUSH_UP * level / HUSH_FLOOR)
    return Envelope((*points, EnvelopePoint(recovered, Decibels(0.0))))


def _plain(envelope: Envelope) -> Envelope:
    """Return the same without the points in the middle of a straight line: each revision adds some."""
    kept: list[EnvelopePoint] = []
    for point in envelope.points:
        while len(kept) > 1 and _on_the_way(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return Envelope(tuple(kept))


def _on_the_way(left: EnvelopePoint, middle: EnvelopePoint, right: EnvelopePoint) -> bool:
    """Return whether a point lies on the line between its neighbours."""
    length = right.time - left.time
    share = (middle.time - left.time) / length if length else 0.0
    return abs(left.level + (right.level - left.level) * share - middle.level) < _HAIR

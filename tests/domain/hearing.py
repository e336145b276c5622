"""What is heard of a timeline, told without the mixer."""

from itertools import pairwise

from mtrelax.domain.curves import HUSH_FLOOR, Envelope, equal_power, to_gain
from mtrelax.domain.plan import Layer
from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import Clip, Timeline

FASTEST_FALL = 40.0
"""dB a second: a duck's depth over its lookahead."""
FASTEST_RISE = 6.0
UNHEARD = HUSH_FLOOR
"""How a layer moves below that does not matter."""
INAUDIBLE = 1e-6


def gain_of(timeline: Timeline, clip: Clip, time: float) -> float:
    fade_in = equal_power((time - clip.start) / clip.fade_in) if clip.fade_in else 1.0
    fade_out = equal_power((clip.end - time) / clip.fade_out) if clip.fade_out else 1.0
    moved = to_gain(timeline.envelope(clip.layer).at(Seconds(time)))
    return to_gain(clip.gain) * fade_in * fade_out * moved


def heard(timeline: Timeline, time: float) -> dict[tuple[str, float], float]:
    """Which place of which file sounds, and how loud."""
    sounding = [clip for clip in timeline.clips if clip.start <= time < clip.end]
    gains = {
        (str(clip.path), time - clip.start + clip.offset): gain_of(timeline, clip, time) for clip in sounding
    }
    return {place: gain for place, gain in gains.items() if gain > INAUDIBLE}


def same_sound(one: dict[tuple[str, float], float], other: dict[tuple[str, float], float]) -> bool:
    places = one.keys() | other.keys()
    return all(abs(one.get(place, 0.0) - other.get(place, 0.0)) < 1e-4 for place in places)


def clips_of(timeline: Timeline, layer: Layer) -> list[Clip]:
    return [clip for clip in timeline.clips if clip.layer is layer]


def holes(clips: list[Clip], length: float) -> list[tuple[float, float]]:
    """The stretches of a session in which none of the clips sounds."""
    found, now = [], 0.0
    for clip in sorted(clips, key=lambda each: each.start):
        if clip.start > now + 1e-6:
            found.append((now, clip.start))
        now = max(now, clip.end)
    return [*found, (now, length)] if now < length - 1e-6 else found


def jumps(envelope: Envelope) -> list[tuple[float, float]]:
    """Where a level moves faster than it may."""
    found = []
    for left, right in pairwise(envelope.points):
        move = max(right.level, UNHEARD) - max(left.level, UNHEARD)
        time = right.time - left.time
        if move > FASTEST_RISE * time + 1e-6 or -move > FASTEST_FALL * time + 1e-6:
            found.append((left.time, move))
    return found

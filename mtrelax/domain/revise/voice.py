"""The voice after a revision: it lets go softly, falls silent, or speaks again with its next sentence."""

from dataclasses import replace
from typing import Final

from mtrelax.domain.compile import in_order
from mtrelax.domain.curves import DUCK_DOWN, HUSH_DOWN, Span
from mtrelax.domain.materials import Materials
from mtrelax.domain.plan import Layer
from mtrelax.domain.revise.levels import levelled
from mtrelax.domain.revise.past import clips_of, let_go, past_captions, within
from mtrelax.domain.revise.words import reworded
from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import Timeline

SAID: Final = frozenset({Layer.VOICE, Layer.CUE})
"""What is let go when something else begins."""
LETS_GO: Final = Seconds(0.8)
"""How long the voice, and what tells the breath, take to fall silent."""
ROOM_FIRST: Final = Seconds(2 * DUCK_DOWN + HUSH_DOWN)
"""How long before a word everything else begins to make room for it."""


def hushed(timeline: Timeline, now: Seconds) -> Timeline:
    """Let what is said now go, with its caption."""
    clips = tuple(
        let_go(clip, now, LETS_GO) if clip.layer in SAID and clip.start < now else clip
        for clip in timeline.clips
    )
    ahead = (each for each in timeline.captions if each.start >= now)
    return replace(timeline, clips=clips, captions=(*past_captions(timeline, now), *ahead))


def sentences(timeline: Timeline) -> list[Span]:
    """Return when something is said: by the voice, by a muted one, or by a caption alone."""
    spoken = [clip.span for clip in (*clips_of(timeline, Layer.VOICE), *timeline.muted)]
    return [*spoken, *(Span(each.start, each.end) for each in timeline.captions if not each.spoken)]


def behind_sentence(timeline: Timeline, time: Seconds) -> Seconds:
    """Return the end of the sentence that is said at a moment, or that moment."""
    return max((each.end for each in sentences(timeline) if each.start < time < each.end), default=time)


def has_words_left(timeline: Timeline, now: Seconds) -> bool:
    """Return whether the voice would still say anything."""
    return any(clip.end > now for clip in (*clips_of(timeline, Layer.VOICE), *timeline.muted))


def mute(timeline: Timeline, now: Seconds, materials: Materials) -> Timeline:
    """Let the voice go, and nothing that was to come be heard of it; captions stay."""
    now = within(timeline, now)
    voice = clips_of(timeline, Layer.VOICE)
    kept = [let_go(clip, now, LETS_GO) for clip in voice if clip.start < now]
    ahead = [clip for clip in voice if clip.start >= now]
    others = clips_of(timeline, Layer.MUSIC, Layer.AMBIENCE, Layer.CUE)
    muted = in_order((*timeline.muted, *ahead))
    silent = replace(timeline, clips=in_order((*others, *kept)), muted=muted)
    return levelled(reworded(silent, now, materials), now)


def unmute(timeline: Timeline, now: Seconds, materials: Materials) -> Timeline:
    """Let the voice speak again, from the first sentence on that all else can make room for."""
    now = within(timeline, now)
    back = [clip for clip in timeline.muted if clip.start >= now + ROOM_FIRST]
    missed = tuple(clip for clip in timeline.muted if clip.start < now + ROOM_FIRST)
    speaking = replace(timeline, clips=in_order((*timeline.clips, *back)), muted=missed)
    return levelled(reworded(speaking, now, materials), now)

"""The spoken words of the breath, laid anew for the breaths that are still to come."""

from dataclasses import replace

from mtrelax.domain.compile import in_order
from mtrelax.domain.lay import lay_breath_words
from mtrelax.domain.materials import Materials
from mtrelax.domain.plan import CueStyle, Layer
from mtrelax.domain.revise.breath import running, turn_after
from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import Clip, Timeline


def is_word(clip: Clip, materials: Materials) -> bool:
    """Return whether a clip is a word of the breath."""
    return clip.layer is Layer.CUE and any(clip.path == word.path for word in materials.breath_words.values())


def reworded(timeline: Timeline, now: Seconds, materials: Materials) -> Timeline:
    """Return it with the words that belong to its breaths, from the next breath on."""
    if timeline.cue_style is not CueStyle.VOICE or not materials.breath_words:
        return timeline
    breath = running(timeline.paced, now)
    begin = turn_after(breath, now) if breath else now
    kept = [clip for clip in timeline.clips if clip.start < begin or not is_word(clip, materials)]
    # Words are looked for in what the voice leaves free, and there are many of them: first none at all.
    wordless = replace(timeline, clips=tuple(clip for clip in kept if not is_word(clip, materials)))
    ahead = [cue for cue in wordless.unspoken_breaths() if cue.time >= begin]
    said = lay_breath_words(ahead, materials.breath_words, timeline.length)
    return replace(timeline, clips=in_order((*kept, *said)))

"""Leading out of a session before its time: the return at once, or the way out with open eyes."""

from dataclasses import replace
from typing import Final

from mtrelax.domain.compile import RETURN_FALL, closing_length, closing_speech, in_order, last_bell
from mtrelax.domain.lay import LEAD_IN, TAIL, Speech, paragraphs_of, speak, spoken_time
from mtrelax.domain.materials import Materials
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.revise.past import past_captions, past_held, past_paced, past_phases, within
from mtrelax.domain.revise.shift import finished
from mtrelax.domain.revise.voice import SAID, hushed
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.domain.timeline import PhaseSpan, Timeline

WAY_OUT_FALL: Final = Decibels(-12.0)


def return_now(timeline: Timeline, now: Seconds, materials: Materials) -> Timeline:
    """Begin the return at once; a session that already returns goes on as it is."""
    now = within(timeline, now)
    if timeline.phase_at(now).kind is PhaseKind.RETURN:
        return timeline
    spoken = materials if _has_travelled(timeline, now, materials) else _general(materials)
    length = closing_length(spoken, timeline.length)
    speech = closing_speech(spoken, now, length)
    return _closing(timeline, now, materials, speech, Seconds(now + length), RETURN_FALL)


def way_out(timeline: Timeline, now: Seconds, materials: Materials) -> Timeline:
    """Let the music fall, say a grounding sentence for open eyes, then return: what *Esc* asks for."""
    now = within(timeline, now)
    grounding = speak(materials.grounding, PhaseKind.RETURN, Seconds(now + LEAD_IN), Seconds(0.0))
    after = Seconds(now + LEAD_IN + spoken_time(materials.grounding, PhaseKind.RETURN) + TAIL)
    # The general return only: what a script says at its own end belongs to a journey that was left.
    general = _general(materials)
    length = closing_length(general, timeline.length)
    speech = grounding.plus(closing_speech(general, after, length))
    return _closing(timeline, now, materials, speech, Seconds(after + length), WAY_OUT_FALL)


def _closing(
    timeline: Timeline, now: Seconds, materials: Materials, speech: Speech, end: Seconds, fall: Decibels
) -> Timeline:
    """Replace all that comes by a return."""
    before = hushed(timeline, now)
    kept = [clip for clip in before.clips if clip.layer not in SAID or clip.start < now]
    after = replace(
        before,
        length=end,
        phases=(*past_phases(timeline, now), PhaseSpan(PhaseKind.RETURN, now, end)),
        clips=in_order((*kept, *last_bell(materials, end), *speech.clips)),
        captions=(*past_captions(timeline, now), *speech.captions),
        paced=past_paced(timeline, now),
        held=past_held(timeline, now),
        muted=tuple(clip for clip in timeline.muted if clip.start < now),
    )
    return finished(after, now, materials, fall)


def _has_travelled(timeline: Timeline, now: Seconds, materials: Materials) -> bool:
    """Return whether the journey of the script has begun: nobody is brought back from one that has not."""
    journeys = [phase.start for phase in timeline.phases if phase.kind is PhaseKind.DEEPENING]
    told = materials.narration is not None and paragraphs_of(materials.narration, PhaseKind.DEEPENING) > 0
    return any(start < now for start in journeys) or not (journeys or told)


def _general(materials: Materials) -> Materials:
    """Return the same without what the script says."""
    return replace(materials, narration=None)

"""Leading out of a session before its time, at once or with open eyes, and staying in it after all."""

from dataclasses import replace
from typing import Final

from mtrelax.domain.compile import RETURN_FALL, closing_length, closing_speech, in_order, last_bell
from mtrelax.domain.curves import DUCK_UP, Span
from mtrelax.domain.lay import LEAD_IN, TAIL, Speech, paragraphs_of, speak, spoken_time
from mtrelax.domain.materials import Materials
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Layer
from mtrelax.domain.revise.breath import begun_again
from mtrelax.domain.revise.past import past_captions, past_held, past_paced, past_phases, within
from mtrelax.domain.revise.shift import finished, put_in
from mtrelax.domain.revise.voice import SAID, hushed
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.domain.timeline import PhaseSpan, Timeline

WAY_OUT_FALL: Final = Decibels(-12.0)
_COMING_BACK: Final = Seconds(3 * DUCK_UP)
"""How long all else takes to come back for whoever stays: nobody waits for it, and it may meet a swell."""


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


def stay(timeline: Timeline, now: Seconds, left: Timeline, asked: Seconds, materials: Materials) -> Timeline:
    """Go on with a session that was left at the moment ``asked``, from where it was then.

    What was said meanwhile stays said; a sentence that fell silent is not said again.
    """
    now = within(timeline, now)
    late = Seconds(now + LEAD_IN - asked)
    rest = put_in(left, asked, asked, late, materials)
    following = [replace(each, start=max(now, each.start)) for each in rest.phases if each.end > now]
    later = [Span(Seconds(each.start + late), Seconds(each.end + late)) for each in left.held]
    held = [Span(Seconds(max(now, each.start)), each.end) for each in later if each.end > now + LEAD_IN]
    heard = [clip for clip in hushed(timeline, now).clips if clip.layer not in SAID or clip.start < now]
    unsaid = [clip for clip in rest.clips if clip.layer in SAID and clip.start > now]
    after = replace(
        rest,
        phases=(*past_phases(timeline, now), *following),
        clips=in_order((*heard, *unsaid)),
        captions=(*past_captions(timeline, now), *(each for each in rest.captions if each.start > now)),
        paced=begun_again(rest, past_paced(timeline, now), asked, Seconds(now + LEAD_IN), materials),
        envelopes=timeline.envelopes,
        held=(*past_held(timeline, now), *held),
        muted=(
            *(clip for clip in timeline.muted if clip.start < now),
            *(clip for clip in rest.muted if clip.start > now),
        ),
    )
    return finished(after, now, materials, left.envelope(Layer.MUSIC).points[-1].level, _COMING_BACK)


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

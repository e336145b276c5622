"""A session that changes while it runs: a new timeline whose past is unchanged."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from mtrelax.domain.compile import (
    RETURN_FALL,
    closing_length,
    closing_speech,
    envelopes,
    in_order,
    last_bell,
)
from mtrelax.domain.curves import DUCK_DEPTH, DUCK_UP, Envelope, EnvelopePoint
from mtrelax.domain.errors import CannotExtend
from mtrelax.domain.lay import (
    AMBIENCE_FADE_IN,
    CROSSFADE,
    FADE_OUT,
    LEAD_IN,
    TAIL,
    Speech,
    lay_music,
    speak,
    spoken_time,
)
from mtrelax.domain.materials import Materials
from mtrelax.domain.noise import Noise
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Layer
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.domain.timeline import Caption, Clip, PacedSpan, PhaseSpan, Timeline
from mtrelax.domain.track import Track

WAY_OUT_FALL: Final = Decibels(-12.0)
_VOICE_LETS_GO: Final = Seconds(0.8)
_TURN: Final = Seconds(0.6)
"""How fast a layer goes from where it is to a lower level that a revision asks for."""
_SKIP_FADE: Final = Seconds(0.3)
LEAST_PIECE: Final = Seconds(20.0)
"""No piece takes the place of a broken one when less than this is left."""


def return_now(timeline: Timeline, now: Seconds, materials: Materials) -> Timeline:
    """Begin the return at once; a session that already returns goes on as it is."""
    now = _within(timeline, now)
    if timeline.phase_at(now).kind is PhaseKind.RETURN:
        return timeline
    # Whoever has not been on the journey of the script is not brought back from it.
    ahead = any(phase.kind is PhaseKind.DEEPENING and phase.start >= now for phase in timeline.phases)
    spoken = _general(materials) if ahead else materials
    length = closing_length(spoken, timeline.length)
    speech = closing_speech(spoken, now, length)
    return _closing(timeline, now, materials, speech, Seconds(now + length), RETURN_FALL)


def way_out(timeline: Timeline, now: Seconds, materials: Materials) -> Timeline:
    """Let the music fall, say a grounding sentence for open eyes, then return: what *Esc* asks for."""
    now = _within(timeline, now)
    grounding = speak(materials.grounding, PhaseKind.RETURN, Seconds(now + LEAD_IN), Seconds(0.0))
    after = Seconds(now + LEAD_IN + spoken_time(materials.grounding, PhaseKind.RETURN) + TAIL)
    # The general return only: what a script says at its own end belongs to a journey that was left.
    general = _general(materials)
    length = closing_length(general, timeline.length)
    speech = grounding.plus(closing_speech(general, after, length))
    return _closing(timeline, now, materials, speech, Seconds(after + length), WAY_OUT_FALL)


def extend(timeline: Timeline, now: Seconds, extra: Seconds, materials: Materials) -> Timeline:
    """Make the last phase before the return longer. Raises ``CannotExtend`` once that has begun."""
    now = _within(timeline, now)
    closing = timeline.phases[-1]
    if now >= closing.start or len(timeline.phases) == 1:
        raise CannotExtend
    *before, last = timeline.phases[:-1]
    phases = (
        *before,
        replace(last, end=Seconds(last.end + extra)),
        replace(closing, start=Seconds(closing.start + extra), end=Seconds(closing.end + extra)),
    )
    end = phases[-1].end
    moved = [
        replace(clip, start=Seconds(clip.start + extra), end=Seconds(clip.end + extra))
        if clip.start >= closing.start
        else clip
        for clip in timeline.clips
        if clip.layer in {Layer.VOICE, Layer.CUE}
    ]
    clips = (*_music(timeline, now, end, materials.tracks), *_ambience(timeline, now, end), *moved)
    captions = tuple(
        replace(each, start=Seconds(each.start + extra), end=Seconds(each.end + extra))
        if each.start >= closing.start
        else each
        for each in timeline.captions
    )
    return replace(
        timeline,
        length=end,
        phases=phases,
        clips=in_order(clips),
        captions=captions,
        envelopes=_turned(timeline, now, envelopes(clips, phases[-1])),
    )


def without_piece(timeline: Timeline, now: Seconds, materials: Materials, broken: Path) -> Timeline:
    """Go on with the next piece where one cannot be played, and never come back to it.

    ``materials.tracks`` still holds the broken piece, so that its place in the order is known.
    """
    now = _within(timeline, now)
    sound = tuple(track for track in materials.tracks if track.path != broken)
    past = [clip for clip in timeline.clips if clip.layer is Layer.MUSIC and clip.start < now]
    others = [clip for clip in timeline.clips if clip.layer is not Layer.MUSIC]
    if past and past[-1].path == broken:
        index = _index(materials.tracks, broken)
        following = materials.tracks[index + 1 :] + materials.tracks[: index + 1]
        order = tuple(track for track in following if track.path != broken)
        past[-1] = _let_go(past[-1], now, _SKIP_FADE)
        worth_it = timeline.length - now >= LEAST_PIECE
        music = (*past, *lay_music(order, now, timeline.length)) if worth_it else past
    else:
        music = _music(timeline, now, timeline.length, sound)
    return replace(timeline, clips=in_order((*music, *others)))


def _closing(
    timeline: Timeline, now: Seconds, materials: Materials, speech: Speech, end: Seconds, fall: Decibels
) -> Timeline:
    """Replace all that comes by a return."""
    closing = PhaseSpan(PhaseKind.RETURN, now, end)
    kept = [
        _let_go(clip, now, _VOICE_LETS_GO)
        for clip in timeline.clips
        if clip.layer in {Layer.VOICE, Layer.CUE} and clip.start < now
    ]
    clips = (
        *_music(timeline, now, end, materials.tracks),
        *_ambience(timeline, now, end),
        *kept,
        *last_bell(materials, end),
        *speech.clips,
    )
    return replace(
        timeline,
        length=end,
        phases=(*_past_phases(timeline, now), closing),
        clips=in_order(clips),
        captions=(*_past_captions(timeline, now), *speech.captions),
        paced=_past_paced(timeline, now),
        envelopes=_turned(timeline, now, envelopes(clips, closing, fall)),
    )


def _general(materials: Materials) -> Materials:
    """Return the same without what the script says."""
    return replace(materials, narration=None)


def _past_phases(timeline: Timeline, now: Seconds) -> tuple[PhaseSpan, ...]:
    past = [phase for phase in timeline.phases if phase.start < now]
    return tuple(replace(phase, end=Seconds(min(phase.end, now))) for phase in past)


def _past_captions(timeline: Timeline, now: Seconds) -> tuple[Caption, ...]:
    past = [caption for caption in timeline.captions if caption.start < now]
    return tuple(replace(caption, end=Seconds(min(caption.end, now))) for caption in past)


def _past_paced(timeline: Timeline, now: Seconds) -> tuple[PacedSpan, ...]:
    past = [paced for paced in timeline.paced if paced.start < now]
    return tuple(replace(paced, end=Seconds(min(paced.end, now))) for paced in past)


def _let_go(clip: Clip, now: Seconds, fade: Seconds) -> Clip:
    """Let a clip fade away from now on, unless it fades already or ends by itself before."""
    end = Seconds(now + fade)
    return clip if clip.end <= end or _fades(clip, now) else replace(clip, end=end, fade_out=fade)


def _fades(clip: Clip, now: Seconds) -> bool:
    """Return whether a clip has begun to fade away."""
    return clip.end - clip.fade_out < now


def _within(timeline: Timeline, now: Seconds) -> Seconds:
    """Return a moment of the session; what is fed ahead of the loudspeaker may lie behind its end."""
    return Seconds(min(max(0.0, now), timeline.length))


def _ambience(timeline: Timeline, now: Seconds, end: Seconds) -> tuple[Clip, ...]:
    """Let every ambience go on up to a new end; one that has begun to fade away comes in again."""
    clips = [clip for clip in timeline.clips if clip.layer is Layer.AMBIENCE and clip.start <= now]
    latest = {clip.path: clip for clip in clips}.values()
    fade = Seconds(min(FADE_OUT, (end - now) / 2))
    longer = [replace(clip, end=end, fade_out=fade) for clip in latest]
    return (
        *(clip for clip in clips if clip not in latest or _fades(clip, now)),
        *(
            replace(new, start=now, offset=Seconds(0.0), fade_in=AMBIENCE_FADE_IN)
            if _fades(old, now)
            else new
            for old, new in zip(latest, longer, strict=True)
        ),
    )


def _index(tracks: Sequence[Track], path: Path | Noise) -> int:
    return next((place for place, track in enumerate(tracks) if track.path == path), -1)


def _music(timeline: Timeline, now: Seconds, end: Seconds, tracks: Sequence[Track]) -> tuple[Clip, ...]:
    """Let the music that has begun go on, and lay what follows it, up to a new end."""
    past = [clip for clip in timeline.clips if clip.layer is Layer.MUSIC and clip.start < now]
    if not past:
        return lay_music(tracks, now, end)
    last = past[-1]
    index = _index(tracks, last.path)
    if index >= 0 and not _fades(last, now):
        going = lay_music(tracks, last.start, end, first=index, fade_in=last.fade_in, settled=now)
        return (*past[:-1], *going)
    if last.end >= end:
        return tuple(past)
    return (*past[:-1], _let_go(last, now, CROSSFADE), *lay_music(tracks, now, end, first=index + 1))


def _turned(timeline: Timeline, now: Seconds, new: dict[Layer, Envelope]) -> dict[Layer, Envelope]:
    return {layer: _join(timeline.envelope(layer), now, envelope) for layer, envelope in new.items()}


def _join(old: Envelope, now: Seconds, new: Envelope) -> Envelope:
    """Return the old past and the new future: down soon, up no faster than a duck is released."""
    level = old.at(now)
    if new.at(now) < level:
        turn = Seconds(now + _TURN)
        later = [point for point in new.points if point.time > turn]
        return old.until(now).then([EnvelopePoint(turn, new.at(turn)), *later])
    recovered = Seconds(now + DUCK_UP * level / DUCK_DEPTH)
    release = Envelope((EnvelopePoint(now, level), EnvelopePoint(recovered, Decibels(0.0))))
    later = [point for point in new.lowest(release).points if point.time > now]
    return old.until(now).then(later)

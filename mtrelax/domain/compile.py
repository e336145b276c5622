"""A plan and what its names stand for become a timeline."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mtrelax.domain.bells import FIRST_BELL, LAST_BELL, strokes
from mtrelax.domain.breathing import Pacer
from mtrelax.domain.curves import Envelope, EnvelopePoint, duck, hush
from mtrelax.domain.errors import NothingToPlay, ScriptTooLong
from mtrelax.domain.lay import (
    FADE_OUT,
    LEAD_IN,
    TAIL,
    Speech,
    lay_ambience,
    lay_bell,
    lay_breath_words,
    lay_programme,
    paragraphs_of,
    speak,
    spoken_time,
)
from mtrelax.domain.materials import Materials
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import LONGEST_MINUTES, CueStyle, Layer, Recipe, SessionPlan
from mtrelax.domain.sharing import HAIR, LEADING, Lengths, least_sleep, share
from mtrelax.domain.time import Decibels, Seconds, minutes
from mtrelax.domain.timeline import Clip, PacedSpan, PhaseSpan, Timeline

SHORTEST_CLOSING: Final = Seconds(60.0)
SHORTEST_CLOSING_OF_SHORT: Final = Seconds(30.0)
SHORT_SESSION: Final = minutes(5)
RETURN_FALL: Final = Decibels(-4.0)
"""How far the music falls before the return."""
SLEEP_FALL: Final = Decibels(-48.0)
"""How far music and ambience fall over the whole of the sleep phase."""
FALL_TIME: Final = Seconds(8.0)
LAST_WORDS: Final = FADE_OUT
"""How long before the end the voice has spoken: the music fades with nobody above it."""
_VOICE_AFTER_BELL: Final = Seconds(4.0)


def compile_session(plan: SessionPlan, materials: Materials) -> Timeline:
    """Return the timeline of a plan.

    Raises ``NothingToPlay`` without music, and ``ScriptTooLong`` with the number of whole minutes from which
    on the script fits.
    """
    if not materials.tracks:
        raise NothingToPlay(plan.playlist)
    lengths = _lengths(plan, materials.recipe, _Needs.of(materials), minutes(plan.minutes))
    if lengths is None:
        raise ScriptTooLong(_title(materials), shortest_minutes(plan, materials))
    phases = _in_a_row(lengths)
    end = phases[-1].end
    speech = _leading(phases, materials)
    if phases[-1].kind is PhaseKind.RETURN:
        start, length = phases[-1].start, phases[-1].length
        late = length > SHORTEST_CLOSING
        speech = speech.plus(closing_speech(materials, start, length, late=late))
    paced, cue_style = _paced(plan, materials, phases), _cue_style(plan, materials)
    tone = paced if cue_style is CueStyle.CONTINUOUS else ()
    timeline = Timeline(
        length=end,
        phases=phases,
        clips=in_order(
            (*lay_programme(phases, materials), *lay_ambience(materials.ambience, end), *speech.clips)
        ),
        captions=speech.captions,
        paced=paced,
        cue_style=cue_style,
        envelopes=envelopes(speech.clips, phases[-1], tone=tone),
    )
    return _with_cues(plan, materials, timeline)


def _with_cues(plan: SessionPlan, materials: Materials, timeline: Timeline) -> Timeline:
    """Lay what is struck or said between the words: the breath, where words tell it, and bells."""
    said: tuple[Clip, ...] = ()
    if timeline.cue_style is CueStyle.VOICE:
        said = lay_breath_words(timeline.unspoken_breaths(), materials.breath_words, timeline.length)
    voice = [clip.span for clip in (*timeline.clips, *said) if clip.layer in {Layer.VOICE, Layer.CUE}]
    bells = [
        bell
        for at in strokes(plan, timeline.phases, voice, timeline.envelope(Layer.CUE))
        for bell in lay_bell(materials.bell, at, timeline.length)
    ]
    return replace(timeline, clips=in_order((*timeline.clips, *said, *bells)))


def shortest_minutes(plan: SessionPlan, materials: Materials) -> int:
    """Return the fewest whole minutes from which on the chosen script fits; ``ScriptTooLong`` if none do."""
    # From the longest down: in some recipes a script fits into a short session and not into a longer one.
    down, recipe, needs = range(LONGEST_MINUTES, 0, -1), materials.recipe, _Needs.of(materials)
    too_short = next((n for n in down if _lengths(plan, recipe, needs, minutes(n)) is None), 0)
    if too_short == LONGEST_MINUTES:
        raise ScriptTooLong(_title(materials), None)
    return too_short + 1


def _title(materials: Materials) -> str:
    return materials.narration.script.title if materials.narration else ""


def closing_length(materials: Materials, session: Seconds) -> Seconds:
    """Return how long a return takes at least: never under a minute, half of one in very short sessions."""
    return _closing_within(session, _closing_need(materials))


def _closing_within(session: Seconds, need: float) -> Seconds:
    return Seconds(max(SHORTEST_CLOSING_OF_SHORT if session < SHORT_SESSION else SHORTEST_CLOSING, need))


def _closing_need(materials: Materials) -> float:
    """Return how long the words of a script's own return take; nothing where it has none."""
    own = materials.narration
    if own is None or not (words := spoken_time(own, PhaseKind.RETURN)):
        return 0.0
    if not own.script.closes:
        words = spoken_time(materials.closing, PhaseKind.RETURN, last=1, opening=own)
    return LEAD_IN + words + LAST_WORDS


def closing_speech(materials: Materials, start: Seconds, length: Seconds, *, late: bool = False) -> Speech:
    """Lay the words of a return: the script's own first, then as much of the general ones as fits.

    A script that closes by itself has the last word. In a long return they come ``late``: whoever has opened
    the eyes is not left to sink back.
    """
    now, room = Seconds(start + LEAD_IN), Seconds(length - LEAD_IN - LAST_WORDS)
    general, own = materials.closing, materials.narration
    closes = own is not None and own.script.closes and paragraphs_of(own, PhaseKind.RETURN) > 0
    for count in range(0 if closes else paragraphs_of(general, PhaseKind.RETURN), 0, -1):
        if spoken_time(general, PhaseKind.RETURN, count, opening=own) <= room + HAIR:
            return speak(general, PhaseKind.RETURN, now, room, count, opening=own, late=late)
    return speak(own, PhaseKind.RETURN, now, room, late=late) if own else Speech()


def in_order(clips: Iterable[Clip]) -> tuple[Clip, ...]:
    """Return clips in the order in which they begin."""
    return tuple(sorted(clips, key=_beginning))


def _beginning(clip: Clip) -> Seconds:
    return clip.start


def envelopes(
    clips: Iterable[Clip],
    closing: PhaseSpan,
    fall: Decibels = RETURN_FALL,
    *,
    tone: Sequence[PacedSpan] = (),
) -> dict[Layer, Envelope]:
    """Return what the layers do: all yield to the voice, music falls before the return and in sleep.

    ``tone`` is where a tone that never ends tells the breath: it is silent while somebody speaks.
    """
    voice = [clip.span for clip in in_order(clips) if clip.layer is Layer.VOICE]
    ducked = Envelope().then(duck(voice))
    found: dict[Layer, Envelope]
    if closing.kind is PhaseKind.SLEEP:
        falling = Envelope().then(
            (EnvelopePoint(closing.start, Decibels(0.0)), EnvelopePoint(closing.end, SLEEP_FALL))
        )
        asleep = ducked.lowest(falling)
        found = {Layer.MUSIC: asleep, Layer.AMBIENCE: asleep}
    else:
        start = Seconds(max(0.0, closing.start - FALL_TIME / 2))
        falling = Envelope().then(
            (EnvelopePoint(start, Decibels(0.0)), EnvelopePoint(Seconds(start + FALL_TIME), fall))
        )
        found = {Layer.MUSIC: ducked.lowest(falling), Layer.AMBIENCE: ducked}
    if tone:
        over = [each for each in voice if any(each.start < t.end and t.start < each.end for t in tone)]
        found[Layer.CUE] = Envelope().then(hush(over))
    return found


@dataclass(frozen=True, slots=True)
class _Needs:
    """How much time words take, however long the session is."""

    leading: Lengths
    closing: float
    told: bool

    @classmethod
    def of(cls, materials: Materials) -> "_Needs":
        """Measure a script."""
        leading = {kind: _need(materials, kind) for kind in LEADING}
        return cls(leading, _closing_need(materials), materials.narration is not None)


def _lengths(plan: SessionPlan, recipe: Recipe, needs: _Needs, total: Seconds) -> Lengths | None:
    """Share the time out; ``None`` where the script does not fit."""
    last = PhaseKind(plan.ending.value)
    least = dict(needs.leading)
    least[last] = least_sleep(total) if last is PhaseKind.SLEEP else _closing_within(total, needs.closing)
    return share(plan, recipe, total, least, told=needs.told)


def _need(materials: Materials, phase: PhaseKind) -> float:
    if materials.narration is None or not (spoken := spoken_time(materials.narration, phase)):
        return 0.0
    return spoken + _lead_in(phase) + TAIL


def _lead_in(phase: PhaseKind) -> Seconds:
    return Seconds(FIRST_BELL + _VOICE_AFTER_BELL) if phase is PhaseKind.SETTLE else LEAD_IN


def _in_a_row(lengths: Lengths) -> tuple[PhaseSpan, ...]:
    phases: list[PhaseSpan] = []
    now = Seconds(0.0)
    for kind, length in lengths.items():
        if length > HAIR:
            phases.append(PhaseSpan(kind, now, Seconds(now + length)))
            now = phases[-1].end
    return tuple(phases)


def _leading(phases: Sequence[PhaseSpan], materials: Materials) -> Speech:
    """Lay what the script says before the return."""
    speech = Speech()
    if materials.narration is None:
        return speech
    for phase in phases:
        if phase.kind in LEADING:
            lead = _lead_in(phase.kind)
            room = Seconds(phase.length - lead - TAIL)
            speech = speech.plus(speak(materials.narration, phase.kind, Seconds(phase.start + lead), room))
    return speech


def last_bell(materials: Materials, end: Seconds) -> tuple[Clip, ...]:
    """Lay the bell that says that a session is over."""
    return lay_bell(materials.bell, Seconds(end - LAST_BELL), end)


def _cue_style(plan: SessionPlan, materials: Materials) -> CueStyle:
    cue = plan.breathing.cue if plan.breathing else CueStyle.NONE
    # Tones take the place of words that nobody has spoken.
    return CueStyle.TONE if cue is CueStyle.VOICE and not materials.breath_words else cue


def _paced(plan: SessionPlan, materials: Materials, phases: Sequence[PhaseSpan]) -> tuple[PacedSpan, ...]:
    """Pace the induction, and the deepening when nobody speaks in it; whole breaths, within every limit."""
    if plan.breathing is None or materials.pattern is None:
        return ()
    silent = materials.narration is None or not _need(materials, PhaseKind.DEEPENING)
    kinds = {PhaseKind.INDUCTION, PhaseKind.DEEPENING} if silent else {PhaseKind.INDUCTION}
    spans = [phase for phase in phases if phase.kind in kinds]
    if not spans:
        return ()
    limits = [materials.pattern.limit(), materials.pace_limit, Seconds(spans[-1].end - spans[0].start)]
    pacer = Pacer(materials.pattern, plan.breathing.start_rate, minutes(plan.breathing.ramp_minutes))
    room = min(limit for limit in limits if limit is not None)
    breaths = int(pacer.breaths_at(room) + HAIR)
    # A faster start takes less time for as many breaths, so the time limit alone would let more of them in.
    length = pacer.time_of(min(breaths, materials.pattern.max_cycles or breaths))
    return (PacedSpan(pacer, spans[0].start, Seconds(spans[0].start + length)),) if length > 0 else ()

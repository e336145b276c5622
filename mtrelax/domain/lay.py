"""Laying things on the axis: narrations with their silences, music with its crossfades."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from mtrelax.domain.breathing import StepKind
from mtrelax.domain.materials import Layered, Materials, Sound
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Layer
from mtrelax.domain.script import PARAGRAPH_GAP, SENTENCE_GAP, Narration, Recording
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.domain.timeline import LEAST_FADE_IN, Caption, Clip, Cue, PhaseSpan
from mtrelax.domain.track import Loudness, Track

STANDARD: Final = {
    Layer.MUSIC: Decibels(-20.0),
    Layer.VOICE: Decibels(-18.0),
    Layer.AMBIENCE: Decibels(-20.0),
    Layer.CUE: Decibels(-20.0),
}
"""Integrated loudness of each layer before its own level, LUFS (DESIGN 4)."""
BREATH_WORD: Final = Decibels(-12.0)
"""Loudness of a word of the breath before the level of the cues, LUFS: plain where a tone is soft."""
UNMEASURED: Final = Decibels(-12.0)
"""What an unmeasured piece is taken for: as loud as commercial music gets, so that it is no shock."""
MOST_GAIN: Final = Decibels(15.0)

CROSSFADE: Final = Seconds(10.0)
"""Of DESIGN's 6 to 10 s the longest: pieces that fade by themselves leave a hole in a shorter one."""
SHORT_PIECE: Final = Seconds(30.0)
MUSIC_FADE_IN: Final = Seconds(max(4.0, LEAST_FADE_IN))
AMBIENCE_FADE_IN: Final = Seconds(5.0)
FADE_OUT: Final = Seconds(12.0)

LEAD_IN: Final = Seconds(2.0)
TAIL: Final = Seconds(2.0)
MOST_STRETCH: Final = 2.0
"""Written silences become at most this many times as long."""
_CAPTION_STAYS: Final = Seconds(1.5)
_VOICE_FADE: Final = Seconds(0.02)


def gain_for(layer: Layer, loudness: Loudness | None) -> Decibels:
    """Return what brings a file to the standard level of its layer."""
    measured = UNMEASURED if loudness is None else loudness.integrated
    return Decibels(min(MOST_GAIN, STANDARD[layer] - measured))


@dataclass(frozen=True, slots=True)
class Speech:
    """Voice and captions of a narration, laid in time."""

    clips: tuple[Clip, ...] = ()
    captions: tuple[Caption, ...] = ()

    def plus(self, other: "Speech") -> "Speech":
        """Return both, this one first."""
        return Speech(self.clips + other.clips, self.captions + other.captions)


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence on its way to the axis: how long it sounds, and the silence behind it."""

    text: str
    length: Seconds
    gap: Seconds
    voice: tuple[Recording, Seconds] | None
    """Who speaks it, and from where on in the recording."""
    pause: Seconds
    """The silence that was written behind it; ``gap`` is never shorter."""
    held: bool
    """Whether the gap keeps its length in a long session."""


def spoken_time(
    narration: Narration, phase: PhaseKind, last: int | None = None, *, opening: Narration | None = None
) -> Seconds:
    """Return the least time that a section of a script takes, with its silences; 0 where it has none.

    ``last`` counts only so many of its last paragraphs; ``opening`` is said before them in the same breath.
    """
    lines = _section(narration, phase, last, opening)
    return Seconds(sum(line.length + line.gap for line in lines))


def paragraphs_of(narration: Narration, phase: PhaseKind) -> int:
    """Return how many paragraphs a script has for a phase."""
    return sum(paragraph.phase is phase for paragraph in narration.script.paragraphs)


def speak(
    narration: Narration,
    phase: PhaseKind,
    start: Seconds,
    room: Seconds,
    last: int | None = None,
    *,
    opening: Narration | None = None,
    late: bool = False,
) -> Speech:
    """Lay a section of a script from ``start`` on; its silences stretch towards ``room``, never its words.

    What they leave of the room lies behind the words, or before them (``late``).
    """
    lines = _section(narration, phase, last, opening)
    gaps = sum(line.gap for line in lines[:-1] if not line.held)
    spare = max(0.0, room - sum(line.length + line.gap for line in lines))
    stretched = min(spare, gaps * (MOST_STRETCH - 1.0))
    stretch = 1.0 + stretched / gaps if gaps else 1.0
    clips: list[Clip] = []
    captions: list[Caption] = []
    now = Seconds(start + spare - stretched) if late else start
    for line in lines:
        end = Seconds(now + line.length)
        if line.voice is not None:
            clips.append(_voice(*line.voice, now, end))
        captions.append(Caption(now, end, line.text, spoken=line.voice is not None))
        now = Seconds(end + line.gap * (1.0 if line.held else stretch))
    return Speech(tuple(clips), _linger(captions))


def _voice(recording: Recording, offset: Seconds, start: Seconds, end: Seconds) -> Clip:
    gain = gain_for(Layer.VOICE, Loudness(recording.loudness))
    return Clip(
        Layer.VOICE, recording.path, start, end, offset, gain, fade_in=_VOICE_FADE, fade_out=_VOICE_FADE
    )


def _section(
    narration: Narration, phase: PhaseKind, last: int | None, opening: Narration | None
) -> list[_Line]:
    lines = [*(_lines(opening, phase, None) if opening else ()), *_lines(narration, phase, last)]
    if lines:
        # A tail follows every section anyway; only what was written beyond it takes time of its own.
        lines[-1] = replace(lines[-1], gap=Seconds(max(0.0, lines[-1].pause - TAIL)))
    return lines


def _lines(narration: Narration, phase: PhaseKind, last: int | None) -> list[_Line]:
    chosen = [(i, p) for i, p in enumerate(narration.script.paragraphs) if p.phase is phase]
    lines: list[_Line] = []
    for index, paragraph in chosen[-last:] if last else chosen:
        for place, sentence in enumerate(paragraph.sentences):
            final = place == len(paragraph.sentences) - 1
            least = PARAGRAPH_GAP if final else SENTENCE_GAP
            gap = sentence.pause if sentence.held else Seconds(max(least, sentence.pause))
            cue = narration.spoken(index, place)
            length = Seconds(cue.end - cue.start) if cue else sentence.reading_time
            voice = (narration.recording, cue.start) if cue and narration.recording else None
            lines.append(_Line(sentence.text, length, gap, voice, sentence.pause, sentence.held))
    return lines


def _linger(captions: Sequence[Caption]) -> tuple[Caption, ...]:
    """Let each caption stay a little behind its words, never into the next one."""
    if not captions:
        return ()
    ends = [min(Seconds(left.end + _CAPTION_STAYS), right.start) for left, right in pairwise(captions)]
    ends.append(Seconds(captions[-1].end + _CAPTION_STAYS))
    return tuple(replace(caption, end=end) for caption, end in zip(captions, ends, strict=True))


def crossfade_of(length: Seconds) -> Seconds:
    """Return how long a piece of this length crosses into its neighbours."""
    return Seconds(length / 3.0) if length < SHORT_PIECE else CROSSFADE


def lay_music(
    tracks: Sequence[Track],
    start: Seconds,
    end: Seconds,
    *,
    first: int = 0,
    fade_in: Seconds = MUSIC_FADE_IN,
    fade_out: Seconds = FADE_OUT,
    settled: Seconds | None = None,
) -> tuple[Clip, ...]:
    """Lay pieces one after the other, crossing, from ``start`` to ``end``; the order repeats when it is over.

    Up to ``settled`` the first piece has been heard already: it does not begin to fade before.
    """
    clips: list[Clip] = []
    index, now, fade = first, start, fade_in
    while tracks and now < end and (not clips or clips[-1].end < end):
        track, following = tracks[index % len(tracks)], tracks[(index + 1) % len(tracks)]
        heard = None if clips else settled
        piece_end, cross = Seconds(now + track.length), Seconds(0.0)
        if piece_end < end:
            cross = min(crossfade_of(track.length), crossfade_of(following.length))
            if heard is not None:
                cross = Seconds(min(cross, piece_end - heard, (end - heard) / 2))
            # The last piece needs room to come and to go, so the one before it gives way.
            piece_end, out = Seconds(min(piece_end, end - cross)), cross
        else:
            up = now + fade if heard is None else heard
            piece_end, out = end, Seconds(min(fade_out, max(end - up, (end - now) / 2)))
        rise = fade if heard is not None else Seconds(min(fade, piece_end - now - out))
        gain = gain_for(Layer.MUSIC, track.loudness)
        clips.append(Clip(Layer.MUSIC, track.path, now, piece_end, gain=gain, fade_in=rise, fade_out=out))
        index, now, fade = index + 1, Seconds(piece_end - cross), cross
    return tuple(clips)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Phases in a row that share their music."""

    tracks: tuple[Track, ...]
    start: Seconds
    end: Seconds

    def cross(self, following: "_Stretch") -> Seconds:
        """Return how long the music crosses into the next stretch, as both their pieces allow."""
        return min(crossfade_of(track.length) for track in (*self.tracks, *following.tracks))


def lay_programme(
    phases: Sequence[PhaseSpan],
    materials: Materials,
    *,
    since: Seconds = Seconds(0.0),
    going: Clip | None = None,
    heard: Sequence[Clip] = (),
    fade_in: Seconds = MUSIC_FADE_IN,
) -> tuple[Clip, ...]:
    """Lay the music of phases in a row, each with its own, from ``since`` to the end of the last one.

    Neighbours with the same music are one stretch. At a border the music crosses with equal power, centred
    on it; a crossing that should have begun before ``since`` begins then. The first piece comes in over
    ``fade_in``, the last one fades away.

    ``going`` is the piece that sounds at ``since`` and has not begun to fade: it comes back as the first
    clip, unchanged up to ``since``. Where the music of that phase has it, it goes on; otherwise it gives way
    from ``since`` on. ``heard`` are the pieces before it: what plays again goes on behind its own last one.
    """
    row = [each for each in _stretches(phases, materials) if each.end > since]
    if len(row) > 1 and (_is_of(going, row[1]) or _too_late(going, since, row)):
        del row[0]
    clips: list[Clip] = []
    if going is not None and (not row or _place(row[0].tracks, going) is None):
        clips.append(_given_way(going, since))
        going, fade_in = None, CROSSFADE
    start = since
    for here, following in zip(row, [*row[1:], None], strict=False):  # of nothing there is nothing to lay
        cross = here.cross(following) if following else FADE_OUT
        leave = Seconds(max(since, here.end - cross / 2) if following else here.end - cross)
        end = Seconds(leave + cross)
        if going is not None:
            first, up = _place(here.tracks, going) or 0, going.fade_in
            clips += lay_music(
                here.tracks, going.start, end, first=first, fade_in=up, fade_out=cross, settled=since
            )
        else:
            first = _next(here.tracks, [*heard, *clips])
            clips += lay_music(here.tracks, start, end, first=first, fade_in=fade_in, fade_out=cross)
        start, fade_in, going = leave, cross, None
    return tuple(clips)


def _stretches(phases: Sequence[PhaseSpan], materials: Materials) -> list[_Stretch]:
    """Return the stretches of a row of phases; one too short to come and go belongs to its neighbour."""
    found: list[_Stretch] = []
    for phase in phases:
        tracks = materials.music_of(phase.kind)
        last = found[-1] if found else None
        if last and (tracks == last.tracks or phase.length < CROSSFADE):
            found[-1] = replace(last, end=phase.end)
        elif last and last.end - last.start < CROSSFADE:
            found[-1] = replace(last, tracks=tracks, end=phase.end)
        else:
            found.append(_Stretch(tracks, phase.start, phase.end))
    return found


def _is_of(going: Clip | None, stretch: _Stretch) -> bool:
    """Return whether a piece that sounds was laid for a stretch: it may have come in before its border."""
    return (
        going is not None
        and going.start >= stretch.start - CROSSFADE / 2
        and _place(stretch.tracks, going) is not None
    )


def _too_late(going: Clip | None, since: Seconds, row: Sequence[_Stretch]) -> bool:
    """Return whether a border is too near for another piece to come in before it."""
    return row[1].start - since < CROSSFADE and _place(row[0].tracks, going) is None


def _given_way(going: Clip, since: Seconds) -> Clip:
    """Return a piece that crosses into other music from a moment on."""
    end = Seconds(since + CROSSFADE)
    return going if going.end <= end else replace(going, end=end, fade_out=CROSSFADE)


def _place(tracks: Sequence[Track], clip: Clip | None) -> int | None:
    """Return the place of a piece in the order of its music."""
    return next((place for place, track in enumerate(tracks) if clip and track.path == clip.path), None)


def _next(tracks: Sequence[Track], heard: Sequence[Clip]) -> int:
    """Return the place of the piece that follows the last one that was heard of some music."""
    places = (_place(tracks, clip) for clip in reversed(heard))
    last = next((place for place in places if place is not None), None)
    return 0 if last is None else last + 1


def lay_ambience(layers: Iterable[Layered], end: Seconds) -> tuple[Clip, ...]:
    """Lay sounds that surround the whole session."""
    return tuple(
        Clip(
            Layer.AMBIENCE,
            layer.sound.path,
            Seconds(0.0),
            end,
            gain=Decibels(gain_for(Layer.AMBIENCE, layer.sound.loudness) + layer.level),
            fade_in=Seconds(min(AMBIENCE_FADE_IN, end / 4)),
            fade_out=Seconds(min(FADE_OUT, end / 4)),
            looped=True,
        )
        for layer in layers
    )


def lay_breath_words(cues: Iterable[Cue], words: Mapping[StepKind, Sound], end: Seconds) -> tuple[Clip, ...]:
    """Lay the word of each step of the breath where that begins."""
    said = ((cue.time, words[cue.kind]) for cue in cues if cue.kind in words)
    return tuple(
        Clip(
            Layer.CUE,
            word.path,
            start,
            Seconds(min(start + word.length, end)),
            gain=Decibels(BREATH_WORD - word.loudness.integrated),
            fade_in=_VOICE_FADE,
            fade_out=_VOICE_FADE,
        )
        for start, word in said
        if start < end
    )


def lay_bell(bell: Sound | None, start: Seconds, end: Seconds) -> tuple[Clip, ...]:
    """Lay one stroke of the bell, if there is one and it has room to ring out."""
    if bell is None or end - start < 1.0:
        return ()
    last = Seconds(min(start + bell.length, end))
    fade = Seconds(min(1.5, (last - start) / 2))
    gain = gain_for(Layer.CUE, bell.loudness)
    return (Clip(Layer.CUE, bell.path, start, last, gain=gain, fade_in=Seconds(0.02), fade_out=fade),)

"""What lies under everything, laid anew from now on: music and ambience."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from mtrelax.domain.compile import in_order
from mtrelax.domain.lay import AMBIENCE_FADE_IN, CROSSFADE, FADE_OUT, crossfade_of, lay_programme
from mtrelax.domain.materials import Materials
from mtrelax.domain.plan import Layer
from mtrelax.domain.revise.past import clips_of, fades, let_go, within
from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import Clip, Timeline
from mtrelax.domain.track import Track

LEAST_PIECE: Final = Seconds(20.0)
"""With less than this left, no piece takes the place of another."""
_SKIP_FADE: Final = Seconds(0.3)


def underlaid(timeline: Timeline, now: Seconds, materials: Materials) -> Timeline:
    """Return it with music and ambience that go on from where they are, to its end."""
    others = clips_of(timeline, Layer.VOICE, Layer.CUE)
    bed = (*_music(timeline, now, materials), *_ambience(timeline, now))
    return replace(timeline, clips=in_order((*bed, *others)))


def can_change_piece(timeline: Timeline, now: Seconds, materials: Materials) -> bool:
    """Return whether another piece could follow now: none comes or goes, and there is another one."""
    sounding = [clip for clip in clips_of(timeline, Layer.MUSIC) if clip.start <= now < clip.end]
    if len(sounding) != 1 or timeline.length - now < LEAST_PIECE:
        return False
    playing = sounding[0]
    if now < playing.start + playing.fade_in or fades(playing, now):
        return False
    tracks = materials.music_of(timeline.phase_at(now).kind)
    return any(track.path != playing.path for track in tracks)


def next_piece(timeline: Timeline, now: Seconds, materials: Materials) -> Timeline:
    """Cross over to the next piece of music, if one can follow now."""
    if not can_change_piece(timeline, now, materials):
        return timeline
    past = _past(timeline, now)
    tracks = materials.music_of(timeline.phase_at(now).kind)
    cross = min(crossfade_of(track.length) for track in tracks)
    # Where it would end by itself before, its end is the end of the crossing.
    cross = Seconds(min(cross, past[-1].end - now))
    following = lay_programme(timeline.phases, materials, since=now, heard=past, fade_in=cross)
    # It goes as fast as the next one comes, which may have little room.
    cross = following[0].fade_in
    past[-1] = replace(past[-1], end=Seconds(now + cross), fade_out=cross)
    return _with_music(timeline, (*past, *following))


def without_piece(timeline: Timeline, now: Seconds, materials: Materials, broken: Path) -> Timeline:
    """Go on with the next piece where one cannot be played, and never come back to it."""
    now, sound = within(timeline, now), without_track(materials, broken)
    past = _past(timeline, now)
    if not past or past[-1].path != broken:
        return _with_music(timeline, _music(timeline, now, sound))
    past[-1] = let_go(past[-1], now, _SKIP_FADE)
    worth_it = timeline.length - now >= LEAST_PIECE
    following = lay_programme(timeline.phases, sound, since=now, heard=past) if worth_it else ()
    return _with_music(timeline, (*past, *following))


def without_track(materials: Materials, broken: Path) -> Materials:
    """Return materials that do without a piece."""
    by_phase = {kind: _without(tracks, broken) for kind, tracks in materials.phase_tracks.items()}
    return replace(materials, tracks=_without(materials.tracks, broken), phase_tracks=by_phase)


def _without(tracks: Sequence[Track], broken: Path) -> tuple[Track, ...]:
    return tuple(track for track in tracks if track.path != broken)


def _past(timeline: Timeline, now: Seconds) -> list[Clip]:
    """Return the music that has begun."""
    return [clip for clip in clips_of(timeline, Layer.MUSIC) if clip.start < now]


def _with_music(timeline: Timeline, music: Sequence[Clip]) -> Timeline:
    others = clips_of(timeline, Layer.VOICE, Layer.AMBIENCE, Layer.CUE)
    return replace(timeline, clips=in_order((*music, *others)))


def _music(timeline: Timeline, now: Seconds, materials: Materials) -> tuple[Clip, ...]:
    """Let the music that has begun go on, and lay what follows it."""
    past = _past(timeline, now)
    if now >= timeline.length:
        return tuple(past)
    if not past:
        return lay_programme(timeline.phases, materials, since=now)
    last = past.pop()
    if not fades(last, now):
        return (*past, *lay_programme(timeline.phases, materials, since=now, going=last, heard=past))
    if last.end >= timeline.length:
        return (*past, last)
    last = let_go(last, now, CROSSFADE)
    return (*past, last, *lay_programme(timeline.phases, materials, since=now, heard=(*past, last)))


def _ambience(timeline: Timeline, now: Seconds) -> tuple[Clip, ...]:
    """Let every ambience go on to the end; one that has begun to fade away comes in again."""
    end = timeline.length
    clips = [clip for clip in clips_of(timeline, Layer.AMBIENCE) if clip.start <= now]
    latest = {clip.path: clip for clip in clips}.values()
    fade = Seconds(min(FADE_OUT, (end - now) / 2))
    longer = [replace(clip, end=end, fade_out=fade) for clip in latest]
    return (
        *(clip for clip in clips if clip not in latest or fades(clip, now)),
        *(
            replace(new, start=now, offset=Seconds(0.0), fade_in=AMBIENCE_FADE_IN) if fades(old, now) else new
            for old, new in zip(latest, longer, strict=True)
        ),
    )

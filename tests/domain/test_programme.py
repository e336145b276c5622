"""Music of its own for each phase: one piece leads into the next, whatever list it comes from."""

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtrelax.domain.compile import compile_session
from mtrelax.domain.lay import CROSSFADE, MUSIC_FADE_IN, lay_programme
from mtrelax.domain.materials import Materials
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Layer, SessionPlan
from mtrelax.domain.script import Narration, Script, ScriptUse
from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import Clip, PhaseSpan
from mtrelax.domain.track import Track
from tests.domain.hearing import clips_of, heard, holes, same_sound
from tests.domain.worlds import HOME, World, planned

NEARLY = 1e-6
NO_WORDS = Narration(Script("none", "None", "en", ScriptUse.RETURN, ()))


def pieces(*names: str, length: float = 200.0) -> tuple[Track, ...]:
    return tuple(Track(Path(f"{name}.opus"), Seconds(length), name) for name in names)


SHORE, ROOM = pieces("shore-1", "shore-2"), pieces("room-1", "room-2")


def programme(*stretches: tuple[PhaseKind, float], **own: tuple[Track, ...]) -> list[Clip]:
    """Phases in a row, each so many seconds, over the shore but for what is said."""
    row, now = [], 0.0
    for kind, length in stretches:
        row.append(PhaseSpan(kind, Seconds(now), Seconds(now + length)))
        now += length
    materials = Materials(
        SHORE, HOME, NO_WORDS, NO_WORDS, {PhaseKind(kind): tracks for kind, tracks in own.items()}
    )
    return list(lay_programme(row, materials))


def told(clips: list[Clip]) -> list[tuple[str, float, float]]:
    return [(Path(clip.path).stem, clip.start, clip.end) for clip in clips]


SETTLE, INDUCTION, MUSIC, RETURN = PhaseKind.SETTLE, PhaseKind.INDUCTION, PhaseKind.MUSIC, PhaseKind.RETURN


def test_music_crosses_around_the_border_of_two_phases():
    clips = programme((SETTLE, 100.0), (RETURN, 80.0), settle=ROOM)
    assert told(clips) == [("room-1", 0, 105), ("shore-1", 95, 180)]
    assert clips[0].fade_out == clips[1].fade_in == CROSSFADE
    assert clips[0].fade_in == MUSIC_FADE_IN


def test_neighbours_with_the_same_music_are_one_stretch():
    assert programme((SETTLE, 60.0), (INDUCTION, 60.0), (RETURN, 60.0), settle=SHORE) == programme(
        (RETURN, 180.0)
    )


def test_music_that_comes_again_goes_on_behind_what_was_heard_of_it():
    clips = programme((SETTLE, 100.0), (INDUCTION, 100.0), (RETURN, 100.0), induction=ROOM)
    assert [name for name, *_ in told(clips)] == ["shore-1", "room-1", "shore-2"]


def test_a_short_stretch_has_the_whole_crossings_too():
    clips = programme((SETTLE, 100.0), (INDUCTION, 12.0), (RETURN, 100.0), induction=ROOM)
    assert told(clips) == [("shore-1", 0, 105), ("room-1", 95, 117), ("shore-2", 107, 212)]


@pytest.mark.parametrize("first", [True, False])
def test_a_stretch_too_short_to_come_and_go_has_the_music_beside_it(first):
    short = (SETTLE, 9.0) if first else (INDUCTION, 9.0)
    row = (short, (MUSIC, 100.0)) if first else ((SETTLE, 100.0), short, (RETURN, 100.0))
    own = {short[0].value: ROOM}
    assert programme(*row, **own) == programme(*row)


def bed(world: World) -> list[Clip]:
    return clips_of(world.timeline(), Layer.MUSIC)


@given(planned())
def test_music_sounds_from_the_first_frame_to_the_last(world):
    assert holes(bed(world), world.timeline().length) == []


@given(planned())
def test_every_phase_has_its_own_music(world):
    timeline = world.timeline()
    for phase in timeline.phases:
        own = {track.path for track in world.materials.music_of(phase.kind)}
        inside = (phase.start + CROSSFADE / 2, phase.end - CROSSFADE / 2)
        if phase.length >= 2 * CROSSFADE:
            sounding = {clip.path for clip in bed(world) if clip.start < inside[1] and inside[0] < clip.end}
            assert sounding <= own


@given(planned())
def test_pieces_cross_with_equal_power_and_three_never_sound_at_once(world):
    music, length = bed(world), {track.path: track.length for track in world.materials.all_tracks}
    for left, right in pairwise(music):
        assert left.fade_out == pytest.approx(right.fade_in) == pytest.approx(left.end - right.start)
    for clip in music:
        assert clip.fade_in + clip.fade_out <= clip.length + NEARLY
        assert clip.length <= length[clip.path] + NEARLY
    assert all(one.end <= third.start + NEARLY for one, third in zip(music, music[2:], strict=False))


@given(planned())
def test_no_crossing_is_so_short_that_it_would_startle(world):
    shortest = min(track.length for track in world.materials.all_tracks)
    for left in bed(world)[:-1]:
        assert left.fade_out >= min(CROSSFADE, shortest / 3) - NEARLY


@given(planned(), st.floats(0, 1))
def test_laying_it_again_while_a_piece_sounds_alone_changes_nothing(world, share):
    timeline, music = world.timeline(), bed(world)
    now = Seconds(timeline.length * share)
    *past, going = [clip for clip in music if clip.start <= now]
    if going.start + going.fade_in <= now < going.end - going.fade_out:
        again = lay_programme(timeline.phases, world.materials, since=now, going=going, heard=past)
        assert [*past, *again] == music


@given(planned(), st.floats(0, 1), st.sampled_from(PhaseKind), st.booleans())
def test_other_music_from_a_moment_on_leaves_what_was_heard(world, share, kind, longer):
    timeline, music = world.timeline(), bed(world)
    now = Seconds(timeline.length * share)
    *past, going = [clip for clip in music if clip.start <= now]
    if going.end - going.fade_out <= now:
        return
    last = timeline.phases[-1]
    phases = (
        (*timeline.phases[:-1], replace(last, end=Seconds(last.end + 500))) if longer else timeline.phases
    )
    materials = replace(world.materials, phase_tracks={kind: pieces("new-1", "new-2")})
    after = [*past, *lay_programme(phases, materials, since=now, going=going, heard=past)]
    both = [replace(timeline, clips=tuple(clips), envelopes={}) for clips in (music, after)]
    for before in (30.0, 9.0, 4.0, 1.0, 0.1, 0.0):
        time = now - before
        if time >= 0:
            assert same_sound(heard(both[0], time), heard(both[1], time))
    assert holes(after, phases[-1].end) == []
    assert all(clip.fade_in >= 1 for clip in after)
    assert all(clip.fade_out >= 1 for clip in after)


def test_a_border_that_is_near_is_not_crossed_twice():
    row = (PhaseSpan(SETTLE, Seconds(0), Seconds(100)), PhaseSpan(RETURN, Seconds(100), Seconds(200)))
    materials = Materials(SHORE, HOME, NO_WORDS, NO_WORDS, {RETURN: ROOM})
    (clip,) = lay_programme(row, materials, since=Seconds(93))
    assert told([clip]) == [("room-1", 93, 200)]


def test_a_piece_that_came_in_for_the_next_phase_goes_on():
    row = (PhaseSpan(SETTLE, Seconds(0), Seconds(100)), PhaseSpan(RETURN, Seconds(100), Seconds(200)))
    # Both have the piece: only when it began tells for which of the two it was meant.
    own = {SETTLE: (*ROOM, SHORE[0])}
    materials = Materials(SHORE, HOME, NO_WORDS, NO_WORDS, own)
    before, going = lay_programme(row, materials)
    assert told([going]) == [("shore-1", 95, 200)]
    again = lay_programme(row, materials, since=Seconds(97), going=going, heard=[before])
    assert again == (going,)


def test_a_piece_never_begins_to_fade_in_hindsight():
    # It ends by itself soon, and so does its phase: there is little time for it to give way.
    (going,) = lay_programme(
        [PhaseSpan(SETTLE, Seconds(0), Seconds(200))], Materials(SHORE, HOME, NO_WORDS, NO_WORDS)
    )
    row = (PhaseSpan(SETTLE, Seconds(0), Seconds(196)), PhaseSpan(RETURN, Seconds(196), Seconds(300)))
    materials = Materials(SHORE, HOME, NO_WORDS, NO_WORDS, {RETURN: ROOM})
    after = lay_programme(row, materials, since=Seconds(189), going=going)
    assert after[0].end - after[0].fade_out >= 189
    assert holes(list(after), 300) == []


def test_a_plan_without_music_of_its_own_for_a_phase_plays_the_same_as_ever():
    materials = Materials(SHORE, HOME, NO_WORDS, NO_WORDS)
    plain = compile_session(SessionPlan("some"), materials)
    empty = compile_session(SessionPlan("some"), replace(materials, phase_tracks={INDUCTION: ()}))
    assert empty == plain

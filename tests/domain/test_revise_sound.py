"""Breath, voice and music of a session that is changed while it runs."""

from dataclasses import replace
from math import ceil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtrelax.domain import revise
from mtrelax.domain.compile import compile_session
from mtrelax.domain.materials import Materials
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Breathing, CueStyle, Layer, SessionPlan
from mtrelax.domain.revise import without_piece
from mtrelax.domain.script import Narration, Script, ScriptUse
from mtrelax.domain.time import Seconds
from mtrelax.domain.track import Track
from tests.domain.hearing import clips_of, holes
from tests.domain.stories import (
    EXACTLY,
    PLAIN,
    everywhere,
    playing,
    several,
    shares,
    story,
    twenty_minutes,
    whole,
)
from tests.domain.worlds import (
    BELL,
    BOX,
    BREATH_WORDS,
    FOUR_SEVEN_EIGHT,
    GENTLE,
    HOME,
    PATTERNS,
    SIGH,
    worlds,
)


@given(worlds(), shares)
def test_a_broken_piece_is_left_behind_for_ever(world, share):
    timeline = world.timeline()
    now = Seconds(timeline.length * share)
    broken = playing(world, timeline, now)
    after = without_piece(timeline, now, world.materials, broken)
    assert after.length == timeline.length
    assert not [clip for clip in clips_of(after, Layer.MUSIC) if clip.path == broken and clip.start > now]
    others = {track.path for track in world.materials.tracks} - {broken}
    fresh = [clip for clip in clips_of(after, Layer.MUSIC) if clip.start >= now and clip.path != broken]
    if others and timeline.length - now > 20:
        assert (
            holes(
                [
                    replace(clip, start=Seconds(clip.start - now), end=Seconds(clip.end - now))
                    for clip in fresh
                ],
                after.length - now,
            )
            == []
        )


def test_a_piece_does_not_fade_in_hindsight_because_its_neighbour_is_another():
    pieces = tuple(
        Track(Path(f"{name}.opus"), Seconds(length), name)
        for name, length in zip("abc", (200, 6, 200), strict=True)
    )
    silent = Narration(Script("none", "None", "en", ScriptUse.RETURN, ()))
    materials = Materials(pieces, HOME, silent, silent)
    before = compile_session(SessionPlan("some", minutes=12), materials)
    now = Seconds(197.0)
    after = without_piece(before, now, materials, pieces[1].path)
    assert after.clips[0].end - after.clips[0].fade_out >= now
    assert [clip.path for clip in clips_of(after, Layer.MUSIC)][:2] == [pieces[0].path, pieces[2].path]


@pytest.mark.parametrize(
    ("pattern", "limit", "longer"),
    [(GENTLE, None, 300.0), (GENTLE, Seconds(600.0), 90.0), (FOUR_SEVEN_EIGHT, None, 0.0), (SIGH, None, 0.0)],
)
def test_a_breath_goes_on_in_a_held_phase_as_long_as_it_may(pattern, limit, longer):
    materials = replace(PLAIN, pattern=pattern, pace_limit=limit)
    before = twenty_minutes(materials)
    held = revise.hold(before, Seconds(160.0), materials)
    (old,), (new,) = before.paced, held.paced
    assert new.end - old.end == pytest.approx(longer, abs=pattern.cycle)
    released = revise.release(held, Seconds(220.0), materials)
    assert released.paced[0].end - old.end == pytest.approx(min(60.0, longer), abs=pattern.cycle)
    assert all(whole(span) for span in (new, *released.paced))


def test_a_breath_that_slows_down_has_the_rate_of_its_moment():
    ramped = SessionPlan("some", minutes=20, breathing=Breathing("gentle-slow", 8.0, 3.0))
    timeline = compile_session(ramped, PLAIN)
    (span,) = timeline.paced
    at = [revise.rate_ahead(timeline, Seconds(span.start + each)) for each in (-5.0, 0.0, 90.0, 180.0, 200.0)]
    assert at == pytest.approx([8.0, 8.0, 7.0, 6.0, 6.0])
    slower = revise.pace(timeline, Seconds(span.start + 90.0), GENTLE.at_rate(6.5), PLAIN)
    assert revise.rate_ahead(slower, Seconds(span.start + 91.0)) == pytest.approx(6.5)


@given(everywhere, several, shares)
def test_a_breath_that_can_be_changed_is_one_of_which_another_whole_one_follows(world, asked, share):
    for now, _, after in story(world, asked):
        for then in (now, now + (after.length - now) * share):
            pattern = revise.pattern_ahead(after, Seconds(then))
            turns = [
                each.start + each.pacer.time_of(count)
                for each in after.paced
                for count in range(ceil(each.pacer.breaths_at(Seconds(each.end - each.start)) - EXACTLY))
            ]
            assert (pattern is not None) is any(turn >= then - EXACTLY for turn in turns)
            assert (pattern is None) is (revise.rate_ahead(after, Seconds(then)) is None)


def test_words_of_the_breath_go_on_and_none_is_said_twice():
    materials = replace(PLAIN, breath_words=BREATH_WORDS)
    plan = SessionPlan("some", minutes=20, breathing=Breathing("gentle-slow", cue=CueStyle.VOICE))
    before, now = compile_session(plan, materials), Seconds(163.0)
    held = revise.hold(before, now, materials)
    said = [clip.start for clip in clips_of(held, Layer.CUE) if clip.path != BELL.path]
    turns = [cue.time for cue in held.unspoken_breaths()]
    assert said == turns
    assert len(said) > len([clip for clip in clips_of(before, Layer.CUE) if clip.path != BELL.path])
    other = revise.pace(held, now, BOX, materials)
    said = [clip.start for clip in clips_of(other, Layer.CUE) if clip.path != BELL.path]
    assert said == [cue.time for cue in other.unspoken_breaths()]


@given(everywhere, shares)
def test_the_next_piece_crosses_with_equal_power(world, share):
    timeline = world.timeline()
    now = Seconds(timeline.length * share)
    can = revise.can_change_piece(timeline, now, world.materials)
    after = revise.next_piece(timeline, now, world.materials)
    assert (after is timeline) is not can
    if can:
        old, new = [clip for clip in clips_of(after, Layer.MUSIC) if clip.start <= now < clip.end]
        assert (new.start, new.fade_in, old.end) == (now, old.fade_out, now + old.fade_out)
        assert old.path != new.path
        assert min(5 / 3, old.fade_out) - EXACTLY <= old.fade_out <= 10
        assert not revise.can_change_piece(after, Seconds(now + 1), world.materials)


@given(everywhere, shares, st.sampled_from(PATTERNS))
def test_another_breath_begins_where_the_last_one_ended(world, share, pattern):
    timeline = world.timeline()
    if not timeline.paced:
        return
    span = timeline.paced[0]
    now = Seconds(span.end * share)
    after = revise.pace(timeline, now, pattern, world.materials)
    if after is timeline:
        assert pattern == span.pacer.pattern or min(span.end - now, span.end - span.start) < 36
        return
    assert (after.phases, after.captions, after.length) == (
        timeline.phases,
        timeline.captions,
        timeline.length,
    )
    new = [each for each in after.paced if each.end > now][-1]
    if now <= span.start:
        assert new.start == span.start
    elif len(after.paced) > 1:
        assert whole(after.paced[0])
        assert now <= new.start <= now + span.pacer.pattern.cycle
    assert revise.pattern_ahead(after, now) in {pattern, span.pacer.pattern}
    assert timeline.phase_at(Seconds(new.end - EXACTLY)).kind in {PhaseKind.INDUCTION, PhaseKind.DEEPENING}


@given(everywhere, shares, st.floats(0, 600))
def test_a_muted_voice_is_silent_and_comes_back_with_a_whole_sentence(world, share, later):
    timeline = world.timeline()
    now = Seconds(timeline.length * share)
    muted = revise.mute(timeline, now, world.materials)
    assert muted.captions == timeline.captions
    assert all(clip.end <= now + 0.8 + EXACTLY or clip.start < now for clip in clips_of(muted, Layer.VOICE))
    assert muted.envelope(Layer.MUSIC).at(Seconds(now + 5)) == pytest.approx(
        max(-48, min(0.0, muted.envelope(Layer.MUSIC).at(Seconds(now + 5))))
    )
    assert {clip.start for clip in muted.muted} == {
        clip.start for clip in clips_of(timeline, Layer.VOICE) if clip.start >= now
    }
    then = Seconds(min(now + later, timeline.length))
    spoken = revise.unmute(muted, then, world.materials)
    back = [clip for clip in clips_of(spoken, Layer.VOICE) if clip.start >= then]
    assert back == [clip for clip in clips_of(timeline, Layer.VOICE) if clip.start >= then + 1.8]


@given(everywhere, shares)
def test_who_is_muted_and_speaks_again_at_once_has_lost_a_sentence_at_most(world, share):
    timeline = world.timeline()
    now = Seconds(timeline.length * share)
    muted = revise.mute(timeline, now, world.materials)
    spoken = revise.unmute(muted, now, world.materials)
    assert len(clips_of(timeline, Layer.VOICE)) - len(clips_of(spoken, Layer.VOICE)) <= 1


def test_many_changes_leave_no_more_behind_than_one():
    materials, timeline = PLAIN, twenty_minutes()
    for round_ in range(100):
        now = Seconds(60.0 + round_)
        timeline = revise.hold(timeline, now, materials)
        timeline = revise.pace(timeline, now, PATTERNS[round_ % 2], materials)
        timeline = revise.extend(timeline, now, Seconds(60), materials)
        timeline = revise.mute(timeline, now, materials)
        timeline = revise.unmute(timeline, now, materials)
        timeline = revise.shorten(timeline, now, Seconds(60), materials)
        timeline = revise.release(timeline, Seconds(now + 0.5), materials)
    lists = (timeline.clips, timeline.captions, timeline.paced, timeline.muted)
    assert sum(map(len, lists)) < 40
    assert sum(len(envelope.points) for envelope in timeline.envelopes.values()) < 40

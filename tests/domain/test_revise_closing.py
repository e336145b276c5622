"""Leading out of a session before its time, and staying after all."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mtrelax.domain import revise
from mtrelax.domain.lay import LEAD_IN, TAIL, spoken_time
from mtrelax.domain.materials import Materials
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Ending, Layer
from mtrelax.domain.revise import return_now, way_out
from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import Timeline
from tests.domain.hearing import clips_of, gain_of
from tests.domain.stories import ENDS, EXACTLY, PLAIN, narration, shares, twenty_minutes, whole
from tests.domain.worlds import (
    BREATH_WORDS,
    worlds,
)


@given(worlds(), shares)
def test_an_early_return_begins_at_once_and_lasts_as_long_as_a_return_must(world, share):
    timeline = world.timeline()
    now = Seconds(timeline.length * share)
    after = return_now(timeline, now, world.materials)
    if timeline.phase_at(now).kind is PhaseKind.RETURN:
        assert after is timeline
        return
    assert (after.phases[-1].kind, after.phases[-1].start) == (PhaseKind.RETURN, now)
    assert after.phases[-1].length >= (30 if timeline.length < 300 else 60) - EXACTLY
    assert after.at(Seconds(now + 1)).breath is None


@given(worlds(told=True), shares)
def test_nobody_is_brought_back_from_a_journey_that_was_not_begun(world, share):
    timeline = world.timeline()
    journey = next((each.start for each in timeline.phases if each.kind is PhaseKind.DEEPENING), 0.0)
    now = Seconds(journey * share)
    assume(journey > 0)
    untold = replace(world.materials, narration=None)
    assert return_now(timeline, now, world.materials) == return_now(timeline, now, untold)


@given(worlds(), shares)
def test_the_way_out_says_the_grounding_first_and_then_returns(world, share):
    timeline = world.timeline()
    now = Seconds(timeline.length * share)
    after = way_out(timeline, now, world.materials)
    script = world.materials.grounding.script
    wanted = [sentence.text for paragraph in script.paragraphs for sentence in paragraph.sentences]
    said = [caption.text for caption in after.captions if caption.start >= now]
    assert said[: len(wanted)] == wanted
    assert after.phases[-1].kind is PhaseKind.RETURN
    grounding = LEAD_IN + spoken_time(world.materials.grounding, PhaseKind.RETURN) + TAIL
    assert after.length - now >= grounding + (30 if timeline.length < 300 else 60) - EXACTLY
    assert all(clip.end <= now + 0.8 + EXACTLY for clip in clips_of(after, Layer.VOICE) if clip.start < now)


@given(worlds(), shares)
def test_the_way_out_can_be_asked_for_a_block_behind_the_end(world, share):
    timeline = world.timeline()
    after = way_out(timeline, Seconds(timeline.length + share), world.materials)
    assert after.phases[-1].start == timeline.length


@given(worlds(), shares)
def test_the_music_falls_for_the_way_out(world, share):
    timeline = world.timeline()
    now = Seconds(timeline.length * share)
    after = way_out(timeline, now, world.materials)
    assert after.envelope(Layer.MUSIC).at(Seconds(now + 15)) <= -12 + EXACTLY


@given(worlds(), shares, shares, st.sampled_from(ENDS))
def test_whoever_stays_after_all_hears_all_that_was_left_out(world, share, later, way):
    left = world.timeline()
    asked = Seconds(left.length * share)
    leaving = getattr(revise, way)(left, asked, world.materials)
    assume(leaving is not left)
    now = Seconds(asked + (leaving.length - asked) * later)
    after = revise.stay(leaving, now, left, asked, world.materials)
    by = now + LEAD_IN - asked
    assert after.length - left.length == pytest.approx(by)
    assert after.phases[-1].kind is left.phases[-1].kind
    for layer in (Layer.VOICE, Layer.CUE):
        unsaid = [clip for clip in clips_of(left, layer) if clip.start >= asked and not is_word(clip)]
        said = [clip for clip in clips_of(after, layer) if clip.start > now and not is_word(clip)]
        assert [clip.path for clip in said] == [clip.path for clip in unsaid]
        assert [clip.start for clip in said] == pytest.approx([clip.start + by for clip in unsaid])
    captions = [each.text for each in left.captions if each.start >= asked]
    assert [each.text for each in after.captions if each.start > now] == captions


def is_word(clip):
    return any(clip.path == word.path for word in BREATH_WORDS.values())


@given(worlds(), shares)
def test_a_phase_that_was_held_is_still_held_for_whoever_stays(world, share):
    planned = world.timeline()
    asked = Seconds(planned.phases[-1].start * share * 0.9)
    left = revise.hold(planned, asked, world.materials)
    leaving = way_out(left, Seconds(asked + 1.0), world.materials)
    now = Seconds(asked + 11.0)
    after = revise.stay(leaving, now, left, Seconds(asked + 1.0), world.materials)
    assert revise.is_held(after, now) is revise.is_held(left, asked)
    released = revise.release(after, now, world.materials)
    assert released.length - planned.length < 11.0 + 2 * LEAD_IN + 1.0 + 30.0


def test_a_breath_that_was_left_begins_anew():
    left = twenty_minutes(PLAIN)
    asked = Seconds(left.paced[0].start + 61.0)
    leaving = way_out(left, asked, PLAIN)
    now = Seconds(asked + 10.0)
    after = revise.stay(leaving, now, left, asked, PLAIN)
    assert [each.end for each in after.paced][:1] == [asked]
    assert after.paced[1].start == now + LEAD_IN
    assert after.paced[1].at(Seconds(now + LEAD_IN)).fullness == 0.0
    assert whole(after.paced[1])
    assert after.at(Seconds(now + 1)).breath is None


@given(worlds(), st.floats(0.1, 11))
def test_leaving_in_the_last_seconds_does_not_bring_anything_back_at_once(world, left):
    timeline = world.timeline()
    now = Seconds(timeline.length - left)
    after = way_out(timeline, now, world.materials)
    for clip in after.clips:
        if clip.start <= now < clip.end and clip.layer in {Layer.MUSIC, Layer.AMBIENCE}:
            assert gain_of(after, clip, now + 0.05) <= gain_of(after, clip, now) + 0.05 * max(
                1, 10 ** (clip.gain / 20)
            )


def skipped(timeline: Timeline, now: Seconds, count: int, materials: Materials) -> Timeline:
    """Go on to the next phase, several times at once."""
    for _ in range(count):
        timeline = revise.skip(timeline, now, materials)
    return timeline


def test_the_return_does_not_tell_of_a_journey_that_was_left_out():
    told = replace(
        PLAIN, narration=narration(PhaseKind.DEEPENING, PhaseKind.RETURN), closing=narration(PhaseKind.RETURN)
    )
    own = replace(told, narration=narration(PhaseKind.DEEPENING, PhaseKind.RETURN, PhaseKind.RETURN))
    before = twenty_minutes(own)
    told_of = [
        len([c for c in each.captions if c.start > each.phases[-1].start])
        for each in (
            before,
            skipped(before, Seconds(100.0), 3, own),
            skipped(before, Seconds(before.phases[3].start + 1.0), 1, own),
        )
    ]
    assert told_of == [3, 1, 3]


@given(worlds((Ending.SLEEP,)), shares)
def test_from_the_last_phase_one_goes_over_into_sleep_and_the_music_fades(world, share):
    timeline = world.timeline()
    last, _ = timeline.phases[-2:]
    now = Seconds(last.start + last.length * share * 0.99)
    after = revise.skip(timeline, now, world.materials)
    assert after.phases[-1].kind is PhaseKind.SLEEP
    assert after.phases[-1].start == now
    assert after.envelope(Layer.MUSIC).at(after.length) <= -48 + EXACTLY
    assert revise.skip(after, Seconds(now + 1), world.materials) is after

"""A session that is changed while it runs: what was heard stays heard, and it still ends gently."""

from itertools import pairwise

import pytest
from hypothesis import given

from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Layer
from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import Timeline
from tests.domain.hearing import clips_of, heard, holes, jumps, same_sound
from tests.domain.stories import EXACTLY, everywhere, fullness, gentle, several, story, whole


def seen(timeline: Timeline, time: Seconds) -> tuple[object, ...]:
    """What a moment shows, but for how long the session and its caption still take."""
    moment = timeline.at(time)
    caption = (moment.caption.start, moment.caption.text) if moment.caption else None
    breath = (moment.breath, moment.natural_for, moment.natural_from)
    return moment.phase, moment.phase_since, breath, caption, moment.waited, moment.is_held


def moments_before(now: float) -> list[Seconds]:
    early = [now * n / 12 for n in range(12)]
    late = [now - before for before in (30, 11, 7.9, 5, 3, 1.2, 0.7, 0.3, 0.01, 0.001)]
    return [Seconds(time) for time in (*early, *late) if 0 <= time < now]


@given(everywhere, several)
def test_what_was_heard_stays_heard(world, asked):
    for now, before, after in story(world, asked):
        for time in moments_before(now):
            assert same_sound(heard(before, time), heard(after, time)), time


@given(everywhere, several)
def test_what_was_seen_stays_seen(world, asked):
    for now, before, after in story(world, asked):
        for time in moments_before(now):
            assert seen(after, time) == seen(before, time)


@given(everywhere, several)
def test_cues_that_were_heard_stay_heard(world, asked):
    for now, before, after in story(world, asked):
        # A cue may have been silent for the sake of a word that now is not said any more.
        settled = Seconds(now - 0.5)
        assert after.cues_between(Seconds(0), settled) == before.cues_between(Seconds(0), settled)


@given(everywhere, several)
def test_nothing_that_sounds_is_cut_off(world, asked):
    for now, _, after in story(world, asked):
        just_before, just_after = (heard(after, now + each) for each in (-1e-5, 1e-5))
        gains = [
            {path: max(g for (p, _), g in found.items() if p == path) for path, _ in found}
            for found in (just_before, just_after)
        ]
        for path in gains[0].keys() | gains[1].keys():
            assert gains[1].get(path, 0.0) == pytest.approx(gains[0].get(path, 0.0), abs=0.02)


@given(everywhere, several)
def test_every_clip_ends_in_a_fade_that_has_room(world, asked):
    for _, _, after in story(world, asked):
        for clip in after.clips:
            assert 0.02 <= clip.fade_out <= clip.length + EXACTLY
            assert clip.fade_in >= 0.02
            assert clip.end <= after.length + EXACTLY


@given(everywhere, several)
def test_layer_levels_never_jump(world, asked):
    for _, _, after in story(world, asked):
        assert not [jump for layer in Layer for jump in jumps(after.envelope(layer))]


@given(everywhere, gentle)
def test_a_session_still_covers_its_length_with_music_and_ambience(world, asked):
    for _, before, after in story(world, asked):
        assert after.length == after.phases[-1].end
        assert holes(clips_of(after, Layer.MUSIC), after.length) == []
        for path in {clip.path for clip in clips_of(before, Layer.AMBIENCE)}:
            same = [clip for clip in clips_of(after, Layer.AMBIENCE) if clip.path == path]
            assert holes(same, after.length) == []


@given(everywhere, gentle)
def test_pieces_still_cross_by_a_third_at_most_and_in_order(world, asked):
    for now, _, after in story(world, asked):
        for left, right in pairwise(clips_of(after, Layer.MUSIC)):
            assert left.end <= after.length + EXACTLY
            # What gives way now may be too short for the whole of a crossing.
            if right.start > now and left.end - left.fade_out >= now:
                assert left.end - right.start == pytest.approx(left.fade_out)
                assert right.fade_in == pytest.approx(left.fade_out)


@given(everywhere, several)
def test_one_voice_still_speaks_at_a_time(world, asked):
    for _, _, after in story(world, asked):
        assert all(
            left.end <= right.start + EXACTLY for left, right in pairwise(clips_of(after, Layer.VOICE))
        )
        assert all(left.end <= right.start + EXACTLY for left, right in pairwise(after.captions))


@given(everywhere, several)
def test_the_voice_is_never_without_its_room_in_the_music(world, asked):
    for now, _, after in story(world, asked):
        for clip in clips_of(after, Layer.VOICE):
            if clip.start > now + 1.2:
                assert after.envelope(Layer.MUSIC).at(clip.start) <= -12 + EXACTLY


@given(everywhere, several)
def test_every_session_still_ends_in_a_return_or_in_sleep(world, asked):
    asleep = world.timeline().phases[-1].kind is PhaseKind.SLEEP
    for _, _, after in story(world, asked):
        kinds = [phase.kind for phase in after.phases]
        assert kinds[-1] is PhaseKind.RETURN or (asleep and kinds[-1] is PhaseKind.SLEEP)
        assert after.phases[-1].length >= 30 - EXACTLY
        assert all(phase.length > 0 for phase in after.phases)


@given(everywhere, several)
def test_the_breath_never_leaps(world, asked):
    for now, _, after in story(world, asked):
        for left, right in pairwise(after.paced):
            assert left.end <= right.start
            goes_on = left.end == right.start
            assert right.cycles_before == (left.at(Seconds(left.end - 1e-6)).cycle + 1 if goes_on else 0)
            assert not goes_on or left.last_fullness < EXACTLY
        for span in after.paced:
            if span.start < now < span.end:
                for time in (now, span.end):
                    before, behind = fullness(after, time - 1e-4), fullness(after, time)
                    assert behind == pytest.approx(before, abs=2e-3)


@given(everywhere, several)
def test_the_breath_is_paced_within_every_limit_and_never_in_the_return(world, asked):
    limit = world.materials.pace_limit
    for now, _, after in story(world, asked):
        closing = after.phases[-1].start
        assert limit is None or sum(each.end - each.start for each in after.paced) <= limit + EXACTLY
        for span in after.paced:
            pattern, length = span.pacer.pattern, Seconds(span.end - span.start)
            assert length <= (pattern.limit() or length) + EXACTLY
            assert span.pacer.breaths_at(length) <= (pattern.max_cycles or 1e9) + EXACTLY
            assert span.end <= closing + EXACTLY or span.start < now
            assert span.end <= now or span.end == closing or whole(span)


@given(everywhere, several)
def test_words_of_the_breath_are_said_where_it_turns(world, asked):
    words = {word.path for word in world.materials.breath_words.values()}
    for now, _, after in story(world, asked):
        turns = {
            round(span.start + step.time, 3)
            for span in after.paced
            for step in span.pacer.steps_between(Seconds(0), Seconds(span.end - span.start))
        }
        ahead = [clip for clip in clips_of(after, Layer.CUE) if clip.path in words and clip.start > now]
        assert {round(clip.start, 3) for clip in ahead} <= turns
        said = [round(clip.start, 3) for clip in clips_of(after, Layer.CUE) if clip.path in words]
        assert len(set(said)) == len(said)


@given(everywhere, several)
def test_bells_are_never_struck_in_a_hurry(world, asked):
    bell = world.materials.bell
    for now, before, after in story(world, asked):
        struck = [[c.start for c in t.clips if bell and c.path == bell.path] for t in (before, after)]
        closest = min((b - a for a, b in pairwise(struck[0])), default=30.0)
        ahead = [b - a for a, b in pairwise(struck[1][:-1]) if b >= now]
        assert min(ahead, default=30.0) >= min(closest, 30.0) - EXACTLY

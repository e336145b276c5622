"""A stretch of a session is what the whole session is there."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtrelax.domain.breathing import Pacer
from mtrelax.domain.curves import to_gain
from mtrelax.domain.excerpt import excerpt
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import CueStyle, Layer
from mtrelax.domain.time import Frames, Seconds, to_frames, to_seconds
from mtrelax.domain.timeline import Clip, PacedSpan, PhaseSpan, Timeline
from tests.domain.hearing import heard
from tests.domain.worlds import GENTLE, planned

FRAME = 1 / 48_000
NEARLY = 1e-3
Heard = dict[tuple[str, float], float]
within = st.floats(0, 1)


def same(one: Heard, other: Heard, place: tuple[str, float]) -> bool:
    """Whether what is heard here is heard there too, from the same frame of its file on."""
    path, at = place
    found = [gain for (file, moment), gain in other.items() if file == path and abs(moment - at) < FRAME]
    return abs(one.get(place, 0.0) - max(found, default=0.0)) < NEARLY if place in one else True


def stretch(timeline: Timeline, share: float, length: float = 15.0) -> tuple[Seconds, Timeline]:
    """An excerpt, and on which frame it begins."""
    start = to_seconds(to_frames(Seconds(timeline.length * share)))
    return start, excerpt(timeline, start, Seconds(length))


@given(planned(), within, within)
def test_every_moment_shows_what_the_session_shows_there(world, share, at):
    whole = world.timeline()
    start, part = stretch(whole, share)
    time = part.length * at
    here, there = part.at(Seconds(time)), whole.at(Seconds(start + time))
    assert (here.breath is None, here.natural_for is None) == (
        there.breath is None,
        there.natural_for is None,
    )
    if here.breath and there.breath:
        assert here.breath.fullness == pytest.approx(there.breath.fullness, abs=1e-6)
        assert here.breath.cycle == there.breath.cycle
    if here.natural_for is not None and there.natural_for is not None:
        assert here.natural_for == pytest.approx(there.natural_for)
    captions = [each.caption and (each.caption.text, each.caption.spoken) for each in (here, there)]
    assert captions[0] == captions[1]


@given(planned(), within, within)
def test_every_moment_sounds_as_the_session_does_there(world, share, at):
    whole = world.timeline()
    start, part = stretch(whole, share)
    # In the middle of a frame: on its edge a clip may begin or end by a rounding.
    time = to_seconds(Frames(int(part.length * at / FRAME))) + FRAME / 2
    here, there = heard(part, time), heard(whole, start + time)
    assert all(same(here, there, place) and same(there, here, place) for place in {*here, *there})
    for layer in Layer:
        levels = [part.envelope(layer).at(Seconds(time)), whole.envelope(layer).at(Seconds(start + time))]
        assert to_gain(levels[0]) == pytest.approx(to_gain(levels[1]), abs=1e-6)


@given(planned(), within)
def test_every_cue_comes_at_its_moment(world, share):
    whole = world.timeline()
    start, part = stretch(whole, share)
    here = part.cues_between(Seconds(-1), part.length)
    there = whole.cues_between(Seconds(start - 1), Seconds(start + part.length))
    assert [(cue.kind, cue.time + start) for cue in here] == [
        (cue.kind, pytest.approx(cue.time)) for cue in there
    ]


def test_a_cue_before_a_word_is_silent_although_the_word_lies_behind_the_end():
    word = Clip(Layer.VOICE, Path("word.opus"), Seconds(20.3), Seconds(22))
    whole = Timeline(
        Seconds(60),
        (PhaseSpan(PhaseKind.RETURN, Seconds(0), Seconds(60)),),
        (word,),
        paced=(PacedSpan(Pacer(GENTLE), Seconds(0), Seconds(50)),),
        cue_style=CueStyle.TONE,
    )
    part = excerpt(whole, Seconds(8), Seconds(12.1))
    assert [cue.time for cue in part.cues_between(Seconds(0), part.length)] == pytest.approx([2, 6])


@given(planned(), within, st.floats(0.1, 300))
def test_it_is_as_long_as_was_asked_for_and_ends_with_the_session(world, share, length):
    whole = world.timeline()
    start, part = stretch(whole, share, length)
    assert part.length == pytest.approx(min(length, whole.length - start))
    assert part.phases[-1].kind is whole.phases[-1].kind

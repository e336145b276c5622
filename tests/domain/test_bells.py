"""Bells: as often as was asked for, never above the voice, and never in a hurry."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from mtrelax.domain.bells import APART, FIRST_BELL, LAST_BELL, QUIET
from mtrelax.domain.breathing import Pattern, Step, StepKind
from mtrelax.domain.compile import compile_session
from mtrelax.domain.materials import Materials
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Bells, Breathing, CueStyle, Ending, Layer, PhaseChoice, SessionPlan
from mtrelax.domain.script import (
    Narration,
    Paragraph,
    Recording,
    Script,
    ScriptUse,
    Sentence,
    SpokenCue,
    words_hash,
)
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.domain.timeline import Clip, Timeline
from mtrelax.domain.track import Track
from tests.domain.hearing import clips_of
from tests.domain.worlds import BELL, BREATH_WORDS, GENTLE, HOME, planned

NEARLY = 1e-6
NO_WORDS = Narration(Script("none", "None", "en", ScriptUse.RETURN, ()))
TRACK = Track(Path("a.opus"), Seconds(300), "A")


def materials(**more: Any) -> Materials:
    return Materials((TRACK,), HOME, NO_WORDS, NO_WORDS, bell=BELL, **more)


def bells(timeline: Timeline) -> list[Clip]:
    return [clip for clip in clips_of(timeline, Layer.CUE) if clip.path == BELL.path]


def struck(plan: SessionPlan, **more: Any) -> list[float]:
    return [bell.start for bell in bells(compile_session(plan, materials(**more)))]


def spoken(phase: PhaseKind, *pauses: float) -> Narration:
    """Sentences of ten seconds, each with a silence behind it."""
    said = tuple(Sentence("You might rest.", Seconds(pause), held=True) for pause in pauses)
    cues = tuple(
        SpokenCue(0, n, Seconds(11.0 * n), Seconds(11.0 * n + 10), words_hash(each.text))
        for n, each in enumerate(said)
    )
    script = Script("story", "Story", "en", ScriptUse.IMAGERY, (Paragraph(phase, said),))
    return Narration(script, Recording(Path("story.opus"), "voice", cues, Decibels(-18)))


@given(planned())
def test_a_bell_is_never_struck_while_somebody_speaks_nor_just_before(world):
    timeline = world.timeline()
    words = {word.path for word in world.materials.breath_words.values()}
    said = [clip for clip in timeline.clips if clip.layer is Layer.VOICE or clip.path in words]
    for bell in bells(timeline):
        assert not [
            clip for clip in said if clip.start < bell.start + QUIET - NEARLY and bell.start < clip.end
        ]


@given(planned())
def test_bells_are_apart_and_none_is_near_the_end_but_the_last(world):
    timeline = world.timeline()
    starts = [bell.start for bell in bells(timeline)]
    further = [at for at in starts if at not in {FIRST_BELL, timeline.length - LAST_BELL}]
    for at in further:
        assert all(abs(at - other) >= APART - NEARLY for other in starts if other != at)
        assert at <= timeline.length - APART
    assert starts == sorted(starts)


@given(planned((Ending.SLEEP,)))
def test_nobody_is_woken_by_a_bell(world):
    timeline = world.timeline()
    assert all(bell.end <= timeline.phases[-1].start + NEARLY for bell in bells(timeline))


@given(planned())
def test_a_bell_is_struck_at_the_full_level_of_its_layer(world):
    timeline = world.timeline()
    assert all(timeline.envelope(Layer.CUE).at(bell.start) == 0 for bell in bells(timeline))


def test_a_bell_opens_a_session_and_closes_it():
    assert struck(SessionPlan("some", 10)) == [FIRST_BELL, 600 - LAST_BELL]


def test_no_bells_are_none():
    assert struck(SessionPlan("some", 10, bells=Bells.NONE)) == []


def test_a_bell_is_struck_where_one_phase_goes_over_into_the_next_but_for_the_return():
    wished = (
        PhaseChoice(PhaseKind.SETTLE, 1),
        PhaseChoice(PhaseKind.INDUCTION, 3),
        PhaseChoice(PhaseKind.DEEPENING, 2),
    )
    plan = SessionPlan("some", 10, bells=Bells.PHASES, phases=wished)
    assert struck(plan) == pytest.approx([7, 60, 240, 360, 591])


@pytest.mark.parametrize(
    ("minutes", "every", "found"),
    [
        (10, 2.5, [7, 150, 300, 450, 591]),
        # Not at the end, and not just before the last one.
        (10, 5, [7, 300, 591]),
        (10.5, 5, [7, 300, 621]),
        (11, 5, [7, 300, 600, 651]),
    ],
)
def test_a_bell_is_struck_every_so_many_minutes(minutes, every, found):
    plan = SessionPlan("some", minutes, bells=Bells.INTERVAL, bell_minutes=every)
    assert struck(plan) == pytest.approx(found)


def test_a_bell_waits_for_the_next_silence():
    # The voice speaks from 62 to 72, from 73 to 83, and from 88 on.
    story = spoken(PhaseKind.INDUCTION, 1.0, 5.0, 1.0)
    wished = (PhaseChoice(PhaseKind.SETTLE, 1),)
    plan = SessionPlan("some", 10, bells=Bells.INTERVAL, bell_minutes=1.1, phases=wished)
    assert struck(plan, narration=story)[1] == pytest.approx(83)


def test_a_bell_that_was_to_be_struck_among_words_is_struck_behind_them():
    # From 62 to 182 the voice speaks, with nothing but a second between two sentences.
    story = spoken(PhaseKind.INDUCTION, *([1.0] * 11))
    wished = (PhaseChoice(PhaseKind.SETTLE, 1), PhaseChoice(PhaseKind.INDUCTION, 0))
    plan = SessionPlan("some", 10, bells=Bells.INTERVAL, bell_minutes=1.5, phases=wished)
    timeline = compile_session(plan, materials(narration=story))
    assert [bell.start for bell in bells(timeline)] == pytest.approx([7, 182, 270, 360, 450, 540, 591])


def test_a_bell_between_spoken_breaths_waits_for_the_end_of_the_word():
    four = Pattern(
        "four",
        "Four",
        tuple(Step(kind, Seconds(4)) for kind in (StepKind.INHALE, StepKind.HOLD, StepKind.EXHALE)),
    )
    plan = SessionPlan(
        "some",
        10,
        bells=Bells.PHASES,
        breathing=Breathing("four", cue=CueStyle.VOICE),
        phases=(PhaseChoice(PhaseKind.SETTLE, 1),),
    )
    starts = struck(plan, pattern=four, breath_words=BREATH_WORDS)
    assert starts[1] == pytest.approx(60 + BREATH_WORDS[StepKind.INHALE].length)


def test_a_bell_waits_until_its_layer_has_come_up_again():
    # The voice speaks from 62 to 72, and the tone of the breath comes back over six seconds.
    story = spoken(PhaseKind.INDUCTION, 0.0)
    plan = SessionPlan(
        "some",
        10,
        bells=Bells.INTERVAL,
        bell_minutes=1.1,
        breathing=Breathing("gentle-slow", cue=CueStyle.CONTINUOUS),
        phases=(PhaseChoice(PhaseKind.SETTLE, 1),),
    )
    assert struck(plan, narration=story, pattern=GENTLE)[1] == pytest.approx(72 + 0.3 + 6)


@given(planned())
def test_what_is_asked_for_can_be_heard_to_ring_out(world):
    assert all(left.end <= right.start for left, right in pairwise(bells(world.timeline())))

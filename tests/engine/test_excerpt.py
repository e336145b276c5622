"""A stretch of a session sounds, frame by frame, as the whole session does there."""

from dataclasses import replace

import numpy as np
import pytest

from mtrelax.domain.breathing import Pacer, Pattern, Step, StepKind
from mtrelax.domain.excerpt import excerpt
from mtrelax.domain.noise import Noise
from mtrelax.domain.plan import CueStyle, Layer
from mtrelax.domain.time import SAMPLE_RATE, Seconds
from mtrelax.domain.timeline import PacedSpan, Timeline
from mtrelax.engine.block import Block, silence
from mtrelax.engine.mixer import Mixer
from tests.engine.sound_material import WavSource, clip, session

BREATH = Pattern("some", "Some", (Step(StepKind.INHALE, Seconds(3.9)), Step(StepKind.EXHALE, Seconds(5.3))))
BLOCK = 12_288
LENGTH = Seconds(8.0)


def rendered(timeline: Timeline) -> list[Block]:
    """What each layer sounds like."""
    mixer, stems = Mixer(timeline, WavSource), []
    while mixer.position < timeline.length * SAMPLE_RATE:
        stems.append([silence(BLOCK) if stem is None else stem for stem in mixer.render(BLOCK)])
    mixer.close()
    return [np.concatenate(blocks) for blocks in zip(*stems, strict=True)]


@pytest.fixture(scope="module", params=[CueStyle.TONE, CueStyle.CONTINUOUS])
def whole(request, tmp_path_factory) -> tuple[Timeline, list[Block]]:
    """Two pieces that cross, rain and noise that never end, a voice, and a breath that is told."""
    made = session(tmp_path_factory.mktemp("session"))
    noise = clip(Noise.BROWN, 0, made.length, Layer.AMBIENCE, fade_in=3, fade_out=5, looped=True)
    paced = PacedSpan(Pacer(BREATH, 7.0, Seconds(20)), Seconds(8.123), Seconds(41.7))
    timeline = replace(made, clips=(noise, *made.clips), paced=(paced,), cue_style=request.param)
    return timeline, rendered(timeline)


# The rain is seven seconds long, and a quarter of one of them sounds together with its beginning.
@pytest.mark.parametrize("start", [0.0, 4.7, 6.85, 13.6, 29.0, 33.33, 44.9, 51.999])
def test_an_excerpt_sounds_as_the_session_does(whole, start):
    timeline, there = whole
    first = round(start * SAMPLE_RATE)
    frames = round(LENGTH * SAMPLE_RATE)
    here = rendered(excerpt(timeline, Seconds(start), LENGTH))
    for layer, one, other in zip(Layer, here, there, strict=True):
        assert np.abs(one[:frames] - other[first : first + frames]).max() < 1e-4, layer


def test_what_it_holds_begins_on_the_frames_of_the_session(whole):
    part = excerpt(whole[0], Seconds(10.00001), LENGTH)
    assert all(abs(each.start * SAMPLE_RATE - round(each.start * SAMPLE_RATE)) < 1e-6 for each in part.clips)
    assert part.length == LENGTH

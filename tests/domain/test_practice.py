"""Some minutes of one breath."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtrelax.domain.comfort import RATES, TRIED_FOR, paced_at
from mtrelax.domain.materials import Materials
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import CueStyle, Layer
from mtrelax.domain.practice import practise
from mtrelax.domain.script import Narration, Script, ScriptUse
from mtrelax.domain.time import Seconds
from mtrelax.domain.track import Track
from tests.domain.worlds import HOME

SILENT = Narration(Script("silent", "Silent", "en", ScriptUse.RETURN, ()))
MATERIALS = Materials((Track(Path("a.opus"), Seconds(90), "A"),), HOME, SILENT, SILENT)


@given(st.sampled_from(RATES), st.floats(30, 300).map(Seconds))
def test_whole_breaths_are_paced_for_as_long_as_was_asked(rate, length):
    pattern = paced_at(rate)
    paced = practise(pattern, MATERIALS, length, CueStyle.TONE).paced[0]
    breaths = (paced.end - paced.start) / pattern.cycle
    assert breaths == pytest.approx(round(breaths))
    assert length - pattern.cycle < paced.end - paced.start <= length + 1e-6


def test_the_music_comes_before_the_breath_and_goes_after_it():
    timeline = practise(paced_at(5.5), MATERIALS, TRIED_FOR, CueStyle.CONTINUOUS)
    music = [clip for clip in timeline.clips if clip.layer is Layer.MUSIC]
    assert music[0].start + music[0].fade_in < timeline.paced[0].start
    assert music[-1].end == timeline.length > timeline.paced[0].end
    assert timeline.phases[-1].kind is PhaseKind.RETURN
    assert not timeline.captions

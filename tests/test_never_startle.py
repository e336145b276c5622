"""The first promise, measured on the bundled music, rain, bell and voice as they are heard (DESIGN 4)."""

from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from mtrelax.backstage import FILES
from mtrelax.catalogue.catalogue import load_catalogue
from mtrelax.domain.compile import compile_session
from mtrelax.domain.errors import Cancelled, LogDamaged
from mtrelax.domain.excerpt import excerpt
from mtrelax.domain.materials import Materials
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import LOWEST_LEVEL, AmbienceChoice, Layer, Levels, PhaseChoice, SessionPlan
from mtrelax.domain.revise import return_now, way_out
from mtrelax.domain.time import SAMPLE_RATE, Seconds
from mtrelax.domain.timeline import Timeline
from mtrelax.engine.block import Block
from mtrelax.engine.render import render
from mtrelax.media.decode import open_audio
from mtrelax.services.jobs import Jobs
from mtrelax.services.librarian import Librarian
from mtrelax.services.shelf import NoOwnMusic
from mtrelax.storage.folders import find_assets

HOP = SAMPLE_RATE // 10
WINDOW = 4
"""Momentary loudness: windows of 0.4 s, a new one each 0.1 s (EBU Tech 3341)."""
SECOND = 10
AUDIBLE = -45.0
QUIET = -40.0
ROOM = -55.0
"""What a quiet room covers: 30 dB, where music of -20 LUFS is played at 65 (AMTA)."""
TWICE_AS_LOUD = 10.0
"""Decibels. Music that fades in rises by half of it in a tenth of a second, a bell in the silence by 22."""
BREATH = SAMPLE_RATE // 100
TENTH = 10


@dataclass
class Ear:
    blocks: list[Block] = field(default_factory=list)

    def write(self, block: Block) -> None:
        self.blocks.append(block.copy())

    def close(self) -> None:
        pass

    def abort(self) -> None:
        pass


class Nobody:
    def post(self, call) -> None:
        call()


def heard(timeline: Timeline, levels: Levels) -> np.ndarray:
    ear = Ear()
    faults = render(timeline, open_audio, levels, ear, lambda _share: None, lambda: False)
    assert not faults
    return np.concatenate(ear.blocks)


def weighting(frequencies: np.ndarray) -> np.ndarray:
    """Return the power response of the K-weighting filters (ITU-R BS.1770, coefficients for 48 kHz)."""
    z = np.exp(-2j * np.pi * frequencies / SAMPLE_RATE)
    shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z**2) / (
        1 - 1.69065929318241 * z + 0.73248077421585 * z**2
    )
    low_cut = (1 - 2 * z + z**2) / (1 - 1.99004745483398 * z + 0.99007225036621 * z**2)
    return np.abs(shelf * low_cut)


def momentary(sound: np.ndarray) -> np.ndarray:
    sound = sound[: len(sound) // HOP * HOP]  # a length that a Fourier transform likes
    spectrum = np.fft.rfft(sound, axis=0) * weighting(np.fft.rfftfreq(len(sound), 1 / SAMPLE_RATE))[:, None]
    power = (np.fft.irfft(spectrum, len(sound), axis=0) ** 2).sum(axis=1)
    hops = power[: len(power) // HOP * HOP].reshape(-1, HOP).mean(axis=1)
    windows = np.convolve(hops, np.full(WINDOW, 1 / WINDOW), "valid")
    return -0.691 + 10 * np.log10(windows + 1e-12)


def steepest(loudness: np.ndarray, floor: float = AUDIBLE) -> float:
    loudness = np.maximum(loudness, floor)
    return float(max((loudness[step:] - loudness[:-step]).max() for step in range(1, SECOND + 1)))


@pytest.fixture(scope="module")
def librarian() -> Librarian:
    shelf = load_catalogue(find_assets())
    return Librarian(shelf, NoOwnMusic(LogDamaged("")), FILES, Jobs(Nobody()))


PLAN = SessionPlan("still-water", 5, ambience=(AmbienceChoice("rain"),))
OTHER_MUSIC = (
    PhaseChoice(PhaseKind.INDUCTION, playlist="shore"),
    PhaseChoice(PhaseKind.MUSIC, playlist="evening-room"),
)
NO_VOICE = replace(PLAN.levels, voice=LOWEST_LEVEL, cue=LOWEST_LEVEL)


def as_planned(timeline: Timeline, materials: Materials) -> Timeline:
    return timeline


def led_out(timeline: Timeline, materials: Materials) -> Timeline:
    return way_out(timeline, Seconds(95.0), materials)


def returned(timeline: Timeline, materials: Materials) -> Timeline:
    return return_now(timeline, Seconds(141.0), materials)


@dataclass(frozen=True)
class Heard:
    timeline: Timeline
    bed: np.ndarray
    """Music and rain without the voice."""
    mix: np.ndarray


@pytest.fixture(scope="module", params=[as_planned, led_out, returned])
def session(request, librarian) -> Heard:
    materials = librarian.materials(PLAN)
    timeline = request.param(compile_session(PLAN, materials), materials)
    return Heard(timeline, heard(timeline, NO_VOICE), heard(timeline, PLAN.levels))


PLAYLISTS = sorted(path.stem for path in (find_assets() / "playlists").glob("*.toml"))


@pytest.fixture(scope="module", params=[*PLAYLISTS, "with rain"])
def beginning(request, librarian) -> np.ndarray:
    """The first fifteen seconds of a session, its bell among them."""
    alone = replace(PLAN, playlist=request.param, ambience=())
    plan = alone if request.param in PLAYLISTS else PLAN
    timeline, ear = compile_session(plan, librarian.materials(plan)), Ear()

    def enough() -> bool:
        return sum(map(len, ear.blocks)) >= 15 * SAMPLE_RATE

    with pytest.raises(Cancelled):
        render(timeline, open_audio, plan.levels, ear, lambda _share: None, enough)
    return np.concatenate(ear.blocks)


def test_nothing_leaps_out_of_the_first_silence(beginning):
    early = beginning[SAMPLE_RATE // 2 : 5 * SAMPLE_RATE]
    power = (early**2).mean(axis=1).reshape(-1, BREATH).mean(axis=1)
    level = np.maximum(10 * np.log10(np.convolve(power, [0.5, 0.5], "valid") + 1e-12), ROOM)
    leaps = [level[step:] - level[:-step] for step in range(1, TENTH + 1)]
    assert max(leap[level[: len(leap)] < QUIET].max() for leap in leaps) <= TWICE_AS_LOUD


def test_the_first_bell_is_no_louder_than_the_music_lets_it_be(beginning):
    assert steepest(momentary(beginning[4 * SAMPLE_RATE :])) <= 6.0


def test_music_of_its_own_for_a_phase_comes_and_goes_as_softly(librarian):
    plan = replace(PLAN, phases=OTHER_MUSIC)
    timeline = compile_session(plan, librarian.materials(plan))
    for phase in timeline.phases[1:]:
        around = excerpt(timeline, Seconds(phase.start - 10), Seconds(20))
        assert steepest(momentary(heard(around, NO_VOICE))[SECOND:]) <= 6.0, phase.kind


def test_music_and_rain_rise_at_most_six_decibels_in_a_second(session):
    assert steepest(momentary(session.bed)[5 * SECOND :]) <= 6.0


def test_nothing_but_a_word_rises_more_than_twelve(session):
    loudness = momentary(session.mix)
    for clip in session.timeline.clips:
        if clip.layer is Layer.VOICE:
            loudness[round((clip.start - 0.5) * SECOND) : round((clip.end + 0.5) * SECOND)] = np.nan
    rises = [loudness[step:] - loudness[:-step] for step in range(1, SECOND + 1)]
    assert max(np.nanmax(rise[5 * SECOND :]) for rise in rises) <= 12.0


def test_the_voice_is_never_louder_than_the_music_may_be(session):
    assert momentary(session.mix).max() <= -12.0


def test_a_session_comes_from_silence_and_goes_into_silence(session):
    assert np.abs(session.mix[:480]).max() < 0.001
    assert np.abs(session.mix[-480:]).max() < 0.001
    assert momentary(session.mix)[0] < AUDIBLE


def test_music_and_rain_never_leave_a_hole(session):
    assert momentary(session.bed)[10 * SECOND : -15 * SECOND].min() > -60


def test_layers_reach_no_further_than_the_ceiling(session):
    assert 20 * np.log10(np.abs(session.mix).max()) <= -2.0


def test_the_voice_is_clearly_above_the_music(session):
    for span in (clip.span for clip in session.timeline.clips if clip.layer is Layer.VOICE):
        part = slice(round(span.start * SAMPLE_RATE), round(span.end * SAMPLE_RATE))
        difference = (session.mix[part] ** 2).mean() / (session.bed[part] ** 2).mean()
        assert 10 * np.log10(difference) > 6

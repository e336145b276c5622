"""What every picture that breathes keeps, measured over real sessions: EVIDENCE 1.4, DESIGN 5."""

import tomllib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter

from mtrelax.domain.breathing import Breath, Pacer, Pattern
from mtrelax.domain.envelope import Step, StepKind
from mtrelax.domain.materials import Playlist
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import PacedSpan, PhaseSpan, Timeline
from mtrelax.ui.theme import Theme, luminance
from mtrelax.ui.visuals import VISUALS, Scene
from mtrelax.ui.visuals.tones import tones
from mtrelax.ui.words import STEP_WORDS

ASSETS = Path(__file__).parents[2] / "assets" / "playlists"
SMALL, SMALLEST = QSize(160, 100), QSize(320, 200)
"""For measuring light quickly; the smallest that people have."""
ACROSS, DOWN = 8, 5
"""The patches in which light is measured."""
A_MINUTE = 60
FLASH = 0.1
"""How much light has to come and go to be one, in relative luminance (WCAG 2.2, general flash)."""
RATE = 5
"""Frames a second: what is slow is seen in a few, and what is quick would be a step."""
LINEAR = np.array([luminance(QColor(level, level, level)) for level in range(256)], dtype=np.float32)
WEIGHTS = np.array([0.0722, 0.7152, 0.2126], dtype=np.float32)


def palette_of(path: Path) -> Playlist:
    told = tomllib.loads(path.read_text())
    return Playlist(
        path.stem, told["title"], (), palette=tuple(told["palette"]), scene=told["scene"], seed=told["seed"]
    )


BUNDLED = [palette_of(path) for path in sorted(ASSETS.glob("*.toml"))]
WATER = next(each for each in BUNDLED if each.scene == "water")
RED = replace(WATER, palette=("#ff0000",) * 4)


def pattern(*steps: tuple[StepKind, float]) -> Pattern:
    return Pattern("measured", "Measured", tuple(Step(kind, Seconds(length)) for kind, length in steps))


IN, MORE, HOLD, OUT, REST = StepKind
PATTERNS = {
    "gentle-slow": pattern((IN, 4), (OUT, 6)),
    "sigh": pattern((IN, 2), (MORE, 1), (OUT, 6)),
    "box": pattern((IN, 4), (HOLD, 4), (OUT, 4), (REST, 4)),
}


def session(breath: Pattern) -> Timeline:
    """Breaths from the first minute to the end; so long that the time that is left stands still."""
    length = Seconds(1e9)
    return Timeline(
        length,
        (
            PhaseSpan(PhaseKind.SETTLE, Seconds(0), Seconds(60)),
            PhaseSpan(PhaseKind.INDUCTION, Seconds(60), Seconds(1e9 - 60)),
            PhaseSpan(PhaseKind.RETURN, Seconds(1e9 - 60), length),
        ),
        paced=(PacedSpan(Pacer(breath), Seconds(60), Seconds(60 + 1000 * breath.cycle)),),
    )


GENTLE = session(PATTERNS["gentle-slow"])
EMPTY, HALF, FULL = (GENTLE.at(Seconds(time)) for time in (80.0, 82.0, 84.0))
"""The first two are inside their steps; the last one is where an exhale begins."""


def scene(size=SMALL, playlist=WATER, theme="dark", words=STEP_WORDS, still=False, factor=1.0) -> Scene:
    return Scene(size, playlist, Theme(theme, factor, still), words, foot=size.height() - 8.0)


def painted(visual, moment, of, room=0) -> np.ndarray:
    """The picture as bytes: blue, green, red."""
    image = QImage(of.size.width() + 2 * room, of.size.height() + 2 * room, QImage.Format.Format_RGB32)
    image.fill(QColor("#ff00ff"))
    painter = QPainter(image)
    visual.paint(painter, QRectF(room, room, of.size.width(), of.size.height()), moment, of)
    painter.end()
    return (
        np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)[..., :3].copy()
    )


def light_of(picture: np.ndarray) -> np.ndarray:
    return LINEAR[picture] @ WEIGHTS


def patches(picture: np.ndarray) -> np.ndarray:
    high, wide = picture.shape[0] // DOWN, picture.shape[1] // ACROSS
    return light_of(picture).reshape(DOWN, high, ACROSS, wide).mean(axis=(1, 3)).ravel()


def watched(visual, of, timeline, begin, seconds, rate) -> np.ndarray:
    """The light of each patch in each frame."""
    frames = range(round(seconds * rate))
    return np.array(
        [patches(painted(visual, timeline.at(Seconds(begin + frame / rate)), of)) for frame in frames]
    )


def turns(light: np.ndarray, least: float) -> int:
    """How often it goes over from growing to falling, or back, by more than a little."""
    count, way, far = 0, 0, light[0]
    for each in light:
        if (each - far) * way >= 0 and way:
            far = each
        elif abs(each - far) > least:
            count, way, far = count + (way != 0), np.sign(each - far), each
    return count


def contrasts(ink: QColor, picture: np.ndarray) -> np.ndarray:
    front, back = luminance(ink), light_of(picture)
    return (np.maximum(front, back) + 0.05) / (np.minimum(front, back) + 0.05)


def cut(picture: np.ndarray, box: QRect) -> np.ndarray:
    return picture[max(0, box.top()) : box.bottom() + 1, max(0, box.left()) : box.right() + 1]


def red_of(picture: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where it is a saturated red, and how red it is (WCAG 2.2, red flash)."""
    blue, green, red = np.moveaxis(LINEAR[picture], -1, 0)
    return red >= 0.8 * np.maximum(red + green + blue, 1e-6), 320 * np.maximum(0.0, red - green - blue)


@pytest.fixture(autouse=True)
def _application(qapp):
    """A pixmap needs one."""


@pytest.fixture(params=VISUALS)
def visual(request):
    return VISUALS[request.param]()


@pytest.mark.parametrize("breath", PATTERNS)
def test_light_comes_and_goes_once_in_a_breath_and_never_faster_than_once_a_second(visual, breath):
    most = 2 * A_MINUTE / PATTERNS[breath].cycle + 1
    light = watched(visual, scene(words={}), session(PATTERNS[breath]), 100, A_MINUTE, RATE)
    assert turns(light.mean(axis=1), 0.002) <= most
    assert max(turns(patch, FLASH) for patch in light.T) <= most
    assert max(turns(patch, 0.0005) for patch in light.T) <= 2 * A_MINUTE


def test_words_come_and_go_slower_than_once_a_second(visual):
    light = watched(visual, scene(), session(PATTERNS["sigh"]), 100, A_MINUTE, RATE)
    assert max(turns(patch, 0.0005) for patch in light.T) <= 2 * A_MINUTE


def test_light_has_no_steps(visual):
    light = watched(visual, scene(words={}), session(PATTERNS["sigh"]), 96, 9, 60)
    assert np.abs(np.diff(light.mean(axis=1))).max() < 0.004
    assert np.abs(np.diff(light, axis=0)).max() < 0.02


def test_the_way_into_the_pacing_and_out_of_it_has_no_steps(visual):
    timeline = replace(GENTLE, paced=(PacedSpan(Pacer(PATTERNS["gentle-slow"]), Seconds(60), Seconds(80)),))
    for begin in (58, 78):
        light = watched(visual, scene(words={}), timeline, begin, 6, 60)
        assert np.abs(np.diff(light, axis=0)).max() < 0.02


@pytest.mark.parametrize("playlist", [*BUNDLED, RED], ids=lambda each: each.palette[0])
def test_no_light_is_a_saturated_red(visual, playlist):
    of = scene(playlist=playlist, words={})
    pictures = [painted(visual, moment, of) for moment in (EMPTY, HALF, FULL)]
    for one, other in pairwise(red_of(each) for each in pictures):
        changes = np.abs(one[1] - other[1]) > 20
        assert not (changes & (one[0] | other[0])).any()
    if playlist is not RED:
        assert not any((full & (red > 20)).any() for full, red in map(red_of, pictures))


def test_the_same_moment_looks_the_same_whatever_was_seen_before(visual):
    of = scene()
    first = painted(visual, HALF, of)
    for time in (3.0, 61.0, 95.5, 300.0):
        painted(visual, GENTLE.at(Seconds(time)), of)
    painted(visual, session(PATTERNS["box"]).at(Seconds(82)), of)
    painted(visual, HALF, scene(size=QSize(200, 120)))
    assert (painted(visual, HALF, of) == first).all()
    assert (painted(type(visual)(), HALF, of) == first).all()


@pytest.mark.parametrize("theme", ["dark", "contrast"])
def test_nothing_is_painted_outside(visual, theme):
    picture = painted(visual, FULL, scene(theme=theme), room=20)
    picture[20:-20, 20:-20] = (255, 0, 255)
    assert (picture == (255, 0, 255)).all()


def test_what_changes_is_where_the_picture_says(visual):
    of = scene(size=QSize(640, 400))
    changed = (painted(visual, EMPTY, of) != painted(visual, FULL, of)).any(axis=2)
    lively = visual.lively(of)
    changed[max(0, lively.top()) : lively.bottom() + 1, max(0, lively.left()) : lively.right() + 1] = False
    assert not changed.any()


@pytest.mark.parametrize("theme", ["dark", "contrast"])
def test_reduced_motion_stands_still_while_one_reads(visual, theme):
    of, timeline = scene(still=True, theme=theme), session(PATTERNS["box"])
    for step in range(4):
        begin = 60 + 16 + 4 * step
        seen = [painted(visual, timeline.at(Seconds(begin + each)), of) for each in (0.01, 1.7, 3.99)]
        assert all((each == seen[0]).all() for each in seen)


def test_a_pause_dims_and_takes_the_word_away(visual):
    of = scene(SMALLEST)
    resting = [replace(each, stillness=1.0) for each in (EMPTY, HALF, GENTLE.at(Seconds(87)))]
    seen = [light_of(painted(visual, each, of)).mean() for each in resting]
    assert max(seen) - min(seen) < 0.004
    assert max(seen) <= light_of(painted(visual, FULL, of)).mean() + 0.001


def test_sleep_is_dark(visual):
    of = scene(words={})
    awake = GENTLE.at(Seconds(70))
    asleep = replace(awake, phase=PhaseKind.SLEEP, phase_since=Seconds(200))
    assert light_of(painted(visual, asleep, of)).mean() <= light_of(painted(visual, awake, of)).mean()


def falling_asleep(minutes: int) -> Timeline:
    """A session that ends in so many minutes of sleep."""
    begin, end = Seconds(300), Seconds(300 + 60 * minutes)
    phases = PhaseSpan(PhaseKind.SETTLE, Seconds(0), begin), PhaseSpan(PhaseKind.SLEEP, begin, end)
    return Timeline(end, phases)


@pytest.mark.parametrize("theme", ["dark", "contrast"])
@pytest.mark.parametrize("still", [False, True])
@pytest.mark.parametrize("minutes", [5, 15])
def test_in_sleep_it_becomes_as_dark_as_a_dark_room_over_the_whole_phase(visual, minutes, still, theme):
    of, timeline = scene(words={}, still=still, theme=theme), falling_asleep(minutes)
    times = [Seconds(300 + step * 3 * minutes) for step in range(21)]
    light = [light_of(painted(visual, timeline.at(time), of)).mean() for time in times]
    dark = light_of(painted(VISUALS["dark"](), timeline.at(timeline.length), of)).mean()
    assert all(later <= earlier + 1e-5 for earlier, later in pairwise(light))
    assert light[-1] <= dark + 1e-4
    above = [each - dark for each in light]
    assert above[10] < 0.6 * above[0] + 1e-5
    assert above[16] < 0.1 * above[0] + 1e-4


def test_becoming_dark_has_no_steps(visual):
    of, timeline = scene(words={}), falling_asleep(5)
    for begin in (298, 448, 596):
        light = watched(visual, of, timeline, begin, 4, 10)
        assert np.abs(np.diff(light.mean(axis=1))).max() < 0.0005
        assert np.abs(np.diff(light, axis=0)).max() < 0.02


def test_a_picture_that_breaks_leaves_the_painter_as_it_was(visual, monkeypatch):
    image = QImage(SMALL, QImage.Format.Format_RGB32)
    monkeypatch.setattr("mtrelax.ui.visuals.scene.dark_at", dict[None, float]().__getitem__)
    with QPainter(image) as painter:
        with pytest.raises(KeyError):
            visual.paint(painter, QRectF(image.rect()), HALF, scene())
        assert not painter.hasClipping()


@pytest.mark.parametrize("playlist", BUNDLED, ids=lambda each: each.slug)
def test_the_word_can_be_read_in_the_smallest_picture(visual, playlist):
    check_word(visual, scene(SMALLEST, playlist))


@pytest.mark.parametrize("factor", [1.0, 2.0])
@pytest.mark.parametrize("theme", ["dark", "contrast"])
@pytest.mark.parametrize("size", [SMALLEST, QSize(200, 700), QSize(800, 480), QSize(1280, 800)])
def test_the_word_can_be_read_in_every_theme_and_size_of_type(visual, size, theme, factor):
    check_word(visual, scene(size, theme=theme, factor=factor))


@pytest.mark.parametrize("theme", ["dark", "contrast"])
def test_the_word_can_be_read_in_the_largest_picture(visual, theme):
    check_word(visual, scene(QSize(3840, 2160), theme=theme))


def check_word(visual, of):
    """Every word is inside the picture, large enough, and stands out from what is behind it."""
    place = visual.word_at(of)
    if place is None:
        return
    metrics = QFontMetricsF(place.font)
    widest = max(metrics.horizontalAdvance(word) for word in STEP_WORDS.values())
    room = QRectF(0, 0, widest, metrics.capHeight() + metrics.descent())
    room.moveCenter(place.box.center())
    assert place.font.pixelSize() >= 12
    assert QRectF(0, 0, of.size.width(), of.size.height()).contains(room)
    # Spaces that are as wide as the longest word: what is painted is what one reads it on.
    spaces = "\u00a0" * int(widest / metrics.horizontalAdvance("\u00a0"))
    blank = replace(of, words={**STEP_WORDS, StepKind.INHALE: spaces})
    colours = tones(of)
    ink = colours.ink if place.is_inside else colours.light_ink
    for full in (0.0, 1.0):
        midway = replace(HALF, breath=Breath(StepKind.INHALE, 0.5, full, 2))
        behind = cut(painted(visual, midway, blank), room.toAlignedRect())
        assert contrasts(ink, behind).min() >= (7.0 if of.theme.name == "contrast" else 4.5)


@pytest.mark.parametrize("playlist", BUNDLED, ids=lambda each: each.slug)
def test_a_sentence_below_can_be_read(visual, playlist):
    of = scene(QSize(640, 400), playlist, words={})
    below = QRect(140, 310, 360, 78)
    ink = of.theme.colour(visual.ink)
    assert contrasts(ink, cut(painted(visual, FULL, of), below)).min() >= 4.5


def test_the_time_that_is_left_can_be_seen(visual):
    of = scene(QSize(640, 400), words={})
    early, late = (replace(HALF, length=Seconds(each)) for each in (100.0, 1000.0))
    assert (painted(visual, early, of) != painted(visual, late, of)).any()

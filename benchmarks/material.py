"""The session that is measured: music and rain that are always the same, and the bundled voice."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mtrelax.catalogue.catalogue import load_catalogue
from mtrelax.domain.breathing import Pacer
from mtrelax.domain.compile import compile_session
from mtrelax.domain.materials import Layered, Materials, Sound
from mtrelax.domain.plan import AmbienceChoice, CueStyle, Recipe, SessionPlan
from mtrelax.domain.time import SAMPLE_RATE, Decibels, Seconds
from mtrelax.domain.timeline import PacedSpan, Timeline
from mtrelax.domain.track import Loudness, Track
from mtrelax.media.encode import About, open_encoder
from mtrelax.storage.folders import find_assets

FOLDER: Final = Path(__file__).resolve().parent / ".material"
SCRIPT: Final = "shore-at-dusk"
PIECE: Final = Seconds(610.0)
"""Two of these, crossing for 10 s, are a little more than 20 minutes."""
RAIN: Final = Seconds(60.0)
MUSIC_LEVEL: Final = Decibels(-23.3)
RAIN_LEVEL: Final = Decibels(-20.6)
RECIPE: Final = Recipe(
    "measured",
    "Measured",
    settle=Seconds(5.0),
    induction=Seconds(0.0),
    deepening=Seconds(600.0),
    music=Seconds(475.0),
    closing=Seconds(120.0),
)
"""The voice begins at once, so that a measurement of the first minutes hears it, too."""
_CHORDS: Final = ((110.0, 220.0, 277.2, 329.6, 554.4), (98.0, 196.0, 246.9, 293.7, 587.3))


def session(minutes: float) -> tuple[SessionPlan, Timeline, Materials]:
    """Return a session with music, rain and voice: its plan, its timeline and what it is made of."""
    music, rain = make_sounds()
    shelf = load_catalogue(find_assets())
    plan = SessionPlan(
        "measured", minutes=minutes, script=SCRIPT, breathing=None, ambience=(AmbienceChoice("rain"),)
    )
    materials = Materials(
        tracks=tuple(
            Track(path, PIECE, path.stem, loudness=Loudness(MUSIC_LEVEL), licence="CC0-1.0") for path in music
        ),
        recipe=RECIPE,
        closing=shelf.narrations["gentle-return"],
        grounding=shelf.narrations["grounding"],
        narration=shelf.narrations[SCRIPT],
        ambience=(Layered(Sound("rain", "Rain", rain, RAIN, Loudness(RAIN_LEVEL), "CC0-1.0")),),
    )
    return plan, compile_session(plan, materials), materials


def breathing_session(minutes: float) -> tuple[SessionPlan, Timeline, Materials]:
    """Return the same session with the breath paced all the time: the picture moves, and there are tones."""
    plan, timeline, materials = session(minutes)
    gentle = load_catalogue(find_assets()).patterns["gentle-slow"]
    paced = PacedSpan(Pacer(gentle), Seconds(0.0), timeline.length)
    return plan, replace(timeline, paced=(paced,), cue_style=CueStyle.TONE), materials


def make_sounds() -> tuple[list[Path], Path]:
    """Return two pieces of music and rain; they are made once."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / ".gitignore").write_text("*\n", "utf-8")
    music = [FOLDER / "one.opus", FOLDER / "two.opus"]
    for path, chord in zip(music, _CHORDS, strict=True):
        _write(path, PIECE, _music(chord))
    rain = FOLDER / "rain.opus"
    _write(rain, RAIN, _rain())
    return music, rain


def _write(path: Path, length: Seconds, seconds: Iterator[NDArray[np.float32]]) -> None:
    if path.exists():
        return
    encoder = open_encoder(path, About(title=path.stem))
    for _ in range(round(length)):
        encoder.write(next(seconds))
    encoder.close()


def _music(chord: tuple[float, ...]) -> Iterator[NDArray[np.float32]]:
    """Yield a slowly swelling chord with a breath of noise, second by second."""
    random = np.random.default_rng(11)
    time = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    start = 0
    while True:
        now = start + time
        sides = [
            sum(
                np.sin(2 * np.pi * (pitch + detune) * now)
                * (0.6 + 0.4 * np.sin(now * 2 * np.pi / (7 + 3 * n)))
                for n, pitch in enumerate(chord)
            )
            for detune in (0.0, 0.3)
        ]
        noise = random.standard_normal((SAMPLE_RATE, 2)) * 0.004
        yield (np.stack(sides, axis=1) * 0.05 + noise).astype(np.float32)
        start += 1


def _rain() -> Iterator[NDArray[np.float32]]:
    """Yield noise that hisses less than white noise does."""
    random = np.random.default_rng(12)
    while True:
        drops = random.standard_normal((SAMPLE_RATE + 3, 2)) * 0.1
        smooth = drops[:-3] + drops[1:-2] + drops[2:-1] + drops[3:]
        yield (smooth / 4).astype(np.float32)


if __name__ == "__main__":
    make_sounds()
    _, made, _ = session(float(sys.argv[1]) if len(sys.argv) > 1 else 20.0)
    for clip in made.clips:
        print(f"{clip.start:8.2f} {clip.end:8.2f} {clip.layer:8} {clip.path.name}")

"""What SDL really plays, read back through its disk driver."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sound_material import roughness, session

from mtrelax.domain.time import SAMPLE_RATE

PLAYER = Path(__file__).parent / "play_to_disk.py"
DEVICE_BUFFER_MS = 1024 / SAMPLE_RATE * 1000
HASTES_MS = (2, 4, 8)
"""How long SDL's disk may take for a buffer, the next one where a busy machine could not keep up with the last."""


def play(folder, what, speed, **environment):
    """Run the player; return what it says and what SDL played."""
    capture = folder / "capture.raw"
    capture.unlink(missing_ok=True)
    variables = {**os.environ, "SDL_AUDIODRIVER": "disk", "SDL_DISKAUDIOFILE": str(capture), **environment}
    command = [sys.executable, str(PLAYER), str(folder), what, str(speed)]
    ran = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout), np.fromfile(capture, np.float32).reshape(-1, 2)


def sounding(sound):
    """Return a sound from its first to its last frame that is not silent."""
    heard = np.flatnonzero(np.abs(sound).max(axis=1) > 1e-6)
    return sound[heard[0] : heard[-1] + 1]


def has_waited(heard, expected):
    """Tell whether SDL had to wait for its next block: all is heard to the end, with silence in between."""
    heard = heard[np.abs(heard).max(axis=1) > 0]
    expected = expected[np.abs(expected).max(axis=1) > 0]
    same = min(len(heard), len(expected))
    return np.abs(heard[-same:] - expected[-same:]).max() < 1e-6


def play_fast(folder, what, expected, tail, **environment):
    """Play as fast as this machine can feed SDL; return what is heard.

    ``tail`` cuts off of a sound what is to be heard as it was rendered.
    """
    heard = expected[:0]
    for haste in HASTES_MS:
        told, captured = play(
            folder, what, DEVICE_BUFFER_MS / haste, SDL_DISKAUDIODELAY=str(haste), **environment
        )
        assert told["over"]
        assert not told["lost"]
        heard = sounding(captured)
        kept = tail(heard)
        is_same = len(kept) <= len(expected) and np.abs(kept - expected[-len(kept) :]).max() < 1e-6
        if is_same or not has_waited(kept, expected):
            break
    return heard


@pytest.mark.timeout(240)
def test_what_is_heard_is_what_is_rendered(tmp_path, rendered):
    expected = sounding(rendered(session(tmp_path)))
    heard = play_fast(tmp_path, "listen", expected, lambda sound: sound)
    assert len(heard) == len(expected)
    assert np.abs(heard - expected).max() < 1e-6


@pytest.fixture(scope="module")
def steered(tmp_path_factory):
    """What is heard while a person pauses, changes levels, revises and ends."""
    return play(tmp_path_factory.mktemp("steered"), "steer", 1.0)


def test_nothing_that_a_person_does_clicks(steered):
    told, captured = steered
    assert [name for name, _ in told["done"]] == ["level", "pause", "resume", "master", "revise", "end"]
    # A sine of 220 Hz and 0.1 has 0.00008; its 16 bits add 0.00006, and a click of -40 dB would have 0.001.
    assert roughness(captured) < 0.0003


def test_a_change_is_heard_within_three_tenths_of_a_second(steered):
    told, captured = steered
    ordered = dict(told["done"])["level"]
    heard = sounding(captured)[:, 0]
    size = SAMPLE_RATE // 100
    power = np.abs(heard[: len(heard) // size * size].reshape(-1, size)).max(axis=1)
    quieter = np.flatnonzero(power[20:] < 0.095)[0] / 100 + 0.2
    assert quieter - ordered < 0.3 + 0.06  # and a part of its glide of 0.2 s until it is measurable


@pytest.mark.timeout(240)
def test_a_session_outlives_its_loudspeaker_and_is_heard_again_when_it_returns(tmp_path, rendered):
    expected = sounding(rendered(session(tmp_path)))
    heard = play_fast(
        tmp_path,
        "return",
        expected,
        lambda sound: sound[4 * SAMPLE_RATE :],
        SDL_DISKAUDIOFILE="/dev/full",
    )
    assert roughness(heard[:SAMPLE_RATE]) < roughness(expected[:SAMPLE_RATE])
    assert len(heard) > 15 * SAMPLE_RATE
    kept = len(heard) - 4 * SAMPLE_RATE
    assert kept <= len(expected)
    assert np.abs(heard[-kept:] - expected[-kept:]).max() < 1e-6

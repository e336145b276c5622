"""The demo, as somebody without a screen starts it."""

import json
import subprocess
import sys

import pytest

from mtrelax.media.decode import audio_length
from mtrelax.media.loudness import measure


@pytest.mark.timeout(240)
def test_the_demo_shows_the_whole_flow(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "mtrelax", "demo", "--out", str(tmp_path), "--minutes", "1"],
        capture_output=True,
        text=True,
        timeout=220,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    pictures = sorted(path.name for path in tmp_path.glob("*.png"))
    assert pictures[0] == "01-home.png"
    assert len(pictures) >= 8
    [session] = json.loads((tmp_path / "log.json").read_text())
    assert [rating["value"] for rating in session["ratings"]] == [6, 3]
    sound = tmp_path / "session.opus"
    assert audio_length(sound) == pytest.approx(60, abs=0.1)
    loudness = measure(sound)
    assert -23 <= loudness.integrated <= -18
    assert loudness.true_peak < -1
    assert (tmp_path / "session.vtt").read_text().startswith("WEBVTT")

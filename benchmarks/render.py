"""A session as an Opus file, against one call of ``ffmpeg`` whose filter graph does the same."""

import json
import sys
import tempfile
from pathlib import Path

from benchmarks.process import Cost, measured, middle, ours
from benchmarks.table import Row


def rows(*, quick: bool) -> list[Row]:
    """Measure the speed, and whether memory stays flat."""
    minutes, long, runs = (8, 40, 1) if quick else (20, 120, 3)
    mine: list[Cost] = []
    theirs: list[Cost] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # Makes the music, too, the first time.
        peer: list[str] = json.loads(measured(ours("graph", minutes, folder / "peer.opus")).output)
        for _ in range(runs):
            mine.append(measured(ours("render", minutes, folder / "ours.opus")))
            theirs.append(measured(peer))
        memory = measured(ours("render", long, folder / "long.opus")).memory
    one, other = middle(mine), middle(theirs)
    sound = minutes * 60
    return [
        Row(
            f"render {minutes} min to Opus, speed",
            f"{sound / one.wall:.0f} times real time",
            f"ffmpeg {sound / other.wall:.0f}",
            other.wall / one.wall,
            least=1.0,
        ),
        Row(
            "… its processor time",
            f"{one.processor:.1f} s",
            f"ffmpeg {other.processor:.1f} s",
            one.processor / other.processor,
        ),
        Row(
            f"… peak memory, {long} min against {minutes} min",
            f"{memory:.0f} MiB",
            f"{one.memory:.0f} MiB (ffmpeg {other.memory:.0f})",
            memory / one.memory,
            most=1.1,
        ),
    ]


def render(minutes: float, path: Path) -> None:
    """Render, as the program does."""
    from benchmarks.material import session
    from mtrelax.services.rendering import render_session

    plan, timeline, materials = session(minutes)
    done = render_session(plan, timeline, materials, path, _nobody, _never)
    if done.faults:
        raise SystemExit(f"silent in it: {done.faults}")


def _nobody(_fraction: float) -> None:
    """Show no progress."""


def _never() -> bool:
    return False


if __name__ == "__main__":
    render(float(sys.argv[1]), Path(sys.argv[2]))

"""Plays a session through SDL's disk driver; run by test_sdl in a process of its own.

Arguments: folder, what to do, how many times faster than real time.
"""

import json
import os
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[2]))

from sound_material import WavSource, clip, session, sine, timeline, write_wav

from mtrelax.domain.plan import Layer, Levels
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.engine.desk import Desk
from mtrelax.engine.output import Output
from mtrelax.engine.sinks.sdl import SdlSink
from mtrelax.engine.sinks.silent import SilentSink

LEVELS = Levels(ambience=Decibels(0.0), cue=Decibels(0.0))


def tune(folder: Path, name: str, phase: float):
    path = write_wav(folder / f"{name}.wav", sine(220, 12, phase=phase))
    return timeline(12, clip(path, 0, 12, fade_in=0.1, fade_out=1))


def steps(desk: Desk, folder: Path):
    """Return what is done when, in seconds of real time."""
    return [
        (1.0, "level", lambda: desk.set_level(Layer.MUSIC, Decibels(-12.0))),
        (1.6, "pause", desk.pause),
        (2.4, "resume", desk.resume),
        (3.8, "master", lambda: desk.set_master(Decibels(-6.0))),
        (4.5, "revise", lambda: desk.revise(tune(folder, "other", 2.0))),
        (5.2, "end", lambda: desk.end(Seconds(0.5))),
    ]


def plug_in(folder: Path):
    """Return the loudspeaker's coming back; until then its disk was full."""
    capture = str(folder / "capture.raw")
    return [(1.0, "return", lambda: os.environ.update(SDL_DISKAUDIOFILE=capture))]


def main() -> None:
    folder, what, speed = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])

    def clock() -> float:
        return time.monotonic() * speed

    made = tune(folder, "tune", 0.0) if what == "steer" else session(folder)
    desk = Desk(made, WavSource, LEVELS, Decibels(0.0), clock)
    output = Output(desk, SdlSink(), SilentSink(clock, speed), clock)
    todo = {"steer": steps, "listen": lambda *_: [], "return": lambda _, where: plug_in(where)}[what](
        desk, folder
    )
    done = []
    output.start()
    began = time.monotonic()
    tick = threading.Event()
    while not desk.over and time.monotonic() - began < 30:
        while todo and time.monotonic() - began >= todo[0][0]:
            _, name, act = todo.pop(0)
            done.append((name, desk.position))
            act()
        output.pump()
        tick.wait(0.05)
    lost = output.lost
    output.stop()
    print(json.dumps({"done": done, "lost": lost, "over": desk.over, "faults": len(desk.faults)}))


main()

"""Whether breath, captions and cues agree with the sound that SDL played, from the first minute to the last.

``python -m benchmarks.sync [MINUTES [DELAY]]`` measures a session of another length, or with a device that
waits so many milliseconds for each of its buffers: 21 is real time.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from math import inf
from pathlib import Path
from typing import Any, Final

import numpy as np

from benchmarks.capture import BUFFER, Capture
from benchmarks.coded import MUSIC, Mono, code
from benchmarks.process import ROOT, CannotMeasureError, ours
from benchmarks.table import Row
from mtrelax.domain.breathing import StepKind
from mtrelax.domain.time import SAMPLE_RATE
from mtrelax.engine.block import BLOCK
from mtrelax.engine.tones import TONES

PICTURE: Final = SAMPLE_RATE // 60
"""Frames of sound in one of 60 pictures a second: what nobody sees or hears."""
DELAYS_MS: Final = (2.0, 4.0, 8.0)
"""With the first of them, a session takes a tenth of its time."""
_REAL_TIME: Final = 21.0
"""How many milliseconds the device waits for a buffer where it plays as fast as a loudspeaker."""
_SEARCH: Final = 9_600
"""A sound is looked for so far around its place."""
_LOOK: Final = 8_192
"""How much of a noise is looked at."""
_PLAIN: Final = 0.06
"""How much of what is heard a noise is at least: five times what chance makes of so many frames."""
_TONE: Final = 0.3
_SILENT: Final = 1_000
"""More frames of silence are a pause: nothing is looked for there."""
_EVERY: Final = 24_000
"""How far the places are apart at which the music is asked which frame it is."""


@dataclass(slots=True)
class Agreement:
    """How far what the player said is from what was heard."""

    off: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """Frames, for each thing that was compared: music, captions, cues, breath."""
    missing: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """How often nothing was found where something should have sounded."""
    unseen: int = 0
    """How often something began while this busy machine had not asked the player for a second of sound."""
    done: list[str] = field(default_factory=list)
    seconds: float = 0.0
    memory: list[float] = field(default_factory=list)
    """Peak of the player, MiB, minute by minute."""
    late: list[float] = field(default_factory=list[float])
    """How many seconds after the device took a block the player heard of it."""
    gaps: int = 0
    """How often the device had to wait for a block: it is heard later, and nothing else."""
    lost: int = 0
    """How many blocks were never heard."""

    @property
    def worst(self) -> dict[str, float]:
        """Return the largest deviation of each."""
        return {name: max(map(abs, found)) for name, found in sorted(self.off.items())}


@dataclass(frozen=True, slots=True)
class _Report:
    """What the player said, and how many frames the device had taken then."""

    place: float
    moment: float
    breath: tuple[str, float] | None
    caption: str | None

    def place_of(self, moment: float) -> float:
        """Return where a moment of the session is heard, as this report has it."""
        return self.place + moment - self.moment


class Judge:
    """Compares what the player says with what was heard."""

    def __init__(self, capture: Capture) -> None:
        self.agreement = Agreement()
        self._capture = capture
        self._reports: deque[_Report] = deque(maxlen=2)
        self._later: deque[tuple[float, Callable[[], object]]] = deque()
        self._asked = 0.0

    def hear(self, line: dict[str, Any]) -> None:
        """Take in what the player said."""
        match line:
            case {"place": place, "moment": moment, "breath": breath, "caption": caption}:
                self._reports.append(_Report(place, moment, tuple(breath) if breath else None, caption))
                self.agreement.seconds = moment / SAMPLE_RATE
                self._ask_the_music()
            case {"memory": memory}:
                self.agreement.memory.append(memory)
            case {"block": number, "heard_of": when}:
                self.agreement.late += (
                    [when - self._capture.taken[number]] if number in self._capture.taken else []
                )
            case {"done": what}:
                self.agreement.done.append(what)
            case _:
                before, after = self._reports
                self._after(after, lambda: self._compare(line, before, after))
        self.settle(self._reports[-1].place - 4 * BLOCK - 2 * SAMPLE_RATE)

    def settle(self, place: float = inf) -> None:
        """Compare what was heard whole by now."""
        while self._later and self._later[0][0] <= place:
            self._later.popleft()[1]()

    def _after(self, report: _Report, compare: Callable[[], object]) -> None:
        self._later.append((report.place, compare))

    def _ask_the_music(self) -> None:
        """Compare the moment that is told with the frame of the music that is heard, if the clock moves."""
        if len(self._reports) < 2:
            return
        before, after = self._reports
        moves = (
            abs(after.place - before.place - (after.moment - before.moment)) < 2 < after.place - before.place
        )
        if moves and before.place >= self._asked:
            self._asked = before.place + _EVERY
            known = code(MUSIC, round(before.moment), _LOOK)
            self._after(before, lambda: self._note("music", before.place, known))

    def _compare(self, line: dict[str, Any], before: _Report, after: _Report) -> None:
        """Compare where something begins, as it was told, with where it was heard to."""
        expected = after.place_of(line["at"])
        if after.place - before.place > SAMPLE_RATE:
            self.agreement.unseen += 1
            return
        if "caption" in line:
            known = code(Path(line["path"]), round(line["offset"]), _LOOK)
            off = self._note("captions", expected, known)
            if off is not None and not (before.caption != line["caption"] == after.caption):
                self.agreement.off["captions"].append(inf)
            return
        off = self._note("cues", expected, TONES[StepKind(line["cue"])][:, 0], _TONE)
        if off is not None:
            kind, lasts = after.breath or ("", 0.0)
            turned = after.place - lasts
            self.agreement.off["breath"].append(expected + off - turned if kind == line["cue"] else inf)

    def _note(self, name: str, expected: float, known: Mono, least: float = _PLAIN) -> float | None:
        """Look for a sound around a place; return how far from it it was found, in frames."""
        begin = round(expected) - _SEARCH
        heard = self._capture.stretch(begin, len(known) + 2 * _SEARCH)
        lag, alike = (0, 0.0) if heard is None else _found(heard, known)
        if alike < least:
            self.agreement.missing[name] += 1
            return None
        off = begin + lag - expected
        self.agreement.off[name].append(off)
        return off


def _found(heard: Mono, known: Mono) -> tuple[int, float]:
    """Return from which frame on a sound is in what was heard, and how much of that is it, 0..1."""
    if np.count_nonzero(heard) < len(heard) - _SILENT:
        return 0, 0.0
    size = 1 << (len(heard) - 1).bit_length()
    both = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(known, size))
    alike = np.fft.irfft(both, size)[: len(heard) - len(known) + 1]
    energy = np.cumsum(np.concatenate(([0.0], heard.astype(np.float64) ** 2)))
    alike /= np.sqrt(energy[len(known) :] - energy[: -len(known)]) * np.linalg.norm(known)
    best = int(np.argmax(alike))
    return best, float(alike[best])


def measure(minutes: float, delay: float) -> Agreement:
    """Play so many minutes through SDL's disk, and compare.

    ``delay`` is how many milliseconds the disk waits for each of its buffers.
    """
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "capture")
        os.mkfifo(path)
        surroundings = {
            **os.environ,
            "SDL_AUDIODRIVER": "disk",
            "SDL_DISKAUDIOFILE": str(path),
            "SDL_DISKAUDIODELAY": f"{delay:g}",
        }
        speed = BUFFER / SAMPLE_RATE * 1000 / delay
        capture = Capture(path)
        judge = Judge(capture)
        command = ours("sync_player", minutes, speed)
        with (
            tempfile.TemporaryFile("w+") as errors,
            subprocess.Popen(
                command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, stderr=errors, text=True
            ) as player,
        ):
            for line in player.stdout or ():
                judge.hear(json.loads(line))
            player.wait()
            capture.close()
            judge.settle()
            errors.seek(0)
            if player.returncode != 0 or capture.broken:
                raise CannotMeasureError(capture.broken or errors.read()[-1500:])
    judge.agreement.gaps, judge.agreement.lost = capture.gaps, capture.lost
    return judge.agreement


def measure_steadily(minutes: float) -> Agreement:
    """Measure as fast as this machine can feed SDL: slower, where it was so busy that sound was lost."""
    for delay in DELAYS_MS[:-1]:
        with suppress(CannotMeasureError):
            found = measure(minutes, delay)
            if not found.lost:
                return found
    return measure(minutes, DELAYS_MS[-1])


def rows(*, quick: bool) -> list[Row]:
    """Measure an hour, or five minutes."""
    minutes = 5 if quick else 60
    found = measure_steadily(minutes)
    worst = found.worst
    told = ", ".join(f"{name} {frames:.0f}" for name, frames in worst.items())
    compared = sum(map(len, found.off.values()))
    early = found.memory[len(found.memory) // 6]
    return [
        Row(
            f"{minutes} min through SDL, largest deviation from the sound, frames",
            told,
            f"a picture {PICTURE} ({compared} compared, {sum(found.missing.values())} not found)",
            max(worst.values()) / PICTURE,
            most=1.0,
        ),
        Row(
            "… peak memory at the end",
            f"{found.memory[-1]:.0f} MiB",
            f"{early:.0f} MiB at {minutes // 6} min",
            found.memory[-1] / early,
            most=1.1,
        ),
    ]


def main() -> None:
    """Tell what was measured."""
    wished = [float(each) for each in sys.argv[1:]]
    minutes, delay = [*wished, *(3.0, DELAYS_MS[0])[len(wished) :]]
    found = measure(minutes, delay)
    for name, off in found.off.items():
        print(f"{name}: {len(off)} compared, at most {found.worst[name]:.1f} frames off", end="")
        print(f", {found.missing[name]} not found" if found.missing[name] else "")
    print(f"{found.seconds:.0f} s: {', '.join(found.done)}")
    print(f"the device waited {found.gaps} times, and {found.lost} blocks were lost")
    if delay >= _REAL_TIME:  # read faster, the pipe is read later than it was written
        middle, most = np.percentile(found.late, (50, 99)) * 1000
        print(f"heard of a block {middle:.1f} ms after it began (99 %: {most:.1f} ms)")
    print(f"memory {', '.join(f'{each:.0f}' for each in found.memory)} MiB")


if __name__ == "__main__":
    main()

"""Runs a program and tells what it cost. Itself it stays small: a child inherits its parent's memory peak."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
_TICK: Final = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


class CannotMeasureError(Exception):
    """Something that a row needs is not here; the text says what."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run of a program took."""

    wall: float
    processor: float
    memory: float
    """Its peak, MiB."""
    output: str


def ours(module: str, *arguments: object) -> list[str]:
    """Return the command that runs a module of the benchmarks."""
    return [sys.executable, "-m", f"benchmarks.{module}", *map(str, arguments)]


def measured(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Cost:
    """Run a program to its end."""
    with tempfile.TemporaryFile() as told:
        begin = time.monotonic()
        process = begun(command, environment, told.fileno())
        # Not `process.wait()`: only this call tells what a single child has used.
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        output = told.read().decode(errors="replace")
    if process.returncode != 0:
        raise CannotMeasureError(f"{command[0]} failed:\n{output.strip()[-1500:]}")
    memory = used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return Cost(wall, used.ru_utime + used.ru_stime, memory, output)


def begun(
    command: Sequence[str], environment: Mapping[str, str] | None = None, output: int = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    """Start a program from the root of the project."""
    surroundings = {**os.environ, **(environment or {})}
    # Where this is set, every start compiles every module of ours, and none of an installed library.
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=surroundings,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    except FileNotFoundError as error:
        raise CannotMeasureError(f"{command[0]} is not installed") from error


def processor_time(process: subprocess.Popen[bytes]) -> float:
    """Return the seconds of processor that a running program has used so far."""
    try:
        # Behind the name, which may hold anything: user time is field 14, system time field 15.
        fields = Path(f"/proc/{process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError as error:
        raise CannotMeasureError("a running program can only be looked at on Linux") from error
    return (int(fields[11]) + int(fields[12])) / _TICK


def middle(costs: Sequence[Cost]) -> Cost:
    """Return the median of several runs, each figure for itself."""
    return Cost(
        median(each.wall for each in costs),
        median(each.processor for each in costs),
        median(each.memory for each in costs),
        costs[-1].output,
    )

"""Bringing a folder of music of one's own, and bringing it again, against a bare loop of mutagen."""

import os
import queue
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any, Final, cast

import numpy as np

from benchmarks.process import measured, ours
from benchmarks.table import Row

_FILES: Final = 2000
_KINDS: Final = ("flac", "mp3", "opus", "m4a")
_IN_A_FOLDER: Final = 20


def rows(*, quick: bool) -> list[Row]:
    """Measure both in turn, each in a process of its own; what it takes to start them is left out."""
    with tempfile.TemporaryDirectory() as folder:
        _make_library(Path(folder))
        mine: list[list[float]] = []
        theirs: list[list[float]] = []
        for run in range(4 if quick else 8):
            one, other = _timed("mtrelax", folder), _timed("mutagen", folder)
            if run:  # the first one fills the caches of the disk
                mine.append(one)
                theirs.append(other)
    first, again = (median(each) for each in zip(*mine, strict=True))
    [bare] = (median(each) for each in zip(*theirs, strict=True))
    peer = f"bare mutagen loop {1000 * bare:.0f} ms"
    return [
        Row(f"bring {_FILES} files", f"{1000 * first:.0f} ms", peer, first / bare, most=1.3),
        Row("… again, unchanged", f"{1000 * again:.0f} ms", peer, again / bare, most=0.05),
    ]


def _timed(what: str, folder: str) -> list[float]:
    return [float(word) for word in measured(ours("scan", what, folder)).output.split()]


def _make_library(folder: Path) -> None:
    """Write short files of every kind, in folders as records are."""
    from mtrelax.media.encode import About, open_encoder

    wave = 0.1 * np.sin(2 * np.pi * 220.0 * np.arange(96_000) / 48_000).astype(np.float32)
    for number in range(_FILES):
        album, kind = folder / f"Album {number // _IN_A_FOLDER}", _KINDS[number % len(_KINDS)]
        path, pattern = album / f"{number} piece.{kind}", folder / f"pattern.{kind}"
        if not pattern.exists():
            encoder = open_encoder(pattern, About(title="A piece", artist="Somebody", album="An album"))
            encoder.write(np.stack([wave, wave], axis=1))
            encoder.close()
        album.mkdir(exist_ok=True)
        shutil.copy(pattern, path)
    for kind in _KINDS:
        (folder / f"pattern.{kind}").unlink()


class _Here:
    """Calls what is posted in the thread that waits for it."""

    def __init__(self) -> None:
        self.calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()

    def post(self, call: Callable[[], None]) -> None:
        self.calls.put(call)


def bring(folder: str) -> list[float]:
    """Bring a folder twice, as Home does."""
    from mtrelax import backstage
    from mtrelax.catalogue.catalogue import load_catalogue
    from mtrelax.domain.errors import Cancelled
    from mtrelax.domain.track import Loudness
    from mtrelax.services.jobs import Jobs
    from mtrelax.services.librarian import Librarian
    from mtrelax.services.shelf import Added
    from mtrelax.storage.folders import find_assets, folders

    def nothing(*_args: object) -> Loudness:
        raise Cancelled  # how loud it is, is measured at leisure

    def unheard(_fraction: float) -> None:
        pass

    took: list[float] = []
    with tempfile.TemporaryDirectory() as data:
        kept = backstage.open_kept(folders(Path(data)))
        here = _Here()
        with closing(Jobs(here)) as jobs:
            files = replace(backstage.FILES, measure=nothing)
            librarian = Librarian(load_catalogue(find_assets()), kept.library, files, jobs)
            for _ in range(2):
                added: list[Added] = []
                begin = time.perf_counter()
                librarian.add_own("Music", [Path(folder)], added.append, unheard)
                while not added:
                    here.calls.get()()
                took.append(time.perf_counter() - begin)
                assert added[0].music is not None
                assert len(added[0].music.tracks) == _FILES
        kept.close()
    return took


def loop(folder: str) -> list[float]:
    """Look at every file with mutagen, and with nothing else."""
    import mutagen

    read = cast("Any", mutagen.File)
    begin = time.perf_counter()
    count = sum(read(Path(root, name)) is not None for root, _, names in os.walk(folder) for name in names)
    took = time.perf_counter() - begin
    assert count == _FILES
    return [took]


_DO: Final[Mapping[str, Callable[[str], list[float]]]] = {"mtrelax": bring, "mutagen": loop}

if __name__ == "__main__":
    print(*_DO[sys.argv[1]](sys.argv[2]))

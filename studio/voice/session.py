"""Whether the words of a whole session are understood over its music: a recogniser hears the rendered file."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from studio.master import decode_opus
from studio.voice.judge import JUDGES_RATE, Recogniser, distance, plain_words, to_judges

MOST_ERRORS: Final = 0.06
_LONGEST: Final = 25.0
"""Seconds that the recogniser takes at once."""
_CUE: Final = re.compile(r"([\d:.]+) --> ([\d:.]+)\n(.+)")


class Caption(NamedTuple):
    """A sentence of a session, in seconds."""

    start: float
    end: float
    text: str


def misheard(session: Path, recogniser: Recogniser) -> Iterator[tuple[int, int]]:
    """Yield how many words each stretch of a session has, and how many of them were misheard; say where.

    ``session`` is an Opus file that ``mtrelax render`` wrote, with its captions (.vtt) beside it.
    """
    sound = to_judges(decode_opus(session).mean(axis=1))
    for stretch in _stretches(_captions(session.with_suffix(".vtt"))):
        said = plain_words(" ".join(caption.text for caption in stretch))
        first, last = stretch[0].start - 0.2, stretch[-1].end
        heard = plain_words(recogniser.listen(sound[round(first * JUDGES_RATE) : round(last * JUDGES_RATE)]))
        if wrong := distance(said, heard):
            print(f"{session.stem}, {first:.0f} s\n   said: {' '.join(said)}\n  heard: {' '.join(heard)}")
        yield len(said), wrong


def _captions(path: Path) -> list[Caption]:
    found = _CUE.findall(path.read_text(encoding="utf-8"))
    return [Caption(_seconds(start), _seconds(end), text) for start, end, text in found]


def _seconds(clock: str) -> float:
    seconds = 0.0
    for part in clock.split(":"):
        seconds = 60 * seconds + float(part)
    return seconds


def _stretches(captions: list[Caption]) -> Iterator[list[Caption]]:
    """Yield sentences that follow each other, as many as the recogniser takes at once."""
    stretch: list[Caption] = []
    for caption in captions:
        if stretch and (caption.end - stretch[0].start > _LONGEST or caption.start - stretch[-1].end > 3.0):
            yield stretch
            stretch = []
        stretch.append(caption)
    if stretch:
        yield stretch

"""Reads a score as a strict teacher would: what growls below, what rubs for long, who leaps."""

from collections.abc import Iterator
from typing import Final

from studio.score.harmony import low_clusters, semitones
from studio.score.notes import Score

_STEP: Final = 0.25
_LONG: Final = 1.0
"""Beats: a passing note may rub shorter than this."""


def remarks(score: Score) -> Iterator[str]:
    """Yield one line for each fault, by the beat on which it begins."""
    growling: dict[tuple[int, int], float] = {}
    rubbing: dict[tuple[int, int], float] = {}
    for step in range(round(score.tempo.beats / _STEP)):
        beat = step * _STEP
        sounding = [
            note.pitch
            for part in score.parts.values()
            for note in part.notes
            if note.beat <= beat < note.beat + note.length - 0.1
        ]
        for found, kept, fault in (
            (low_clusters(sounding), growling, "growls"),
            (semitones(sounding), rubbing, "rubs"),
        ):
            for pair in [pair for pair in kept if pair not in found]:
                length = beat - kept.pop(pair)
                if length > _LONG or fault == "growls":
                    yield f"{score.slug}: bar {int((beat - length) // score.beats_per_bar) + 1}: {pair} {fault} {length:g}"
            for pair in found:
                kept.setdefault(pair, beat)

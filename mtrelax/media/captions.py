"""Captions beside a rendered file, as WebVTT."""

from collections.abc import Iterable
from pathlib import Path

from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import Caption


def write_vtt(path: Path, captions: Iterable[Caption]) -> None:
    """Write captions; raises ``OSError``."""
    path.write_text(vtt(captions), encoding="utf-8", newline="\n")


def vtt(captions: Iterable[Caption]) -> str:
    """Return captions as WebVTT, in the order of time; what has no words or no time is left out."""
    cues = [
        f"{_clock(caption.start)} --> {_clock(caption.end)}\n{text}\n"
        for caption in sorted(captions, key=_start)
        if (text := _plain(caption.text)) and round(caption.end * 1000) > round(caption.start * 1000)
    ]
    return "\n".join(["WEBVTT\n", *cues])


def _start(caption: Caption) -> Seconds:
    """Return when a caption appears."""
    return caption.start


def _plain(text: str) -> str:
    """Return words in which nothing is markup; an empty line would end the cue."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return "\n".join(filter(None, lines)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _clock(time: Seconds) -> str:
    """Return a moment as WebVTT has it, 00:00:00.000."""
    total = round(time * 1000)
    return f"{total // 3_600_000:02}:{total // 60_000 % 60:02}:{total // 1000 % 60:02}.{total % 1000:03}"

"""The same session for ``ffmpeg``: its timeline as one filter graph, as cheap as ffmpeg can have it."""

import json
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from benchmarks.material import session
from mtrelax.domain.curves import Envelope
from mtrelax.domain.plan import Layer, Levels
from mtrelax.domain.time import SAMPLE_RATE, Decibels, Seconds, to_frames
from mtrelax.domain.timeline import Clip, Timeline
from mtrelax.engine.limiter import CEILING
from mtrelax.media.encode import FORMATS

KBIT: Final = FORMATS[".opus"].kbit
_STEREO: Final = f"aformat=sample_rates={SAMPLE_RATE}:channel_layouts=stereo"


def command(timeline: Timeline, levels: Levels, out: Path) -> list[str]:
    """Return the one call of ffmpeg that renders a timeline."""
    music = _clips(timeline, Layer.MUSIC)
    rain = _clips(timeline, Layer.AMBIENCE)[0]
    voices = _by_file(_clips(timeline, Layer.VOICE))
    inputs = [part for clip in music for part in ("-i", str(clip.path))]
    inputs += ["-stream_loop", "-1", "-i", str(rain.path)]
    inputs += [part for part_of in voices for part in ("-i", str(part_of[0].path))]
    first_voice = len(music) + 1
    voice, spoken = _voice(voices, first_voice, levels.voice)
    surrounding = (
        f"[{len(music)}:a]{_STEREO},{_cut(rain)},{_fades(rain, rain.length)},"
        f"{_moved(timeline.envelope(Layer.AMBIENCE), rain.gain + levels.ambience)}[rain]"
    )
    together = (
        f"[music][rain]{spoken}amix=inputs=3:normalize=0:duration=first,"
        f"alimiter=limit={10 ** (CEILING / 20):.4f}:level=false[out]"
    )
    graph = [
        *_music(music, timeline.envelope(Layer.MUSIC), levels.music),
        surrounding,
        *voice,
        together,
    ]
    return [
        *("ffmpeg", "-hide_banner", "-loglevel", "error", "-y", *inputs),
        *("-filter_complex", ";".join(graph), "-map", "[out]"),
        *("-c:a", "libopus", "-b:a", f"{KBIT}k", str(out)),
    ]


def _clips(timeline: Timeline, layer: Layer) -> list[Clip]:
    return [clip for clip in timeline.clips if clip.layer is layer]


def _by_file(clips: Sequence[Clip]) -> list[list[Clip]]:
    """Return stretches of clips that come from one file."""
    found: list[list[Clip]] = []
    for clip in clips:
        if found and found[-1][0].path == clip.path:
            found[-1].append(clip)
        else:
            found.append([clip])
    return found


def _music(clips: Sequence[Clip], envelope: Envelope, level: float) -> list[str]:
    """Cross each piece into the next one."""
    lines = [
        f"[{index}:a]{_STEREO},{_cut(clip)},volume={clip.gain:.3f}dB[piece{index}]"
        for index, clip in enumerate(clips)
    ]
    joined = "piece0"
    for index, (left, right) in enumerate(pairwise(clips)):
        cross = left.end - right.start
        lines.append(f"[{joined}][piece{index + 1}]acrossfade=d={cross:.6f}:c1=qsin:c2=qsin[joined{index}]")
        joined = f"joined{index}"
    whole = Seconds(clips[-1].end - clips[0].start)
    edges = Clip(
        Layer.MUSIC, clips[0].path, Seconds(0.0), whole, fade_in=clips[0].fade_in, fade_out=clips[-1].fade_out
    )
    lines.append(f"[{joined}]{_fades(edges, whole)},{_moved(envelope, level)}[music]")
    return lines


def _voice(files: Sequence[Sequence[Clip]], first_input: int, level: float) -> tuple[list[str], str]:
    """Lay the sentences in a row, each behind its silence: mixing forty inputs would take far longer."""
    lines: list[str] = []
    names: list[str] = []
    now = 0.0
    for number, clips in enumerate(files):
        parts = [f"s{number}_{index}" for index in range(len(clips))]
        split = "".join(f"[{part}]" for part in parts)
        lines.append(f"[{first_input + number}:a]{_STEREO},asplit={len(clips)}{split}")
        for part, clip in zip(parts, clips, strict=True):
            silence = to_frames(Seconds(clip.start - now))
            gain = f"volume={clip.gain + level:.3f}dB"
            lines.append(
                f"[{part}]{_cut(clip)},{gain},{_fades(clip, clip.length)},adelay={silence}S:all=1[{part}d]"
            )
            names.append(f"[{part}d]")
            now = clip.end
    lines.append(f"{''.join(names)}concat=n={len(names)}:v=0:a=1[voice]")
    return lines, "[voice]"


def _cut(clip: Clip) -> str:
    return f"atrim=start={clip.offset:.6f}:end={clip.offset + clip.length:.6f},asetpts=PTS-STARTPTS"


def _fades(clip: Clip, length: Seconds) -> str:
    begin = f"afade=t=in:d={clip.fade_in:.6f}:curve=qsin"
    return f"{begin},afade=t=out:st={length - clip.fade_out:.6f}:d={clip.fade_out:.6f}:curve=qsin"


def _moved(envelope: Envelope, level: float) -> str:
    """Apply an envelope, once for each of ffmpeg's own frames."""
    points = [(point.time, Decibels(point.level + level)) for point in envelope.points]
    return f"volume='pow(10,({_lines(points)})/20)':eval=frame"


def _lines(points: Sequence[tuple[Seconds, Decibels]]) -> str:
    """Return straight lines between points as halved conditions: ffmpeg allows 100 nested ones."""
    if len(points) == 1:
        return f"{points[0][1]:.3f}"
    if len(points) == 2:  # one line; before and after it, the level stands
        (begin, low), (end, high) = points
        if end == begin or low == high:
            return f"{high:.3f}"
        return f"({low:.3f}+{high - low:.3f}*clip((t-{begin:.4f})/{end - begin:.4f},0,1))"
    half = len(points) // 2
    return f"if(lt(t,{points[half][0]:.4f}),{_lines(points[: half + 1])},{_lines(points[half:])})"


if __name__ == "__main__":
    plan, made, _ = session(float(sys.argv[1]))
    print(json.dumps(command(made, plan.levels, Path(sys.argv[2]))))

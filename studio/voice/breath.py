"""The words of a breath, each in a file of its own: soft, short, with a falling tone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from studio.master import decode_opus, encode_opus, fade_in, fade_out, r128_gain, to_loudness
from studio.measure import SAMPLE_RATE, Samples, integrated_loudness, true_peak
from studio.voice.kokoro import CALM_ROW, Kokoro
from studio.voice.polish import LEAD, LOUDNESS, finish
from studio.voice.voices import CREDIT, LICENCE, VOICES

WORDS: Final[Mapping[str, str]] = {"inhale": "in", "exhale": "and out", "hold": "hold", "rest": "rest"}

_CARRIER: Final = "Step by step, {}."


@dataclass(frozen=True, slots=True)
class Take:
    """How a word is said. Alone it begins badly; behind a carrier it falls, and there is a silence to cut in."""

    sentence: str
    start: float
    """Seconds at which the silence before the word is deepest."""
    length: float = 0.88
    onset: float = 0.04
    speed: float = 0.85
    row: int = CALM_ROW


TAKES: Final[Mapping[str, Mapping[str, Take]]] = {
    "af_heart": {
        "inhale": Take(_CARRIER.format("in"), 1.555),
        "exhale": Take(_CARRIER.format("and out"), 1.575, length=1.0, row=220),
        "hold": Take(_CARRIER.format("hold"), 1.57, length=0.68, onset=0.2),
        "rest": Take(_CARRIER.format("rest"), 1.5),
    },
    "am_michael": {
        "inhale": Take(_CARRIER.format("in"), 1.755),
        # Behind a comma he swallows the "and".
        "exhale": Take("Rest. And out.", 1.28, length=1.0),
        # Its end fades early: his d is sharp.
        "hold": Take(_CARRIER.format("hold"), 1.68, length=0.72),
        "rest": Take(_CARRIER.format("rest"), 1.67),
    },
}

_END: Final = 0.12
_SILENCE_BEFORE: Final = 0.02
_KBIT: Final = 48


def record(kokoro: Kokoro, slug: str, assets: Path) -> Iterator[str]:
    """Record the words of a breath with their descriptions; yield what was made."""
    takes = TAKES[slug]
    whole, places = finish([_word(kokoro, take) for take in takes.values()], VOICES[slug])
    for (step, take), (start, end) in zip(takes.items(), places, strict=True):
        word = whole[start + round((LEAD - _SILENCE_BEFORE) * SAMPLE_RATE) : end]
        word = fade_out(word[: round(take.length * SAMPLE_RATE)], _END)
        yield _write(assets / "cues" / f"{step}.{slug}.opus", WORDS[step], word)


def _word(kokoro: Kokoro, take: Take) -> Samples:
    said = kokoro.say(take.sentence, take.speed, take.row)
    return fade_in(said[round(take.start * SAMPLE_RATE) :], take.onset)


def _write(path: Path, title: str, word: Samples) -> str:
    """Write one word and its description."""
    sound = to_loudness(word, LOUDNESS)
    tags = {
        "title": title,
        "artist": "mtrelax",
        "language": "en",
        "license": LICENCE,
        "comment": f"{CREDIT}, {path.stem.split('.')[1]}",
        "R128_TRACK_GAIN": r128_gain(LOUDNESS),
    }
    encode_opus(path, sound, _KBIT, tags)
    heard = decode_opus(path)[:, 0]
    length, loudness, peak = len(heard) / SAMPLE_RATE, integrated_loudness(heard), true_peak(heard)
    text = (
        f'format = 1\ntitle = "{title}"\nsound = "{path.name}"\nlicence = "{LICENCE}"\ncredit = "{CREDIT}"\n'
        f"length = {length:.3f}\nloudness = {loudness:.2f}\ntrue_peak = {peak:.2f}\n"
    )
    path.with_suffix(".toml").write_text(text, encoding="utf-8")
    return f"{path.stem}: {length:.2f} s, {loudness:.1f} LUFS, peak {peak:.1f} dBTP"

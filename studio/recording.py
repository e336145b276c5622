"""From a score to the file that ships: rendered, encoded, and labelled with who made it and what may be done with it."""

from pathlib import Path
from typing import Final

from studio import mix
from studio.instruments.players import PLAYERS
from studio.master import encode_opus, r128_gain
from studio.measure import integrated_loudness
from studio.pieces import compose
from studio.score.notes import Score

MUSIC: Final = Path("playlists/music")
_KBIT: Final = 80
_SALAMANDER: Final = "Salamander Grand Piano by Alexander Holm, CC BY 3.0"


def record(slug: str, work: Path, assets: Path) -> Path:
    """Render a piece into its file below ``assets``; return where it lies."""
    score = compose(slug)
    samples = mix.render(score, work)
    path = assets / MUSIC / f"{slug}.opus"
    encode_opus(path, samples, _KBIT, tags(score, integrated_loudness(samples)))
    return path


def tags(score: Score, lufs: float) -> dict[str, str]:
    """Return what a piece's file says of itself."""
    comment = f"score {score.slug}, seed {score.seed}"
    tempo = {"BPM": f"{score.tempo.bpm:g}"} if score.tells_tempo else {}
    if tempo and score.tempo.last_bpm != score.tempo.bpm:
        comment += f", from {score.tempo.bpm:g} to {score.tempo.last_bpm:g} bpm"
    salamander = any(PLAYERS[part.instrument].uses_salamander for part in score.parts.values())
    credit = {"CREDIT": _SALAMANDER} if salamander else {}
    return {
        "TITLE": score.title,
        "ARTIST": "mtrelax",
        "ALBUM": "mtrelax",
        **tempo,
        "LICENSE": "CC-BY-3.0" if salamander else "CC0-1.0",
        "COMMENT": f"{comment}. {_SALAMANDER}" if salamander else comment,
        "R128_TRACK_GAIN": r128_gain(lufs),
        **credit,
    }

"""What the judges found, kept beside the studio: whoever has not installed them can still see what ships."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

JUDGED: Final = Path(__file__).with_name("judged.toml")

MOST_ERRORS: Final = 0.03
LEAST_QUALITY: Final = 3.2
MOST_SPREAD: Final = 1.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was measured of one recording."""

    recording: str
    """Fingerprint of the file that was judged."""
    words: int
    wrong: int
    """Words that the recogniser misheard."""
    dnsmos: float
    pace: float
    """Words a minute, the session's gaps included."""
    seconds: float
    """How long is spoken."""
    spread: float
    """LU between the loudest and the quietest sentence."""
    torn: int
    """Sentences whose words touch an edge."""

    @property
    def errors(self) -> float:
        """Word error rate of the recogniser, 0..1."""
        return self.wrong / self.words

    @property
    def good(self) -> bool:
        """Whether the recording may ship."""
        return (
            self.errors < MOST_ERRORS
            and self.dnsmos > LEAST_QUALITY
            and self.spread <= MOST_SPREAD
            and not self.torn
        )

    def is_of(self, recording: Path) -> bool:
        """Return whether a file is the very one that was judged."""
        return self.recording == fingerprint(recording)


def fingerprint(recording: Path) -> str:
    """Return 16 hex digits of a file's SHA-256."""
    return sha256(recording.read_bytes()).hexdigest()[:16]


def read_judged(path: Path = JUDGED) -> dict[str, Judgement]:
    """Return the judgements by the names of the recordings, ``<script>.<voice>``."""
    if not path.exists():
        return {}
    return {name: Judgement(**row) for name, row in tomllib.loads(path.read_text(encoding="utf-8")).items()}


def write_judged(judged: Mapping[str, Judgement], path: Path = JUDGED) -> None:
    """Write the judgements, in the order of their names."""
    rows = [_table(name, judgement) for name, judgement in sorted(judged.items())]
    path.write_text("\n".join(rows), encoding="utf-8")


def _table(name: str, judgement: Judgement) -> str:
    return (
        f'["{name}"]\n'
        f'recording = "{judgement.recording}"\n'
        f"words = {judgement.words}\n"
        f"wrong = {judgement.wrong}\n"
        f"dnsmos = {judgement.dnsmos:.2f}\n"
        f"pace = {judgement.pace:.0f}\n"
        f"seconds = {judgement.seconds:.1f}\n"
        f"spread = {judgement.spread:.2f}\n"
        f"torn = {judgement.torn}\n"
    )

"""Words that lead: a script is paragraphs of sentences and silences, and a narration is its recording."""

import re
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Final

from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.time import Decibels, Seconds

SENTENCE_GAP: Final = Seconds(1.7)
PARAGRAPH_GAP: Final = Seconds(3.2)
READING_WORDS_PER_MINUTE: Final = 112.0
"""The pace of the recorded voice (CONTENT: 112 words a minute, gaps included)."""

_SILENCE: Final = re.compile(r"\[(pause|hold)\s+(\d+(?:\.\d+)?)\s*s\]")
_WRONG_SILENCE: Final = re.compile(r"\[\s*(pause|hold)\b[^\]]*\]?", re.IGNORECASE)
_HEADING: Final = re.compile(r"^##\s+(\S+)\s*$")
_SENTENCE_END: Final = re.compile(r"(?:(?<=[.!?…])|(?<=[.!?…][\"”’]))\s+(?=\S)")


NOBODY: Final = "none"
"""The voice of who would rather read."""


class ScriptUse(StrEnum):
    """What a script is for."""

    IMAGERY = "imagery"
    RETURN = "return"
    GROUNDING = "grounding"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One caption: its words, and the silence that its author wrote behind it."""

    text: str
    pause: Seconds = Seconds(0.0)
    held: bool = False
    """Whether that silence is exactly so long in every session, as muscles are tensed for six seconds."""

    @property
    def reading_time(self) -> Seconds:
        """How long the words take to read when nobody speaks them."""
        return Seconds(max(2.0, len(self.text.split()) / READING_WORDS_PER_MINUTE * 60.0))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that belong together, and the phase in which they are said."""

    phase: PhaseKind
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """A text that leads, as its author wrote it."""

    slug: str
    title: str
    language: str
    use: ScriptUse
    paragraphs: tuple[Paragraph, ...]
    author: str = ""
    licence: str = ""
    themes: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    closes: bool = False
    """Whether its own return leads all the way back, so that no general one follows it."""

    @property
    def texts(self) -> tuple[str, ...]:
        """The sentences, in their order."""
        return tuple(sentence.text for paragraph in self.paragraphs for sentence in paragraph.sentences)

    @property
    def words(self) -> int:
        """How many words the script has."""
        return sum(len(text.split()) for text in self.texts)


@dataclass(frozen=True, slots=True)
class SpokenCue:
    """Where one sentence lies in a recording, and what was said there."""

    paragraph: int
    sentence: int
    start: Seconds
    end: Seconds
    hash: str

    def __post_init__(self) -> None:
        """Refuse a sentence that takes no time."""
        if not 0 <= self.start < self.end:
            raise ValueError("end: after start, and neither before 0")


@dataclass(frozen=True, slots=True)
class Recording:
    """A voice that speaks a script: words only, every silence is laid by the session."""

    path: Path
    voice: str
    cues: tuple[SpokenCue, ...]
    loudness: Decibels
    """Integrated loudness of the words, LUFS."""
    licence: str = ""
    credit: str = ""
    """Whom to thank for the voice, and how; goes wherever the words are heard."""


@dataclass(frozen=True, slots=True)
class Narration:
    """A script together with the recording that speaks it, if there is one."""

    script: Script
    recording: Recording | None = None
    others: tuple[Recording, ...] = ()
    """The same words by other voices."""

    def said_by(self, voice: str) -> "Narration":
        """Return it in a voice, or in any if that one never spoke it; in none for ``NOBODY``."""
        if voice == NOBODY or self.recording is None:
            return Narration(self.script)
        voices = (self.recording, *self.others)
        chosen = next((each for each in voices if each.voice == voice), self.recording)
        return Narration(self.script, chosen, tuple(each for each in voices if each is not chosen))

    def spoken(self, paragraph: int, sentence: int) -> SpokenCue | None:
        """Return where a sentence is spoken; ``None`` if its words changed since, or were never recorded."""
        if self.recording is None:
            return None
        text = self.script.paragraphs[paragraph].sentences[sentence].text
        for cue in self.recording.cues:
            if (cue.paragraph, cue.sentence) == (paragraph, sentence) and cue.hash == words_hash(text):
                return cue
        return None

    @property
    def unspoken(self) -> int:
        """How many sentences are shown and not spoken although there is a recording."""
        if self.recording is None:
            return 0
        places = [(i, j) for i, p in enumerate(self.script.paragraphs) for j in range(len(p.sentences))]
        return sum(self.spoken(i, j) is None for i, j in places)


def words_hash(text: str) -> str:
    """Return the fingerprint that ties a recorded sentence to its words (16 hex digits of SHA-256)."""
    return sha256(" ".join(text.split()).encode()).hexdigest()[:16]


def parse_body(text: str) -> tuple[Paragraph, ...]:
    """Read headings, paragraphs, and ``[pause 8s]`` or ``[hold 6s]`` marks.

    Raises ``ValueError`` that says what is wrong: an unknown heading, a silence that cannot be read, or one
    before the first sentence of its paragraph.
    """
    paragraphs: list[Paragraph] = []
    phase = PhaseKind.DEEPENING
    for kind, lines in groupby((line.strip() for line in text.splitlines()), _kind_of):
        if kind is _LineKind.HEADING:
            phase = [_phase_of(line) for line in lines][-1]
        elif kind is _LineKind.WORDS and (sentences := _sentences(" ".join(lines))):
            paragraphs.append(Paragraph(phase, sentences))
    return tuple(paragraphs)


class _LineKind(Enum):
    EMPTY = auto()
    HEADING = auto()
    WORDS = auto()


def _kind_of(line: str) -> _LineKind:
    if not line:
        return _LineKind.EMPTY
    return _LineKind.HEADING if line.startswith("#") else _LineKind.WORDS


def _phase_of(line: str) -> PhaseKind:
    heading = _HEADING.match(line)
    allowed = ", ".join(kind.value for kind in PhaseKind)
    if heading is None or heading[1] not in set(PhaseKind):
        msg = f"heading {line!r}: '## ' and one of {allowed}"
        raise ValueError(msg)
    return PhaseKind(heading[1])


def _sentences(paragraph: str) -> tuple[Sentence, ...]:
    parts = _SILENCE.split(paragraph)
    found = _without_silences(parts[0])
    for kind, length, words in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        if not found:
            msg = f"[{kind} {length}s]: a silence behind a sentence of its paragraph"
            raise ValueError(msg)
        last = found[-1]
        found[-1] = Sentence(last.text, Seconds(last.pause + float(length)), last.held or kind == "hold")
        found += _without_silences(words)
    return tuple(found)


def _without_silences(words: str) -> list[Sentence]:
    if wrong := _WRONG_SILENCE.search(words):
        msg = f"{wrong[0]}: a silence like [pause 8s] or [hold 6s]"
        raise ValueError(msg)
    return [Sentence(text.strip()) for text in _SENTENCE_END.split(words) if text.strip()]

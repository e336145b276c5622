"""What is spoken, on disk: the scripts, and for each recording a list that says where every sentence lies."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mtrelax.domain.script import PARAGRAPH_GAP, SENTENCE_GAP, Paragraph, parse_body, words_hash

ASSETS: Final = Path(__file__).parent.parent.parent / "assets"
_FENCE: Final = "+++"


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, and its place in the script."""

    paragraph: int
    sentence: int
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A script as the studio needs it."""

    path: Path
    header: Mapping[str, object]
    paragraphs: tuple[Paragraph, ...]

    @property
    def slug(self) -> str:
        """Name of the script in file names."""
        return self.path.stem

    @property
    def title(self) -> str:
        """Title for people."""
        return str(self.header["title"])

    @property
    def language(self) -> str:
        """Language of the words."""
        return str(self.header["language"])

    @property
    def words(self) -> int:
        """How many words are spoken."""
        return sum(len(line.text.split()) for line in self.lines())

    def lines(self) -> list[Line]:
        """Return the sentences in the order in which they are said."""
        return [
            Line(i, j, sentence.text)
            for i, paragraph in enumerate(self.paragraphs)
            for j, sentence in enumerate(paragraph.sentences)
        ]

    def beside(self, voice: str, ending: str) -> Path:
        """Return the file that belongs to this script and a voice."""
        return self.path.with_name(f"{self.slug}.{voice}.{ending}")


@dataclass(frozen=True, slots=True)
class Cue:
    """Where a sentence lies in a recording, in seconds, and the fingerprint of its words."""

    line: Line
    start: float
    end: float
    hash: str

    @property
    def length(self) -> float:
        """Seconds that the sentence takes."""
        return self.end - self.start


def read_text(path: Path) -> Text:
    """Read a script: a TOML header between two fences, then the words."""
    _, header, body = path.read_text(encoding="utf-8").split(_FENCE, 2)
    return Text(path, tomllib.loads(header), parse_body(body))


def find_texts(slug: str, assets: Path = ASSETS) -> list[Text]:
    """Return the scripts of that name, or all of them for ``all``."""
    pattern = "scripts/*/*.md" if slug == "all" else f"scripts/*/{slug}.md"
    return [read_text(path) for path in sorted(assets.glob(pattern))]


def write_cues(path: Path, header: Mapping[str, str | float], cues: Sequence[Cue]) -> None:
    """Write where the sentences of a recording lie."""
    rows = ["format = 1", *(f"{key} = {json.dumps(value)}" for key, value in header.items())]
    for cue in cues:
        rows += [
            "",
            "[[sentences]]",
            f"paragraph = {cue.line.paragraph}",
            f"sentence = {cue.line.sentence}",
            f"start = {cue.start:.3f}",
            f"end = {cue.end:.3f}",
            f'hash = "{cue.hash}"',
        ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def read_cues(path: Path, text: Text) -> list[Cue]:
    """Return the cues of the sentences whose words are still those that were recorded."""
    rows = {
        (row["paragraph"], row["sentence"]): row
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["sentences"]
    }
    lines = [
        line
        for line in text.lines()
        if rows.get((line.paragraph, line.sentence), {}).get("hash") == words_hash(line.text)
    ]
    found = [(line, rows[line.paragraph, line.sentence]) for line in lines]
    return [Cue(line, row["start"], row["end"], row["hash"]) for line, row in found]


def gap_after(text: Text, line: Line) -> float:
    """Return the silence that a session lays behind a sentence, without the author's own pauses."""
    last = len(text.paragraphs[line.paragraph].sentences) - 1
    return PARAGRAPH_GAP if line.sentence == last else SENTENCE_GAP

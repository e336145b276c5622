"""Imagery scripts and their recordings (DESIGN 6).

A script is a TOML header between ``+++`` lines and plain paragraphs. Beside it lie its recordings, one for
each voice: ``<slug>.<voice>.opus``, and ``<slug>.<voice>.cues.toml``, which says where its sentences are:

    format = 1
    voice = "af_heart"
    loudness = -20.0                  # LUFS of the words
    licence = "Apache-2.0"
    credit = "Voice: Kokoro-82M (Apache-2.0), synthetic"
    [[sentences]]
    paragraph = 0
    sentence = 0
    start = 0.0
    end = 3.2
    hash = "0123456789abcdef"
"""

import re
from collections.abc import Callable
from glob import escape
from pathlib import Path
from typing import Annotated, Final, Literal

from msgspec import Meta, Struct, field

from mtrelax.catalogue.strict import Level, Text, build, decode, read_text
from mtrelax.domain.errors import WrongFile
from mtrelax.domain.script import Narration, Recording, Script, ScriptUse, SpokenCue, parse_body
from mtrelax.domain.time import Decibels, Seconds

_HEADER: Final = re.compile(
    r"\A\+\+\+\r?\n(?P<header>.*?)^\+\+\+[ \t]*$(?P<body>.*)\Z", re.DOTALL | re.MULTILINE
)
_RECORDED: Final = -20.0
"""The loudness to which the studio brings every recording, LUFS."""

_Place = Annotated[int, Meta(ge=0)]
_Time = Annotated[float, Meta(ge=0)]


class ScriptHeader(Struct, forbid_unknown_fields=True):
    """The keys of a script's header."""

    title: Text
    language: Annotated[str, Meta(pattern="^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]
    use: ScriptUse
    author: str = ""
    licence: str = ""
    closes: bool = False
    themes: list[Text] = field(default_factory=list[Text])
    cautions: list[Text] = field(default_factory=list[Text])


class CueRow(Struct, forbid_unknown_fields=True):
    """The keys of one sentence of a recording."""

    paragraph: _Place
    sentence: _Place
    start: _Time
    end: _Time
    hash: Annotated[str, Meta(pattern="^[0-9a-f]{16}$")]


class CuesFile(Struct, forbid_unknown_fields=True):
    """The keys of a recording's file."""

    format: Literal[1]
    sentences: list[CueRow]
    voice: str = ""
    language: str = ""
    licence: str = ""
    credit: str = ""
    loudness: Level = _RECORDED


def read_script(path: Path) -> Script:
    """Return the script that a file holds."""
    parts = _HEADER.match(read_text(path))
    if parts is None:
        raise WrongFile(str(path), "header", "TOML between two lines of +++")
    told = decode(parts["header"], str(path), ScriptHeader)

    def make() -> Script:
        paragraphs = parse_body(parts["body"].replace("\r\n", "\n"))
        if not paragraphs:
            raise ValueError("body: at least one sentence")
        return Script(
            slug=path.stem,
            title=told.title,
            language=told.language,
            use=told.use,
            paragraphs=paragraphs,
            author=told.author,
            licence=told.licence,
            themes=tuple(told.themes),
            cautions=tuple(told.cautions),
            closes=told.closes,
        )

    return build(make, str(path))


def read_narration(path: Path, report: Callable[[WrongFile], None]) -> Narration:
    """Return a script with its recordings, by the names of the voices; one that is wrong is reported."""
    recordings: list[Recording] = []
    for cues in sorted(_cues_beside(path)):
        try:
            recordings.append(read_recording(cues))
        except WrongFile as problem:
            report(problem)
    return Narration(read_script(path), *recordings[:1], others=tuple(recordings[1:]))


def read_unspoken(path: Path) -> Narration:
    """Return a script alone: to choose it by its title, nobody needs to know where its sentences lie."""
    return Narration(read_script(path))


def _cues_beside(script: Path) -> list[Path]:
    return [
        cues for cues in script.parent.glob(f"{escape(script.stem)}.*.cues.toml") if _sound_of(cues).exists()
    ]


def read_recording(cues: Path) -> Recording:
    """Return the recording whose sentences a file places."""
    told = decode(read_text(cues), str(cues), CuesFile)
    for index, row in enumerate(told.sentences):
        if row.end <= row.start:
            raise WrongFile(str(cues), f"sentences[{index}].end", "more than start")
    return Recording(
        path=_sound_of(cues),
        voice=_voice_of(cues),
        cues=tuple(
            SpokenCue(row.paragraph, row.sentence, Seconds(row.start), Seconds(row.end), row.hash)
            for row in told.sentences
        ),
        loudness=Decibels(told.loudness),
        licence=told.licence,
        credit=told.credit,
    )


def _sound_of(cues: Path) -> Path:
    return cues.with_name(cues.name.removesuffix(".cues.toml") + ".opus")


def _voice_of(cues: Path) -> str:
    return cues.name.split(".")[-3]

"""Everything that can be chosen, bundled and the person's own, read at once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from mtrelax.catalogue.patterns import read_pattern
from mtrelax.catalogue.playlists import read_playlist
from mtrelax.catalogue.recipes import read_recipe
from mtrelax.catalogue.scales import read_scale
from mtrelax.catalogue.scripts import read_narration, read_unspoken
from mtrelax.catalogue.sounds import read_sound
from mtrelax.domain.breathing import Pattern
from mtrelax.domain.errors import WrongFile
from mtrelax.domain.materials import Playlist, Sound
from mtrelax.domain.plan import Recipe
from mtrelax.domain.scales import RatingScale
from mtrelax.domain.script import Narration, ScriptUse

BUNDLED: Final = "bundled"

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What can be chosen, by slug. The person's own files replace bundled ones of the same slug."""

    playlists: Mapping[str, Playlist]
    narrations: Mapping[str, Narration]
    patterns: Mapping[str, Pattern]
    scales: Mapping[str, RatingScale]
    recipes: Mapping[str, Recipe]
    ambience: Mapping[str, Sound]
    cues: Mapping[str, Sound]
    sources: Mapping[tuple[str, str], str]
    """Where each thing is from, by kind (``patterns``, …) and slug: ``bundled``, or the path of its file."""
    problems: tuple[WrongFile, ...] = ()
    """Files that could not be read; everything else is here."""

    @property
    def imagery(self) -> Mapping[str, Narration]:
        """The narrations that a person chooses from."""
        return {slug: each for slug, each in self.narrations.items() if each.script.use is ScriptUse.IMAGERY}

    @property
    def voices(self) -> tuple[str, ...]:
        """Everybody who speaks a script."""
        told = [each for one in self.narrations.values() for each in (one.recording, *one.others) if each]
        return tuple(sorted({each.voice for each in told}))

    def source(self, kind: str, slug: str) -> str:
        """Return where something is from: ``bundled``, or a path."""
        return self.sources[kind, slug]


class _Reader:
    """Reads one kind after another and keeps what was wrong."""

    def __init__(self, assets: Path, own: Path | None) -> None:
        self._roots = [(assets, True), *([(own, False)] if own else [])]
        self.sources: dict[tuple[str, str], str] = {}
        self.problems: list[WrongFile] = []

    def read(self, kind: str, pattern: str, read: Callable[[Path], Value]) -> dict[str, Value]:
        """Return everything of a kind, by slug; a file that is wrong becomes a problem."""
        found: dict[str, Value] = {}
        for path, bundled in self._files(f"{kind}/{pattern}"):
            try:
                found[path.stem] = read(path)
            except WrongFile as problem:
                self.problems.append(problem)
            else:
                self.sources[kind, path.stem] = BUNDLED if bundled else str(path)
        return found

    def playlists(self) -> dict[str, Playlist]:
        """Return the playlists, which know themselves where they are from."""
        bundled = self._roots[0][0]
        return self.read("playlists", "*.toml", partial(_read_playlist, bundled=bundled))

    def _files(self, pattern: str) -> Iterator[tuple[Path, bool]]:
        for root, bundled in self._roots:
            for path in sorted(root.glob(pattern)):
                if path.is_file():
                    yield path, bundled


def load_catalogue(
    assets: Path, own: Path | None = None, language: str = "en", *, spoken: bool = True
) -> Catalogue:
    """Read everything under two folders that are laid out alike: what ships, and what the person added.

    Without what is ``spoken``, scripts have no recordings yet; that takes a fraction of the time.
    """
    reader = _Reader(assets, own)
    narrate = partial(read_narration, report=reader.problems.append) if spoken else read_unspoken
    return Catalogue(
        playlists=reader.playlists(),
        narrations=reader.read("scripts", "en/*.md", narrate)
        | (reader.read("scripts", f"{language}/*.md", narrate) if language != "en" else {}),
        patterns=reader.read("patterns", "*.toml", read_pattern),
        scales=reader.read("scales", "*.toml", read_scale),
        recipes=reader.read("recipes", "*.toml", read_recipe),
        ambience=reader.read("ambience", "*.toml", read_sound),
        cues=reader.read("cues", "*.toml", read_sound),
        sources=reader.sources,
        problems=tuple(reader.problems),
    )


def _read_playlist(path: Path, bundled: Path) -> Playlist:
    return read_playlist(path, BUNDLED if path.is_relative_to(bundled) else str(path))

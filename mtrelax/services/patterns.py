"""The patterns of breath as they are now: those that ship, and people's own, each a file of its own."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from types import MappingProxyType
from typing import Final

from mtrelax.catalogue.patterns import write_pattern
from mtrelax.domain.breathing import Pattern
from mtrelax.services.titles import free_title
from mtrelax.storage.disk import named, write_whole
from mtrelax.storage.folders import make_private

_FOLDER: Final = "patterns"
_NO_LETTER: Final = re.compile(r"[^a-z0-9]+")


class PatternBook:
    """Keeps patterns in the person's data folder. For the main thread."""

    def __init__(self, patterns: Mapping[str, Pattern], data: Path) -> None:
        self._patterns = dict(patterns)
        self._data = data
        self.patterns: Final[Mapping[str, Pattern]] = MappingProxyType(self._patterns)
        """All of them, by slug; whoever looks again sees what was kept meanwhile."""

    def is_own(self, slug: str) -> bool:
        """Return whether a person made it."""
        return self.own_file(slug) is not None

    def own_file(self, slug: str) -> Path | None:
        """Return where a pattern is that a person made; others have no file of theirs."""
        file = self._file(slug)
        return file if file.is_file() else None

    def keep(self, pattern: Pattern) -> Pattern:
        """Write a pattern, under its own slug if it is theirs already, else under a new one; return it so.

        Its title is one that no other has, so that both can be told apart where they are chosen.
        Raises ``DiskFull``, ``LogReadOnly`` or ``LogUnavailable``.
        """
        slug = pattern.slug if self.is_own(pattern.slug) else self._free(pattern.title)
        others = [each.title for each in self._patterns.values() if each.slug != slug]
        kept = replace(pattern, slug=slug, title=free_title(pattern.title, others))
        file = self._file(kept.slug)
        try:
            make_private(self._data)
            file.parent.mkdir(exist_ok=True)
            write_whole(file, write_pattern(kept).encode())
        except OSError as error:
            raise named(error, file) from error
        self._patterns[kept.slug] = kept
        return kept

    def remove(self, slug: str) -> Pattern:
        """Take away a pattern that a person made, and return it, so that it can be kept again."""
        file = self._file(slug)
        try:
            file.unlink(missing_ok=True)
        except OSError as error:
            raise named(error, file) from error
        return self._patterns.pop(slug)

    def _file(self, slug: str) -> Path:
        return self._data / _FOLDER / f"{slug}.toml"

    def _free(self, title: str) -> str:
        """Return a slug that no other pattern has."""
        plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
        slug = _NO_LETTER.sub("-", plain).strip("-") or "pattern"
        names = chain([slug], (f"{slug}-{number}" for number in count(2)))
        return next(name for name in names if name not in self._patterns and not self._file(name).exists())

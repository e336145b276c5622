"""The plans that somebody has saved, a text file each, and beside them what is not saved yet."""

import re
import tomllib
import unicodedata
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain, count
from pathlib import Path
from typing import Final

from mtrelax.catalogue.plans import read_plan, write_plan
from mtrelax.domain.errors import WrongFile
from mtrelax.domain.plan import SessionPlan
from mtrelax.services.titles import free_title
from mtrelax.storage.disk import named, write_whole
from mtrelax.storage.folders import make_private

SUFFIX: Final = ".toml"
NEW: Final = ""
"""The name of a plan that was never saved."""
_NEW_DRAFT: Final = "_new"
"""No saved plan is called so: their names have no underscore."""
_LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class SavedPlan:
    """A plan with the name of its file."""

    name: str
    plan: SessionPlan


class Plans:
    """Keeps plans. Whatever was begun is kept too, beside what was saved. For the main thread.

    Whatever writes raises ``DiskFull``, ``LogReadOnly`` or ``LogUnavailable`` where it cannot.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._deleted: list[tuple[Path, bytes]] = []
        self._drafts: dict[str, SessionPlan] = {}
        self.problems: tuple[WrongFile, ...] = ()
        """Files among the saved plans that are none."""

    def saved(self) -> list[SavedPlan]:
        """Return the plans that were saved, by title; files that are wrong are left alone."""
        found: list[SavedPlan] = []
        problems: list[WrongFile] = []
        for path in self._folder.glob(f"*{SUFFIX}"):
            if path.name.startswith("."):
                continue  # what a crash left of a file that was being written
            try:
                found.append(SavedPlan(path.stem, read_plan(path)))
            except WrongFile as problem:
                problems.append(problem)
        self.problems = tuple(problems)
        return sorted(found, key=_by_title)

    def save(self, plan: SessionPlan, name: str = NEW) -> SavedPlan:
        """Write a plan whole, over the one of that name or as a new one; it is no draft any more."""
        name = name or self._free(_slug(plan.title))
        self._write(self._path(name), write_plan(plan).encode())
        self.keep_draft(None, name)
        return SavedPlan(name, plan)

    def duplicate(self, plan: SessionPlan) -> SavedPlan:
        """Save the same again, under a title that no other has."""
        titles = [plan.title, *(each.plan.title for each in self.saved())]
        return self.save(replace(plan, title=free_title(plan.title, titles)))

    def title_of(self, plan: SessionPlan) -> str:
        """Return the title of a plan, and that it was changed where none saved under it is the same."""
        alike = [each.plan for each in self.saved() if each.plan.title == plan.title]
        changed = plan.title and alike and plan not in alike
        return f"{plan.title}, changed" if changed else plan.title

    def delete(self, name: str) -> None:
        """Take a plan away; ``undo`` brings it back, as long as the program runs."""
        path = self._path(name)
        try:
            self._deleted.append((path, path.read_bytes()))
            path.unlink()
        except OSError as error:
            raise named(error, path) from error
        self.keep_draft(None, name)

    def undo(self) -> SavedPlan | None:
        """Bring back what was deleted last."""
        if not self._deleted:
            return None
        path, content = self._deleted[-1]
        self._write(path, content)
        self._deleted.pop()
        return SavedPlan(path.stem, read_plan(path))

    def draft(self, name: str = NEW) -> SessionPlan | None:
        """Return what was changed in a plan, or begun, and not saved."""
        if name not in self._drafts:
            with suppress(WrongFile):  # nothing was begun, or a crash has left nothing of use
                self._drafts[name] = read_plan(self._draft_path(name))
        return self._drafts.get(name)

    def keep_draft(self, plan: SessionPlan | None, name: str = NEW) -> None:
        """Keep what is not saved yet; ``None`` lets go of it."""
        path = self._draft_path(name)
        if plan is not None:
            self._drafts[name] = plan
            self._write(path, write_plan(plan).encode())
            return
        self._drafts.pop(name, None)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise named(error, path) from error

    def open(self, path: Path) -> SessionPlan:
        """Read a plan that somebody brought, by the name of its file if need be. Raises ``WrongFile``."""
        plan = read_plan(path)
        return plan if plan.title else replace(plan, title=path.stem.replace("-", " ").capitalize())

    def export(self, plan: SessionPlan, path: Path) -> None:
        """Write a plan to a file of one's own."""
        self._write(path, write_plan(plan).encode())

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{SUFFIX}"

    def _draft_path(self, name: str) -> Path:
        return self._folder / "drafts" / f"{name or _NEW_DRAFT}{SUFFIX}"

    def _free(self, name: str) -> str:
        taken: Collection[str] = {path.stem for path in self._folder.glob(f"*{SUFFIX}")}
        names = chain([name], (f"{name}-{number}" for number in count(2)))
        return next(each for each in names if each not in taken)

    def _write(self, path: Path, content: bytes) -> None:
        try:
            if path.is_relative_to(self._folder):
                make_private(path.parent)
            write_whole(path, content)
        except OSError as error:
            raise named(error, path) from error


def is_plan(path: Path) -> bool:
    """Tell whether a file is a session plan, or was meant to be one: TOML that is no playlist."""
    if path.suffix.lower() != SUFFIX or not path.is_file():
        return False
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return True  # what is wrong with it is said when it is opened
    return "tracks" not in told


def _slug(title: str) -> str:
    """Return a file name for a title, in plain letters."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:_LONGEST_NAME].strip("-") or "plan"


def _by_title(saved: SavedPlan) -> tuple[str, str]:
    return saved.plan.title.casefold(), saved.name

"""People's own music: brought to Home, read in the background, found again, taken off the shelf."""

from collections import deque
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject

from mtrelax.services.plans import is_plan
from mtrelax.services.shelf import Added, Music
from mtrelax.ui.home.words import left_out, sentence_of_adding, sentence_of_finding
from mtrelax.ui.i18n import tr
from mtrelax.ui.planner import PlannerScreen
from mtrelax.ui.rooms import Rooms
from mtrelax.ui.tab_page import TabPage


class _Cancellable(Protocol):
    """Long work that can be called off."""

    def cancel(self) -> None:
        """Ask it to stop."""
        ...


class OwnMusic(QObject):
    """Takes what is dropped or chosen, and says where one looks what came of it."""

    def __init__(self, rooms: Rooms) -> None:
        super().__init__(rooms.window)
        self._rooms, self._home = rooms, rooms.home
        self._going_on: deque[_Cancellable] = deque()
        rooms.window.files_dropped.connect(self._brought)
        self._home.music_brought.connect(self._brought)
        self._home.own_located.connect(self._find)
        self._home.own_removed.connect(self._remove)
        self._home.cancel_requested.connect(self._cancel)

    def _brought(self, paths: list[Path]) -> None:
        paths = [path for path in paths if not is_plan(path)]
        shown = self._rooms.window.screen_shown
        if not paths or not (shown is self._home or isinstance(shown, TabPage)):
            return
        if shown is not self._home:
            self._say(tr("Looking at your music"))
        added = partial(self._added, chosen=shown is self._home)
        librarian = self._rooms.house.librarian
        self._begin(librarian.add_own(_title_of(paths), paths, added, self._progress))

    def _find(self, slug: str, folder: Path) -> None:
        self._begin(self._rooms.house.librarian.find_own(slug, folder, self._found, self._progress))

    def _begin(self, work: _Cancellable) -> None:
        self._going_on.append(work)
        self._progress(0.0)

    def _progress(self, fraction: float) -> None:
        self._home.show_progress(fraction, tr("Looking at your music"))

    def _added(self, added: Added, *, chosen: bool) -> None:
        self._show(added.music, chosen=chosen)
        whole = added.music is not None and not left_out(added)
        self._say(sentence_of_adding(added), added.music, passing=whole)

    def _say(self, text: str, music: Music | None = None, *, passing: bool = False) -> None:
        """Say it on the page that is seen; where one plans, offer what was brought."""
        shown = self._rooms.window.screen_shown
        if isinstance(shown, PlannerScreen) and music is not None:
            shown.refresh()
            shown.show_notice(text, tr("Use it here"), partial(shown.use_music, music.playlist.slug))
        else:
            page = shown if isinstance(shown, TabPage) else self._home
            page.show_notice(text, passing=passing)

    def _found(self, found: Added) -> None:
        self._show(found.music)
        whole = found.music is not None and not found.music.missing
        self._home.show_notice(sentence_of_finding(found), passing=whole)

    def _show(self, music: Music | None, *, chosen: bool = True) -> None:
        """Show the shelf as it is now; what was brought there or found is chosen."""
        self._going_on.popleft()  # one is done after the other
        if not self._going_on:
            self._home.show_progress(None, "")
        if music is None or not chosen:
            self._home.refresh()
        else:
            self._home.choose(music.playlist.slug)

    def _remove(self, slug: str) -> None:
        self._rooms.in_log(partial(self._rooms.house.librarian.remove_own, slug))
        self._home.refresh()

    def _cancel(self) -> None:
        for work in self._going_on:
            work.cancel()


def _title_of(paths: list[Path]) -> str:
    """Return what a playlist of these is called: as their folder, or as the only file."""
    one = paths[0]
    if len(paths) > 1:
        one = one.parent
    return (one.name if one.is_dir() else one.stem) or tr("My music")

"""People's own music: brought to Home, read in the background, taken off the shelf again."""

from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject

from mtrelax.services.librarian import Added
from mtrelax.ui.i18n import tr
from mtrelax.ui.rooms import Rooms
from mtrelax.ui.words import sentence


class _Cancellable(Protocol):
    """Long work that can be called off."""

    def cancel(self) -> None:
        """Ask it to stop."""
        ...


class OwnMusic(QObject):
    """Takes what is dropped or chosen, and shows how far it is."""

    def __init__(self, rooms: Rooms) -> None:
        super().__init__(rooms.window)
        self._rooms, self._home = rooms, rooms.home
        self._adding: _Cancellable | None = None
        rooms.window.files_dropped.connect(self._brought)
        self._home.music_brought.connect(self._brought)
        self._home.own_removed.connect(self._remove)
        self._home.cancel_requested.connect(self._cancel)

    def _brought(self, paths: list[Path]) -> None:
        if self._rooms.window.screen_shown is not self._home:
            return
        title = paths[0].stem if len(paths) == 1 else paths[0].parent.name
        self._progress(0.0)
        self._adding = self._rooms.house.librarian.add_own(
            title or tr("My music"), paths, self._added, self._progress
        )

    def _progress(self, fraction: float) -> None:
        self._home.show_progress(fraction, tr("Looking at your music"))

    def _added(self, added: Added) -> None:
        self._adding = None
        self._home.show_progress(None, "")
        self._home.refresh()
        if added.problem is not None:
            self._home.show_notice(sentence(added.problem))
            return
        if added.music is None:
            self._home.show_notice(tr("There was no music that can be played. Nothing was changed."))
            return
        self._home.choose(added.music.playlist.slug)
        if added.unreadable:
            text = tr("{title} is ready. {count} files could not be read and were left out.")
            self._home.show_notice(text.format(title=added.music.playlist.title, count=added.unreadable))
        else:
            self._home.show_notice(tr("{title} is ready.").format(title=added.music.playlist.title))

    def _remove(self, slug: str) -> None:
        self._rooms.in_log(partial(self._rooms.house.librarian.remove_own, slug))
        self._home.refresh()

    def _cancel(self) -> None:
        if self._adding is not None:
            self._adding.cancel()

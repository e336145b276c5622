"""How one's own music is chosen: files, a folder, or a playlist; and where it is now, if it was moved."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from mtrelax.ui.i18n import tr

_MUSIC: Final = "*.flac *.mp3 *.ogg *.opus *.m4a *.aac *.wav *.aif *.aiff *.wma"
_FOLDER: Final = QFileDialog.FileMode.Directory
_KINDS: Final = (
    ("files", "Files…", QFileDialog.FileMode.ExistingFiles, f"Music ({_MUSIC});;All files (*)"),
    ("folder", "A folder…", _FOLDER, ""),
    ("playlist", "A playlist…", QFileDialog.FileMode.ExistingFile, "Playlists (*.m3u8 *.m3u)"),
)


class MusicBringer(QObject):
    """Asks which music to bring."""

    brought = Signal(object)
    located = Signal(str, object)
    """The folder in which the files of a playlist are now."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.menu = QMenu(page)
        self.menu.setObjectName("own_music_menu")
        for name, text, mode, kinds in _KINDS:
            action = self.menu.addAction(tr(text))
            action.setObjectName(f"bring_{name}")
            action.triggered.connect(partial(self._ask, tr("Your own music"), self._bring, mode, kinds))

    def ask_at(self, place: QPoint) -> None:
        """Ask what kind of music it is."""
        self.menu.popup(place)

    def ask_where(self, name: str, title: str) -> None:
        """Ask in which folder the files of a playlist are now."""
        self._ask(tr("Where “{title}” is now").format(title=title), partial(self._locate, name))

    def _ask(
        self,
        title: str,
        selected: Callable[[list[str]], None],
        mode: QFileDialog.FileMode = _FOLDER,
        kinds: str = "",
        _checked: bool = False,
    ) -> None:
        """Open the system's dialog; it does not hold anything up."""
        dialog = QFileDialog(self._page, title)
        dialog.setObjectName("bring_dialog")
        dialog.setFileMode(mode)
        if kinds:
            dialog.setNameFilters(tr(kinds).split(";;"))
        dialog.filesSelected.connect(selected)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _bring(self, names: list[str]) -> None:
        self.brought.emit([Path(name) for name in names])

    def _locate(self, playlist: str, names: list[str]) -> None:
        for name in names:
            self.located.emit(playlist, Path(name))

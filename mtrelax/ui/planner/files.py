"""Which file a plan is read from, or written to. The system's dialogs hold nothing up."""

from contextlib import suppress
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from mtrelax.domain.errors import MtrelaxError
from mtrelax.services.settings import SettingsKeeper
from mtrelax.ui.i18n import tr

_KINDS: Final = "Session plans (*.toml)"


class PlanFiles(QObject):
    """Asks for files, and begins in the folder of the last one."""

    opened = Signal(object)
    written = Signal(object)
    """Where a plan is to be written."""

    def __init__(self, page: QWidget, keeper: SettingsKeeper) -> None:
        super().__init__(page)
        self._page, self._keeper = page, keeper

    def ask_open(self) -> None:
        """Ask which plan to open."""
        dialog = self._dialog(tr("Open a plan"))
        dialog.setObjectName("open_plan_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._open)
        dialog.open()

    def ask_write(self, name: str) -> None:
        """Ask where to write a plan."""
        dialog = self._dialog(tr("Write the plan to a file"))
        dialog.setObjectName("write_plan_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("toml")
        dialog.selectFile(f"{name}.toml")
        dialog.fileSelected.connect(self._write)
        dialog.open()

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._page, title, str(self._folder()))
        dialog.setNameFilter(tr(_KINDS))
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _folder(self) -> Path:
        """Return where the last file was; else the documents, or home where there are none."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        last = self._keeper.now.plan_folder
        return next((Path(each) for each in (last, documents) if each and Path(each).is_dir()), Path.home())

    def _open(self, name: str) -> None:
        self.opened.emit(self._remembered(Path(name)))

    def _write(self, name: str) -> None:
        self.written.emit(self._remembered(Path(name)))

    def _remembered(self, path: Path) -> Path:
        with suppress(MtrelaxError):  # it only saves a way; whatever else cannot be kept says so
            self._keeper.change("plan_folder", str(path.parent))
        return path

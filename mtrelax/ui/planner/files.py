"""Which file a plan is read from, or written to. The system's dialogs hold nothing up."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from mtrelax.ui.i18n import tr

_KINDS: Final = "Session plans (*.toml)"


class PlanFiles(QObject):
    """Asks for files."""

    opened = Signal(object)
    written = Signal(object)
    """Where a plan is to be written."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page

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
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self._page, title, documents)
        dialog.setNameFilter(tr(_KINDS))
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _open(self, name: str) -> None:
        self.opened.emit(Path(name))

    def _write(self, name: str) -> None:
        self.written.emit(Path(name))

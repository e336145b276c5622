"""Settings: a page made from a table; each change holds at once."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtrelax.domain.errors import MtrelaxError
from mtrelax.services.settings import SettingsKeeper, Value
from mtrelax.ui.i18n import tr
from mtrelax.ui.settings.rows import SECTIONS, Device, Pick, Row, Switch
from mtrelax.ui.tab_page import TabPage
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import OUTSET, Choice, ChoiceTile, FlowGrid, Label, LinkButton, Toggle
from mtrelax.ui.words import sentence


class SettingsScreen(TabPage):
    """What a person may set, and where everything is kept."""

    def __init__(
        self,
        look: Look,
        keeper: SettingsKeeper,
        devices: Callable[[], list[str]],
        data_folder: Path,
        log_folder: Path,
        open_folder: Callable[[QUrl], bool] = QDesktopServices.openUrl,
    ) -> None:
        super().__init__(look, "settings", tr("Settings"))
        self._keeper, self._devices, self._open = keeper, devices, open_folder
        for title, rows in SECTIONS:
            self._add_section(tr(title), rows)
        self._add_folders(data_folder, log_folder)
        self.column.addStretch(1)

    def _add_section(self, title: str, rows: tuple[Row, ...]) -> None:
        self.column.addWidget(_heading(title))
        tiles = FlowGrid(self.look, 300, (2, 1), spacing=0)
        switches = FlowGrid(self.look, 300, (2, 1), spacing=0)
        for row in rows:
            (switches if isinstance(row, Switch) else tiles).addWidget(self._control(row))
        self.column.addLayout(tiles)
        self.column.addLayout(switches)

    def _control(self, row: Row) -> QWidget:
        """Return the control of a row, showing what is set."""
        value = getattr(self._keeper.now, row.key)
        if isinstance(row, Switch):
            control: Toggle | ChoiceTile = Toggle(self.look, tr(row.text), note=tr(row.note))
            control.setChecked(bool(value))
            control.toggled.connect(partial(self._change, row.key))
        else:
            control = ChoiceTile(self.look, tr(row.text), self._choices(row, value))
            control.set_value(value)
            control.changed.connect(partial(self._change, row.key))
        control.setObjectName(row.key)
        return _Noted(control, tr(row.note)) if row.note and isinstance(row, Pick | Device) else control

    def _choices(self, row: Pick | Device, value: Value) -> list[Choice]:
        """Return what can be picked; a value that came from a file by hand is among it."""
        if isinstance(row, Device):
            names = [name for name in self._devices() if name]
            known = [Choice("", tr("The computer's own output")), *(Choice(name, name) for name in names)]
        else:
            known = [Choice(each, tr(text)) for each, text in row.values]
        if value not in [choice.value for choice in known]:
            known.append(Choice(value, str(value), tr("not connected") if isinstance(row, Device) else None))
        return known

    def _change(self, key: str, value: Value) -> None:
        try:
            self._keeper.change(key, value)
        except MtrelaxError as error:
            self.show_notice(sentence(error))

    def _add_folders(self, data: Path, log: Path) -> None:
        self.column.addWidget(_heading(tr("What is kept")))
        words = tr("Your sessions stay on this computer, in this folder. Nothing is sent anywhere.")
        self.column.addWidget(Label(words, "body"))
        for name, path, note in (
            ("open_data", data, tr("Sessions and your own music")),
            ("open_log", log, tr("What the program notes about its own faults; no answers, no names")),
        ):
            button = LinkButton(self.look, tr("Open"), icon_name="folder")
            button.setObjectName(name)
            button.setAccessibleName(tr("Open {path}").format(path=path))
            button.clicked.connect(partial(self._open_folder, path))
            place = Label(str(path), "body")
            place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            row = QHBoxLayout()
            row.addWidget(_Noted(place, note), 1)
            row.addWidget(button)
            self.column.addLayout(row)

    def _open_folder(self, path: Path) -> None:
        if not self._open(QUrl.fromLocalFile(str(path))):
            self.show_notice(tr("The folder could not be opened here. It is {path}.").format(path=path))


class _Noted(QWidget):
    """A control with a line below that explains it."""

    def __init__(self, control: QWidget, note: str) -> None:
        super().__init__()

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, SPACES[0])
        column.setSpacing(0)
        words = Label(note, "small")
        column.addWidget(control)
        column.addWidget(words)
        column.addStretch(1)
        control.setAccessibleDescription(note)


def _heading(text: str) -> Label:
    label = Label(text, "title")
    label.setContentsMargins(OUTSET, SPACES[2], OUTSET, SPACES[0])
    return label

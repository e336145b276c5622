"""What may be done beside the question: try the level, write a note, say why one stopped."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from mtrelax.domain.record import EnteredBy, StoppedEarly
from mtrelax.services.settings import LOWEST_MASTER
from mtrelax.ui.announce import announce
from mtrelax.ui.i18n import tr
from mtrelax.ui.loudness import master_slider
from mtrelax.ui.rating.words import WORDINGS
from mtrelax.ui.safety import HelpSheet
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import FlowRow, Label, LinkButton

_NARROW: Final = 420
_NOTE_HEIGHT: Final = 110
_CENTRE: Final = Qt.AlignmentFlag.AlignHCenter


class TryLevel(QWidget):
    """Plays a little of the music, so that the level is right before one closes the eyes."""

    opened = Signal()
    level_requested = Signal()
    master_changed = Signal(float)

    def __init__(self, look: Look, master: float) -> None:
        super().__init__()
        self._button = LinkButton(look, tr("Try how loud it will be"), icon_name="volume")
        self._button.setObjectName("try_level")
        self._slider = master_slider(look, tr("How loud"), master)
        self._slider.setObjectName("master")
        self._slider.setMaximumWidth(look.theme.px(_NARROW))
        self._button.clicked.connect(self._try)
        self._slider.level_changed.connect(self._tell)
        self._slider.sliderReleased.connect(self.level_requested)
        _lay_out(self, self._button, self._slider)

    def _try(self) -> None:
        """Ask for the music, and offer the level."""
        self._slider.setVisible(True)
        self.opened.emit()
        self._button.setText(tr("Play it again"))
        self._button.setAccessibleName(self._button.text())
        self.level_requested.emit()

    def _tell(self, level: float) -> None:
        """Give the level on; silence is the lowest that can be remembered."""
        self.master_changed.emit(max(level, LOWEST_MASTER))


class AddNote(QWidget):
    """A few words for oneself, for those who want to."""

    opened = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._button = LinkButton(look, tr("Add a note"), icon_name="note")
        self._button.setObjectName("add_note")
        self._note = QPlainTextEdit()
        self._note.setObjectName("note")
        self._note.setAccessibleName(tr("Your note"))
        self._note.setPlaceholderText(tr("Only for you"))
        self._note.setTabChangesFocus(True)
        self._note.setFixedHeight(look.theme.px(_NOTE_HEIGHT))
        self._note.setMaximumWidth(look.theme.px(_NARROW + 200))
        self._button.clicked.connect(self._open)
        _lay_out(self, self._button, self._note)

    @property
    def text(self) -> str:
        """What was written."""
        return self._note.toPlainText().strip()

    def show_text(self, text: str) -> None:
        """Show what was written before; nothing stays behind the button."""
        self._note.setPlainText(text)
        self._button.setVisible(not text)
        self._note.setVisible(bool(text))

    def _open(self) -> None:
        """Show the field in place of the button."""
        self._button.setVisible(False)
        self._note.setVisible(True)
        self.opened.emit()
        self._note.setFocus(Qt.FocusReason.OtherFocusReason)


class WhyAsked(QWidget):
    """Asks why one stopped. It may be left unanswered, changed, and taken back; distress is met with help."""

    given = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._wording = WORDINGS[EnteredBy.SELF]
        self._ask = Label("", "quiet")
        self._ask.setAlignment(_CENTRE)
        self._choices = QWidget()
        self._buttons = {reason: LinkButton(look, "") for reason in self._wording.whys}
        row = FlowRow(0, _CENTRE)
        self._choices.setLayout(row)
        self._given: StoppedEarly | None = None
        for reason, button in self._buttons.items():
            button.setObjectName(f"why_{reason.name.lower()}")
            button.setCheckable(True)
            button.clicked.connect(partial(self._give, reason))
            row.addWidget(button)
        self.ask_as(EnteredBy.SELF)
        self._help = HelpSheet(look)
        self._help.setVisible(False)
        column = _column(self)
        for part in (self._ask, self._choices, self._help):
            column.addWidget(part)

    def ask_as(self, entered_by: EnteredBy) -> None:
        """Put it to whoever enters the answer."""
        self._wording = WORDINGS[entered_by]
        self._ask.setText(self._said())
        for reason, button in self._buttons.items():
            button.setText(tr(self._wording.whys[reason]))
            button.setAccessibleName(button.text())
            button.updateGeometry()

    def _give(self, reason: StoppedEarly) -> None:
        """Take an answer, or take it back; say where there is help if it did not feel good."""
        self._given = None if reason is self._given else reason
        for each, button in self._buttons.items():
            button.setChecked(each is self._given)
        is_distress = self._given is StoppedEarly.DISTRESS
        said = self._said()
        self._ask.setText(said)
        self._help.setVisible(is_distress)
        announce(self, f"{said} {self._help.words}" if is_distress else said)
        self.given.emit(self._given or StoppedEarly.NOT_SAID)

    def _said(self) -> str:
        """Return the question, or thanks for its answer."""
        wording = self._wording
        if self._given in {None, StoppedEarly.NOT_SAID}:
            return tr(wording.why)
        return tr(wording.thanks_distress if self._given is StoppedEarly.DISTRESS else wording.thanks)


def _lay_out(holder: QWidget, button: QWidget, opened: QWidget) -> None:
    """Put a button into the middle, and below it what it opens."""
    opened.setVisible(False)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(opened, 1000)
    row.addStretch(1)
    column = _column(holder)
    column.addWidget(button, 0, _CENTRE)
    column.addLayout(row)


def _column(widget: QWidget) -> QVBoxLayout:
    """Return a column for a small part."""
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, SPACES[0], 0, 0)
    column.setSpacing(SPACES[0])
    return column

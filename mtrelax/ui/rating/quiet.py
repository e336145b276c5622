"""What stands in the place of the question: nothing is asked yet, or it is asked elsewhere."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mtrelax.domain.record import EnteredBy
from mtrelax.ui.headline import Headline
from mtrelax.ui.i18n import tr
from mtrelax.ui.rating.words import ELSEWHERE, WORDINGS
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import Label, LinkButton


class _Calm(QWidget):
    """A headline, and a sentence below it."""

    def __init__(self) -> None:
        super().__init__()
        self.headline = Headline()
        self._lead = Label("", "lead")
        self._lead.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(SPACES[0])
        self._column.addWidget(self.headline)
        self._column.addWidget(self._lead)

    @property
    def title(self) -> str:
        """What it says first."""
        return self.headline.text()

    def say(self, title: str, more: str) -> None:
        """Say something."""
        self.headline.setText(tr(title))
        self._lead.setText(tr(more))


class QuietStart(_Calm):
    """Gives time; who is ready sooner may say so."""

    ready = Signal()

    def __init__(self, look: Look, entered_by: EnteredBy = EnteredBy.SELF) -> None:
        super().__init__()
        self._button = LinkButton(look, "")
        self._button.setObjectName("ready")
        self._button.clicked.connect(self.ready)
        self._column.addSpacing(SPACES[1])
        self._column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.ask_as(entered_by)

    def ask_as(self, entered_by: EnteredBy) -> None:
        """Say it to whoever enters the answer."""
        wording = WORDINGS[entered_by]
        self.say(wording.quiet, wording.quiet_more)
        self._button.setText(tr(wording.ready))
        self._button.setAccessibleName(self._button.text())
        self._button.updateGeometry()


class Elsewhere(_Calm):
    """Says that somebody is asked on another screen."""

    def __init__(self) -> None:
        super().__init__()
        self.say(*ELSEWHERE)

"""The question itself: eleven answers alike, none chosen beforehand, and two equal ways on."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mtrelax.domain.record import EnteredBy
from mtrelax.domain.scales import RatingScale
from mtrelax.ui.headline import Headline
from mtrelax.ui.i18n import tr
from mtrelax.ui.rating.words import WORDINGS
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import AnswerRow, FlowRow, Label, QuietButton


class Question(QWidget):
    """A question of a scale, put to the person, or to whoever enters the answer for them."""

    answered = Signal(object)
    """The answer, or ``None`` for a skip."""

    def __init__(self, look: Look, scale: RatingScale, entered_by: EnteredBy = EnteredBy.SELF) -> None:
        super().__init__()
        self._scale = scale
        self.text = ""
        """What is asked, and of whom."""
        self.how = ""
        """What the ends of the scale are, and how one answers; for those who hear the screen."""
        self.answers: Final = AnswerRow(look, tr(scale.lowest_words), tr(scale.highest_words), scale.answers)
        self._skip = QuietButton(look, tr("Skip"))
        self._skip.setObjectName("skip")
        self._go_on = QuietButton(look, tr("Continue"))
        self._go_on.setObjectName("continue")
        self._go_on.setEnabled(False)
        self._lead = Label("", "lead")
        self._lead.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._headline = Headline()
        self._column = QVBoxLayout(self)
        self._lay_out()
        self.ask_as(entered_by)
        self.answers.answered.connect(self._choose)
        self._skip.clicked.connect(self._leave_open)
        self._go_on.clicked.connect(self.go_on)

    def ask_as(self, entered_by: EnteredBy) -> None:
        """Put it to whoever enters the answer."""
        scale, wording = self._scale, WORDINGS[entered_by]
        ends = tr("{low} is {low_words}, {high} is {high_words}.").format(
            low=scale.lowest,
            low_words=tr(scale.lowest_words),
            high=scale.highest,
            high_words=tr(scale.highest_words),
        )
        lead, question = tr(wording.lead), tr(scale.question)
        self.text = f"{lead}: {question}" if lead else question
        self.how = f"{ends} {tr(wording.how)}"
        self.answers.setAccessibleName(self.text)
        self._lead.setText(lead)
        self._lead.setVisible(bool(lead))
        self._headline.setText(question)

    @property
    def is_at_answer(self) -> bool:
        """Whether the keyboard is at one of the answers."""
        return any(button.hasFocus() for button in self.answers.buttons)

    def set_air(self, air: int, *, low: bool) -> None:
        """Give way, where the window is low."""
        self._headline.set_low(low)
        self._column.setSpacing(air)

    def go_on(self) -> None:
        """Give the chosen answer, once there is one."""
        if self.answers.value is not None:
            self.answered.emit(self.answers.value)

    def _lay_out(self) -> None:
        ways = FlowRow(SPACES[0] // 2, Qt.AlignmentFlag.AlignHCenter)
        ways.addWidget(self._skip)
        ways.addWidget(self._go_on)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACES[4])
        asked = QVBoxLayout()
        asked.setSpacing(0)
        asked.addWidget(self._lead)
        asked.addWidget(self._headline)
        self._column.addLayout(asked)
        self._column.addWidget(self.answers)
        self._column.addLayout(ways)

    def _choose(self, _number: int) -> None:
        """Let one go on."""
        self._go_on.setEnabled(True)

    def _leave_open(self) -> None:
        """Give no answer."""
        self.answered.emit(None)

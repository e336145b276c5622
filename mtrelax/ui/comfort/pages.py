"""What is read and asked between the paces; one thing on each page."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mtrelax.domain.comfort import RATES
from mtrelax.domain.scales import RatingScale
from mtrelax.ui.headline import Headline, air, is_low
from mtrelax.ui.i18n import tr
from mtrelax.ui.keys import is_enter, is_escape, press_focused
from mtrelax.ui.rating.question import Question
from mtrelax.ui.telling import TellingPage
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import FlowRow, Label, LinkButton, Notice, PrimaryButton
from mtrelax.ui.words import rate_words

COMFORT: Final = RatingScale(
    "comfort",
    "Comfort",
    "How comfortable was that?",
    0,
    10,
    "not at all",
    "completely",
    lower_is_better=False,
)
_WIDEST: Final = 760
_ASKING: Final = 1040
_CENTRE: Final = Qt.AlignmentFlag.AlignHCenter
_COUNTS: Final = ("first", "second", "third", "fourth", "fifth")


class FinderPage(TellingPage):
    """A headline, a few words, one thing to do, and the way out."""

    agreed = Signal()
    left = Signal()

    def __init__(self, look: Look, name: str, title: str, *, widest: int = _WIDEST) -> None:
        super().__init__(look, widest=widest)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._notice = Notice(look, tr("Close"))
        self._headline = Headline(title)
        self._go_on: PrimaryButton | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Escape, go on by Enter."""
        if is_escape(event):
            self.left.emit()
        elif not is_enter(event):
            super().keyPressEvent(event)
        elif not press_focused() and self._go_on is not None:
            self._go_on.click()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give way, where the window is low."""
        super().resizeEvent(event)
        self._headline.set_low(is_low(self, self.look))

    def _stack(self, *parts: QWidget) -> None:
        """Put the parts below each other, in the middle of the page."""
        self.column.addWidget(self._notice)
        self.column.addStretch(2)
        self.column.addWidget(self._headline)
        for part in parts:
            self.column.addSpacing(SPACES[0])
            self.column.addWidget(part)
        self.column.addStretch(3)

    def _words(self, text: str, role: str = "lead") -> Label:
        label = Label(text, role)
        label.setAlignment(_CENTRE)
        return label

    def _ways(self, go_on: str, leave: str) -> QWidget:
        """Return the one thing to do, and beside it the way out."""
        self._go_on = button = PrimaryButton(self.look, go_on)
        button.setObjectName("go_on")
        button.clicked.connect(self.agreed)
        link = LinkButton(self.look, leave)
        link.setObjectName("leave")
        link.clicked.connect(self.left)
        holder = QWidget()
        row = FlowRow(SPACES[0], _CENTRE)
        row.setContentsMargins(0, SPACES[1], 0, 0)
        row.addWidget(button)
        row.addWidget(link)
        holder.setLayout(row)
        return holder


class IntroPage(FinderPage):
    """What it is, and what it is not."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "comfort", tr("Which pace feels good to you?"))
        self._stack(
            self._words(
                tr("You try five slow paces, two minutes each, and say after each how comfortable it was.")
            ),
            self._words(
                tr(
                    "Soft and small is enough. If you feel tingling or light-headed, breathe as you "
                    "usually do. You may rest as long as you like in between, and stop at any time."
                ),
                "quiet",
            ),
            self._words(
                tr(
                    "This finds what is comfortable. It does not find a resonance rate: "
                    "that takes a measurement of the heart."
                ),
                "quiet",
            ),
            self._ways(tr("Begin"), tr("Not now")),
        )


class AskPage(FinderPage):
    """How comfortable a pace was."""

    answered = Signal(object)
    """The answer, or ``None`` for a skip."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "comfort_ask", tr(COMFORT.question), widest=_ASKING)
        self._question = Question(look, COMFORT)
        self._question.answered.connect(self.answered)
        self.column.addWidget(self._notice)
        self.column.addStretch(2)
        self.column.addWidget(self._question)
        self.column.addStretch(3)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer by digits and arrows, go on by Enter."""
        if is_enter(event) and (self._question.is_at_answer or not press_focused()):
            self._question.go_on()
        elif event.text().isdigit() or event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._question.answers.keyPressEvent(event)
        elif not is_enter(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give way, where the window is low."""
        super().resizeEvent(event)
        self._question.set_air(air(self, self.look), low=is_low(self, self.look))


class RestPage(FinderPage):
    """A pause between two paces, as long as one likes."""

    def __init__(self, look: Look, tried: int) -> None:
        super().__init__(look, "comfort_rest", tr("Breathe as you like for a while."))
        which = tr(_COUNTS[tried])
        self._stack(
            self._words(tr("When you are ready, the {which} of five paces follows.").format(which=which)),
            self._ways(tr("The next pace"), tr("That is enough")),
        )


class ResultPage(FinderPage):
    """The pace that felt best, and a name for it."""

    kept = Signal(str)

    def __init__(self, look: Look, answers: Mapping[float, int], best: float) -> None:
        title = tr("{rate} felt best.").format(rate=tr(rate_words(best)))
        super().__init__(look, "comfort_result", title)
        self._name = QLineEdit(tr("My pace"))
        self._name.setObjectName("pace_name")
        self._name.setAccessibleName(tr("What you call it"))
        self._name.setMaxLength(60)
        self._name.setAlignment(_CENTRE)
        self._stack(
            self._words(_told(answers)),
            self._words(
                tr("It is what felt comfortable today. Another day another one may, and both are right."),
                "quiet",
            ),
            _in_the_middle(self._name, look.theme.px(320)),
            self._ways(tr("Keep this pace"), tr("Not now")),
        )
        self.agreed.connect(self._keep)

    def _keep(self) -> None:
        self.kept.emit(self._name.text().strip() or tr("My pace"))


def _told(answers: Mapping[float, int]) -> str:
    """Return every answer, in the order in which the paces were tried."""
    given: Sequence[str] = [f"{rate:.1f}: {answers[rate]}" for rate in RATES if rate in answers]
    return tr("Comfort at each pace, of 10 — {answers}").format(answers=" · ".join(given))


def _in_the_middle(part: QWidget, wide: int) -> QWidget:
    part.setMaximumWidth(wide)
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, SPACES[1], 0, 0)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(part, 100)
    row.addStretch(1)
    column.addLayout(row)
    return holder

"""The bar with Begin."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mtrelax.ui.i18n import tr
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import OUTSET, Label, LinkButton, PrimaryButton


class BeginBar(QWidget):
    """Begin, what will come first, and the way to have it as last time."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.begin = PrimaryButton(look, tr("Begin"))
        self.begin.setObjectName("begin")
        self.again = LinkButton(look, tr("Again as last time"))
        self.again.setObjectName("again")
        self._first = Label("", "body")
        self._first.setObjectName("begin_words")
        self._second = Label(tr("You may skip it. You may stop at any time."), "small")
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self._first)
        words.addWidget(self._second)
        words.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACES[0])
        self._row.addWidget(self.begin)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.again, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def say(self, ready: bool, problem: str = "") -> None:
        """Show whether a session can begin, and if not, why."""
        self.begin.setEnabled(ready)
        self._first.setText(tr("First, one question about how you feel.") if ready else problem)
        self._second.setVisible(ready)
        self.begin.setAccessibleDescription(
            f"{self._first.text()} {self._second.text()}" if ready else problem
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out words that would need a second line."""
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Put words beside the button, or leave the small ones out."""
        used = self.begin.sizeHint().width() + (
            self.again.sizeHint().width() if self.again.isVisibleTo(self) else 0
        )
        room = self.width() - used - SPACES[0]
        ready = self.begin.isEnabled()
        roomy = all(_line_of(words) <= room for words in (self._first, self._second))
        self._first.setVisible(roomy or not ready)
        self._second.setVisible(roomy and ready)


def _line_of(words: Label) -> int:
    """Return how wide words are in one line."""
    return words.fontMetrics().horizontalAdvance(words.text()) + 2 * OUTSET

"""What is to be said of a breath: why it cannot be kept, or what is good to know; never the same look."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtrelax.domain.envelope import StepKind
from mtrelax.ui.announce import announce
from mtrelax.ui.i18n import tr
from mtrelax.ui.patterns.draft import Draft
from mtrelax.ui.patterns.words import KNOWN, REASONS, REFUSED, SIGHS
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import Emblem, Label

_SIGNS: Final = {REFUSED: "not-yet", KNOWN: "info"}


class Verdict(QWidget):
    """A drawing, a few words, and the reason; nothing at all where there is nothing to say."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._sign = Emblem(look, "info")
        self._title = Label("", "large")
        self._title.setObjectName("verdict")
        self._why = Label("", "body")
        self._why.setObjectName("concerns")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, SPACES[0], 0, 0)
        row.setSpacing(0)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._why)
        row.addLayout(words, 1)

    def say_of(self, draft: Draft) -> None:
        """Say what speaks against it; else what is to be known before it is breathed."""
        reasons = [REASONS[each] for each in draft.concerns]
        known = [draft.caution, SIGHS if draft.tenths[StepKind.TOP_UP] else ""]
        title = REFUSED if reasons else KNOWN
        said = " ".join(tr(each) for each in reasons or known if each)
        self._sign.show_drawing(_SIGNS[title])
        self._title.setText(tr(title))
        self.setVisible(bool(said))
        if said != self._why.text():
            self._why.setText(said)
            if reasons:
                announce(self, f"{tr(title)}. {said}")

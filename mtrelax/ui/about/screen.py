"""About: what the program is and is not, and whose work is in it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtrelax.ui.header import Header
from mtrelax.ui.headline import Headline, is_low
from mtrelax.ui.i18n import tr
from mtrelax.ui.keys import is_escape
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import Label, Page

_WIDEST = 1152
_READING = 760
_TEXTS = (
    "Music, a slow breath and a quiet voice, for an evening or a break.",
    "It is for relaxation. It is not a medical device: it does not diagnose, treat, or replace a treatment.",
    "The recorded voice is synthetic. No person spoke these words.",
    "The piano is the Salamander Grand Piano by Alexander Holm (CC BY 3.0).",
    "What you enter stays on this computer. Nothing is sent anywhere.",
)


class AboutScreen(Page):
    """Says what the program is not, that the voice is synthetic, and whose work it stands on."""

    tab_requested = Signal(str)

    def __init__(self, look: Look, credits: str, version: str) -> None:  # noqa: A002 - that is what they are
        super().__init__(look, widest=_WIDEST, has_header=True)
        self.setObjectName("about")
        header = Header(look, "about")
        header.tab_requested.connect(self.tab_requested)
        self.column.addWidget(header)
        self.column.addSpacing(SPACES[1])
        self._headline = Headline(tr("About mtrelax"), centred=False)
        text = QWidget()
        text.setMaximumWidth(look.theme.px(_READING))
        lines = QVBoxLayout(text)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(SPACES[0])
        lines.addWidget(self._headline)
        lines.addWidget(Label(tr("Version {version}").format(version=version), "quiet"))
        lines.addSpacing(SPACES[1])
        for words in _TEXTS:
            lines.addWidget(Label(tr(words), "body"))
        for is_heading, words in _credits(credits):
            if is_heading:
                lines.addSpacing(SPACES[1])
            lines.addWidget(_selectable(Label(words, "large" if is_heading else "quiet")))
        row = QHBoxLayout()
        row.addWidget(text, 1000)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give way, where the window is low."""
        super().resizeEvent(event)
        self._headline.set_low(is_low(self, self.look))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the first page by Escape."""
        if is_escape(event):
            self.tab_requested.emit("today")
        else:
            super().keyPressEvent(event)


def _credits(text: str) -> list[tuple[bool, str]]:
    """Return the credits line by line, and whether each is a heading."""
    parts: list[tuple[bool, str]] = []
    for block in text.replace("`", "").split("\n\n"):
        lines = [line.strip() for line in block.strip().splitlines() if not line.startswith("# ")]
        if lines and lines[0].startswith("## "):
            parts.append((True, lines.pop(0).removeprefix("## ")))
        parts.extend((False, line) for line in _joined(lines))
    return parts


def _joined(lines: list[str]) -> list[str]:
    """Return one text for each item of a list, and one for each paragraph."""
    texts: list[str] = []
    for line in lines:
        if line.startswith("- ") or not texts:
            texts.append(line.removeprefix("- "))
        else:
            texts[-1] += f" {line}"
    return texts


def _selectable(label: Label) -> Label:
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label

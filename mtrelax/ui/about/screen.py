"""About: what the program is and is not, and whose work is in it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtrelax.ui.i18n import tr
from mtrelax.ui.tab_page import TabPage
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import Label

_READING = 760
_TEXTS = (
    "Music, a slow breath and a quiet voice, for an evening or a break.",
    "It is for relaxation. It is not a medical device: it does not diagnose, treat, or replace a treatment.",
    "The recorded voice is synthetic. No person spoke these words.",
    "The piano is the Salamander Grand Piano by Alexander Holm (CC BY 3.0).",
    "What you enter stays on this computer. Nothing is sent anywhere.",
)


class AboutScreen(TabPage):
    """Says what the program is not, that the voice is synthetic, and whose work it stands on."""

    def __init__(self, look: Look, credits: str, version: str) -> None:  # noqa: A002 - that is what they are
        super().__init__(look, "about", tr("About mtrelax"))
        text = QWidget()
        text.setMaximumWidth(look.theme.px(_READING))
        lines = QVBoxLayout(text)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(SPACES[0])
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

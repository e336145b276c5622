"""A whole script on one page: nobody need be surprised by what a voice will say."""

from collections.abc import Collection
from itertools import groupby
from typing import Final

from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.script import Paragraph, Script
from mtrelax.ui.back_page import BackPage
from mtrelax.ui.i18n import tr
from mtrelax.ui.theme import LARGE, SPACES, TITLE, Look
from mtrelax.ui.widgets import Choice, ChoiceTile, Label
from mtrelax.ui.words import PHASE_WORDS

_WIDEST: Final = 760
_SIZES: Final = ((LARGE, "ordinary"), (TITLE, "large"), (34, "very large"))
_WHERE: Final = {**PHASE_WORDS, PhaseKind.INDUCTION: "At the beginning"}
"""A script speaks in a phase, whatever else that is for."""


class ReadingScreen(BackPage):
    """Shows the words, as large as one likes."""

    def __init__(self, look: Look, script: Script, said: Collection[PhaseKind]) -> None:
        """``said`` has the phases that there will be: what belongs to another one is not said."""
        super().__init__(look, "reading", script.title, widest=_WIDEST)
        self._paragraphs: list[Label] = []
        self._size = ChoiceTile(look, tr("size"), [Choice(px, tr(words)) for px, words in _SIZES])
        self._size.setObjectName("size")
        self._size.changed.connect(self._take_size)
        self.top.addWidget(self._size)
        self.column.addWidget(self._headline)
        if script.cautions:
            text = tr("It touches on {themes}.").format(themes=", ".join(map(tr, script.cautions)))
            self.column.addWidget(Label(text, "quiet"))
        for phase, paragraphs in groupby(script.paragraphs, _phase_of):
            if phase in said:
                self._add_section(phase, tuple(paragraphs))
        self.column.addStretch(1)
        self._dress()
        look.changed.connect(self._dress)

    def _add_section(self, phase: PhaseKind, paragraphs: tuple[Paragraph, ...]) -> None:
        """Add what is said in a phase."""
        self.column.addSpacing(SPACES[1])
        self.column.addWidget(Label(tr(_WHERE[phase]), "quiet"))
        for paragraph in paragraphs:
            label = Label(" ".join(sentence.text for sentence in paragraph.sentences), "large")
            self._paragraphs.append(label)
            self.column.addWidget(label)

    def _take_size(self, _size: object) -> None:
        self._dress()

    def _dress(self) -> None:
        """Show the words as large as is wanted."""
        wanted = self._size.value if isinstance(self._size.value, int) else LARGE
        size = self.look.theme.px(wanted)
        for label in self._paragraphs:
            # A font of its own would yield to the window's style sheet.
            label.setStyleSheet(f"font-size: {size}px;")


def _phase_of(paragraph: Paragraph) -> PhaseKind:
    return paragraph.phase

"""How the client is asked to breathe: the pattern and its pace, in breaths a minute."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mtrelax.ui.home.choices import pattern_choices
from mtrelax.ui.i18n import tr
from mtrelax.ui.session import actions
from mtrelax.ui.session.action_button import ActionButton
from mtrelax.ui.session.actions import Live
from mtrelax.ui.theme import Look
from mtrelax.ui.widgets import Choice, ChoiceTile, FlowGrid


class BreathPanel(QWidget):
    """The pattern of now, every other one, and a little slower or faster."""

    def __init__(self, look: Look, live: Live, said: Callable[[str], None]) -> None:
        super().__init__()
        self._live, self._said = live, said
        self._words = ""
        self.buttons: Final = [ActionButton(look, each, live) for each in (actions.SLOWER, actions.FASTER)]
        self._tile = ChoiceTile(look, "")
        self._tile.setObjectName("pattern")
        self._tile.changed.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tile)
        pair = FlowGrid(look, 200, columns=(2, 1), spacing=0)
        for button in self.buttons:
            pair.addWidget(button)
        column.addLayout(pair)
        self.refresh()

    def refresh(self) -> None:
        """Show what is paced now."""
        pattern, rate = self._live.player.pattern, self._live.player.rate
        possible = pattern is not None and self._live.sounding()
        self._tile.setEnabled(possible)
        for button in self.buttons:
            button.refresh()
        if pattern is None or rate is None:
            return
        words = tr("Breathing, {rate} a minute").format(rate=f"{rate:.1f}")
        if words != self._words:
            self._words = words
            self._tile.setText(words)
        if pattern.slug == self._tile.value:
            return
        known = {each.slug: each for each in self._live.patterns} | {pattern.slug: pattern}
        ordered = [known[str(each.value)] for each in pattern_choices(known) if each.value]
        self._tile.set_choices(
            [Choice(each.slug, each.title, each.caution or each.description) for each in ordered]
        )
        self._tile.set_value(pattern.slug)

    def _choose(self, slug: object) -> None:
        pattern = next((each for each in self._live.patterns if each.slug == slug), None)
        if pattern is not None:
            self._live.player.pace(pattern)
            self._said(tr("{pattern}, from the next breath on.").format(pattern=pattern.title))
        self.refresh()

"""How the client is asked to breathe: the pattern and its pace, in breaths a minute."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

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
        self._rate: float | None = None
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
        pattern = self._live.player.pattern
        possible = pattern is not None and self._live.sounding()
        self._tile.setEnabled(possible)
        for button in self.buttons:
            button.refresh()
        if pattern is None or (pattern.rate == self._rate and pattern.slug == self._tile.value):
            return
        self._rate = pattern.rate
        known = {each.slug: each for each in self._live.patterns} | {pattern.slug: pattern}
        self._tile.setText(tr("Breathing, {rate} a minute").format(rate=f"{pattern.rate:.1f}"))
        self._tile.set_choices(
            [Choice(slug, each.title, each.caution or each.description) for slug, each in known.items()]
        )
        self._tile.set_value(pattern.slug)

    def _choose(self, slug: object) -> None:
        pattern = next((each for each in self._live.patterns if each.slug == slug), None)
        if pattern is not None:
            self._live.player.pace(pattern)
            self._said(tr("{pattern}, from the next breath on.").format(pattern=pattern.title))
        self.refresh()

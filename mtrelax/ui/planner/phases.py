"""Phase by phase: how long each is, and what plays in it."""

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Ending, SessionPlan
from mtrelax.services.drafting import Draftsman
from mtrelax.services.planning import Sketch, with_phase
from mtrelax.ui.i18n import tr
from mtrelax.ui.planner.choices import playlist_choices
from mtrelax.ui.planner.minutes import MinutesField
from mtrelax.ui.planner.words import phase_name
from mtrelax.ui.theme import Look
from mtrelax.ui.widgets import OUTSET, Choice, ChoiceTile, FlowGrid, Label

_NAME_WIDTH: Final = 130
_BEFORE: Final = (PhaseKind.SETTLE, PhaseKind.INDUCTION, PhaseKind.DEEPENING, PhaseKind.MUSIC)
_LAST: Final = {Ending.RETURN: PhaseKind.RETURN, Ending.SLEEP: PhaseKind.SLEEP}


class PhaseRow(QWidget):
    """One phase."""

    def __init__(self, look: Look, kind: PhaseKind) -> None:
        super().__init__()
        self._look, self._kind = look, kind
        self._name = Label(phase_name(kind), "body")
        self._name.setWordWrap(False)
        self.minutes = MinutesField(look, tr("Minutes of {phase}").format(phase=phase_name(kind)))
        self.minutes.setObjectName(f"minutes_{kind.value}")
        self.tile = ChoiceTile(look, tr("music"))
        self.tile.setObjectName(f"music_{kind.value}")
        unit = Label(tr("min"), "quiet")
        unit.setWordWrap(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._name)
        row.addWidget(self.minutes, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(unit)
        row.addWidget(self.tile, 1)
        look.changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        self._name.setMinimumWidth(self._look.theme.px(_NAME_WIDTH) + 2 * OUTSET)


class PhaseRows(QWidget):
    """All phases, one below the other, or in two columns."""

    wanted = Signal(object)
    minutes_wanted = Signal(object, float)
    minutes_refused = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("phase_rows")
        self._plan = SessionPlan("none")
        self.rows = {kind: PhaseRow(look, kind) for kind in PhaseKind}
        grid = FlowGrid(look, 430, (2, 1), spacing=0)
        for kind, row in self.rows.items():
            row.minutes.typed.connect(partial(self.minutes_wanted.emit, kind))
            row.minutes.refused.connect(self.minutes_refused)
            row.tile.changed.connect(partial(self._take, kind))
            grid.addWidget(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(grid)

    def show_minutes(self, sketch: Sketch) -> None:
        """Show how long each phase is."""
        told = sketch.told
        for kind, row in self.rows.items():
            row.minutes.show_minutes(told.get(kind, 0.0) / 60)

    def show_plan(self, plan: SessionPlan, draftsman: Draftsman) -> None:
        """Show what plays in each."""
        self._plan = plan
        music = draftsman.music()
        for kind, row in self.rows.items():
            row.setVisible(kind in {*_BEFORE, _LAST[plan.ending]})
            chosen = plan.phase(kind).playlist
            row.tile.set_choices([Choice(None, tr("As for all")), *playlist_choices(music, chosen)])
            row.tile.set_value(chosen)

    def _take(self, kind: PhaseKind, value: object) -> None:
        playlist = str(value) if value is not None else None
        self.wanted.emit(with_phase(self._plan, replace(self._plan.phase(kind), playlist=playlist)))

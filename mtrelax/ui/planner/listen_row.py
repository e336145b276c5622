"""The row below the strip: hear it, where one would, what the marks mean, and the lengths of the phases."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from mtrelax.ui.i18n import tr
from mtrelax.ui.planner.hear import HearButton
from mtrelax.ui.planner.legend import Legend
from mtrelax.ui.theme import Look
from mtrelax.ui.widgets import OUTSET, Label, LinkButton


class ListenRow(QWidget):
    """In a narrow window the legend goes first; then there are two rows. No words are squeezed."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.hear = HearButton(look, tr("Hear it"))
        self.hear.setObjectName("hear")
        self.status = Label("", "quiet")
        self.status.setObjectName("plan_status")
        self.legend = Legend(look)
        self.even = LinkButton(look, tr("As the course has it"))
        self.even.setObjectName("as_recipe")
        self.by_phase = LinkButton(look, tr("Phase by phase"))
        self.by_phase.setObjectName("phase_by_phase")
        self.by_phase.setCheckable(True)
        listen, links = QHBoxLayout(), QHBoxLayout()
        for row in (listen, links):
            row.setSpacing(0)
        listen.addWidget(self.hear)
        listen.addWidget(self.status, 1)
        links.addStretch(1)
        for part in (self.legend, self.even, self.by_phase):
            links.addWidget(part)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._rows.addLayout(listen, 1)
        self._rows.addLayout(links)
        look.changed.connect(self.arrange)

    def show_even(self, *, shown: bool) -> None:
        """Offer the lengths of the course, where others were drawn."""
        self.even.setVisible(shown)
        self.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in one row, or in two."""
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Leave room for what is said at the beginning, in one line."""
        said = self.status.fontMetrics().horizontalAdvance(at_first()) + 2 * OUTSET
        parts = (self.hear, self.even, self.by_phase)
        used = sum(each.sizeHint().width() for each in parts if not each.isHidden())
        room = self.width() - used - said
        self.legend.setVisible(room >= self.legend.sizeHint().width())
        way = QBoxLayout.Direction.LeftToRight if room >= 0 else QBoxLayout.Direction.TopToBottom
        if self._rows.direction() is not way:
            self._rows.setDirection(way)


def at_first() -> str:
    """Return what one may do."""
    return tr("Press where you like, then Hear it.")

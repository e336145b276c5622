"""The bar of the planner: use the plan, begin it, save it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from mtrelax.ui.i18n import tr
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import OUTSET, Label, LinkButton, PrimaryButton


class PlanBar(QWidget):
    """What can be done with a plan that is ready."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.use = PrimaryButton(look, tr("Use this plan"))
        self.use.setObjectName("use_plan")
        self.use.setAccessibleDescription(tr("Shows it on the first page, ready to begin."))
        self._words = Label("", "small")
        self._words.setObjectName("plan_state")
        self.choose = LinkButton(look, tr("Choose"))
        self.choose.setObjectName("choose_missing")
        self.choose.setAccessibleName(tr("Choose something else for what is not here"))
        self.save = LinkButton(look, tr("Save"))
        self.save.setObjectName("save_plan")
        self.begin = LinkButton(look, tr("Begin now"))
        self.begin.setObjectName("begin_plan")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACES[0])
        row.addWidget(self.use)
        row.addWidget(self._words, 1)
        for link in (self.choose, self.save, self.begin):
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def say(self, *, ready: bool, can_save: bool, missing: bool, words: str) -> None:
        """Show what can be done."""
        self.use.setEnabled(ready)
        self.begin.setEnabled(ready)
        self.save.setEnabled(can_save)
        self.choose.setVisible(missing)
        self._words.setText(words)
        self.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out words that would need many lines."""
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Show the words where they fit into two lines."""
        parts = (self.use, self.choose, self.save, self.begin)
        used = [each.sizeHint().width() for each in parts if not each.isHidden()]
        room = self.width() - sum(used) - len(used) * SPACES[0] - 2 * OUTSET
        advance = self._words.fontMetrics().horizontalAdvance(self._words.text())
        self._words.setVisible(room > 0 and advance < 1.8 * room)

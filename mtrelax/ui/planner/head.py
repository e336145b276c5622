"""The head of the planner: what the plan is called, the other plans, and what can be done with it."""

from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFont, QFontMetricsF, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QWidget

from mtrelax.services.plan_desk import PlanDesk
from mtrelax.ui.i18n import tr
from mtrelax.ui.icons import drawing
from mtrelax.ui.keys import is_enter
from mtrelax.ui.planner.choices import kept_choices
from mtrelax.ui.theme import BODY, HEADLINE, RADIUS, TARGET, TITLE, Look
from mtrelax.ui.widgets import OUTSET, ChoiceTile, LinkButton, is_mirrored

_ACTIONS: Final = (
    ("undo", "Take a step back"),
    ("new", "A new plan"),
    ("open", "Open a file…"),
    ("write", "Write to a file…"),
    ("duplicate", "Duplicate"),
    ("revert", "Back to what was saved"),
    ("delete", "Delete"),
)
_LONGEST: Final = 120
_STACKED_BELOW: Final = 560
_AIR, _CHEVRON = 16, 18


class TitleEdit(QLineEdit):
    """The title, as large as a headline, and written in place."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._low = False
        self.setObjectName("plan_title")
        self.setAccessibleName(tr("What the plan is called"))
        self.setPlaceholderText(tr("Give it a name"))
        self.setMaxLength(_LONGEST)
        look.changed.connect(self._dress)
        self._dress()

    def set_low(self, low: bool) -> None:
        """Take the smaller size, or the large one."""
        if low is not self._low:
            self._low = low
            self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Be done by Enter."""
        super().keyPressEvent(event)
        if is_enter(event):
            event.accept()
            self.clearFocus()

    def _dress(self) -> None:
        theme = self._look.theme
        size = theme.px(TITLE if self._low else HEADLINE)
        focus = theme.colours.focus
        raised = theme.colour("raised")
        warm = f"rgba({raised.red()}, {raised.green()}, {raised.blue()}, {raised.alphaF():.3f})"
        self.setStyleSheet(
            f"QLineEdit {{ font-size: {size}px; font-weight: 300; background: transparent; padding: 2px 8px;"
            f" border: 2px solid transparent; border-radius: {RADIUS}px; }}"
            f"QLineEdit:hover {{ background: {warm}; }} QLineEdit:focus {{ border-color: {focus}; }}"
        )
        self.setFont(theme.font(TITLE if self._low else HEADLINE, QFont.Weight.Light))


class _PlanPicker(ChoiceTile):
    """A tile in one line: which plan it is, the title beside it says."""

    def sizeHint(self) -> QSize:
        """Return room for the words, as high as a link beside it."""
        words = QFontMetricsF(self._words_font()).horizontalAdvance(self.text())
        wide = words + 3 * _AIR + self.theme.px(_CHEVRON)
        return QSize(round(wide) + 2 * OUTSET, self.theme.high(TARGET) + 2 * OUTSET)

    def minimumSizeHint(self) -> QSize:
        """Return the same; words are not cut."""
        return self.sizeHint()

    def draw(self, painter: QPainter) -> None:
        """Draw the words and the chevron on a quiet surface."""
        body, theme, mirrored = self.body(), self.theme, is_mirrored(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("raised") if self.is_open else self.surface())
        painter.drawRoundedRect(body, RADIUS, RADIUS)
        size = theme.px(_CHEVRON)
        colour = theme.colour("text")
        left = body.left() + _AIR if mirrored else body.right() - _AIR - size
        chevron = drawing("chevron-down", colour.name(), size, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(left, body.center().y() - size / 2), chevron)
        painter.setFont(self._words_font())
        painter.setPen(colour)
        room = size + _AIR
        words = body.adjusted(*((room, 0, -_AIR, 0) if mirrored else (_AIR, 0, -room, 0)))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())

    def _words_font(self) -> QFont:
        return self.theme.font(BODY, QFont.Weight.Medium)


class PlanHead(QWidget):
    """Title, list of plans, and a menu."""

    titled = Signal(str)
    taken = Signal(object)
    """The name of a saved plan, or ``NEW``."""
    asked = Signal(str)
    """The name of one of the actions."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.title = TitleEdit(look)
        self.title.textEdited.connect(self.titled)
        self.plans = _PlanPicker(look, tr("Your plans"))
        self.plans.setObjectName("plans")
        self.plans.changed.connect(self.taken)
        self.more = LinkButton(look, tr("More"))
        self.more.setObjectName("plan_more")
        self.more.setAccessibleName(tr("More to do with plans"))
        self.more.clicked.connect(self._open_menu)
        self.menu = QMenu(self)
        self.menu.setObjectName("plan_menu")
        self.actions_by_name: dict[str, QAction] = {}
        for name, text in _ACTIONS:
            action = self.actions_by_name[name] = self.menu.addAction(tr(text))
            action.setObjectName(f"plan_{name}")
            action.triggered.connect(partial(self._ask, name))
        right = QHBoxLayout()
        right.setSpacing(0)
        right.addStretch(1)
        right.addWidget(self.plans)
        right.addWidget(self.more)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(OUTSET - 10, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.title, 1)
        self._row.addLayout(right)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_desk(self, desk: PlanDesk) -> None:
        """Show which plan it is, and which others there are."""
        if self.title.text().strip() != desk.plan.title:
            self.title.setText(desk.plan.title)
        begun = desk.plan if desk.is_new else desk.plans.draft()
        self.plans.set_choices(kept_choices(desk.saved, desk.changed_names, begun))
        self.plans.set_value(desk.name)
        self.plans.setVisible(len(self.plans.choices) > 1 or not desk.is_new)
        self.actions_by_name["undo"].setEnabled(desk.can_undo)
        self.actions_by_name["delete"].setEnabled(not desk.is_new)
        self.actions_by_name["revert"].setEnabled(desk.is_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in one row, or in two."""
        super().resizeEvent(event)
        narrow = self.width() < self._look.theme.px(_STACKED_BELOW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() is not way:
            self._row.setDirection(way)

    def _open_menu(self) -> None:
        body = self.more.body().toRect()
        self.menu.popup(self.more.mapToGlobal(QPoint(body.left(), body.bottom())))

    def _ask(self, name: str, _checked: bool = False) -> None:
        self.asked.emit(name)

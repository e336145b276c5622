"""The controls of a running session: a bar that comes when it is wanted and goes by itself, and drawers."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from mtrelax.services.playing import PlayerState
from mtrelax.ui.i18n import tr
from mtrelax.ui.session import actions
from mtrelax.ui.session.actions import Action, Live, perform
from mtrelax.ui.session.drawers import RADIUS, Drawer, LevelPanel, MorePanel, ScriptPanel
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import FlowRow, IconButton, LinkButton, Pressable, Sheet

LINGER_MS: Final = 3000
"""How long the controls stay when nobody needs them."""
_BAR: Final = (
    actions.LEVELS,
    actions.EXTEND,
    actions.PAUSE,
    actions.RETURN,
    actions.LEAVE,
    actions.MORE,
    actions.FULL_SCREEN,
)
_ROW: Final = (*_BAR[:2], actions.HOLD, *_BAR[2:])
"""The same, with what takes the place of *longer* once one is led out: to stay after all."""
_REST: Final = (
    actions.GROUND,
    *(each for each in actions.ACTIONS if each not in _BAR and each is not actions.GROUND),
)
"""What stands in the drawer: first what somebody may need at once."""


class Controls(Sheet):
    """What may be done with the session: a few things in the bar, the rest in drawers, all by keys."""

    full_screen_requested = Signal(bool)
    leave_requested = Signal()
    drawer_moved = Signal()
    """A drawer was opened or put away."""
    said = Signal(str)
    """Something was done that should be heard of: a calm sentence."""

    def __init__(self, look: Look, live: Live, parent: QWidget) -> None:
        super().__init__(look, parent, radius=RADIUS)
        self._live = live
        self.setAccessibleName(tr("Session"))
        self.panel: Final = LevelPanel(look, live.player, parent)
        self.more: Final = MorePanel(look, live, _REST, _BAR, parent)
        self.script: Final = ScriptPanel(look, live.player, parent)
        self._drawers: Final[tuple[Drawer, ...]] = (self.panel, self.more, self.script)
        self.more.wanted.connect(self.do)
        for drawer in self._drawers:
            drawer.closed.connect(self.drawer_moved)
        self._own = {
            actions.LEVELS.name: partial(self._toggle, self.panel),
            actions.MORE.name: partial(self._toggle, self.more),
            actions.SCRIPT.name: partial(self._toggle, self.script),
            actions.FULL_SCREEN.name: self._ask_full_screen,
            actions.LEAVE.name: self.leave_requested.emit,
        }
        self._lingering = QTimer(self, singleShot=True)
        self._lingering.timeout.connect(self._leave_if_idle)
        self._pause = IconButton(look, "pause", "", size=32)
        self._full = IconButton(look, "full-screen", "")
        self._buttons: dict[Action, Pressable] = {
            each: LinkButton(look, each.words(live), icon_name="volume" if each is actions.LEVELS else "")
            for each in _ROW
        }
        self._buttons[actions.PAUSE], self._buttons[actions.FULL_SCREEN] = self._pause, self._full
        self._row = FlowRow(0, Qt.AlignmentFlag.AlignHCenter)
        self._lay_out()
        self.refresh()

    @property
    def open_drawer(self) -> Drawer | None:
        """The drawer that is open."""
        return next((each for each in self._drawers if each.is_wanted), None)

    def linger_for(self, milliseconds: int) -> None:
        """Go after so long, unless somebody needs them then."""
        self._lingering.start(milliseconds)

    def wake(self) -> None:
        """Come, and stay for a while."""
        self.refresh()
        self.come()
        self.linger_for(LINGER_MS)

    def refresh(self) -> None:
        """Show what is possible now."""
        for action, button in self._buttons.items():
            button.setEnabled(action.answers(self._live))
            button.setAccessibleName(action.named(self._live))
            if isinstance(button, LinkButton):
                button.setText(action.words(self._live))
                button.updateGeometry()
        staying = self._live.player.can_stay
        self._buttons[actions.HOLD].setVisible(staying)
        self._buttons[actions.EXTEND].setHidden(staying)
        paused = self._live.player.state is PlayerState.PAUSED
        self._pause.set_icon("play" if paused else "pause")
        self._pause.set_name(actions.PAUSE.named(self._live))
        full = self.window().isFullScreen()
        self._full.set_icon("exit-full-screen" if full else "full-screen")
        self._full.set_name(tr("Leave full screen (F11)") if full else tr("Full screen (F11)"))
        self.more.refresh()

    def do(self, action: Action) -> None:
        """Do something, say what was done, and stay."""
        own = self._own.get(action.name)
        if own is not None:
            own()
        elif said := perform(action, self._live):
            self.said.emit(said)
        self.wake()

    def place(self, width: int, height: int) -> None:
        """Stand at the bottom of the screen, with what opens above."""
        edge = SPACES[1]
        most = min(width - 2 * edge, self._row.sizeHint().width() + 2 * SPACES[1])
        high = self.heightForWidth(most)
        # As narrow as the rows allow: then none of them is much shorter than the others.
        wide = min(each for each in range(most, most // 2, -SPACES[0]) if self.heightForWidth(each) == high)
        self.setGeometry((width - wide) // 2, height - edge - high, wide, high)
        for drawer in self._drawers:
            widest = max(wide, self._look.theme.px(drawer.widest))
            self._place_above(drawer, width, min(width - 2 * edge, widest))

    def close_drawers(self) -> None:
        """Put away what is open."""
        for drawer in self._drawers:
            drawer.put_away()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep a press between the buttons from going to what lies below."""
        event.accept()

    def _place_above(self, drawer: Drawer, width: int, wide: int) -> None:
        edge = SPACES[1]
        top = max(edge, self.y() - SPACES[0] - drawer.height_in(wide))
        drawer.setGeometry((width - wide) // 2, top, wide, self.y() - SPACES[0] - top)

    def _lay_out(self) -> None:
        for action, button in self._buttons.items():
            button.setObjectName("stay" if action is actions.HOLD else action.name)
            # A press of the pointer takes no focus: Space after it must pause, and not press again.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(partial(self.do, action))
            self._row.addWidget(button)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._row.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACES[1], 2, SPACES[1], 2)
        column.addLayout(self._row)

    def _toggle(self, drawer: Drawer) -> None:
        """Open a drawer in place of the one that is open, or put it away."""
        wanted = not drawer.is_wanted
        self.close_drawers()
        if wanted:
            drawer.raise_()
            drawer.come()
            self.drawer_moved.emit()

    def _ask_full_screen(self) -> None:
        self.full_screen_requested.emit(not self.window().isFullScreen())

    def _leave_if_idle(self) -> None:
        """Go, unless somebody is about to use them; what was opened stays until it is put away."""
        paused = self._live.player.state is PlayerState.PAUSED
        if paused or self.open_drawer is not None or self.underMouse() or self._keyboard_is_here():
            self.linger_for(LINGER_MS)
        else:
            self.go()

    def _keyboard_is_here(self) -> bool:
        """Whether the keyboard is at one of the controls; a press of the pointer does not count."""
        return any(button.is_marked for button in self.findChildren(Pressable))

"""The controls of a running session: a bar that comes when it is wanted, and goes by itself."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from mtrelax.domain.plan import HIGHEST_LEVEL, LOWEST_LEVEL, CueStyle, Layer
from mtrelax.domain.time import Decibels
from mtrelax.domain.timeline import Timeline
from mtrelax.services.playing import Player, PlayerState
from mtrelax.services.settings import LOWEST_MASTER
from mtrelax.ui.i18n import tr
from mtrelax.ui.loudness import LEVEL_WORDS, SOFTEST, master_slider
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import FlowGrid, FlowRow, IconButton, LevelSlider, LinkButton, Pressable, Sheet

LINGER_MS: Final = 3000
"""How long the controls stay when nobody needs them."""
_RADIUS: Final = 28
_LAYER_WORDS: Final = (
    (Layer.MUSIC, "Music"),
    (Layer.VOICE, "Voice"),
    (Layer.AMBIENCE, "Around you"),
    (Layer.CUE, "Breathing tones"),
)


class LevelPanel(Sheet):
    """A slider for each layer that sounds, and one for everything."""

    def __init__(self, look: Look, player: Player, parent: QWidget) -> None:
        super().__init__(look, parent, radius=_RADIUS)
        self._player = player
        self.setAccessibleName(tr("How loud each part is"))
        whole = master_slider(look, tr("Everything"), player.master)
        whole.level_changed.connect(self._set_master)
        self.sliders: Final[list[LevelSlider]] = [whole]
        for layer, words in _LAYER_WORDS:
            if layer in layers_of(player.timeline):
                self.sliders.append(self._slider(look, layer, tr(words)))
        grid = FlowGrid(look, 280, columns=(2, 1))
        grid.setContentsMargins(0, 0, 0, 0)
        for slider in self.sliders:
            slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            grid.addWidget(slider)
        holder = QWidget()
        holder.setLayout(grid)
        self._grid = grid
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACES[1], SPACES[0], SPACES[1], SPACES[0])
        column.addWidget(scroll)

    def height_in(self, width: int) -> int:
        """Return the height of all sliders in a width."""
        return self._grid.heightForWidth(width - 2 * SPACES[1]) + 2 * SPACES[0]

    def _slider(self, look: Look, layer: Layer, words: str) -> LevelSlider:
        slider = LevelSlider(look, words, LEVEL_WORDS, SOFTEST, HIGHEST_LEVEL)
        slider.setObjectName(f"level_{layer.value}")
        slider.set_level(self._player.levels.of(layer))
        slider.level_changed.connect(partial(self._set_level, layer))
        return slider

    def _set_level(self, layer: Layer, level: float) -> None:
        """Give the level of a layer on; its lowest is silence to the ear."""
        self._player.set_level(layer, Decibels(max(level, LOWEST_LEVEL)))

    def _set_master(self, level: float) -> None:
        """Give the level of everything on; no session starts wholly silent because of it."""
        self._player.set_master(Decibels(max(level, LOWEST_MASTER)))


class Controls(Sheet):
    """What may be done with the session."""

    full_screen_requested = Signal(bool)
    said = Signal(str)
    """Something was done that should be heard of: a calm sentence."""

    def __init__(self, look: Look, player: Player, parent: QWidget) -> None:
        super().__init__(look, parent, radius=_RADIUS)
        self._player = player
        self.setAccessibleName(tr("Session"))
        self.panel: Final = LevelPanel(look, player, parent)
        self._lingering = QTimer(self, singleShot=True)
        self._lingering.timeout.connect(self._leave_if_idle)
        self._pause = IconButton(look, "pause", tr("Pause"), size=32)
        self._return = LinkButton(look, tr("Return now"))
        self._extend = LinkButton(look, tr("5 more minutes"))
        self._levels = LinkButton(look, tr("Levels"), icon_name="volume")
        self._full = IconButton(look, "full-screen", tr("Full screen (F11)"))
        self._leave = LinkButton(look, tr("Leave"))
        self._row = FlowRow(0, Qt.AlignmentFlag.AlignHCenter)
        self._lay_out()
        self.refresh()

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
        player = self._player
        paused, leaving = player.state is PlayerState.PAUSED, player.leaving
        self._pause.set_icon("play" if paused else "pause")
        self._pause.set_name(tr("Go on (Space)") if paused else tr("Pause (Space)"))
        self._return.setEnabled(player.can_return and not leaving)
        self._extend.setEnabled(player.can_extend and not leaving)
        self._leave.setText(tr("End now") if leaving else tr("Leave"))
        self._leave.setAccessibleName(tr("End now") if leaving else tr("Leave gently (Escape)"))
        self._leave.updateGeometry()
        full = self.window().isFullScreen()
        self._full.set_icon("exit-full-screen" if full else "full-screen")
        self._full.set_name(tr("Leave full screen (F11)") if full else tr("Full screen (F11)"))

    def toggle_pause(self) -> None:
        """Pause, or go on."""
        if self._player.state is PlayerState.PAUSED:
            self._player.resume()
        else:
            self._player.pause()
        self.wake()

    def return_now(self) -> None:
        """Begin the return, and say so."""
        if self._player.can_return:
            self._player.return_now()
            self.said.emit(tr("The return begins."))

    def place(self, width: int, height: int) -> None:
        """Stand at the bottom of the screen, with the levels above."""
        edge = SPACES[1]
        most = min(width - 2 * edge, self._row.sizeHint().width() + 2 * SPACES[1])
        high = self.heightForWidth(most)
        # As narrow as the rows allow: then none of them is much shorter than the others.
        wide = min(each for each in range(most, most // 2, -SPACES[0]) if self.heightForWidth(each) == high)
        self.setGeometry((width - wide) // 2, height - edge - high, wide, high)
        panel_wide = min(width - 2 * edge, max(wide, self._look.theme.px(600)))
        panel_high = self.panel.height_in(panel_wide)
        top = max(edge, self.y() - SPACES[0] - panel_high)
        self.panel.setGeometry((width - panel_wide) // 2, top, panel_wide, self.y() - SPACES[0] - top)

    def close_levels(self) -> None:
        """Put the levels away."""
        self.panel.go()

    def _lay_out(self) -> None:
        actions: tuple[tuple[Pressable, str, Callable[[], None]], ...] = (
            (self._levels, "levels", self._toggle_levels),
            (self._extend, "extend", self._extend_a_little),
            (self._pause, "pause", self.toggle_pause),
            (self._return, "return_now", self.return_now),
            (self._leave, "leave", self._player.leave),
            (self._full, "full_screen", self._ask_full_screen),
        )
        for button, name, act in actions:
            button.setObjectName(name)
            # A press of the pointer takes no focus: Space after it must pause, and not press again.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(partial(self._act, act))
            self._row.addWidget(button)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._row.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACES[1], 2, SPACES[1], 2)
        column.addLayout(self._row)

    def _act(self, act: Callable[[], None]) -> None:
        """Do something, and stay."""
        act()
        self.wake()

    def _extend_a_little(self) -> None:
        self._player.extend(5)
        self.said.emit(tr("Five minutes more."))

    def _toggle_levels(self) -> None:
        if self.panel.is_wanted:
            self.panel.go()
        else:
            self.panel.raise_()
            self.panel.come()

    def _ask_full_screen(self) -> None:
        self.full_screen_requested.emit(not self.window().isFullScreen())

    def _leave_if_idle(self) -> None:
        """Go, unless somebody is about to use them."""
        needed = self._player.state is PlayerState.PAUSED or self.underMouse() or self.panel.underMouse()
        if needed or self._keyboard_is_here():
            self.linger_for(LINGER_MS)
            return
        self.panel.go()
        self.go()

    def _keyboard_is_here(self) -> bool:
        """Whether the keyboard is at one of the controls; a press of the pointer does not count."""
        buttons = self.findChildren(Pressable)
        return any(button.is_marked for button in buttons) or any(
            slider.hasFocus() for slider in self.panel.sliders
        )


def layers_of(timeline: Timeline) -> frozenset[Layer]:
    """Return the layers that can be heard in a session."""
    tones = {Layer.CUE} if timeline.paced and timeline.cue_style is not CueStyle.NONE else set[Layer]()
    return frozenset({clip.layer for clip in timeline.clips} | tones)

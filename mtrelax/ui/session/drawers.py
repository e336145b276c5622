"""What opens above the controls: the levels, everything else that can be done, the words of the script."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from mtrelax.domain.plan import HIGHEST_LEVEL, LOWEST_LEVEL, CueStyle, Layer
from mtrelax.domain.time import Decibels
from mtrelax.domain.timeline import Timeline
from mtrelax.services.playing import Player
from mtrelax.services.settings import LOWEST_MASTER
from mtrelax.ui.i18n import tr
from mtrelax.ui.loudness import LEVEL_WORDS, SOFTEST, master_slider
from mtrelax.ui.session.action_button import ActionButton
from mtrelax.ui.session.actions import Action, Live
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import FlowGrid, IconButton, Label, LevelSlider, Sheet

RADIUS: Final = 28
_LAYER_WORDS: Final = (
    (Layer.MUSIC, "Music"),
    (Layer.VOICE, "Voice"),
    (Layer.AMBIENCE, "Around you"),
    (Layer.CUE, "Breathing tones"),
)


class Drawer(Sheet):
    """A sheet with a head, whose content scrolls if there is little room. It stays until it is closed."""

    closed = Signal()
    widest = 720
    """How wide it is where there is room."""

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(look, parent, radius=RADIUS)
        self.setAccessibleName(name)
        self._name = name
        self._words = Label(name, "body")
        self._words.setObjectName("drawer_words")
        self._close = IconButton(look, "close", tr("Close (Esc)"), size=20)
        self._close.setObjectName("drawer_close")
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close.clicked.connect(self.put_away)
        self._head = QHBoxLayout()
        self._head.setContentsMargins(0, 0, 0, 0)
        self._head.addWidget(self._words, 1)
        self._head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.area: Final = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACES[1], SPACES[0], SPACES[1], SPACES[1])
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(self.area, 1)
        self._content: QLayout | None = None

    def height_in(self, width: int) -> int:
        """Return the height of all it has, in a width."""
        within = width - 2 * SPACES[1]
        inner = self._content.heightForWidth(within) if self._content else 0
        return self._head.heightForWidth(within) + inner + SPACES[0] + SPACES[1]

    def tell(self, said: str) -> bool:
        """Have in its head what was done just now, else what it is; return whether that is something new."""
        text = said or self._name
        if text == self._words.text():
            return False
        self._words.setText(text)
        self._head.invalidate()
        return True

    def put_away(self) -> None:
        """Go, and give the keyboard back to the screen."""
        if not self.is_wanted:
            return
        screen = self.parentWidget()
        if screen is not None and self.needs_keyboard():
            screen.setFocus(Qt.FocusReason.OtherFocusReason)
        self.go()
        self.closed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep a press between the buttons from going to the screen, which would close it."""
        event.accept()

    def needs_keyboard(self) -> bool:
        """Whether the keyboard is at something in it."""
        at = QApplication.focusWidget()
        return at is not None and self.isAncestorOf(at)

    def _fill(self, content: QLayout) -> None:
        """Have something in it."""
        content.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setLayout(content)
        self._content = content
        self.area.setWidget(holder)


class Levels(QWidget):
    """A slider for everything, and one for each layer that sounds."""

    def __init__(self, look: Look, player: Player, least: int = 280, columns: Sequence[int] = (2, 1)) -> None:
        super().__init__()
        self._player = player
        whole = master_slider(look, tr("Everything"), player.master)
        whole.level_changed.connect(self._set_master)
        self.sliders: Final[list[LevelSlider]] = [whole]
        for layer, words in _LAYER_WORDS:
            if layer in layers_of(player.timeline):
                self.sliders.append(self._slider(look, layer, tr(words)))
        self.grid: Final = FlowGrid(look, least, columns=columns)
        for slider in self.sliders:
            slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.grid.addWidget(slider)
        self.setLayout(self.grid)

    def refresh(self) -> None:
        """Show the levels as they are now."""
        whole, *layers = self.sliders
        if not whole.isSliderDown():
            whole.set_level(self._player.master)
        for slider in layers:
            if not slider.isSliderDown():
                slider.set_level(self._player.levels.of(Layer(slider.objectName().removeprefix("level_"))))

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


class LevelPanel(Drawer):
    """The levels, in a drawer."""

    def __init__(self, look: Look, player: Player, parent: QWidget) -> None:
        super().__init__(look, tr("How loud each part is"), parent)
        self._levels = Levels(look, player)
        self._content = self._levels.grid
        self.area.setWidget(self._levels)

    @property
    def sliders(self) -> list[LevelSlider]:
        """The sliders, that of everything first."""
        return self._levels.sliders


class MorePanel(Drawer):
    """What else can be done, each with its key; the keys of the rest in one line below."""

    widest = 960

    wanted = Signal(object)

    def __init__(
        self, look: Look, live: Live, actions: Sequence[Action], in_bar: Sequence[Action], parent: QWidget
    ) -> None:
        super().__init__(look, tr("What else can be done, and its keys"), parent)
        self.buttons: Final = [ActionButton(look, action, live) for action in actions]
        grid = FlowGrid(look, 280, columns=(3, 2, 1), spacing=0)
        for button in self.buttons:
            button.clicked.connect(partial(self.wanted.emit, button.action))
            grid.addWidget(button)
        self._live, self._in_bar = live, in_bar
        self._keys = Label("", "small")
        self._keys.setObjectName("keys")
        self.refresh()
        column = QVBoxLayout()
        column.setSpacing(SPACES[0])
        column.addLayout(grid)
        column.addWidget(self._keys)
        self._fill(column)

    def refresh(self) -> None:
        """Show what is possible now."""
        for button in self.buttons:
            button.refresh()
        possible = (each for each in self._in_bar if each.answers(self._live))
        self._keys.setText("    ".join(f"{each.key}  {each.words(self._live)}" for each in possible))


class ScriptPanel(Drawer):
    """All that is said in the session, to be read."""

    def __init__(self, look: Look, player: Player, parent: QWidget) -> None:
        super().__init__(look, tr("The words of this session"), parent)
        self._player = player
        self._script = Label("", "large")
        self._script.setObjectName("script_words")
        column = QVBoxLayout()
        column.addWidget(self._script)
        self._fill(column)
        self.area.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def showEvent(self, event: QShowEvent) -> None:
        """Show the words as they are now: a session that was changed may have others."""
        self._script.setText(script_of(self._player.timeline) or tr("Nothing is said in this session."))
        super().showEvent(event)


def script_of(timeline: Timeline) -> str:
    """Return everything that is said in a session, a paragraph for each phase."""
    parts = (
        " ".join(each.text for each in timeline.captions if phase.start <= each.start < phase.end)
        for phase in timeline.phases
    )
    return "\n\n".join(part for part in parts if part)


def layers_of(timeline: Timeline) -> frozenset[Layer]:
    """Return the layers that can be heard in a session."""
    tones = {Layer.CUE} if timeline.paced and timeline.cue_style is not CueStyle.NONE else set[Layer]()
    return frozenset({clip.layer for clip in timeline.clips} | tones)

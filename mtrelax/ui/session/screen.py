"""The screen of a running session. It paints and asks; time is counted by the player alone."""

from collections.abc import Callable
from dataclasses import replace
from math import ceil
from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QWidget

from mtrelax.domain.materials import Playlist
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.timeline import Moment
from mtrelax.services.playing import Notice, Player, PlayerState
from mtrelax.services.settings import SettingsKeeper
from mtrelax.ui import widgets
from mtrelax.ui.announce import announce
from mtrelax.ui.i18n import tr
from mtrelax.ui.keys import is_enter, is_escape, press_focused
from mtrelax.ui.session.controls import Controls
from mtrelax.ui.session.seen import Seen
from mtrelax.ui.session.sentences import Sentences, sentence_at
from mtrelax.ui.theme import SPACES, Look, faded, style_sheet
from mtrelax.ui.visuals import ARC, VISUALS, Scene, word_place
from mtrelax.ui.visuals.scene import awake_at, fullness_at
from mtrelax.ui.words import PHASE_WORDS, STEP_WORDS, notice_sentence

_PAINT_MS: Final = 16
_ARRIVAL_MS: Final = 900
_REACH: Final = 0.54
"""How far its light reaches."""
_TWO_LINES: Final = 72
"""Room for a long sentence, and a little air."""
_A_MOVE: Final = 3
"""Fewer pixels are a trembling table, not somebody who wants the controls."""
_ONE_STEP_OF_ARC: Final = 1 / 1440
_BLACK: Final = QColor("#05080c")


class SessionScreen(QWidget):
    """A form that breathes, the time that is left, one sentence."""

    finished = Signal()
    full_screen_requested = Signal(bool)

    def __init__(
        self, look: Look, player: Player, playlist: Playlist, visual: str, keeper: SettingsKeeper
    ) -> None:
        super().__init__()
        self._player, self._playlist, self._keeper = player, playlist, keeper
        # It is night in here, whatever the window's theme: light words on a dimmed landscape.
        self._look = look.by_night(self)
        self._visual = VISUALS.get(visual, VISUALS["orb"])()
        self._scene: Scene | None = None
        self._moment = player.moment()
        self._painted: tuple[float, ...] = ()
        self._phase: PhaseKind | None = None
        self._was_paced = False
        self._was_leaving = False
        self._pointer: QPoint | None = None
        self._unsubscribe: list[Callable[[], None]] = []
        self._seen = Seen(player, self._look, self)
        self._sentences = Sentences(player, keeper, self)
        self._arrival = QVariantAnimation(self, startValue=1.0, endValue=0.0, duration=_ARRIVAL_MS)
        self._painting = QTimer(self, interval=_PAINT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._notice = widgets.Notice(self._look, tr("Close"), self)
        self._controls = Controls(self._look, player, self)
        self._prepare()
        self._connect()

    def show_notice(
        self, text: str, action_text: str = "", action: Callable[[], object] | None = None
    ) -> None:
        """Say a calm sentence; without something to do about it, it goes by itself."""
        self._notice.say(text, action_text, action, passing=True)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the moment."""
        painter = QPainter(self)
        self._visual.paint(painter, QRectF(self.rect()), self._moment, self._scene_now())
        self._paint_sentences(painter, self._scene_now())
        veil = float(self._arrival.currentValue() or 0.0)
        if veil > 0:
            painter.fillRect(self.rect(), faded(_BLACK, veil))
        painter.end()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to look at the session."""
        super().showEvent(event)
        if not self._unsubscribe:
            self._listen()
        self._painting.start()
        if self._look.theme.motion and self._painted == ():
            self._arrival.start()
        else:
            self._arrival.setCurrentTime(_ARRIVAL_MS)
        self._look_again()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop looking: what is not seen is not painted."""
        super().hideEvent(event)
        self._painting.stop()
        if not event.spontaneous():
            for forget in self._unsubscribe:
                forget()
            self._unsubscribe.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put everything in its place; perhaps the window fills the screen now."""
        super().resizeEvent(event)
        self._controls.refresh()
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Escape (it puts the levels away first), pause by Space, return by R; any key wakes."""
        if is_escape(event) and self._controls.panel.is_wanted:
            self._controls.close_levels()
        elif is_escape(event):
            self._leave()
        elif event.key() == Qt.Key.Key_Space:
            self._controls.toggle_pause()
        elif event.key() == Qt.Key.Key_R:
            self._controls.return_now()
        elif not (is_enter(event) and press_focused()):
            super().keyPressEvent(event)
        self._wake()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Bring the controls when the pointer really moves."""
        place = event.position().toPoint()
        if self._pointer is None:
            self._pointer = place
        elif (place - self._pointer).manhattanLength() >= _A_MOVE:
            self._pointer = place
            self._wake()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Bring the controls to a touch; put the levels away."""
        self._controls.close_levels()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._wake()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Fill the screen, or stop filling it."""
        self.full_screen_requested.emit(not self.window().isFullScreen())

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        """Bring the controls before the keyboard goes to one of them."""
        self._wake()
        return super().focusNextPrevChild(next)

    def _prepare(self) -> None:
        self.setObjectName("session")
        self.setAccessibleName(tr("Session"))
        self.setAccessibleDescription(tr("Space pauses. Escape leaves gently. Tab goes to the controls."))
        # It repaints all the time and fades itself in; the window's effect would paint it all twice.
        self.setProperty("paints_often", True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(1, 1)
        self.setStyleSheet(style_sheet(self._look.theme))
        self._hide_cursor()

    def _connect(self) -> None:
        self._painting.timeout.connect(self._look_again)
        self._sentences.changed.connect(self.update)
        self._arrival.valueChanged.connect(self.update)
        self._controls.full_screen_requested.connect(self.full_screen_requested)
        self._controls.said.connect(self._mention)
        self._controls.faded_out.connect(self._leave_alone)
        self._look.changed.connect(self._restyle)
        self._listen()

    def _listen(self) -> None:
        """Hear of the session for as long as it is shown."""
        self._unsubscribe = [
            self._player.state_changed.subscribe(self._on_state),
            self._player.noticed.subscribe(self._on_notice),
        ]

    def _look_again(self) -> None:
        """Ask for the moment, and paint what has changed."""
        self._moment = moment = self._seen.moment()
        self._sentences.follow(moment, self._look.theme.motion)
        self._tell_changes(moment)
        key = self._key(moment)
        if key != self._painted:
            self._painted = key
            self.update(self._lively())

    def _key(self, moment: Moment) -> tuple[float, ...]:
        """Return what the picture depends on, as fine as the eye can tell."""
        breath = moment.breath
        word = (breath.cycle, hash(breath.kind), round(breath.fraction, 3)) if breath else ()
        time = moment.fraction // _ONE_STEP_OF_ARC
        if self._look.theme.reduced_motion:
            return (time, moment.stillness, *word[:2])
        return (round(fullness_at(moment), 4), round(awake_at(moment), 3), time, moment.stillness, *word)

    def _lively(self) -> QRect:
        """Return the part of the screen in which the form and its light move."""
        scene = self._scene_now()
        reach = ceil(scene.unit * _REACH)
        middle = scene.centre.toPoint()
        return QRect(middle.x() - reach, max(0, middle.y() - reach), 2 * reach, self.height())

    def _tell_changes(self, moment: Moment) -> None:
        """Say to those who hear the screen what those who see it see."""
        if moment.phase is not self._phase:
            self._phase = moment.phase
            if not self._is_return_said(moment.phase):
                announce(self, tr(PHASE_WORDS[moment.phase]))
        paced = moment.breath is not None
        if paced is not self._was_paced:
            self._was_paced = paced
            announce(self, sentence_at(moment, self._player.timeline, captions=False))
        if self._player.leaving is not self._was_leaving:
            self._was_leaving = self._player.leaving
            announce(self, self._sentences.way_out)
            self._controls.refresh()
            self._place()

    def _is_return_said(self, phase: PhaseKind) -> bool:
        """Whether somebody who asked for the way back has heard already that it begins."""
        return phase is PhaseKind.RETURN and (self._player.leaving or bool(self._sentences.done))

    def _paint_sentences(self, painter: QPainter, scene: Scene) -> None:
        """Paint what can be read, unless something lies above it."""
        if self._notice.isHidden():
            ceiling = self._sentences.paint_above(painter, scene)
        else:
            ceiling = float(self._notice.geometry().bottom() + SPACES[0])
        if not self._controls.panel.isVisible():
            word = self._word_box(scene)
            self._sentences.paint_below(painter, scene, self._visual.ink, ceiling, word)

    def _word_box(self, scene: Scene) -> QRectF | None:
        """Return where the word of the breath stands, if it does outside the form."""
        if self._moment.breath is None or self._player.state is PlayerState.PAUSED:
            return None
        place = word_place(scene)
        return None if place.is_inside else place.box

    def _foot(self, scene: Scene) -> float:
        """Return how low words may reach: above the controls, and even before they come if there is room."""
        controls = self._controls
        roomy = controls.y() - scene.centre.y() - ARC * scene.unit >= scene.theme.px(_TWO_LINES)
        bottom = controls.y() if roomy or controls.isVisible() else self.height() - SPACES[1]
        return float(bottom - SPACES[0])

    def _scene_now(self) -> Scene:
        """Return the scene, made anew when size or theme changed."""
        theme, ratio = self._look.theme, self.devicePixelRatioF()
        scene = self._scene
        if scene is None or scene.size != self.size() or scene.theme != theme or scene.ratio != ratio:
            words = {kind: tr(each) for kind, each in STEP_WORDS.items()}
            self._scene = scene = Scene(self.size(), self._playlist, theme, words, ratio)
        foot = self._foot(scene)
        if scene.foot != foot:
            self._scene = scene = replace(scene, foot=foot)
        return scene

    def _leave(self) -> None:
        """Ask for the way out; the second time, for the end."""
        if self._player.leaving:
            self._sentences.end_now()
            announce(self, self._sentences.way_out)
        self._player.leave()
        self._controls.close_levels()

    def _wake(self) -> None:
        """Bring controls and pointer."""
        self.unsetCursor()
        foot = self._scene_now().foot
        self._controls.wake()
        self._place()
        if self._scene_now().foot != foot:
            self.update()

    def _leave_alone(self) -> None:
        """Let the picture be alone again."""
        self._hide_cursor()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    def _hide_cursor(self) -> None:
        self.setCursor(Qt.CursorShape.BlankCursor)

    def _place(self) -> None:
        self._controls.place(self.width(), self.height())
        wide = min(self.width() - 2 * SPACES[0], self._look.theme.px(720))
        # Whether its action stands below the words is known once it has its width.
        self._notice.resize(wide, self._notice.height())
        high = max(self._notice.minimumSizeHint().height(), self._notice.heightForWidth(wide))
        self._notice.setGeometry((self.width() - wide) // 2, SPACES[1], wide, high)
        self._notice.raise_()

    def _on_state(self, state: PlayerState) -> None:
        """Say that it is over; show whether it stands still."""
        self._controls.refresh()
        self._seen.rest(paused=state is PlayerState.PAUSED)
        if state is PlayerState.OVER:
            self._painting.stop()
            self.finished.emit()
        elif state is PlayerState.PAUSED:
            self._wake()
            announce(self, self._sentences.at(self._moment))

    def _on_notice(self, notice: Notice) -> None:
        self.show_notice(tr(notice_sentence(notice)))

    def _mention(self, text: str) -> None:
        """Say what was done."""
        self._sentences.mention(text, self._moment)
        announce(self, text)

    def _restyle(self) -> None:
        self.setStyleSheet(style_sheet(self._look.theme))
        self._place()
        self.update()

"""What one sees of a session: a form that breathes, the time that is left, one sentence."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QRectF, Qt, QTimer, QVariantAnimation
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from mtrelax.domain.materials import Playlist
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.timeline import Moment
from mtrelax.services.playing import Player, PlayerState
from mtrelax.services.settings import SettingsKeeper
from mtrelax.ui.i18n import tr
from mtrelax.ui.session.seen import Seen
from mtrelax.ui.session.sentences import Sentences
from mtrelax.ui.theme import SPACES, Look, faded
from mtrelax.ui.visuals import VISUALS, Scene, WordPlace
from mtrelax.ui.visuals.scene import awake_at, fullness_at
from mtrelax.ui.words import STEP_WORDS

_PAINT_MS: Final = 16
_ARRIVAL_MS: Final = 900
_ONE_STEP_OF_ARC: Final = 1 / 1440
_BLACK: Final = QColor("#05080c")


class SessionPicture(QWidget):
    """Paints a session for as long as it is shown."""

    def __init__(
        self,
        look: Look,
        player: Player,
        playlist: Playlist,
        visual: str,
        keeper: SettingsKeeper,
        sentences: type[Sentences] = Sentences,
    ) -> None:
        super().__init__()
        self._player, self._playlist, self._keeper = player, playlist, keeper
        # It is night in here, whatever the window's theme: light words on a dimmed landscape.
        self._look = look.by_night(self)
        self._visual = VISUALS.get(visual, VISUALS["orb"])()
        self._scene: Scene | None = None
        self._moment = player.moment()
        self._painted: tuple[float, ...] = ()
        self._unsubscribe: list[Callable[[], None]] = []
        self._seen = Seen(player, self._look, self)
        self._sentences = sentences(player, keeper, self)
        self._arrival = QVariantAnimation(self, startValue=1.0, endValue=0.0, duration=_ARRIVAL_MS)
        self._painting = QTimer(self, interval=_PAINT_MS, timerType=Qt.TimerType.PreciseTimer)
        # It repaints all the time and fades itself in; the window's effect would paint it all twice.
        self.setProperty("paints_often", True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(1, 1)
        self._painting.timeout.connect(self._look_again)
        self._sentences.changed.connect(self.update)
        self._arrival.valueChanged.connect(self.update)
        self._look.changed.connect(self._restyle)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the moment."""
        scene = self._scene_now()
        worded = self._worded(scene)
        if worded < 1.0:
            scene = replace(scene, worded=worded)
        with QPainter(self) as painter:
            self._visual.paint(painter, QRectF(self.rect()), self._moment, scene)
            self._paint_sentences(painter, scene)
            veil = float(self._arrival.currentValue() or 0.0)
            if veil > 0:
                painter.fillRect(self.rect(), faded(_BLACK, veil))

    def showEvent(self, event: QShowEvent) -> None:
        """Begin to look at the session."""
        super().showEvent(event)
        if not self._unsubscribe:
            self._unsubscribe = self._listen()
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

    def _listen(self) -> list[Callable[[], None]]:
        """Hear of the session; return what ends that."""
        return [
            self._player.state_changed.subscribe(self._on_state),
            self._keeper.changed.subscribe(self._on_settings),
        ]

    def _on_state(self, state: PlayerState) -> None:
        """Come to rest in a pause, and at the end."""
        self._seen.rest(paused=state is PlayerState.PAUSED)
        if state is PlayerState.OVER:
            self._painting.stop()

    def _on_settings(self, _settings: object) -> None:
        """Paint the words as they are wanted now."""
        self.update()

    def _look_again(self) -> None:
        """Ask for the moment, and paint what has changed."""
        self._moment = moment = self._seen.moment()
        self._sentences.follow(moment, self._look.theme.motion)
        self._tell_changes(moment)
        key = self._key(moment)
        if key != self._painted:
            self._painted = key
            # In sleep it becomes dark everywhere.
            asleep = moment.phase is PhaseKind.SLEEP
            self.update(self.rect() if asleep else self._visual.lively(self._scene_now()))

    def _tell_changes(self, moment: Moment) -> None:
        """Hear of every moment; for those who say what is seen."""

    def _key(self, moment: Moment) -> tuple[float, ...]:
        """Return what the picture depends on, as fine as the eye can tell."""
        breath = moment.breath
        word = (breath.cycle, hash(breath.kind), round(breath.fraction, 3)) if breath else ()
        time = moment.fraction // _ONE_STEP_OF_ARC
        if self._look.theme.reduced_motion:
            return (time, moment.stillness, *word[:2])
        if self._visual.glides:
            time = moment.position
        return (round(fullness_at(moment), 4), round(awake_at(moment), 3), time, moment.stillness, *word)

    def _paint_sentences(self, painter: QPainter, scene: Scene) -> None:
        """Paint what can be read."""
        self._sentences.paint_above(painter, scene)
        ceiling, word = self._ceiling(scene), self._word_place(scene)
        self._sentences.paint_below(painter, scene, self._visual.ink, ceiling, word)

    def _ceiling(self, scene: Scene) -> float:
        """Return how high words may reach: below what stands at the top."""
        return self._sentences.ceiling(scene)

    def _worded(self, scene: Scene) -> float:
        """Return how much of the word of the breath may be seen, 0..1."""
        return self._sentences.word_left(scene, self._ceiling(scene), self._word_place(scene))

    def _word_place(self, scene: Scene) -> WordPlace | None:
        """Return where the word of the breath stands, while there is one that stays."""
        if scene.worded < 1.0 or self._moment.breath is None or self._player.state is PlayerState.PAUSED:
            return None
        return self._visual.word_at(scene)

    def _foot(self, scene: Scene) -> float:
        """Return how low words may reach."""
        return float(self.height() - SPACES[2])

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

    def _restyle(self) -> None:
        self.update()

"""What one reads in a session: one sentence under the form and, on the way out, a quiet one at the top."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPainter

from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import Caption, Moment, Timeline
from mtrelax.services.playing import Player, PlayerState
from mtrelax.services.settings import SettingsKeeper
from mtrelax.ui.i18n import tr
from mtrelax.ui.session.line import Line, Print
from mtrelax.ui.visuals import Scene, WordPlace
from mtrelax.ui.words import HELD, NATURAL, SOFTLY

SHOWN_FOR: Final = Seconds(12.0)
"""How long the sentences that nobody speaks stay."""
_SAID_MS: Final = 5000


def sentence_at(moment: Moment, timeline: Timeline, *, captions: bool) -> str:
    """Return the sentence of a moment; empty when there is nothing to read."""
    if captions and moment.caption is not None:
        return moment.caption.text
    if moment.natural_for is not None and moment.natural_for < SHOWN_FOR:
        return tr(NATURAL)
    begun = next((each.start for each in timeline.paced if each.start <= moment.position < each.end), None)
    if begun is not None and moment.position - begun < SHOWN_FOR and not _has_words(timeline, begun):
        return tr(SOFTLY)
    return ""


def _has_words(timeline: Timeline, time: Seconds) -> bool:
    """Tell whether a script leads through a phase: it says in its own words how to breathe."""
    phase = timeline.phase_at(time)
    return any(each.end > phase.start and each.start < phase.end for each in timeline.captions)


class Sentences(QObject):
    """Chooses the sentences, and paints them."""

    changed = Signal()

    def __init__(self, player: Player, keeper: SettingsKeeper, parent: QObject) -> None:
        super().__init__(parent)
        self._player, self._keeper = player, keeper
        self._below, self._above = Line(self), Line(self)
        self._said = ""
        self._closing = ""
        self._ends_now = self._was_leaving = False
        self.is_awake = False
        """Whether the controls are shown: then one reads also how things stand."""
        self._spoken_then: Caption | None = None
        self._said_over = QTimer(self, singleShot=True, interval=_SAID_MS)
        self._said_over.timeout.connect(self.say_no_more)
        for line in (self._below, self._above):
            line.changed.connect(self.changed)

    @property
    def done(self) -> str:
        """What was done just now; empty when that was a while ago."""
        return self._said

    @property
    def way_out(self) -> str:
        """What is said while the session leads out."""
        if not self._player.leaving:
            return ""
        if self._closing:
            return self._closing
        if self._ends_now:
            return tr("The music fades. It is over in a moment.")
        if self._player.can_stay:
            return tr("The session leads you out and ends. H lets you stay, Esc ends it at once.")
        return tr("The session leads you out and ends. Esc ends it at once.")

    def end_now(self) -> None:
        """Say from now on that the end was asked for: nobody need press again."""
        self._ends_now = True
        self.changed.emit()

    def close(self, *, kept: bool) -> None:
        """Say from now on that the window closes."""
        self._closing = (
            tr("The music fades, everything is kept, and then the window closes.")
            if kept
            else tr("The music fades, and then the window closes.")
        )
        self.changed.emit()

    def at(self, moment: Moment) -> str:
        """Return the one sentence that is to be read."""
        if self._player.state is PlayerState.PAUSED:
            return tr("Paused. Go on whenever you like.")
        # What nobody speaks is always there to be read, and so is what leads out.
        unspoken = moment.caption is not None and not moment.caption.spoken
        captions = self._keeper.now.captions or unspoken or self._player.leaving
        if self._said and (not captions or moment.caption in {None, self._spoken_then}):
            return self._said
        sentence = sentence_at(moment, self._player.timeline, captions=captions)
        return sentence or (tr(HELD) if self.is_awake and self._player.is_held else "")

    def mention(self, text: str, moment: Moment) -> None:
        """Say for a while what was done, though not longer than until the voice says something new."""
        self._said, self._spoken_then = text, moment.caption
        self._said_over.start()

    def say_no_more(self) -> None:
        """Let what was done be a while ago."""
        self._said = ""

    def follow(self, moment: Moment, motion: int) -> None:
        """Go over to the sentences of a moment; what was done before the way out is no longer said then."""
        if self._player.leaving and not self._was_leaving:
            self.say_no_more()
        self._was_leaving = self._player.leaving
        self._below.say(self.at(moment), motion)
        self._above.say(self.way_out, motion)

    def ceiling(self, scene: Scene) -> float:
        """Return how low the one at the top reaches."""
        return self._above.reach_above(scene, self._print(scene))

    def paint_above(self, painter: QPainter, scene: Scene) -> None:
        """Paint the one at the top."""
        self._above.paint_above(painter, scene, "quiet", self._print(scene))

    def word_left(self, scene: Scene, ceiling: float, word: WordPlace | None) -> float:
        """Return how much of the word of the breath may stay, 0..1: a sentence may need its room."""
        return self._below.word_left(scene, ceiling, word, self._print(scene))

    def paint_below(
        self, painter: QPainter, scene: Scene, ink: str, ceiling: float, word: WordPlace | None
    ) -> None:
        """Paint the one under the form, where it covers no word of the breath."""
        self._below.paint_below(painter, scene, ink, ceiling, word, self._print(scene))

    def _print(self, scene: Scene) -> Print:
        """Return how the sentences are wanted."""
        settings = self._keeper.now
        on_band = settings.caption_contrast or scene.theme.name == "contrast"
        return Print(settings.caption_size, on_band)


class ClientSentences(Sentences):
    """What somebody reads whose session is led by another: what is spoken, if that is wished, and no more."""

    @property
    def way_out(self) -> str:
        """Nothing: whoever leads says it."""
        return ""

    def at(self, moment: Moment) -> str:
        """Return the caption; what nobody speaks, and what leads out, is read whatever is wished."""
        if self._player.state is PlayerState.PAUSED:
            return ""
        caption = moment.caption
        needed = caption is not None and (self._player.leaving or not caption.spoken)
        wished = self._keeper.now.client_captions or needed
        return sentence_at(moment, self._player.timeline, captions=True) if wished else ""

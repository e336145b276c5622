"""What whoever leads sees at a glance: the time that is left, where the session is, what comes next."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtrelax.domain.timeline import Moment
from mtrelax.services.playing import Player, PlayerState
from mtrelax.ui.clinic.ahead import Coming, clock, coming
from mtrelax.ui.i18n import tr
from mtrelax.ui.theme import BODY, LARGE, SMALL, Look
from mtrelax.ui.widgets import OUTSET, is_mirrored
from mtrelax.ui.words import PHASE_WORDS

_TIME: Final = 84
_LOW_TIME, _LOW_MOST = 44, 60
"""Where there is little room the digits give way; they are large enough not to grow with the text."""
_WIDEST_TIME: Final = "188:88"
"""Three hours, the longest session."""
_BESIDE: Final = 280
"""Room for where the session is."""


def state_words(player: Player, moment: Moment) -> str:
    """Return where a session stands."""
    phase = tr(PHASE_WORDS[moment.phase])
    if player.state is PlayerState.OVER:
        return tr("Over")
    if player.state is PlayerState.PAUSED:
        return tr("{phase}, paused").format(phase=phase)
    if player.leaving:
        return tr("{phase}, leading out").format(phase=phase)
    if moment.is_held:
        return tr("{phase}, held").format(phase=phase)
    return tr("{phase}, about to be held").format(phase=phase) if player.is_held else phase


class TimeLeft(QWidget):
    """The time that is left, large enough for half a second, and below it where the session is."""

    def __init__(self, look: Look, player: Player) -> None:
        super().__init__()
        self._look, self._player = look, player
        self._moment = player.moment()
        self._low = False
        self.setObjectName("time_left")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)
        self.show_moment(self._moment)

    def show_moment(self, moment: Moment) -> None:
        """Show the time of a moment."""
        self._moment = moment
        name = tr("{time} left. {state}.").format(
            time=clock(moment.remaining), state=state_words(self._player, moment)
        )
        if name != self.accessibleName():
            self.setAccessibleName(name)
            self.update()

    def set_low(self, low: bool) -> None:
        """Take less room, or all of it."""
        if low != self._low:
            self._low = low
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Return room for three hours, and a line below; or beside, where there is little room."""
        theme, digits = self._look.theme, QFontMetricsF(self._font())
        wide = digits.horizontalAdvance(_WIDEST_TIME)
        if self._low:
            return QSize(round(wide + theme.px(_BESIDE)), round(digits.height()))
        high = digits.height() + 1.4 * theme.px(LARGE)
        return QSize(round(max(wide, theme.px(_BESIDE))) + 2 * OUTSET, round(high))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it; while it stands still, quieter."""
        theme, font = self._look.theme, self._font()
        painter = QPainter(self)
        body, mirrored = QRectF(self.rect()).adjusted(OUTSET, 0, -OUTSET, 0), is_mirrored(self)
        still = self._moment.is_held or self._player.state is not PlayerState.PLAYING
        painter.setFont(font)
        painter.setPen(theme.colour("quiet" if still else "text"))
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        place = side | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(body, int((place | Qt.AlignmentFlag.AlignTop).value), clock(self._moment.remaining))
        if self._low:
            wide = QFontMetricsF(font).horizontalAdvance(_WIDEST_TIME)
            body.adjust(0 if mirrored else wide, 0, -wide if mirrored else 0, 0)
            place |= Qt.AlignmentFlag.AlignVCenter
        else:
            body.setTop(QFontMetricsF(font).height())
            place |= Qt.AlignmentFlag.AlignTop
        words = theme.font(LARGE, QFont.Weight.Medium)
        painter.setFont(words)
        painter.setPen(theme.colour("accent" if still else "text"))
        text = state_words(self._player, self._moment)
        cut = QFontMetricsF(words).elidedText(text, Qt.TextElideMode.ElideRight, body.width())
        painter.drawText(body, int(place.value), cut)
        painter.end()

    def _font(self) -> QFont:
        """Return the font of the digits, all of one width, so that nothing trembles."""
        font = self._look.theme.font(_TIME, QFont.Weight.Light)
        if self._low:
            font.setPixelSize(min(_LOW_MOST, self._look.theme.px(_LOW_TIME)))
        font.setFeature(QFont.Tag("tnum"), 1)
        return font


class Ahead(QWidget):
    """The next part, the next words, the next piece; what is long is cut."""

    def __init__(self, look: Look, player: Player) -> None:
        super().__init__()
        self._look, self._player = look, player
        self._lines: list[Coming] = []
        self.setObjectName("ahead")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)
        self.show_moment(player.moment())

    def show_moment(self, moment: Moment) -> None:
        """Show what comes after a moment."""
        held = self._player.is_held or self._player.state is PlayerState.OVER
        self._lines = coming(self._player.timeline, moment, held=held)
        name = " ".join(f"{line.kind}: {_when(line)} {line.what}." for line in self._lines)
        if name != self.accessibleName():
            self.setAccessibleName(name)
            self.update()

    def sizeHint(self) -> QSize:
        """Return room for three times two lines."""
        theme = self._look.theme
        line = QFontMetricsF(theme.font(SMALL)).height() + QFontMetricsF(theme.font(BODY)).height() + 6
        return QSize(theme.px(360), round(3 * line))

    def minimumSizeHint(self) -> QSize:
        """Return less width: where there is none, it is hidden."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw each in two lines: what kind of thing and when, then what it is."""
        theme = self._look.theme
        painter = QPainter(self)
        top = 0.0
        side = Qt.AlignmentFlag.AlignRight if is_mirrored(self) else Qt.AlignmentFlag.AlignLeft
        place = int((side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop).value)
        for line in self._lines:
            for size, role, text in (
                (SMALL, "quiet", f"{line.kind} {_when(line)}"),
                (BODY, "text", line.what),
            ):
                font = theme.font(size)
                metrics = QFontMetricsF(font)
                painter.setFont(font)
                painter.setPen(theme.colour(role))
                room = QRectF(OUTSET, top, self.width() - 2 * OUTSET, metrics.height())
                painter.drawText(
                    room, place, metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
                )
                top += metrics.height()
            top += 6
        painter.end()


def _when(line: Coming) -> str:
    return "" if line.when is None else tr("in {time}").format(time=clock(line.when))

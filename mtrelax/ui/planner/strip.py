"""The strip: a session from left to right, with borders to drag and a head that shows where one listens."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtrelax.domain.materials import Playlist
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import PhaseSpan
from mtrelax.services.planning import Sketch
from mtrelax.ui.i18n import tr
from mtrelax.ui.keys import is_enter
from mtrelax.ui.planner.border import WIDE, Border
from mtrelax.ui.planner.minutes import MinutesField
from mtrelax.ui.planner.paint import paint_strip
from mtrelax.ui.planner.place import StripPlace
from mtrelax.ui.planner.score import music
from mtrelax.ui.planner.words import minutes_spoken, phase_name
from mtrelax.ui.theme import RADIUS, Look, faded
from mtrelax.ui.widgets import is_mirrored
from mtrelax.ui.widgets.base import draw_mark

_LEAST_WIDTH: Final = 240
_ARROW: Final = Seconds(15.0)
_PAGE: Final = Seconds(60.0)


class TimelineStrip(QWidget):
    """Shows what a plan becomes. It decides nothing: it says what is wanted, and is shown what came of it."""

    moved = Signal(float)
    """One wants to listen at another moment."""
    landed = Signal()
    """One has gone there, and stays."""
    border_taken = Signal()
    """A border begins to be moved, or moves by a step of its own."""
    border_wanted = Signal(int, float)
    """The number of a border, and to which moment it is to go."""
    border_stepped = Signal(int, int)
    """The number of a border, and by how many steps it is to go."""
    minutes_wanted = Signal(object, float)
    """A phase, and how many minutes it is to have."""
    minutes_refused = Signal()
    hear_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._sketch: Sketch | None = None
        self._playlists: Mapping[str, Playlist] = {}
        self._at = Seconds(0.0)
        self._playing = self._marked = self._sliding = False
        self._painted: QPixmap | None = None
        self._borders: list[Border] = []
        self._field: MinutesField | None = None
        self.setObjectName("strip")
        self.setAccessibleName(tr("The course of the session"))
        self.setToolTip(tr("Press where you would listen. A double click sets the minutes of a phase."))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        look.changed.connect(self._restyle)

    @property
    def at(self) -> Seconds:
        """Where one listens, or would."""
        return self._at

    @property
    def borders(self) -> list[Border]:
        """The borders between the phases."""
        return self._borders

    def show_sketch(self, sketch: Sketch, playlists: Mapping[str, Playlist]) -> None:
        """Show what a plan becomes."""
        self._sketch, self._playlists = sketch, playlists
        self.updateGeometry()
        self._at = Seconds(min(self._at, sketch.timeline.length))
        self._put_borders()
        self._repaint()
        self._describe()

    def show_at(self, at: Seconds, *, playing: bool) -> None:
        """Show where one listens; while one goes elsewhere, what is heard does not draw one back."""
        if playing and self._sliding:
            return
        self._at, self._playing = at, playing
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the picture and what is written below."""
        return QSize(900, self._place(900).height)

    def minimumSizeHint(self) -> QSize:
        """Return less width."""
        return QSize(_LEAST_WIDTH, self._place(_LEAST_WIDTH).height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put everything in its place."""
        super().resizeEvent(event)
        self._repaint()
        self._place_borders()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the session, painted once, and where one listens."""
        if self._sketch is None:
            return
        if self._painted is None:
            self._painted = self._paint(self._sketch)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._painted)
        place = self._place(self.width())
        self._draw_head(painter, place)
        if self._marked and self.hasFocus():
            draw_mark(painter, place.picture, RADIUS, self._look.theme)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Listen there."""
        if event.button() is Qt.MouseButton.LeftButton and self._sketch is not None:
            self.moved.emit(self._place(self.width()).time_at(event.position().x()))
            self.landed.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if event.buttons() & Qt.MouseButton.LeftButton and self._sketch is not None:
            self._sliding = True
            self.moved.emit(self._place(self.width()).time_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Listen where the pointer came to."""
        self._land()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ask for the minutes of the phase."""
        if self._sketch is not None:
            time = self._place(self.width()).time_at(event.position().x())
            self.ask_minutes(self._sketch.timeline.phase_at(time).kind)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along by arrows, hear by Space; digits and Enter ask for the minutes of the phase."""
        if self._sketch is None:
            super().keyPressEvent(event)
            return
        steps = {
            Qt.Key.Key_Left: -_ARROW,
            Qt.Key.Key_Right: _ARROW,
            Qt.Key.Key_PageDown: -_PAGE,
            Qt.Key.Key_PageUp: _PAGE,
            Qt.Key.Key_Home: -self._sketch.timeline.length,
            Qt.Key.Key_End: self._sketch.timeline.length,
        }
        if event.key() in steps:
            step = steps[Qt.Key(event.key())] * (-1 if self._is_backwards(event.key()) else 1)
            self._sliding = event.isAutoRepeat()
            self.moved.emit(min(max(0.0, self._at + step), self._sketch.timeline.length))
            if not self._sliding:
                self.landed.emit()
        elif event.key() == Qt.Key.Key_Space:
            self.hear_wanted.emit()
        elif is_enter(event) or event.text().isdigit():
            self.ask_minutes(self._sketch.timeline.phase_at(self._at).kind, event.text().strip())
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Listen where an arrow that was held came to."""
        super().keyReleaseEvent(event)
        if not event.isAutoRepeat():
            self._land()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the mark, unless it was the pointer that came here."""
        self._marked = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the mark away."""
        super().focusOutEvent(event)
        self._land()
        self.update()

    def ask_minutes(self, kind: PhaseKind, begun: str = "") -> None:
        """Let somebody type how long a phase is to be, right where it stands."""
        phase = next((each for each in self._phases() if each.kind is kind), None)
        if phase is None or self._field is not None:
            return
        name = tr("Minutes of {phase}").format(phase=phase_name(kind))
        field = self._field = MinutesField(self._look, name, self)
        field.setObjectName("strip_minutes")
        field.setStyleSheet(f"background: {self._look.theme.colours.sheet};")
        field.show_minutes(self._sketch.told[kind] / 60 if self._sketch is not None else 0.0)
        box = self._place(self.width()).span(phase.start, phase.end)
        left = min(max(box.center().x() - field.width() / 2, box.left()), self.width() - field.width())
        field.move(round(max(0.0, left)), round(box.center().y() - field.sizeHint().height() / 2))
        field.show()
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        if begun.isdigit():
            field.setText(begun)
            field.setModified(True)
        field.typed.connect(partial(self.minutes_wanted.emit, kind))
        field.refused.connect(self.minutes_refused)
        field.left.connect(self.setFocus)
        field.editingFinished.connect(self._close_field)
        field.left.connect(self._close_field)

    def _land(self) -> None:
        if self._sliding:
            self._sliding = False
            self.landed.emit()

    def _close_field(self) -> None:
        if self._field is not None:
            self._field.deleteLater()
            self._field.hide()
            self._field = None

    def _phases(self) -> tuple[PhaseSpan, ...]:
        return self._sketch.phases if self._sketch is not None else ()

    def _put_borders(self) -> None:
        """Have a border between every two phases."""
        wanted = max(0, len(self._phases()) - 1)
        while len(self._borders) > wanted:
            self._borders.pop().deleteLater()
        while len(self._borders) < wanted:
            border = Border(self._look, len(self._borders), self)
            border.taken.connect(self.border_taken)
            border.dragged.connect(self._drag)
            border.stepped.connect(self.border_stepped)
            border.typed.connect(self._type)
            # The keyboard goes along the strip before it goes on.
            QWidget.setTabOrder(self._borders[-1] if self._borders else self, border)
            self._borders.append(border)
            border.show()
        self._place_borders()

    def _place_borders(self) -> None:
        place, told = self._place(self.width()), self._told()
        top, high = round(place.picture.top()), round(place.picture.height())
        for border, phase, after in zip(self._borders, self._phases(), self._phases()[1:], strict=False):
            border.setGeometry(round(place.x_of(phase.end) - WIDE / 2), top, WIDE, high)
            names = tr("Border between {one} and {other}").format(
                one=phase_name(phase.kind), other=phase_name(after.kind)
            )
            lengths = tr("{one} {count}, {other} {more}. Arrows move it.").format(
                one=phase_name(phase.kind),
                count=told[phase.kind],
                other=phase_name(after.kind),
                more=told[after.kind],
            )
            border.setAccessibleName(names)
            border.setAccessibleDescription(lengths)
            border.setToolTip(names)

    def _drag(self, number: int, x: float) -> None:
        self.border_wanted.emit(number, self._place(self.width()).time_at(x))

    def _type(self, number: int, begun: str) -> None:
        self.ask_minutes(self._phases()[number].kind, begun)

    def _draw_head(self, painter: QPainter, place: StripPlace) -> None:
        """Draw a line with a small head, where one listens."""
        x, picture = place.x_of(self._at), place.picture
        x = min(max(x, picture.left() + 1), picture.right() - 1)
        colour = self._look.theme.colour("accent")
        painter.setPen(Qt.PenStyle.NoPen)
        lanes = place.breath.top() - 4
        for top, strength in ((picture.top(), 0.35), (lanes, 1.0)):
            # Faint over the words, which can then still be read.
            bottom = lanes if strength < 1 else picture.bottom()
            painter.setBrush(faded("#000000", 0.35 * strength))
            painter.drawRect(QRectF(x - 2, top, 4, bottom - top))
            painter.setBrush(faded(colour, strength))
            painter.drawRect(QRectF(x - 1, top, 2, bottom - top))
        painter.setBrush(colour)
        size = 7.0 if self._playing else 5.5
        top = picture.top() - 3
        painter.drawPolygon(
            QPolygonF([QPointF(x - size, top - 2), QPointF(x + size, top - 2), QPointF(x, top + 1.4 * size)])
        )

    def _paint(self, sketch: Sketch) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(self.size() * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_strip(painter, self._place(self.width()), sketch, self._playlists, ratio)
        painter.end()
        return pixmap

    def _place(self, width: int) -> StripPlace:
        length = self._sketch.timeline.length if self._sketch is not None else Seconds(1.0)
        foot = self._sketch is not None and len(music(self._sketch)) > 1
        return StripPlace.of(self._look.theme, width, length, mirrored=is_mirrored(self), has_foot=foot)

    def _is_backwards(self, key: int) -> bool:
        return is_mirrored(self) and key in {Qt.Key.Key_Left, Qt.Key.Key_Right}

    def _describe(self) -> None:
        """Say what is shown to those who hear it."""
        told = self._told().items()
        self.setAccessibleDescription(", ".join(f"{phase_name(kind)} {long}" for kind, long in told))

    def _told(self) -> dict[PhaseKind, str]:
        """Return how long each phase is, in words."""
        told = self._sketch.told if self._sketch is not None else {}
        return {kind: minutes_spoken(length) for kind, length in told.items()}

    def _repaint(self) -> None:
        self._painted = None
        self.update()

    def _restyle(self) -> None:
        self.updateGeometry()
        self._repaint()
        self._place_borders()

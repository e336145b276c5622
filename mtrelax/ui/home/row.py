"""Cards in one row. Those that find no room in it stand a page further."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPen, QPolygonF, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mtrelax.ui.i18n import tr
from mtrelax.ui.theme import TARGET, Look, mixed
from mtrelax.ui.widgets import OUTSET, Picture, Pressable, is_mirrored
from mtrelax.ui.widgets.glide import Glide

_MOST, _LEAST_WIDTH, _GAP = 4, 170, 4
_NOTCH: Final = 120
"""How far a wheel is pushed for one card."""
_INSET: Final = 10
"""How far the buttons that turn the page stand from the edge of a picture."""


class CardRow(QWidget):
    """Shows a page of cards, and goes to the card at which the keyboard is."""

    def __init__(self, look: Look, cards: Sequence[Picture]) -> None:
        super().__init__()
        self._look = look
        self._cards = tuple(cards)
        self._first = 0
        self._pushed = 0
        self._inner = QWidget(self)
        self._at = Glide(look, self)
        self._at.moved.connect(self._move)
        self._back, self._on = (_Turn(look, way, self) for way in (-1, 1))
        for button, way in ((self._back, -1), (self._on, 1)):
            button.clicked.connect(partial(self._turn, way))
        for card in self._cards:
            card.setParent(self._inner)
            # A card has buttons of its own, at which the keyboard can be, too.
            for part in (card, *card.findChildren(Pressable)):
                part.installEventFilter(self)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.arrange)

    def hasHeightForWidth(self) -> bool:
        """Say that cards keep their shape."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the highest card."""
        wide = self._card_width(width)
        return max((card.heightForWidth(wide) for card in self._cards), default=0)

    def sizeHint(self) -> QSize:
        """Return a full page."""
        width = sum(card.sizeHint().width() + _GAP for card in self._cards[:_MOST])
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return one card."""
        width = self._look.theme.px(_LEAST_WIDTH)
        return QSize(width, self.heightForWidth(width))

    def show_card(self, card: QWidget, *, slowly: bool = True) -> None:
        """Turn to the page of a card, unless it is seen."""
        index, count = self._cards.index(card), self._columns(self.width())
        self._go(min(index, max(self._first, index - count + 1)), slowly=slowly)

    def arrange(self) -> None:
        """Put the cards in their places anew."""
        self.updateGeometry()
        width, height, pitch = self._card_width(self.width()), self.height(), self._pitch()
        for number, card in enumerate(self._cards):
            place = len(self._cards) - 1 - number if is_mirrored(self) else number
            card.setGeometry(round(place * pitch), 0, width, height)
        self._inner.resize(round(len(self._cards) * pitch), height)
        self._go(self._first, slowly=False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep a whole number of cards in sight."""
        super().resizeEvent(event)
        self.arrange()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn by what moves sideways; the rest is the page's."""
        along = event.angleDelta()
        if abs(along.x()) <= abs(along.y()):
            event.ignore()
            return
        self._pushed += along.x() * (1 if is_mirrored(self) else -1)
        cards = int(self._pushed / _NOTCH)
        self._pushed -= cards * _NOTCH
        self._go(self._first + cards)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the keyboard."""
        # Where it was already when somebody comes back to the window, it leads nowhere.
        came = isinstance(event, QFocusEvent) and event.reason() is not Qt.FocusReason.ActiveWindowFocusReason
        if came and event.type() is QEvent.Type.FocusIn and isinstance(watched, QWidget):
            self.show_card(next(card for card in self._cards if card in {watched, watched.parentWidget()}))
        return super().eventFilter(watched, event)

    def _columns(self, width: int) -> int:
        """Return how many cards a width holds."""
        least = self._look.theme.px(_LEAST_WIDTH) + _GAP
        return max(1, min(_MOST, (width + _GAP) // least))

    def _card_width(self, width: int) -> int:
        columns = self._columns(width)
        return (width - _GAP * (columns - 1)) // columns

    def _pitch(self) -> float:
        """Return how far one card is from the next; a fraction, so that the last ends where the row does."""
        return (self.width() + _GAP) / self._columns(self.width())

    def _turn(self, way: int) -> None:
        self._go(self._first + way * self._columns(self.width()))

    def _go(self, first: int, *, slowly: bool = True) -> None:
        """Let another card be the first that is seen."""
        last = max(0, len(self._cards) - self._columns(self.width()))
        self._first = max(0, min(first, last))
        self._at.go(float(self._first), slowly=slowly and self.isVisible())
        self._place_turns(last)

    def _move(self, at: float) -> None:
        along = round(at * self._pitch())
        self._inner.move(
            self.width() + _GAP - self._inner.width() + along if is_mirrored(self) else -along, 0
        )

    def _place_turns(self, last: int) -> None:
        """Show the buttons where there is more, in the middle of the pictures' height."""
        if not self._cards:
            return
        picture = self._cards[0].picture()
        for button, seen, at_end in (
            (self._back, self._first > 0, False),
            (self._on, self._first < last, True),
        ):
            side = button.sizeHint().width()
            right = at_end is not is_mirrored(self)
            left = self.width() - OUTSET - _INSET - side + OUTSET if right else _INSET
            button.setGeometry(left, round(picture.center().y() - side / 2), side, side)
            button.setVisible(seen)
            button.raise_()


class _Turn(Pressable):
    """A round button that turns the page. The keyboard needs none: it goes from card to card."""

    def __init__(self, look: Look, way: int, parent: QWidget) -> None:
        super().__init__(look, "", parent)
        name = tr("More music") if way > 0 else tr("Back to the first music")
        self.setObjectName("more_music" if way > 0 else "less_music")
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._way = way

    def sizeHint(self) -> QSize:
        """Return a round target."""
        side = TARGET + 2 * OUTSET
        return QSize(side, side)

    def draw(self, painter: QPainter) -> None:
        """Draw a disc and an angle that points along."""
        body, theme = self.body(), self.theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(theme.colour("sheet"), theme.colour("text"), 0.1 * self.warmth))
        painter.drawEllipse(body)
        way = -self._way if is_mirrored(self) else self._way
        size = body.width() * 0.13
        points = [
            body.center() + QPointF(way * size * x, size * y) for x, y in ((-0.4, -1), (0.6, 0), (-0.4, 1))
        ]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(theme.colour("text"), 2.0)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(points))

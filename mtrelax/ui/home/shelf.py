"""The music on Home: as many cards as there are playlists, and a place for one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QButtonGroup, QLayout, QVBoxLayout, QWidget

from mtrelax.domain.materials import Playlist
from mtrelax.ui.home.places import EmptyPlace, OwnCard
from mtrelax.ui.home.row import CardRow
from mtrelax.ui.theme import Look
from mtrelax.ui.widgets import Card, FlowGrid, Picture

_ACROSS: Final = 4
_MOST_IN_ROWS: Final = 8
_STACKED_BELOW: Final = 480
"""Narrower than this, the place for one's own music stands below the only card."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Music to choose: what a plan calls it, and what its card says."""

    name: str
    playlist: Playlist
    line: str
    own: bool = False
    playable: bool = True
    incomplete: bool = False
    """Whether some of its files are not where they were."""


class MusicShelf(QWidget):
    """Shows the music; one of it is chosen."""

    chosen = Signal(str)
    missed = Signal(str)
    """Music was pressed that has nothing to play."""
    own_wanted = Signal()
    removal_wanted = Signal(str)
    search_wanted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._entries: tuple[Entry, ...] = ()
        self._cards: dict[str, Card] = {}
        self._empty: EmptyPlace | None = None
        self._group = QButtonGroup(self)
        self._inner = QWidget()
        self._row: QBoxLayout | None = None
        self._pages: CardRow | None = None
        self._highest: int | None = None
        self._tall = False
        self._shown = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The music that is shown."""
        return self._entries

    @property
    def empty_place(self) -> EmptyPlace | None:
        """The place for one's own music, if there is one among the cards."""
        return self._empty

    @property
    def stops(self) -> list[QWidget]:
        """What the keyboard can come to, as one reads."""
        stops: list[QWidget] = []
        for card in self._cards.values():
            stops += [card, *(card.buttons if isinstance(card, OwnCard) else ())]
        return [*stops, self._empty] if self._empty is not None else stops

    def show_entries(self, entries: Sequence[Entry], chosen: str) -> None:
        """Show other music."""
        if tuple(entries) != self._entries:
            self._entries = tuple(entries)
            self._build_again()
        if chosen in self._cards:
            card = self._cards[chosen]
            card.setChecked(True)
            # Otherwise the page stays that somebody turned to.
            if self._pages is not None and chosen != self._shown:
                self._pages.show_card(card)
            self._shown = chosen

    def set_room(self, *, highest: int | None, tall: bool) -> None:
        """Give way in a low window, to so high a picture; in a tall one all cards are seen, row below row."""
        self._highest = highest
        if tall is self._tall:
            self._take_height()
        else:
            self._tall = tall
            self._build_again()

    def _lay_out(self) -> None:
        for layout in (self._inner.layout(), self.layout()):
            if layout is not None:
                layout.activate()

    def _take_height(self) -> None:
        for picture in self._inner.findChildren(Picture):
            picture.set_highest(self._highest)
        if self._pages is not None:
            self._pages.arrange()
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side, or one below the other."""
        super().resizeEvent(event)
        if self._row is not None:
            narrow = self.width() < self._look.theme.px(_STACKED_BELOW)
            way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
            self._row.setDirection(way)

    def _build_again(self) -> None:
        """Put new cards in the place of the old ones; the keyboard stays where it was among them."""
        old, at = self._inner, QApplication.focusWidget()
        was_at = at.objectName() if at is not None and old.isAncestorOf(at) else None
        chosen = next((name for name, card in self._cards.items() if card.isChecked()), "")
        self._build()
        if chosen in self._cards:
            self._cards[chosen].setChecked(True)
        old.hide()
        old.deleteLater()
        if self.isVisible():
            # Now, and not when there is time for it, so that the place of the music is never empty.
            self._inner.show()
        self._take_height()
        if was_at is not None:
            again = self._inner.findChild(QWidget, was_at) or self.stops[0]
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        self._inner = QWidget()
        self._cards = {}
        self._group = QButtonGroup(self._inner)
        self._empty, self._row, self._pages = None, None, None
        count = len(self._entries)
        wide, paged = count <= 1, count > (_MOST_IN_ROWS if self._tall else _ACROSS - 1)
        if wide or (count % _ACROSS and not paged):
            self._empty = EmptyPlace(self._look, fills=wide)
            self._empty.clicked.connect(self.own_wanted)
        self._inner.setLayout(self._side_by_side() if wide else self._paged() if paged else self._grid())
        own = self.layout()
        if own is not None:
            own.addWidget(self._inner)

    def _side_by_side(self) -> QLayout:
        """Return a wide card beside the place for one's own music."""
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        for entry in self._entries:
            self._row.addWidget(self._card(entry, fills=True), 3)
        if self._empty is not None:
            self._row.addWidget(self._empty, 1)
        return self._row

    def _grid(self) -> QLayout:
        """Return cards of one size, with the place for one's own music where a row has room."""
        cells = len(self._entries) + bool(self._empty)
        grid = FlowGrid(self._look, 170, (3, 1) if cells == 3 else (4, 2, 1), spacing=4)
        for entry in self._entries:
            grid.addWidget(self._card(entry, fills=False))
        if self._empty is not None:
            grid.addWidget(self._empty)
        return grid

    def _paged(self) -> QLayout:
        """Return one row of cards, of which a page is seen."""
        self._pages = CardRow(self._look, [self._card(entry, fills=False) for entry in self._entries])
        self._shown = ""
        layout = QVBoxLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        return layout

    def _card(self, entry: Entry, *, fills: bool) -> Card:
        """Make a card, and listen to it."""
        look, playlist, dimmed = self._look, entry.playlist, not entry.playable
        if entry.own:
            card = OwnCard(
                look, playlist, entry.line, fills=fills, dimmed=dimmed, incomplete=entry.incomplete
            )
            card.remove.clicked.connect(partial(self.removal_wanted.emit, entry.name))
            card.search.clicked.connect(partial(self.search_wanted.emit, entry.name))
        else:
            card = Card(look, playlist, entry.line, fills=fills, dimmed=dimmed)
        card.setObjectName(f"card_{playlist.slug}")
        card.setToolTip(playlist.description)
        card.setAccessibleDescription(" · ".join(filter(None, (entry.line, playlist.description))))
        card.clicked.connect(partial((self.missed if dimmed else self.chosen).emit, entry.name))
        if not dimmed:
            self._group.addButton(card)
        self._cards[entry.name] = card
        return card

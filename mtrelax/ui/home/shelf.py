"""The music on Home: as many cards as there are playlists, and a place for one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QButtonGroup, QLayout, QVBoxLayout, QWidget

from mtrelax.domain.materials import Playlist
from mtrelax.ui.home.places import EmptyPlace, OwnCard, WideCard
from mtrelax.ui.theme import Look
from mtrelax.ui.widgets import Card, FlowGrid

_ACROSS: Final = 4
_STACKED_BELOW: Final = 480
"""Narrower than this, the place for one's own music stands below the only card."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Music to choose: what a plan calls it, and what its card says."""

    name: str
    playlist: Playlist
    line: str
    own: bool = False


class MusicShelf(QWidget):
    """Shows the music; one of it is chosen."""

    chosen = Signal(str)
    own_wanted = Signal()
    removal_wanted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._entries: tuple[Entry, ...] = ()
        self._cards: dict[str, QAbstractButton] = {}
        self._empty: EmptyPlace | None = None
        self._group = QButtonGroup(self)
        self._inner: QWidget | None = None
        self._row: QBoxLayout | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The music that is shown."""
        return self._entries

    @property
    def has_room(self) -> bool:
        """Whether a place for one's own music is among the cards."""
        return self._empty is not None

    @property
    def empty_place(self) -> EmptyPlace | None:
        """That place."""
        return self._empty

    def show_entries(self, entries: Sequence[Entry], chosen: str) -> None:
        """Show other music."""
        if tuple(entries) != self._entries:
            self._entries = tuple(entries)
            self._build()
        self.choose(chosen)

    def choose(self, name: str) -> None:
        """Show which music is chosen, without a signal."""
        if name in self._cards:
            self._cards[name].setChecked(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side, or one below the other."""
        super().resizeEvent(event)
        if self._row is not None:
            narrow = self.width() < self._look.theme.px(_STACKED_BELOW)
            way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
            self._row.setDirection(way)

    def _build(self) -> None:
        if self._inner is not None:
            self._inner.hide()
            self._inner.deleteLater()
        self._inner = QWidget()
        self._cards = {}
        self._group = QButtonGroup(self._inner)
        self._empty, self._row = None, None
        wide = len(self._entries) <= 1
        count = len(self._entries)
        if wide or count % _ACROSS:
            self._empty = EmptyPlace(self._look, fills=wide)
            self._empty.clicked.connect(self.own_wanted)
        layout = self._side_by_side() if wide else self._grid()
        self._inner.setLayout(layout)
        own = self.layout()
        if own is not None:
            own.addWidget(self._inner)

    def _side_by_side(self) -> QLayout:
        """Return a wide card beside the place for one's own music."""
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        for entry in self._entries:
            card = OwnCard(self._look, entry.playlist, entry.line) if entry.own else None
            self._row.addWidget(
                self._known(entry, card or WideCard(self._look, entry.playlist, entry.line)), 3
            )
        if self._empty is not None:
            self._row.addWidget(self._empty, 1)
        return self._row

    def _grid(self) -> QLayout:
        """Return cards of one size, with the place for one's own music where a row has room."""
        cells = len(self._entries) + bool(self._empty)
        grid = FlowGrid(self._look, 170, (3, 1) if cells == 3 else (4, 2, 1), spacing=4)
        for entry in self._entries:
            kind = OwnCard if entry.own else Card
            grid.addWidget(self._known(entry, kind(self._look, entry.playlist, entry.line)))
        if self._empty is not None:
            grid.addWidget(self._empty)
        return grid

    def _known(self, entry: Entry, card: QAbstractButton) -> QAbstractButton:
        """Listen to a card."""
        card.setObjectName(f"card_{entry.playlist.slug}")
        self._cards[entry.name] = card
        self._group.addButton(card)
        card.clicked.connect(partial(self.chosen.emit, entry.name))
        if isinstance(card, OwnCard):
            card.remove.clicked.connect(partial(self.removal_wanted.emit, entry.name))
        return card

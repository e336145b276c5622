"""Home: one question, a few choices that are ready, and Begin."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSpacerItem, QWidget

from mtrelax.domain.errors import MtrelaxError, NothingToPlay
from mtrelax.domain.plan import Ending, SessionPlan
from mtrelax.services.librarian import Librarian
from mtrelax.services.settings import Settings, SettingsKeeper
from mtrelax.services.shelf import Music, Shelf, on_shelf
from mtrelax.ui.announce import announce
from mtrelax.ui.header import Header, Strip
from mtrelax.ui.headline import Headline
from mtrelax.ui.home.bar import BeginBar
from mtrelax.ui.home.bring import MusicBringer
from mtrelax.ui.home.choices import caution_of, first_plan
from mtrelax.ui.home.notice import HeadlineNotice
from mtrelax.ui.home.shelf import Entry, MusicShelf
from mtrelax.ui.home.tiles import Tiles
from mtrelax.ui.home.words import INTO_SLEEP, line_of, needed_by
from mtrelax.ui.i18n import tr
from mtrelax.ui.keys import is_enter, press_focused
from mtrelax.ui.telling import TellingPage
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import LOW_WITH_HEADER, Label, LinkButton
from mtrelax.ui.words import greeting, sentence

_WIDEST: Final = 1152
_AIR: Final = (1, 0, 0)
"""What stands above the headline, and above and below the music, where a window is not low."""
_TALL: Final = 1000
"""From this height on, all music has room on the page."""
_LOW_PICTURE, _FLAT_PICTURE = 140, 76
"""How high a picture may be in a low window, and in one in which the tiles take two rows besides."""
_SMALL: Final = (1040, 660)
"""In a window narrower and lower than this they do."""


class _Longer(NamedTuple):
    """A session that is longer than somebody wanted, because its voice takes so long."""

    script: str | None
    minutes: float
    wanted: float


class HomeScreen(TellingPage):
    """Where a session is chosen. It begins to work in full once it is given a ``Librarian``."""

    begin_requested = Signal(object)
    tab_requested = Signal(str)
    music_brought = Signal(object)
    own_removed = Signal(str)
    own_located = Signal(str, object)
    """One's own playlist, and the folder in which its files are now."""
    cancel_requested = Signal()

    def __init__(
        self,
        look: Look,
        keeper: SettingsKeeper,
        shelf: Shelf,
        read_plan: Callable[[str], SessionPlan],
        write_plan: Callable[[SessionPlan], str],
        hour: Callable[[], int],
    ) -> None:
        super().__init__(look, widest=_WIDEST, has_header=True)
        self.setObjectName("home")
        self._keeper, self._shelf, self._hour = keeper, shelf, hour
        self._read_plan, self._write_plan = read_plan, write_plan
        self._librarian: Librarian | None = None
        self._plan = self._last_plan() or first_plan(shelf) or SessionPlan("none")
        self._longer: _Longer | None = None
        self._shortest: dict[tuple[object, ...], int] = {}
        self._voice = keeper.now.voice
        self._build()
        self._lay_out()
        self._connect()
        self.refresh()
        keeper.changed.subscribe(self._follow_voice)

    def use(self, librarian: Librarian) -> None:
        """Take what knows real lengths and people's own music; from now on one can begin."""
        self._librarian = librarian
        # It also has the patterns that are made while the program runs.
        self._shelf = librarian.shelf
        self._tiles.use(self._shelf)
        self.refresh()

    def refresh(self) -> None:
        """Show everything as it is now."""
        self._headline.setText(greeting(self._hour()))
        entries = self._entries()
        names = [entry.name for entry in entries if entry.playable]
        # People's own music is known only once the librarian is there: until then a choice is left alone.
        if self._librarian is not None and self._plan.playlist not in names and names:
            self._plan = replace(self._plan, playlist=names[0])
        self._music.show_entries(entries, self._plan.playlist)
        self._own.setVisible(self._music.empty_place is None)
        # A card that stands alone takes the room there is; several keep their shape.
        self.column.setStretchFactor(self._music, 40 if len(entries) <= 1 else 0)
        self._show_choices()
        self._show_readiness(bool(names))
        self._bar.again.setVisible(self._librarian is not None and self._last_plan() is not None)
        self._bar.arrange()
        self._order_stops()

    def _follow_voice(self, settings: Settings) -> None:
        """Offer other lengths when somebody else speaks: to read takes longer than to listen."""
        if settings.voice != self._voice:
            self._voice = settings.voice
            self._show_choices()

    def choose(self, name: str) -> None:
        """Choose music."""
        self._plan = replace(self._plan, playlist=name)
        self.refresh()

    def show_plan(self, plan: SessionPlan) -> None:
        """Show a plan, ready to begin."""
        self._plan = plan
        self.refresh()

    def plan(self) -> SessionPlan:
        """Return what is chosen."""
        return self._plan

    def remember(self, plan: SessionPlan) -> None:
        """Keep the plan of a session that begins, so that one can have it again as last time."""
        self._plan = plan
        self._notice.hush()  # what was said there belongs to the time before
        try:
            self._keeper.change("last_plan", self._write_plan(plan))
        except MtrelaxError as error:
            self.show_notice(sentence(error))

    def show_progress(self, fraction: float | None, text: str) -> None:
        """Show how far something is; ``None`` when it is over."""
        self._progress.setVisible(fraction is not None)
        self._progress_words.setText(text)
        self._progress_bar.setAccessibleName(text)
        self._progress_bar.setValue(round(100 * (fraction or 0.0)))

    def _build(self) -> None:
        look = self.look
        self._header = Header(look, "today")
        self._headline = Headline(centred=False)
        self._sub = Label(tr("Choose some music. Everything else is ready."), "lead")
        self._own = LinkButton(look, tr("Your own music"), icon_name="plus")
        self._own.setObjectName("own_music")
        self._music = MusicShelf(look)
        self._tiles = Tiles(look, self._shelf)
        self._caution = Label("", "small")
        self._caution.setObjectName("caution")
        self._bar = BeginBar(look)
        self._notice = HeadlineNotice(self, self._headline, self._sub, self._music)
        self._bringer = MusicBringer(self)
        self._progress_words = Label("", "quiet")
        self._progress_words.setWordWrap(False)
        self._progress_bar = QProgressBar()
        self._progress_bar.setTextVisible(False)
        self._cancel = LinkButton(look, tr("Stop"))
        self._cancel.setObjectName("cancel")
        self._progress = QWidget()
        self._progress.setObjectName("progress")
        self._progress.setVisible(False)

    def _lay_out(self) -> None:
        look, column = self.look, self.column
        column.addWidget(self._header)
        self._air = [QSpacerItem(0, SPACES[space]) for space in _AIR]
        column.addSpacerItem(self._air[0])
        column.addStretch(1)
        head = QHBoxLayout()
        head.addWidget(self._headline, 1)
        head.addWidget(self._own, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(head)
        column.addWidget(self._sub)
        column.addSpacerItem(self._air[1])
        column.addWidget(self._music)
        column.addSpacerItem(self._air[2])
        column.addLayout(self._tiles)
        column.addStretch(1)
        self._strip = Strip(look, _WIDEST)
        working = QHBoxLayout(self._progress)
        working.setContentsMargins(0, 0, 0, 0)
        working.addWidget(self._progress_words)
        working.addWidget(self._progress_bar, 1)
        working.addWidget(self._cancel)
        # What is to be known is never scrolled away.
        for part in (self._caution, self._progress, self._bar):
            self._strip.column.addWidget(part)
        outer = self.layout()
        if outer is not None:
            outer.addWidget(self._strip)

    def _connect(self) -> None:
        self._header.tab_requested.connect(self.tab_requested)
        self._music.chosen.connect(self._choose_music)
        self._music.own_wanted.connect(self._bring)
        self._music.missed.connect(self._say_missing)
        self._music.removal_wanted.connect(self._ask_removal)
        self._music.search_wanted.connect(self._ask_where)
        self._own.clicked.connect(self._bring)
        self._bringer.brought.connect(self.music_brought)
        self._bringer.located.connect(self.own_located)
        self._tiles.changed.connect(self._take_choices)
        self._bar.begin.clicked.connect(self._begin)
        self._bar.again.clicked.connect(self._begin_again)
        self._cancel.clicked.connect(self.cancel_requested)
        # After the page itself, which was connected first and sets its own margins.
        self.look.changed.connect(self._give_way)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press what the keyboard is at; nothing in particular is Begin."""
        if not is_enter(event):
            super().keyPressEvent(event)
        elif not press_focused() and self._bar.begin.isEnabled():
            self._begin()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give way, where the window is low."""
        super().resizeEvent(event)
        self._give_way()

    def changeEvent(self, event: QEvent) -> None:
        """Look again when somebody comes back to the window: files may have been moved meanwhile."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            self.refresh()

    def _order_stops(self) -> None:
        """Let Tab go through the page as one reads it; the ways to other pages come last."""
        stops = [
            *(self, *self._notice.stops, *self._music.stops, self._own, *self._tiles.stops),
            *(self._cancel, self._bar.begin, self._bar.again, *self._header.findChildren(LinkButton)),
        ]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _give_way(self) -> None:
        """Measure headline, air and margins anew."""
        low = self.height() < self.look.theme.px(LOW_WITH_HEADER)
        self._headline.set_low(low)
        self._sub.setVisible(not low)
        # Where there is room, its line is kept free, so that nothing moves when there is something to say.
        policy = self._caution.sizePolicy()
        policy.setRetainSizeWhenHidden(not low)
        self._caution.setSizePolicy(policy)
        small = self.width() < _SMALL[0] and self.height() < _SMALL[1]
        self._tiles.set_low(small)
        highest = _FLAT_PICTURE if small else _LOW_PICTURE if low else None
        self._music.set_room(highest=highest, tall=self.height() >= self.look.theme.px(_TALL))
        self._own.setVisible(self._music.empty_place is None)
        self._order_stops()
        self._strip.keep_measure(self, SPACES[0] if low else SPACES[2])
        sides = self.column.contentsMargins()
        self.column.setContentsMargins(sides.left(), sides.top(), sides.right(), 0)
        for air, space in zip(self._air, _AIR, strict=True):
            air.changeSize(0, 0 if low else SPACES[space])
        self.column.invalidate()

    def showEvent(self, event: QShowEvent) -> None:
        """Greet by the hour of now."""
        super().showEvent(event)
        self._headline.setText(greeting(self._hour()))

    def _choose_music(self, name: str) -> None:
        self._plan = replace(self._plan, playlist=name)
        self._show_light()

    def _take_choices(self) -> None:
        """Take what the tiles say into the plan."""
        before, plan = self._plan, self._tiles.taken_into(self._plan)
        if self._longer and plan.script != before.script and plan.minutes == before.minutes:
            # It was longer only for the voice that is no longer wanted.
            plan = replace(plan, minutes=self._longer.wanted)
        self._plan = plan
        self._show_choices()

    def _begin(self) -> None:
        """Ask for the session that is chosen."""
        self._ask_for(self._plan)

    def _begin_again(self) -> None:
        """Ask for the session of last time, whatever is chosen now."""
        plan = self._last_plan()
        if plan is not None:
            self._ask_for(plan)

    def _ask_for(self, plan: SessionPlan) -> None:
        # What stood in the way before may be gone; what does so now is said anew.
        self._notice.hush()
        self.begin_requested.emit(plan)

    def _bring(self) -> None:
        button = self._music.empty_place or self._own
        self._bringer.ask_at(button.mapToGlobal(button.body().center().toPoint()))

    def _ask_removal(self, name: str) -> None:
        text = tr("Take “{title}” off the shelf? Your files stay where they are.")
        title = self._entry_named(name).playlist.title
        self.show_notice(text.format(title=title), tr("Take it off"), partial(self.own_removed.emit, name))

    def _say_missing(self, name: str) -> None:
        """Say why music cannot be chosen, and offer to look for it."""
        entry = self._entry_named(name)
        title = entry.playlist.title
        text = sentence(NothingToPlay(title))
        if entry.own:
            self.show_notice(text, tr("Find…"), partial(self._bringer.ask_where, name, title))
        else:
            self.show_notice(text)

    def _ask_where(self, name: str) -> None:
        self._bringer.ask_where(name, self._entry_named(name).playlist.title)

    def _entry_named(self, name: str) -> Entry:
        return next(entry for entry in self._music.entries if entry.name == name)

    def _entries(self) -> list[Entry]:
        """Return the music there is; with the one that was asked for from elsewhere, if there is one."""
        librarian = self._librarian
        if librarian is None:
            listed = self._shelf.playlists
            return [Entry(slug, listed[slug], listed[slug].subtitle) for slug in on_shelf(listed)]
        there = {music.playlist.slug: music for music in librarian.music()}
        known = [_entry(slug, there[slug]) for slug in on_shelf(there)]
        name = self._plan.playlist
        if name not in {entry.name for entry in known}:
            try:
                known.append(_entry(name, librarian.music_of(name)))
            except MtrelaxError:
                # It is gone, or was never there; something that is there gets chosen instead.
                return known
        return known

    def _show_choices(self) -> None:
        """Let every tile offer what is possible, and show what is chosen."""
        wanted = self._plan.minutes
        self._plan = plan = self._tiles.show_plan(self._plan, self._shortest_of)
        if plan.minutes > wanted:
            self._longer = _Longer(plan.script, plan.minutes, wanted)
            announce(self, self._said_of_length())
        elif self._longer and (plan.script, plan.minutes) != self._longer[:2]:
            self._longer = None
        asleep = tr(INTO_SLEEP) if plan.ending is Ending.SLEEP else ""
        known = self._said_of_length(), asleep, caution_of(plan, self._shelf.patterns)
        caution = " ".join(part for part in known if part)
        self._caution.setText(caution)
        self._caution.setVisible(bool(caution))
        self._show_light()

    def _said_of_length(self) -> str:
        """Return why the session is longer than somebody wanted, if it is."""
        if self._longer is None or self._longer.script is None:
            return ""
        return needed_by(self._shortest_of(self._longer.script), self._longer.minutes)

    def _show_light(self) -> None:
        """Let the chosen landscape lend the page its light."""
        chosen = [entry.playlist for entry in self._music.entries if entry.name == self._plan.playlist]
        self.set_playlist(next(iter(chosen), None))

    def _show_readiness(self, music: bool) -> None:
        if self._librarian is None:
            self._bar.say(False, tr("One moment."))
        else:
            self._bar.say(music, tr("Bring some music of your own to begin."))

    def _shortest_of(self, script: str) -> int:
        """Return the fewest minutes that a script fits into; 0 while that is not known."""
        if self._librarian is None:
            return 0
        # The librarian looks for all music to answer; yet this depends on nothing else, so it is asked once.
        plan = self._plan
        key = script, plan.recipe, plan.ending, plan.phases, plan.voice or self._keeper.now.voice
        if key not in self._shortest:
            try:
                self._shortest[key] = self._librarian.shortest(replace(self._plan, script=script))
            except MtrelaxError:
                # What is missing is said when the session is asked for.
                return 0
        return self._shortest[key]

    def _last_plan(self) -> SessionPlan | None:
        """Return what was chosen last time, if it can still be read."""
        text = self._keeper.now.last_plan
        try:
            return self._read_plan(text) if text else None
        except MtrelaxError:
            return None


def _entry(name: str, music: Music) -> Entry:
    """Return what the card of a playlist shows."""
    return Entry(
        name, music.playlist, line_of(music), music.own, bool(music.tracks), incomplete=bool(music.missing)
    )

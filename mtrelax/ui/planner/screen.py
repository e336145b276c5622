"""The planner: the strip of a session, and every choice of it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from mtrelax.domain.errors import MtrelaxError
from mtrelax.domain.materials import Playlist
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import CueStyle, Layer, SessionPlan
from mtrelax.domain.time import Decibels, Seconds
from mtrelax.services.drafting import Draftsman, Outline
from mtrelax.services.plan_desk import PlanDesk
from mtrelax.services.planning import Moved, Sketch, as_recipe, move_border, set_minutes, step_border
from mtrelax.services.samples import GLIMPSE
from mtrelax.services.settings import CUE_LEVELS, SettingsKeeper
from mtrelax.ui.announce import announce
from mtrelax.ui.headline import is_low
from mtrelax.ui.home.choices import caution_of
from mtrelax.ui.i18n import tr
from mtrelax.ui.keys import is_escape
from mtrelax.ui.planner.actions import PlanActions
from mtrelax.ui.planner.around import AroundPart
from mtrelax.ui.planner.bar import PlanBar
from mtrelax.ui.planner.head import PlanHead
from mtrelax.ui.planner.listen_row import ListenRow, at_first
from mtrelax.ui.planner.listening import Listening
from mtrelax.ui.planner.parts import BreathPart, CoursePart, MusicPart, Part, VoicePart
from mtrelax.ui.planner.phases import PhaseRows
from mtrelax.ui.planner.strip import TimelineStrip
from mtrelax.ui.planner.words import (
    grown_sentence,
    minutes_allowed,
    minutes_spoken,
    minutes_told,
    missing_sentence,
    phase_name,
    stop_sentence,
    unreadable_sentence,
)
from mtrelax.ui.tab_page import TabPage
from mtrelax.ui.theme import SPACES, Look
from mtrelax.ui.widgets import Label
from mtrelax.ui.words import sentence

_SETTLES_AFTER_MS: Final = 600
_TWO_COLUMNS: Final = 1000
_KEYS: Final = (
    (QKeySequence.StandardKey.Undo, "undo"),
    (QKeySequence.StandardKey.Redo, "redo"),
    (QKeySequence.StandardKey.Save, "save"),
)
_TILES: Final = {"playlist": "playlist", "script": "script", "recipe": "recipe", "pattern": "pattern"}


class PlannerScreen(TabPage):
    """Where a plan is made. Nothing on it is lost: what is not saved is kept as a draft."""

    plan_chosen = Signal(object)
    begin_requested = Signal(object)
    pattern_editor_requested = Signal()
    reading_requested = Signal(object, object)
    """The script whose words somebody would read first, and the phases that there will be."""

    def __init__(
        self, look: Look, keeper: SettingsKeeper, desk: PlanDesk, draftsman: Draftsman, listening: Listening
    ) -> None:
        super().__init__(look, "plan", tr("Plan"))
        self._keeper, self._desk, self._draftsman, self._listening = keeper, desk, draftsman, listening
        self._outline = Outline(desk.plan, None)
        self._taken: Sketch | None = None
        """What there was when a border began to be moved."""
        self._playlists: dict[str, Playlist | None] = {}
        self._settling = QTimer(self, singleShot=True, interval=_SETTLES_AFTER_MS)
        self._settling.timeout.connect(self._settle)
        self._build()
        self._lay_out()
        self._connect()
        self.refresh()
        self._say_problems()

    def refresh(self) -> None:
        """Show everything as it is now."""
        self._playlists.clear()
        self._take(self._desk.plan)

    def use_music(self, name: str) -> None:
        """Have other music for all of it."""
        self._playlists.clear()
        self._choose(replace(self._desk.plan, playlist=name))

    def open_file(self, path: Path) -> None:
        """Open a plan from a file; what lay here unsaved is kept among the saved ones."""
        self._actions.open_file(path)

    def _build(self) -> None:
        look = self.look
        self._head = PlanHead(look)
        self._strip_view = TimelineStrip(look)
        self._listen = ListenRow(look)
        self._status = self._listen.status
        self._rows = PhaseRows(look)
        self._rows.hide()
        self._voice, self._breath = VoicePart(look), BreathPart(look, self._cue_level)
        self._parts: tuple[Part, ...] = (
            CoursePart(look, self._shortest),
            MusicPart(look),
            AroundPart(look),
            self._voice,
            self._breath,
        )
        self._caution = Label("", "small")
        self._caution.setObjectName("caution")
        self._bar = PlanBar(look)
        self._actions = PlanActions(self, self._desk, self._draftsman, self._keeper, self.show_notice)

    def _lay_out(self) -> None:
        self._headline.hide()
        self.head.insertWidget(0, self._head, 1)
        self.column.addWidget(self._strip_view)
        self.column.addWidget(self._listen)
        self.column.addWidget(self._rows)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(SPACES[1])
        course, music, around, voice, breath = self._parts
        for parts in ((course, music, around), (voice, breath)):
            column = QVBoxLayout()
            column.setSpacing(SPACES[1])
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        self.column.addLayout(self._columns)
        self.column.addStretch(1)
        for part in (self._caution, self._bar):
            self._strip.column.addWidget(part)

    def _connect(self) -> None:
        strip, listening = self._strip_view, self._listening
        strip.moved.connect(self._go_along)
        strip.landed.connect(self._hear_from_there)
        strip.border_taken.connect(self._take_border)
        strip.minutes_refused.connect(self._say_minutes)
        strip.border_wanted.connect(self._move_border)
        strip.border_stepped.connect(self._step_border)
        strip.minutes_wanted.connect(self._set_minutes)
        strip.hear_wanted.connect(self._toggle_hearing)
        self._listen.hear.clicked.connect(self._toggle_hearing)
        self._listen.even.clicked.connect(self._as_recipe)
        self._listen.by_phase.toggled.connect(self._show_rows)
        self._rows.minutes_wanted.connect(self._set_minutes)
        self._rows.minutes_refused.connect(self._say_minutes)
        self._rows.wanted.connect(self._choose)
        for part in self._parts:
            part.wanted.connect(self._choose)
            part.drawn.connect(self._take)
            part.hear_wanted.connect(self._toggle_layer)
        self._voice.read_wanted.connect(self._ask_to_read)
        self._breath.pattern_wanted.connect(self.pattern_editor_requested)
        self._head.titled.connect(self._name)
        self._head.taken.connect(self._take_saved)
        self._head.asked.connect(self._actions.do)
        self._actions.changed.connect(self.refresh)
        self._actions.opened.connect(self._say_opened)
        self._actions.begun.connect(self._ask_name)
        # What the keyboard was at is gone; the way back is where it goes on.
        self._actions.deleted.connect(self._notice.focus_action)
        self._bar.use.clicked.connect(partial(self._finish, self.plan_chosen.emit))
        self._bar.begin.clicked.connect(partial(self._finish, self.begin_requested.emit))
        self._bar.choose.clicked.connect(self._choose_missing)
        self._bar.save.clicked.connect(partial(self._actions.do, "save"))
        listening.changed.connect(self._follow_listening)
        listening.failed.connect(self.show_notice)

    def _take(self, plan: SessionPlan) -> None:
        """Have another plan, and show what becomes of it."""
        before = self._outline
        outline = self._draftsman.outline(plan)
        self._show(outline)
        if outline.needed is not None:
            self.show_notice(grown_sentence(outline.needed))
        elif outline.problem is not None:
            self.show_notice(sentence(outline.problem))
        elif outline.missing and outline.missing != before.missing:
            self.show_notice(missing_sentence(outline.missing), tr("Choose"), self._choose_missing)
        elif self._is_over(before, outline):
            self._notice.hush()

    def _is_over(self, before: Outline, now: Outline) -> bool:
        """Whether what is said on the page was of a script, or of something missing, that is no more."""
        if before.missing and not now.missing:
            return missing_sentence(before.missing) in self._notice.text
        return before.needed is not None and before.plan.script != now.plan.script

    def _choose(self, plan: SessionPlan) -> None:
        """Take a plan as a step of its own, whatever was going on before."""
        self._settle()
        self._take(plan)
        self._settle()

    def _show(self, outline: Outline) -> None:
        self._outline = outline
        self._desk.change(outline.plan)
        for part in self._parts:
            part.show_plan(outline.plan, self._draftsman)
        self._rows.show_plan(outline.plan, self._draftsman)
        self._show_sketch()
        self._show_state()
        self._settling.start()

    def _show_caution(self) -> None:
        """Show what is to be known of the breath, where it is paced."""
        sketch = self._outline.sketch
        paced = sketch is None or bool(sketch.timeline.paced)
        caution = caution_of(self._outline.plan, self._draftsman.shelf.patterns) if paced else ""
        self._caution.setText(caution)
        self._caution.setVisible(bool(caution))

    def _show_sketch(self) -> None:
        """Show what the plan becomes on the strip and in the rows."""
        sketch = self._outline.sketch
        self._strip_view.setVisible(sketch is not None)
        self._listen.hear.setEnabled(sketch is not None)
        self._show_caution()
        if sketch is None:
            return
        self._strip_view.show_sketch(sketch, self._known_playlists(sketch.plan))
        self._rows.show_minutes(sketch)
        self.set_playlist(self._playlist_of(sketch.plan.playlist))
        self._listen.show_even(shown=as_recipe(sketch.plan) != sketch.plan)
        self._tell_place()

    def _show_state(self) -> None:
        desk = self._desk
        self._head.show_desk(desk)
        words = {
            (True, True): tr("Kept here until you save it."),
            (True, False): tr("Not saved yet. What you change is kept here."),
            (False, True): tr("Changed, and not saved. Nothing is lost when you leave."),
            (False, False): tr("Saved."),
        }[desk.is_new, desk.is_changed]
        missing = bool(self._outline.missing)
        if missing:
            words = tr("Something of this plan is not here.")
        can_save = desk.is_new or desk.is_changed
        self._bar.say(ready=self._outline.is_ready, can_save=can_save, missing=missing, words=words)

    def _settle(self) -> None:
        """Keep what is not saved, and how loud the breath was told."""
        self._settling.stop()
        plan = self._desk.plan
        try:
            self._desk.settle()
            if plan.breathing is not None and plan.breathing.cue in CUE_LEVELS:
                self._keeper.change(CUE_LEVELS[plan.breathing.cue], float(plan.levels.cue))
        except MtrelaxError as error:
            self.show_notice(sentence(error))

    def _take_border(self) -> None:
        self._settle()
        self._taken = self._outline.sketch

    def _move_border(self, border: int, to: float) -> None:
        """Move it from where it was taken, so that who goes back has everything as it was."""
        sketch = self._taken
        if sketch is not None and border + 1 < len(sketch.phases):
            self._take_moved(move_border(sketch, border, Seconds(to)))

    def _step_border(self, border: int, count: int) -> None:
        sketch = self._outline.sketch
        if sketch is not None:
            moved = step_border(sketch, border, count)
            self._take_moved(moved)
            sides = [each.kind for each in moved.sketch.phases[border : border + 2]]
            lengths = (f"{phase_name(kind)} {minutes_spoken(moved.sketch.told[kind])}" for kind in sides)
            announce(self, stop_sentence(moved) or ", ".join(lengths))

    def _set_minutes(self, kind: PhaseKind, count: float) -> None:
        sketch = self._outline.sketch
        if sketch is not None:
            self._settle()
            self._take_moved(set_minutes(sketch, kind, count))
            self._settle()

    def _say_minutes(self) -> None:
        """Say what can be typed, where something else was."""
        self._status.setText(minutes_allowed())
        announce(self, minutes_allowed())

    def _take_moved(self, moved: Moved) -> None:
        """Take a plan of which only the lengths are new."""
        plan = replace(self._outline.plan, phases=moved.sketch.plan.phases, minutes=moved.sketch.plan.minutes)
        longer = plan.minutes != self._outline.plan.minutes
        self._outline = replace(self._outline, plan=plan, sketch=moved.sketch)
        self._desk.change(plan)
        self._show_sketch()
        if longer:
            self._parts[0].show_plan(plan, self._draftsman)
        for part in self._parts:
            part.plan = plan
        self._show_state()
        if said := stop_sentence(moved):
            self._status.setText(said)
        self._settling.start()

    def _as_recipe(self) -> None:
        self._choose(as_recipe(self._desk.plan))

    def _name(self, title: str) -> None:
        plan = replace(self._desk.plan, title=title.strip())
        self._outline = replace(self._outline, plan=plan)
        self._desk.change(plan)
        for part in self._parts:
            part.plan = plan
        self._settling.start()
        self._show_state()

    def _choose_missing(self) -> None:
        """Open the list of the first thing that is not here."""
        for each in self._outline.missing:
            if each.phase is not None:
                self._listen.by_phase.setChecked(True)
            name = f"music_{each.phase.value}" if each.phase else _TILES.get(each.kind, "sound_0")
            if each.kind == "ambience":
                names = [one.sound for one in self._outline.plan.ambience]
                name = f"sound_{names.index(each.name)}"
            tile = self.findChild(QWidget, name)
            if tile is not None:
                self.ensure_seen(tile)
                tile.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _known_playlists(self, plan: SessionPlan) -> dict[str, Playlist]:
        names = {plan.playlist, *(each.playlist for each in plan.phases if each.playlist)}
        found = ((name, self._playlist_of(name)) for name in names)
        return {name: playlist for name, playlist in found if playlist is not None}

    def _playlist_of(self, name: str) -> Playlist | None:
        # Asked once: the librarian looks for all music to answer.
        if name not in self._playlists:
            self._playlists[name] = self._draftsman.playlist(name)
        return self._playlists[name]

    def _shortest(self) -> int:
        return self._draftsman.shortest(self._desk.plan)

    def _cue_level(self, style: CueStyle) -> Decibels:
        """Return how loud a way to tell the breath was last."""
        key = CUE_LEVELS.get(style)
        return Decibels(getattr(self._keeper.now, key)) if key else self._desk.plan.levels.cue

    def _go_along(self, at: float) -> None:
        """Show another moment, from which one would listen."""
        self._strip_view.show_at(Seconds(at), playing=False)
        self._tell_place()

    def _hear_from_there(self) -> None:
        """Go on from there, if the session is heard."""
        if self._listening.what == "session":
            self._hear_session()

    def _toggle_hearing(self) -> None:
        if self._listening.what == "session":
            self._listening.stop()
        else:
            self._hear_session()

    def _hear_session(self) -> None:
        if self._outline.sketch is not None:
            sketch = self._outline.sketch
            at = max(0.0, min(self._strip_view.at, sketch.timeline.length - GLIMPSE))
            self._listening.hear(sketch.plan, Seconds(at))

    def _toggle_layer(self, layer: Layer) -> None:
        if self._listening.what == layer:
            self._listening.stop()
        elif self._outline.sketch is not None:
            self._listening.hear_layer(self._outline.sketch.plan, layer)

    def _ask_to_read(self) -> None:
        script = self._desk.plan.script
        narration = self._draftsman.shelf.imagery.get(script) if script else None
        if narration is not None:
            sketch = self._outline.sketch
            phases = PhaseKind if sketch is None else [each.kind for each in sketch.phases]
            self.reading_requested.emit(narration.script, frozenset(phases))

    def _follow_listening(self) -> None:
        what = self._listening.what
        self._listen.hear.set_hearing(what == "session")
        for part in self._parts:
            for layer, button in part.hears.items():
                button.set_hearing(what == layer)
        if what == "session":
            self._strip_view.show_at(self._listening.position, playing=True)
            self._tell_place()

    def _tell_place(self) -> None:
        """Say where one would listen, and what is said there."""
        sketch = self._outline.sketch
        if sketch is not None:
            self._status.setText(_place_told(sketch, self._strip_view.at))

    def _take_saved(self, name: str) -> None:
        self._notice.hush()
        self._actions.take(name)

    def _say_opened(self, text: str) -> None:
        """Say what lies here now; what is not here of it stays said."""
        if missing := self._outline.missing:
            self.show_notice(f"{text} {missing_sentence(missing)}", tr("Choose"), self._choose_missing)
        elif self._outline.needed is None and self._outline.problem is None:
            self.show_notice(text, passing=True)

    def _ask_name(self) -> None:
        self._head.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_problems(self) -> None:
        """Say which of the saved plans cannot be read."""
        if problems := self._desk.plans.problems:
            self.show_notice(" ".join(map(unreadable_sentence, problems)))

    def _finish(self, give: Callable[[SessionPlan], None], _checked: bool = False) -> None:
        """Give the plan on, once it is kept."""
        self._settle()
        self._listening.stop()
        give(self._desk.plan)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stop by Escape what is heard; take steps back, and again."""
        if is_escape(event) and self._listening.what:
            self._listening.stop()
        elif done := next((what for key, what in _KEYS if event.matches(key)), None):
            self._actions.do(done)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in two columns, or in one."""
        super().resizeEvent(event)
        low = is_low(self, self.look)
        self._head.title.set_low(low)
        self.column.setSpacing(0 if low else SPACES[0])
        self._strip.keep_measure(self, SPACES[0] // 2 if low else SPACES[1])
        wide = self.width() >= self.look.theme.px(_TWO_COLUMNS)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._columns.direction() is not way:
            self._columns.setDirection(way)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep everything, and be silent."""
        super().hideEvent(event)
        self._settle()
        self._listening.stop()

    def _show_rows(self, shown: bool) -> None:
        self._rows.setVisible(shown)


def _place_told(sketch: Sketch, at: Seconds) -> str:
    """Return where a moment is in a session, and what is said then; at the beginning, what one may do."""
    if at < 1:
        return at_first()
    moment = sketch.timeline.at(at)
    said = f"“{moment.caption.text}”" if moment.caption else ""
    where = tr("From {count}").format(count=minutes_told(at))
    return " · ".join(part for part in (where, phase_name(moment.phase), said) if part)

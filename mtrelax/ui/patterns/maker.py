"""What follows what while somebody makes a pattern: hear it, keep it, take it away, find a pace."""

from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from mtrelax.domain.breathing import Pattern
from mtrelax.domain.errors import MtrelaxError
from mtrelax.domain.plan import Breathing, SessionPlan
from mtrelax.domain.timeline import Moment
from mtrelax.services.playing import SoundLost, Trial
from mtrelax.ui.comfort import ComfortFinder
from mtrelax.ui.i18n import tr
from mtrelax.ui.patterns.screen import Making, PatternScreen
from mtrelax.ui.rooms import Rooms
from mtrelax.ui.words import notice_sentence, sentence

_TICK_MS: Final = 40


class PatternMaker(QObject):
    """Leads through the pattern editor and the comfort finder."""

    finished = Signal(str)
    """The slug of the pattern that was kept last; empty if none was."""

    def __init__(self, rooms: Rooms) -> None:
        super().__init__(rooms.window)
        self._rooms, self._book = rooms, rooms.house.patterns
        self._plan = SessionPlan("none")
        self._making: Making | None = None
        """What was in the making when the editor was left."""
        self._screen: PatternScreen | None = None
        self._finder: ComfortFinder | None = None
        self._trial: Trial | None = None
        self._kept = ""
        self._ticker = QTimer(self, interval=_TICK_MS)
        self._ticker.timeout.connect(self._tick)

    def begin(self, plan: SessionPlan) -> None:
        """Show the editor, with what was in the making, else with the breath of a plan.

        The plan also has the music of the finder, and how the breath is told.
        """
        self._plan, self._kept = plan, ""
        self._show(plan.breathing.pattern if plan.breathing else "")

    def _show(self, slug: str) -> None:
        """Show the editor."""
        self._screen = screen = PatternScreen(self._rooms.look, self._book.patterns, self._book.is_own, slug)
        if self._making is not None:
            screen.go_on_with(self._making)
        screen.closed.connect(self._finish)
        screen.save_requested.connect(self._keep)
        screen.removal_requested.connect(self._remove)
        screen.hear_requested.connect(self._hear_or_stop)
        screen.finder_requested.connect(self._find)
        self._rooms.show(screen)

    def close(self) -> None:
        """Let go of what still sounds: the window is gone."""
        self._ticker.stop()
        if self._trial is not None:
            self._trial.close()
        if self._finder is not None:
            self._finder.close()

    def _finish(self) -> None:
        self._stop()
        screen, self._screen = self._screen, None
        self._making = screen.making if screen is not None and screen.is_changed else None
        self.finished.emit(self._kept)

    def _keep(self, pattern: Pattern) -> None:
        kept = self._written(pattern)
        if kept is not None:
            self._kept = kept.slug
            self._say_kept()

    def _bring_back(self, gone: Pattern, kept: str) -> None:
        """Undo that a pattern was taken away; ``kept`` is the one that was kept last before that."""
        if self._written(gone) is not None:
            self._kept = kept

    def _written(self, pattern: Pattern) -> Pattern | None:
        """Write a pattern and show it; where that cannot be, say so."""
        try:
            kept = self._book.keep(pattern)
        except MtrelaxError as error:
            self._say(sentence(error))
            return None
        if self._screen is not None:
            self._screen.show_pattern(kept.slug)
        return kept

    def _say_kept(self) -> None:
        words = tr("“{title}” is kept, and this plan breathes with it now.")
        if self._screen is not None:
            title = self._book.patterns[self._kept].title
            self._screen.show_notice(words.format(title=title), passing=True)

    def _remove(self, slug: str) -> None:
        try:
            gone = self._book.remove(slug)
        except MtrelaxError as error:
            self._say(sentence(error))
            return
        before, self._kept = self._kept, "" if self._kept == slug else self._kept
        if self._screen is not None:
            self._screen.show_pattern(next(iter(self._book.patterns)))
            words = tr("“{title}” was deleted.").format(title=gone.title)
            self._screen.show_notice(words, tr("Undo"), partial(self._bring_back, gone, before))

    def _find(self) -> None:
        """Go over to the comfort finder, and come back with what was found."""
        self._stop()
        screen, self._screen = self._screen, None
        self._making = screen.making if screen is not None else None
        self._finder = finder = ComfortFinder(self._rooms, self._plan)
        finder.finished.connect(self._found)
        finder.begin()

    def _found(self, slug: str) -> None:
        self._finder = None
        if not slug:
            self._show("")
            return
        self._kept, self._making = slug, None
        self._show(slug)
        self._say_kept()

    def _hear_or_stop(self, pattern: Pattern) -> None:
        if self._trial is not None and not self._trial.over:
            self._stop()
            return
        breathing = self._plan.breathing or Breathing()
        plan = SessionPlan(self._plan.playlist, breathing=breathing, levels=self._plan.levels)
        try:
            self._trial = self._rooms.house.stage.try_breath(
                pattern, plan, self._rooms.keeper.now.starting_level
            )
        except MtrelaxError as error:
            self._say(sentence(error))
            return
        self._ticker.start()

    def _stop(self) -> None:
        """Let what is heard fade."""
        if self._trial is not None:
            self._trial.close()

    def _tick(self) -> None:
        trial, screen = self._trial, self._screen
        if trial is None:
            return
        trial.tick()
        if trial.lost and screen is not None:
            self._say(tr(notice_sentence(SoundLost(was_there=False))))
        if screen is not None:
            screen.show_place(None if trial.over else _place(trial.moment()))
        if trial.over:
            self._ticker.stop()
            self._trial = None

    def _say(self, text: str) -> None:
        if self._screen is not None:
            self._screen.show_notice(text)


def _place(moment: Moment) -> float:
    """Return how much of a breath is over, 0..1."""
    span = moment.course.spans[0]
    return max(0.0, (moment.position - span.start) / span.pacer.pattern.cycle) % 1.0

"""One session of one person: what plays, what is written of it, and whether anything is written at all."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from mtrelax.domain.errors import LogBusy, MtrelaxError
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import SessionPlan
from mtrelax.domain.record import EnteredBy, StoppedEarly
from mtrelax.domain.time import Decibels
from mtrelax.services.diary import Answer
from mtrelax.services.event import Event
from mtrelax.services.house import House
from mtrelax.services.playing import Notice, PieceFailed, PlayerState, SoundBack, SoundLost, Trial

SCALE: Final = "stress"
"""What is asked before and after."""


class Sitting:
    """From *Begin* to the end of the sound. For the main thread; call ``tick`` about five times a second."""

    def __init__(
        self, house: House, plan: SessionPlan, master: Decibels, *, keep_awake: bool, client: str = ""
    ) -> None:
        """Make it ready. Raises ``LogBusy``, ``UnknownName``, ``NothingToPlay`` or ``ScriptTooLong``."""
        if house.diary.busy:
            raise LogBusy("")
        self.plan = plan
        self.client = client
        """The code of whom it is for; empty at home."""
        self.playlist = house.librarian.music_of(plan.playlist).playlist
        self.player = house.stage.session(plan, master)
        self.is_logged = True
        """Whether it is written; somebody may go on although the log cannot be."""
        self.ended = Event[None]()
        self.troubled = Event[MtrelaxError]()
        """Something could not be written. It is tried again and again, and told once."""
        self.noticed = Event[Notice]()
        """The output device was missed, or found again, while the level was tried."""
        self._house = house
        self._keep_awake = keep_awake
        self._trial: Trial | None = None
        self._was_lost = False
        self._is_troubled = False
        self._fault = ""
        self._closed_as: StoppedEarly | None = None
        self._forget = (
            self.player.noticed.subscribe(self._on_notice),
            self.player.state_changed.subscribe(self._on_state),
        )

    @property
    def is_closing(self) -> bool:
        """Whether it ends because the window is being closed."""
        return self._closed_as is not None

    @property
    def stopped_early(self) -> bool:
        """Whether it ended before its time."""
        return self.player.stopped_early is not None

    @property
    def plan_as_heard(self) -> SessionPlan:
        """The plan with the levels as they are now."""
        return replace(self.plan, levels=self.player.levels)

    @property
    def is_remembered(self) -> bool:
        """Whether the next session may begin as this one did; what suited a client is nobody else's."""
        return not self.client

    @property
    def fell_asleep(self) -> bool:
        """Whether it led into sleep, as it was meant to."""
        led_there = self.player.phases_reached[-1:] == (PhaseKind.SLEEP,)
        return led_there and not self.stopped_early and not self.is_closing

    @property
    def is_silent(self) -> bool:
        """Whether it is over, and nothing of it still fades."""
        return self.player.state is PlayerState.OVER and (self._trial is None or self._trial.over)

    def try_level(self) -> None:
        """Play five seconds of its music."""
        self._trial = self._house.stage.try_level(self.plan, self.player.master)
        self._watch_device(self._trial)

    def set_master(self, level: Decibels) -> None:
        """Set how loud everything is, in the trial and in the session."""
        self.player.set_master(level)
        if self._trial is not None:
            self._trial.set_master(level)

    def check_in(self, value: int | None, entered_by: EnteredBy = EnteredBy.SELF) -> None:
        """Write the first answer, or its skip. Raises what ``Diary.begin`` raises."""
        if self.is_logged:
            voice = self._house.librarian.voice_of(self.plan)
            title = self._house.plans.title_of(self.plan)
            plan = replace(self.plan, voice=voice or None, title=title)
            answers = [Answer(SCALE, value, entered_by)]
            self._house.diary.begin(plan, answers, self.client, self.player.master)

    def go_unlogged(self) -> None:
        """Go on without writing."""
        self.is_logged = False
        self._house.diary.go_on_without()

    def leave_open(self) -> None:
        """Let go of it without a second answer, which is asked for at the next start."""
        self._house.diary.go_on_without()

    def begin(self) -> None:
        """Start the sound, once what was tried has faded."""
        self._end_trial()
        self.player.begin()
        self._house.diary.sound_began()

    def abandon(self) -> None:
        """Let go of a session that never began; what was tried fades while it is still looked after."""
        self._end_trial()
        for forget in self._forget:
            forget()
        self.player.close()

    def tick(self) -> None:
        """Look after what sounds."""
        if self._trial is not None:
            self._trial.tick()
            self._watch_device(self._trial)
        self.player.tick()

    def keep_progress(self) -> None:
        """Bring the row up to date."""
        diary, player = self._house.diary, self.player
        heard = (player.position, player.phases_reached, self._fault, player.automation, player.marks)
        pieces = player.timeline.pieces_until(player.position)
        self._write(partial(diary.reached, *heard, pieces, self._stopped))

    def close_gently(self) -> None:
        """Fade out within three seconds, because the window closes; it is offered again at the next start."""
        self._closed_as = self.player.stopped_early or StoppedEarly.CLOSED
        self._fade()

    def break_off(self, fault: str) -> None:
        """Fade out after something that should not happen, and keep what there is."""
        self._fault = self._fault or fault
        self.keep_progress()
        self._fade()

    def say_why(self, reason: StoppedEarly) -> None:
        """Write why it was left early. Raises what ``Diary.say_why`` raises."""
        if self.is_logged:
            self._house.diary.say_why(reason)

    @property
    def _stopped(self) -> StoppedEarly | None:
        """Why it was left, if it was: to be led out comes before the window that was closed meanwhile."""
        return self._closed_as or self.player.stopped_early

    def _fade(self) -> None:
        # The second request to leave is the one with the short fade.
        if not self.player.leaving:
            self.player.leave()
        self.player.leave()

    def _watch_device(self, trial: Trial) -> None:
        if not trial.over and trial.lost != self._was_lost:
            self._was_lost = trial.lost
            self.noticed.emit(SoundLost(was_there=False) if trial.lost else SoundBack())

    def _end_trial(self) -> None:
        if self._trial is not None:
            self._trial.close()

    def _on_notice(self, notice: Notice) -> None:
        if isinstance(notice, PieceFailed):
            self._note_fault(f"a piece could not be played: {notice.reason}")
        elif isinstance(notice, SoundLost):
            self._note_fault("there was no sound for a while")

    def _note_fault(self, fault: str) -> None:
        """Write what went wrong; the same thing once."""
        if fault not in self._fault:
            self._fault = f"{self._fault}; {fault}" if self._fault else fault
            self.keep_progress()

    def _on_state(self, state: PlayerState) -> None:
        if state is PlayerState.PLAYING and self._keep_awake:
            self._house.awake.hold()
        else:
            self._house.awake.release()
        if state is PlayerState.OVER:
            self._end()

    def _end(self) -> None:
        self.keep_progress()
        self._write(partial(self._house.diary.end, self._stopped))
        self.ended.emit(None)

    def _write(self, write: Callable[[], None]) -> None:
        if not self.is_logged:
            return
        try:
            write()
        except MtrelaxError as error:
            if not self._is_troubled:
                self._is_troubled = True
                self.troubled.emit(error)
        else:
            self._is_troubled = False

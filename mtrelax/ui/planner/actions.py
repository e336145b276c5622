"""What is done with whole plans: saved, duplicated, deleted, opened from a file and written to one."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mtrelax.domain.errors import MtrelaxError, WrongFile
from mtrelax.domain.plan import SessionPlan
from mtrelax.services.drafting import Draftsman
from mtrelax.services.plan_desk import PlanDesk
from mtrelax.services.planning import as_recipe
from mtrelax.services.settings import SettingsKeeper
from mtrelax.ui.i18n import tr
from mtrelax.ui.planner.files import PlanFiles
from mtrelax.ui.planner.words import title_of, unreadable_sentence
from mtrelax.ui.words import sentence


class Say(Protocol):
    """Says a sentence on the page."""

    def __call__(
        self,
        text: str,
        action_text: str = "",
        action: Callable[[], object] | None = None,
        *,
        passing: bool = False,
    ) -> None:
        """Say it, and perhaps offer something to do about it."""
        ...


class PlanActions(QObject):
    """Does it on the desk. Where it cannot be done, it says why."""

    changed = Signal()
    """Another plan lies on the desk, or the same, kept otherwise."""
    opened = Signal(str)
    """Another plan was begun; what is said of it."""
    begun = Signal()
    deleted = Signal()

    def __init__(
        self, page: QWidget, desk: PlanDesk, draftsman: Draftsman, keeper: SettingsKeeper, say: Say
    ) -> None:
        super().__init__(page)
        self._desk, self._draftsman, self._say = desk, draftsman, say
        self._files = PlanFiles(page, keeper)
        self._files.opened.connect(self.open_file)
        self._files.written.connect(self._write)
        self._acts: dict[str, Callable[[], object]] = {
            "new": self._begin_new,
            "open": self._files.ask_open,
            "write": self._ask_write,
            "duplicate": self._duplicate,
            "revert": partial(self.attempt, desk.revert),
            "delete": self._delete,
            "undo": partial(self.attempt, desk.undo),
            "redo": partial(self.attempt, desk.redo),
            "save": self._save,
        }

    def do(self, what: str) -> None:
        """Do something by its name."""
        self._acts[what]()

    def take(self, name: str) -> None:
        """Have a saved plan on the desk."""
        self.attempt(partial(self._desk.take, name))

    def attempt(self, act: Callable[[], object]) -> bool:
        """Do something, and say that all is new; or say why it could not be. Return whether it was done."""
        try:
            act()
        except MtrelaxError as error:
            self._say(sentence(error))
            return False
        self.changed.emit()
        return True

    def open_file(self, path: Path) -> None:
        """Open a plan from a file; what lay here unsaved is kept among the saved ones."""
        desk, aside = self._desk, ""
        try:
            plan = desk.plans.open(path)
            name, here = desk.name_of(plan), (desk.name, desk.plan.title)
            if name is None:
                aside = desk.begin(plan, _untitled(), touched=True)
            else:
                self._go_to(name, plan)
        except WrongFile as error:
            self._say(unreadable_sentence(error))
            return
        except MtrelaxError as error:
            self._say(sentence(error))
            return
        self.changed.emit()
        if (name, plan.title) == here:
            text = tr("“{title}” is open already.")
        else:
            text = tr("“{title}” is one of your plans. Here it is.") if name else tr("“{title}” is open.")
        self._tell_opened(text.format(title=plan.title), aside)

    def _go_to(self, name: str, plan: SessionPlan) -> None:
        """Have a plan on the desk that was here already; one that had no title has one now."""
        if name != self._desk.name:
            self._desk.take(name)
        self._desk.change(plan)
        self._desk.settle()

    def _begin_new(self) -> None:
        plan = as_recipe(self._desk.plan)
        try:
            aside = self._desk.begin(plan, _untitled(), untitled=True)
        except MtrelaxError as error:
            self._say(sentence(error))
            return
        self.changed.emit()
        self._tell_opened(tr("Here is a new plan, with the same choices."), aside)
        self.begun.emit()

    def _tell_opened(self, text: str, aside: str) -> None:
        """Say what lies here now, and where that is which lay here before."""
        where = tr("What lay here before is kept as “{title}”.").format(title=aside) if aside else ""
        self.opened.emit(" ".join(part for part in (text, where) if part))

    def _save(self) -> None:
        if self.attempt(partial(self._desk.save, _untitled())):
            self._say(tr("“{title}” is saved.").format(title=title_of(self._desk.plan)), passing=True)

    def _duplicate(self) -> None:
        if self.attempt(partial(self._desk.duplicate, _untitled())):
            self._say(tr("“{title}” is open, a copy.").format(title=title_of(self._desk.plan)), passing=True)

    def _delete(self) -> None:
        title = title_of(self._desk.plan)
        if self.attempt(self._desk.delete):
            text = tr("“{title}” was deleted.").format(title=title)
            self._say(text, tr("Undo"), partial(self.attempt, self._desk.bring_back))
            self.deleted.emit()

    def _ask_write(self) -> None:
        self._files.ask_write(self._desk.plan.title.replace("/", "-") or "plan")

    def _write(self, path: Path) -> None:
        try:
            self._desk.plans.export(self._desk.plan, path)
        except MtrelaxError as error:
            self._say(sentence(error))
            return
        written = tr("Written to {file}.").format(file=path.name)
        if (breath := self._draftsman.own_breath(self._desk.plan)) is None:
            self._say(written, passing=True)
            return
        title, file = breath
        text = tr("Its breath “{title}” is your own, so others need this file too: {file}")
        self._say(f"{written} {text.format(title=title, file=file)}")


def _untitled() -> str:
    """Return what a plan is called to which nobody gave a name."""
    return tr("My session")

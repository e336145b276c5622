"""The plan that somebody works on: what was changed, step by step, and what of it is saved."""

from dataclasses import replace
from typing import Final

from mtrelax.domain.plan import SessionPlan
from mtrelax.services.plans import NEW, Plans, SavedPlan
from mtrelax.services.titles import free_title

_MOST_STEPS: Final = 200


class PlanDesk:
    """One plan lies on it at a time. What is taken off it unsaved is kept as it was."""

    def __init__(self, plans: Plans, start: SessionPlan) -> None:
        self.plans = plans
        self.name = NEW
        """Under which name the plan is saved, if it is."""
        self._saved: dict[str, SessionPlan] = {}
        self._begun: SessionPlan | None = start
        """What a new plan was before anything was changed in it."""
        self._before: list[SessionPlan] = []
        self._after: list[SessionPlan] = []
        self._settled = self.plan = plans.draft(NEW) or start
        self.refresh()

    @property
    def saved(self) -> list[SavedPlan]:
        """The plans that were saved, by title."""
        return [SavedPlan(name, plan) for name, plan in self._saved.items()]

    @property
    def changed_names(self) -> list[str]:
        """The names of the saved plans of which something is not saved."""
        others = [name for name in self._saved if self.plans.draft(name) is not None]
        return [name for name in others if name != self.name or self.is_changed]

    @property
    def is_changed(self) -> bool:
        """Whether anything would be lost if it were not kept."""
        return self.plan != self._as_kept()

    @property
    def is_new(self) -> bool:
        """Whether it was never saved."""
        return self.name == NEW

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._before) or self.plan != self._settled

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to take again."""
        return bool(self._after)

    def follow(self, plan: SessionPlan) -> None:
        """Begin from what is chosen elsewhere, as long as nothing was begun here."""
        same = next((each for each in self._saved.items() if replace(each[1], title="") == plan), None)
        if self.is_new and not self.is_changed and self.plans.draft() is None:
            self._begun = plan
            self._lay(*(same or (NEW, plan)))

    def refresh(self) -> None:
        """Look again what is saved."""
        self._saved = {each.name: each.plan for each in self.plans.saved()}

    def change(self, plan: SessionPlan) -> None:
        """Have another plan; a step begins or goes on."""
        self.plan = plan

    def settle(self) -> None:
        """End a step, and keep what is not saved. Raises what ``Plans.keep_draft`` raises."""
        if self.plan != self._settled:
            self._before = [*self._before[-_MOST_STEPS:], self._settled]
            self._after.clear()
            self._settled = self.plan
            self.plans.keep_draft(self.plan if self.is_changed else None, self.name)

    def undo(self) -> None:
        """Take a step back."""
        self.settle()
        if self._before:
            self._after.append(self.plan)
            self._go_to(self._before.pop())

    def redo(self) -> None:
        """Take it again."""
        if self._after and self.plan == self._settled:
            self._before.append(self.plan)
            self._go_to(self._after.pop())

    def save(self, title: str = "") -> None:
        """Save the plan; one without a title gets one."""
        plan = self.plan if self.plan.title else replace(self.plan, title=title)
        was_new = self.is_new
        saved = self.plans.save(plan, self.name)
        if was_new:
            self.plans.keep_draft(None)
        self.name, self.plan, self._settled = saved.name, plan, plan
        self.refresh()

    def take(self, name: str) -> None:
        """Have a saved plan on the desk, as it was left."""
        self.settle()
        self._lay(name, self.plans.draft(name) or self._saved.get(name) or self._begun or self.plan)

    def name_of(self, plan: SessionPlan) -> str | None:
        """Return under which name the same plan lies here, if it does."""
        if _is_same(self.plan, plan):
            return self.name
        left = {NEW: self.plans.draft(NEW)} | {
            name: self.plans.draft(name) or saved for name, saved in self._saved.items()
        }
        left.pop(self.name, None)  # what lies on the desk is another one by now
        return next((name for name, each in left.items() if each and _is_same(each, plan)), None)

    def begin(
        self, plan: SessionPlan, title: str = "", *, touched: bool = False, untitled: bool = False
    ) -> str:
        """Begin another plan; a new one that was not saved is saved now. Return its title, if there was one.

        What was ``touched`` already is kept although nothing is changed in it.
        """
        self.settle()
        plan = replace(plan, title="") if untitled else plan
        draft = self.plans.draft(NEW)
        if self.is_new:
            draft = self.plan if self.is_changed else None
        aside = self._put_aside(draft, title, plan.title) if draft is not None else ""
        self._begun = None if touched else plan
        self._lay(NEW, plan)
        if touched:
            self.plans.keep_draft(plan)
        return aside

    def _put_aside(self, draft: SessionPlan, title: str, beside: str) -> str:
        """Save a plan that was begun, under a title that no other has; return that."""
        titles = [beside, *(each.plan.title for each in self.saved)]
        aside = free_title(draft.title or title, titles)
        self.plans.save(replace(draft, title=aside))
        self.plans.keep_draft(None)
        self.refresh()
        return aside

    def duplicate(self, title: str) -> None:
        """Save the same again, and have that on the desk."""
        self.settle()
        plan = self.plan if self.plan.title else replace(self.plan, title=title)
        copy = self.plans.duplicate(plan)
        self.refresh()
        self._lay(copy.name, copy.plan)

    def delete(self) -> None:
        """Take the plan away; it lies there unsaved, as a new one, until another is taken."""
        self.plans.delete(self.name)
        self.refresh()
        self._begun = self.plan
        self._lay(NEW, self.plan)

    def bring_back(self) -> None:
        """Undo the last deletion."""
        if (saved := self.plans.undo()) is not None:
            self.refresh()
            self._lay(saved.name, saved.plan)

    def revert(self) -> None:
        """Have the plan as it was saved, or begun; that too can be taken back."""
        self.settle()
        self.plan = self._as_kept() or self.plan
        self.settle()

    def _as_kept(self) -> SessionPlan | None:
        """Return the plan as it was saved, or before it was changed; nothing for one that was brought."""
        return self._begun if self.is_new else self._saved.get(self.name)

    def _lay(self, name: str, plan: SessionPlan) -> None:
        self.name, self.plan, self._settled = name, plan, plan
        self._before.clear()
        self._after.clear()

    def _go_to(self, plan: SessionPlan) -> None:
        self.plan = self._settled = plan
        self.plans.keep_draft(plan if self.is_changed else None, self.name)


def _is_same(here: SessionPlan, brought: SessionPlan) -> bool:
    """Tell whether two plans are one; what has no title yet may have any."""
    return replace(here, title=here.title or brought.title) == brought

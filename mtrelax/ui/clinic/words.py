"""What whoever leads a session reads of it before it begins."""

from mtrelax.domain.materials import Materials
from mtrelax.domain.plan import Bells, Ending, SessionPlan
from mtrelax.ui.i18n import tr
from mtrelax.ui.words import breakable, minutes_of


def words_of_plan(plan: SessionPlan, music: str, materials: Materials | None) -> str:
    """Return what a session will be, and above all how it ends."""
    what = tr("{minutes} of {music}").format(minutes=minutes_of(60 * plan.minutes), music=breakable(music))
    if plan.title:
        what = f"“{breakable(plan.title)}”: {what}"
    narration, pattern = (materials.narration, materials.pattern) if materials else (None, None)
    if narration is not None:
        what += tr(", with “{script}”").format(script=breakable(narration.script.title))
    if pattern is not None:
        what += tr(", breathing “{pattern}”").format(pattern=breakable(pattern.title))
    parts = [f"{what}; {_end_of(plan)}", _bells_of(plan)]
    if plan.phases:
        parts.append(tr("Some of its parts were changed in Plan."))
    return " ".join(part for part in parts if part)


def _end_of(plan: SessionPlan) -> str:
    return tr("it ends in sleep.") if plan.ending is Ending.SLEEP else tr("it leads back at the end.")


def _bells_of(plan: SessionPlan) -> str:
    """Return when bells are struck, unless that is as always."""
    if plan.bells is Bells.INTERVAL:
        return tr("A bell every {minutes}.").format(minutes=minutes_of(60 * plan.bell_minutes))
    return {Bells.PHASES: tr("A bell at each part."), Bells.NONE: tr("No bell.")}.get(plan.bells, "")

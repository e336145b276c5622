"""The tiles on Home: everything that belongs to a session besides its music."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from mtrelax.domain.plan import AmbienceChoice, Breathing, SessionPlan
from mtrelax.services.shelf import Shelf
from mtrelax.ui.home.choices import (
    ambience_choices,
    length_choices,
    pattern_choices,
    script_choices,
    visual_choices,
)
from mtrelax.ui.i18n import tr
from mtrelax.ui.theme import Look
from mtrelax.ui.widgets import Choice, ChoiceTile, FlowGrid

_LABELS: Final = (
    ("length", "length"),
    ("breathing", "breathing"),
    ("script", "a voice leads"),
    ("ambience", "around you"),
    ("visual", "to look at"),
)


class Tiles(FlowGrid):
    """Show the choices of a plan, and take what is chosen into one."""

    changed = Signal()

    def __init__(self, look: Look, shelf: Shelf) -> None:
        super().__init__(look, 185, (5, 3, 2, 1), spacing=0)
        self._shelf = shelf
        self._mixture: tuple[AmbienceChoice, ...] = ()
        """Sounds with levels of their own that were planned elsewhere."""
        self._tiles = {name: ChoiceTile(look, tr(label)) for name, label in _LABELS}
        for name, tile in self._tiles.items():
            tile.setObjectName(name)
            tile.changed.connect(self._tell)
            self.addWidget(tile)

    def use(self, shelf: Shelf) -> None:
        """Offer what another shelf has."""
        self._shelf = shelf

    @property
    def stops(self) -> list[QWidget]:
        """What the keyboard can come to, as one reads."""
        return [*self._tiles.values()]

    def set_low(self, low: bool) -> None:
        """Give way in a low window."""
        for tile in self._tiles.values():
            tile.set_low(low)

    def taken_into(self, plan: SessionPlan) -> SessionPlan:
        """Return a plan with everything that the tiles say."""
        values = {name: tile.value for name, tile in self._tiles.items()}
        pattern, sound, script, length = (
            values[key] for key in ("breathing", "ambience", "script", "length")
        )
        before = plan.breathing or Breathing()
        return replace(
            plan,
            minutes=length if isinstance(length, float) else plan.minutes,
            breathing=replace(before, pattern=pattern) if isinstance(pattern, str) else None,
            script=script if isinstance(script, str) else None,
            ambience=_chosen_sounds(sound),
            visual=str(values["visual"]),
        )

    def show_plan(self, plan: SessionPlan, shortest: Callable[[str], int]) -> SessionPlan:
        """Offer what is possible and show what is chosen; return the plan, long enough for its script."""
        shelf, scripts = self._shelf, self._shelf.imagery
        least = shortest(plan.script) if plan.script else 0
        title = scripts[plan.script].script.title if plan.script and plan.script in scripts else ""
        if plan.minutes < least:
            lengths = length_choices(plan.minutes, least, title)
            plan = replace(plan, minutes=next(float(str(each.value)) for each in lengths if each.enabled))
        offers = {
            "length": (length_choices(plan.minutes, least, title), float(plan.minutes)),
            "breathing": (
                pattern_choices(shelf.patterns),
                plan.breathing.pattern if plan.breathing else None,
            ),
            "script": (script_choices(scripts, shortest), plan.script),
            "ambience": (
                [*self._mixtures(plan.ambience), *ambience_choices(shelf.ambience)],
                _value_of(plan.ambience),
            ),
            "visual": (visual_choices(), plan.visual),
        }
        for name, (choices, value) in offers.items():
            self._tiles[name].set_choices(choices)
            self._tiles[name].set_value(value)
        return plan

    def _mixtures(self, sounds: tuple[AmbienceChoice, ...]) -> list[Choice]:
        """Return the sounds of a plan as one choice, where no other choice has them; it stays one."""
        if isinstance(_value_of(sounds), tuple):
            self._mixture = sounds
        if not self._mixture:
            return []
        named = [self._shelf.ambience.get(each.sound) for each in self._mixture]
        titles = [sound.title for sound in named if sound] or [self._mixture[0].sound]
        count = len(self._mixture)
        text = tr("{count} sounds").format(count=count) if count > 1 else titles[0]
        return [
            Choice(self._mixture, text, tr("{titles}, as you planned it").format(titles=" · ".join(titles)))
        ]

    def _tell(self, _value: object) -> None:
        self.changed.emit()


def _value_of(sounds: tuple[AmbienceChoice, ...]) -> object:
    """Return what a tile calls some sounds: one at its ordinary level by its name, others as they are."""
    if not sounds:
        return None
    alone = len(sounds) == 1 and sounds[0] == AmbienceChoice(sounds[0].sound)
    return sounds[0].sound if alone else sounds


def _chosen_sounds(value: object) -> tuple[AmbienceChoice, ...]:
    """Return the sounds that a tile means."""
    if isinstance(value, str):
        return (AmbienceChoice(value),)
    return cast("tuple[AmbienceChoice, ...]", value) if isinstance(value, tuple) else ()

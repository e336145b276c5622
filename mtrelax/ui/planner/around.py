"""What surrounds the music: several sounds at once, each with a level of its own."""

from dataclasses import replace
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mtrelax.domain.plan import HIGHEST_LEVEL, AmbienceChoice, Layer, SessionPlan
from mtrelax.domain.time import Decibels
from mtrelax.services.drafting import Draftsman, without_sound
from mtrelax.ui.home.choices import ambience_choices
from mtrelax.ui.i18n import tr
from mtrelax.ui.planner.choices import sound_choices
from mtrelax.ui.planner.parts import TILE, Part, audible, level_slider
from mtrelax.ui.theme import Look
from mtrelax.ui.widgets import ChoiceTile, FlowGrid, IconButton, LevelSlider, LinkButton


class SoundRow(QWidget):
    """One sound: which it is, how loud, and a way to take it out."""

    def __init__(self, look: Look, place: int) -> None:
        super().__init__()
        self.tile = ChoiceTile(look, tr("around you"))
        self.tile.setObjectName(f"sound_{place}")
        self.level: LevelSlider = level_slider(look, tr("How loud"), f"sound_level_{place}")
        self.remove = IconButton(look, "close", tr("Take this sound out"), size=18)
        self.remove.setObjectName(f"sound_remove_{place}")
        grid = FlowGrid(look, TILE, (2, 1), spacing=0)
        grid.addWidget(self.tile)
        grid.addWidget(self.level)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(grid, 1)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignVCenter)


class AroundPart(Part):
    """The sounds around."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, tr("Around you"))
        self.rows: list[SoundRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.together = self.add_level(Layer.AMBIENCE, tr("All of them together"))
        self.add = LinkButton(look, tr("Add a sound"), icon_name="plus")
        self.add.setObjectName("sound_add")
        self.add.clicked.connect(self._add)
        self._unused: list[str] = []
        self.column.insertLayout(1, self._list)
        self.grid.addWidget(self.together)
        self.add_links(self.add, self.add_hear(Layer.AMBIENCE, tr("Hear what is around you")))

    def show_plan(self, plan: SessionPlan, draftsman: Draftsman) -> None:
        """Show the sounds."""
        self.plan = plan
        sounds = draftsman.shelf.ambience
        taken = [each.sound for each in plan.ambience]
        while len(self.rows) > len(taken):
            row = self.rows.pop()
            row.hide()
            row.deleteLater()
        while len(self.rows) < len(taken):
            self._add_row()
        for row, choice in zip(self.rows, plan.ambience, strict=True):
            row.tile.set_choices(sound_choices(sounds, choice.sound, taken))
            row.tile.set_value(choice.sound)
            # One alone is as loud as the session says of all that is around.
            alone = len(taken) == 1
            row.level.set_label(tr("How loud") if alone else tr("How loud among them"))
            row.level.set_level(_heard(plan) if alone else choice.level)
            title = sounds[choice.sound].title if choice.sound in sounds else choice.sound
            row.remove.set_name(tr("Take {title} out").format(title=title))
        self.hears[Layer.AMBIENCE].setVisible(bool(taken))
        self.together.setVisible(len(taken) > 1)
        self.together.set_level(plan.levels.ambience)
        listed = [str(each.value) for each in ambience_choices(sounds) if each.value]
        self._unused = [each for each in listed if each not in taken]
        self.add.setVisible(bool(self._unused))

    def taken(self, name: str, value: object) -> SessionPlan:
        """Have another sound in a place."""
        return self._with_choice(int(name), sound=str(value))

    def _add_row(self) -> None:
        place = len(self.rows)
        row = SoundRow(self.look, place)
        row.tile.changed.connect(partial(self._take, str(place)))
        row.level.level_changed.connect(partial(self._take_own_level, place))
        row.remove.clicked.connect(partial(self._remove, place))
        self.rows.append(row)
        self._list.addWidget(row)
        # As one reads: before what stands below.
        below = self.together
        stop: QWidget | None = below.previousInFocusChain()
        while stop is not None and stop is not below and stop.focusPolicy() is Qt.FocusPolicy.NoFocus:
            stop = stop.previousInFocusChain()
        for before, after in pairwise((stop or self, row.tile, row.level, row.remove)):
            QWidget.setTabOrder(before, after)

    def _take_own_level(self, place: int, level: float) -> None:
        if len(self.rows) == 1:
            self.drawn.emit(_alone(self.plan, audible(level)))
        else:
            self.drawn.emit(self._with_choice(place, level=audible(level)))

    def _remove(self, place: int) -> None:
        left = without_sound(self.plan, self.plan.ambience[place].sound)
        plan = replace(self.plan, ambience=left)
        self.wanted.emit(_alone(plan, _heard(plan)) if len(left) == 1 else plan)
        stop = self.rows[min(place, len(self.rows) - 1)].tile if self.rows else self.add
        stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        choices = (*self.plan.ambience, AmbienceChoice(self._unused[0]))
        self.wanted.emit(replace(self.plan, ambience=choices))
        if self.rows:
            self.rows[-1].tile.setFocus(Qt.FocusReason.OtherFocusReason)

    def _with_choice(self, place: int, **change: object) -> SessionPlan:
        choices = list(self.plan.ambience)
        choices[place] = replace(choices[place], **change)
        return replace(self.plan, ambience=tuple(choices))


def _heard(plan: SessionPlan) -> Decibels:
    """Return how loud the first sound is."""
    return Decibels(min(audible(plan.levels.ambience + plan.ambience[0].level), HIGHEST_LEVEL))


def _alone(plan: SessionPlan, level: Decibels) -> SessionPlan:
    """Return a plan whose only sound is so loud, as one level and not as two."""
    levels = plan.levels.with_level(Layer.AMBIENCE, level)
    return replace(plan, ambience=(AmbienceChoice(plan.ambience[0].sound),), levels=levels)

"""The choices of a plan, in parts: each shows some of it, and says what plan is wanted instead."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mtrelax.domain.plan import (
    HIGHEST_LEVEL,
    LOWEST_LEVEL,
    Bells,
    Breathing,
    CueStyle,
    Ending,
    Layer,
    SessionPlan,
)
from mtrelax.domain.time import Decibels
from mtrelax.services.drafting import Draftsman
from mtrelax.services.planning import as_recipe, with_ending
from mtrelax.ui.home.choices import (
    FIRST_PATTERN,
    length_choices,
    pattern_choices,
    script_choices,
    visual_choices,
)
from mtrelax.ui.i18n import tr
from mtrelax.ui.loudness import LEVEL_WORDS, SOFTEST
from mtrelax.ui.planner.choices import (
    bell_choices,
    bell_minute_choices,
    cue_choices,
    ending_choices,
    playlist_choices,
    ramp_choices,
    rate_choices,
    recipe_choices,
    voice_choices,
    with_missing,
)
from mtrelax.ui.planner.hear import HearButton
from mtrelax.ui.theme import Look
from mtrelax.ui.widgets import OUTSET, Choice, ChoiceTile, FlowGrid, FlowRow, Label, LevelSlider, LinkButton

TILE: Final = 200
"""The least width of a tile: what is chosen is not cut, however large the text is."""
_FIRST_RAMP: Final = 3.0
"""Minutes over which a faster start slows down, where nobody has said otherwise (EVIDENCE 1.2)."""


class Part(QWidget):
    """A heading, and what belongs together below it."""

    wanted = Signal(object)
    """The plan that somebody would have instead."""
    drawn = Signal(object)
    """The same, while a slider goes along."""
    hear_wanted = Signal(object)
    """The layer that somebody would hear, or hear no longer."""

    def __init__(self, look: Look, title: str) -> None:
        super().__init__()
        self.look = look
        self.hears: dict[Layer, HearButton] = {}
        self.plan = SessionPlan("none")
        self.tiles: dict[str, ChoiceTile] = {}
        heading = Label(title, "large")
        heading.setContentsMargins(OUTSET, 0, OUTSET, 0)
        self.grid = FlowGrid(look, TILE, (3, 2, 1), spacing=0)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(heading)
        self.column.addLayout(self.grid)

    def show_plan(self, plan: SessionPlan, draftsman: Draftsman) -> None:
        """Offer what is possible, and show what is chosen."""
        raise NotImplementedError

    def taken(self, name: str, value: object) -> SessionPlan:
        """Return the plan with what was chosen on a tile."""
        raise NotImplementedError

    def add_tile(self, name: str, label: str) -> ChoiceTile:
        """Add a tile."""
        tile = self.tiles[name] = ChoiceTile(self.look, label)
        tile.setObjectName(name)
        tile.changed.connect(partial(self._take, name))
        self.grid.addWidget(tile)
        return tile

    def add_level(self, layer: Layer, label: str) -> LevelSlider:
        """Add a slider for a layer."""
        slider = level_slider(self.look, label, f"plan_level_{layer.value}")
        slider.level_changed.connect(partial(self._take_level, layer))
        return slider

    def add_hear(self, layer: Layer, name: str) -> HearButton:
        """Return a button with which a layer is heard alone."""
        button = self.hears[layer] = HearButton(self.look, tr("Hear it"), name)
        button.setObjectName(f"hear_{layer.value}")
        button.clicked.connect(partial(self.hear_wanted.emit, layer))
        return button

    def add_links(self, *links: QWidget) -> None:
        """Put small ways further below the tiles."""
        row = FlowRow(0)
        for link in links:
            row.addWidget(link)
        self.column.addLayout(row)

    def offer(self, name: str, choices: list[Choice], value: object) -> None:
        """Show on a tile what there is, and what is chosen."""
        self.tiles[name].set_choices(choices)
        self.tiles[name].set_value(value)

    def _take(self, name: str, value: object) -> None:
        self.wanted.emit(self.taken(name, value))

    def _take_level(self, layer: Layer, level: float) -> None:
        levels = self.plan.levels.with_level(layer, audible(level))
        self.drawn.emit(replace(self.plan, levels=levels))


class CoursePart(Part):
    """How the session goes: recipe, length, ending, bells, and what there is to look at."""

    def __init__(self, look: Look, shortest: Callable[[], int]) -> None:
        super().__init__(look, tr("The session"))
        self._shortest = shortest
        for name, label in (
            ("length", tr("length")),
            ("recipe", tr("course")),
            ("ending", tr("ending")),
            ("visual", tr("to look at")),
            ("bells", tr("bells")),
            ("bell_minutes", tr("a bell every")),
        ):
            self.add_tile(name, label)

    def show_plan(self, plan: SessionPlan, draftsman: Draftsman) -> None:
        """Show the course."""
        self.plan = plan
        scripts = draftsman.shelf.imagery
        title = scripts[plan.script].script.title if plan.script and plan.script in scripts else ""
        least = self._shortest() if title else 0
        self.offer("length", length_choices(plan.minutes, least, title), float(plan.minutes))
        self.offer("recipe", recipe_choices(draftsman.shelf.recipes, plan.recipe), plan.recipe)
        self.offer("ending", ending_choices(), plan.ending)
        self.offer("visual", with_missing(visual_choices(), plan.visual), plan.visual)
        self.offer("bells", bell_choices(), plan.bells)
        self.offer("bell_minutes", bell_minute_choices(plan.bell_minutes), float(plan.bell_minutes))
        self.tiles["bell_minutes"].setVisible(plan.bells is Bells.INTERVAL)

    def taken(self, name: str, value: object) -> SessionPlan:
        """Take what was chosen."""
        if name == "ending":
            return with_ending(self.plan, cast("Ending", value))
        if name == "recipe":
            # A course is how long its phases are, so what was drawn into the one before goes with that.
            return replace(as_recipe(self.plan), recipe=str(value))
        field = {"length": "minutes"}.get(name, name)
        return replace(self.plan, **{field: value})


class MusicPart(Part):
    """What plays, and how loud."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, tr("The music"))
        self.add_tile("playlist", tr("for all of it"))
        self.level = self.add_level(Layer.MUSIC, tr("How loud the music is"))
        self.grid.addWidget(self.level)
        self.add_links(self.add_hear(Layer.MUSIC, tr("Hear the music")))

    def show_plan(self, plan: SessionPlan, draftsman: Draftsman) -> None:
        """Show the music."""
        self.plan = plan
        self.offer("playlist", playlist_choices(draftsman.music(), plan.playlist), plan.playlist)
        self.level.set_level(plan.levels.music)

    def taken(self, name: str, value: object) -> SessionPlan:
        """Take other music."""
        return replace(self.plan, playlist=str(value))


class VoicePart(Part):
    """What is said, by whom, and how loud."""

    read_wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, tr("The voice"))
        self.add_tile("script", tr("a voice leads"))
        self.add_tile("voice", tr("who speaks"))
        self.level = self.add_level(Layer.VOICE, tr("How loud the voice is"))
        self.grid.addWidget(self.level)
        self.read = LinkButton(look, tr("Read the words first"), icon_name="note")
        self.read.setObjectName("read_script")
        self.read.clicked.connect(self.read_wanted)
        self.add_links(self.add_hear(Layer.VOICE, tr("Hear the voice")), self.read)

    def show_plan(self, plan: SessionPlan, draftsman: Draftsman) -> None:
        """Show the voice."""
        self.plan = plan
        scripts = draftsman.shelf.imagery
        listed = script_choices(scripts, partial(_shortest, draftsman, plan))
        self.offer("script", with_missing(listed, plan.script), plan.script)
        narration = scripts.get(plan.script) if plan.script else None
        self.read.setVisible(narration is not None)
        self.offer("voice", voice_choices(narration, plan.voice), plan.voice)
        self.level.set_level(plan.levels.voice)

    def taken(self, name: str, value: object) -> SessionPlan:
        """Take another script, or another voice."""
        return replace(self.plan, **{name: value})


class BreathPart(Part):
    """How the breath is paced, and how that is told."""

    pattern_wanted = Signal()

    def __init__(self, look: Look, level_of: Callable[[CueStyle], Decibels]) -> None:
        super().__init__(look, tr("The breath"))
        self._level_of = level_of
        for name, label in (
            ("pattern", tr("breathing")),
            ("cue", tr("for closed eyes")),
            ("start_rate", tr("breaths at first")),
            ("ramp", tr("and slows down")),
        ):
            self.add_tile(name, label)
        self.level = self.add_level(Layer.CUE, tr("How loud that is"))
        self.hear = self.add_hear(Layer.CUE, tr("Hear how the breath is told"))
        self.make = LinkButton(look, tr("Make a pattern…"))
        self.make.setObjectName("make_pattern")
        self.make.clicked.connect(self.pattern_wanted)
        self.grid.addWidget(self.level)
        self.add_links(self.hear, self.make)

    def show_plan(self, plan: SessionPlan, draftsman: Draftsman) -> None:
        """Show the breath."""
        self.plan = plan
        patterns, own = draftsman.shelf.patterns, plan.breathing
        chosen = own.pattern if own else None
        self.offer("pattern", with_missing(pattern_choices(patterns), chosen), chosen)
        pattern = patterns.get(chosen) if chosen else None
        for name in ("start_rate", "cue"):
            self.tiles[name].setVisible(pattern is not None)
        paced = own if pattern is not None and own is not None else None
        self.tiles["ramp"].setVisible(paced is not None and paced.start_rate is not None)
        told = paced is not None and paced.cue is not CueStyle.NONE
        self.level.setVisible(told)
        self.hear.setVisible(told)
        if paced is not None and pattern is not None:
            self.offer("cue", cue_choices(), paced.cue)
            self.offer("start_rate", rate_choices(pattern, paced.start_rate), paced.start_rate)
            self.offer("ramp", ramp_choices(paced.ramp_minutes), float(paced.ramp_minutes))
        self.level.set_level(plan.levels.cue)

    def taken(self, name: str, value: object) -> SessionPlan:
        """Take another breathing, or another way to tell it."""
        plan = self.plan
        own = plan.breathing or Breathing(FIRST_PATTERN)
        if name == "pattern":
            breathing = replace(own, pattern=str(value), start_rate=None) if value else None
            return replace(plan, breathing=breathing)
        if name == "cue":
            style = cast("CueStyle", value)
            levels = plan.levels.with_level(Layer.CUE, self._level_of(style))
            return replace(plan, breathing=replace(own, cue=style), levels=levels)
        if name == "ramp":
            return replace(plan, breathing=replace(own, ramp_minutes=cast("float", value)))
        ramp = (own.ramp_minutes or _FIRST_RAMP) if value else 0.0
        return replace(
            plan, breathing=replace(own, start_rate=cast("float | None", value), ramp_minutes=ramp)
        )


def level_slider(look: Look, label: str, name: str) -> LevelSlider:
    """Return a slider for a level of a plan."""
    slider = LevelSlider(look, label, LEVEL_WORDS, SOFTEST, HIGHEST_LEVEL)
    slider.setObjectName(name)
    slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return slider


def audible(level: float) -> Decibels:
    """Return the level of a slider as a plan may have it."""
    return Decibels(max(level, LOWEST_LEVEL))


def _shortest(draftsman: Draftsman, plan: SessionPlan, script: str) -> int:
    return draftsman.shortest(replace(plan, script=script))

"""Sketches of plans: what each would become now, what it names that is not here, why it cannot be."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mtrelax.domain.errors import LogUnavailable, MtrelaxError, ScriptTooLong
from mtrelax.domain.materials import Playlist
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import AmbienceChoice, SessionPlan
from mtrelax.services.librarian import Librarian
from mtrelax.services.planning import Sketch, with_phase
from mtrelax.services.shelf import Music, Shelf


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that a plan names and nobody has here."""

    kind: str
    """``playlist``, ``script``, ``recipe``, ``pattern`` or ``ambience``."""
    name: str
    phase: PhaseKind | None = None
    """Of which phase, for a playlist."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A plan as far as it can be made."""

    plan: SessionPlan
    sketch: Sketch | None
    """What can be shown of it; of what is missing, something else stands in."""
    missing: tuple[Missing, ...] = ()
    problem: MtrelaxError | None = None
    """Why it cannot be made although nothing is missing."""
    needed: ScriptTooLong | None = None
    """It became longer for its script."""

    @property
    def is_ready(self) -> bool:
        """Whether a session can be made of it."""
        return self.sketch is not None and not self.missing and self.problem is None


class Draftsman:
    """Sketches plans: what the timeline of each would be if it began now."""

    def __init__(
        self,
        librarian: Librarian,
        sessions_before: Callable[[], int],
        own_pattern: Callable[[str], Path | None],
    ) -> None:
        """``own_pattern`` says where a pattern is that a person made."""
        self._librarian, self._sessions_before = librarian, sessions_before
        self._own_pattern = own_pattern
        self._shortest: dict[tuple[object, ...], int] = {}

    @property
    def shelf(self) -> Shelf:
        """Everything that can be chosen by name."""
        return self._librarian.shelf

    def music(self) -> list[Music]:
        """Return all music there is."""
        return self._librarian.music()

    def playlist(self, name: str) -> Playlist | None:
        """Return the playlist of a name, or of a path, if it can be played."""
        try:
            return self._librarian.music_of(name).playlist
        except MtrelaxError:
            return None  # gone, empty, or a file that is wrong: it cannot be played

    def own_breath(self, plan: SessionPlan) -> tuple[str, Path] | None:
        """Return title and file of the breath of one's own that a plan uses, if it does."""
        slug = plan.breathing.pattern if plan.breathing else None
        file = self._own_pattern(slug) if slug is not None else None
        return (self.shelf.patterns[slug].title, file) if slug is not None and file is not None else None

    def shortest(self, plan: SessionPlan) -> int:
        """Return the fewest minutes that a plan's script fits into; 0 where that is not known."""
        # It takes its time, and depends on nothing else.
        lengths = tuple((each.kind, each.minutes) for each in plan.phases if each.minutes is not None)
        key = plan.script, plan.voice, plan.recipe, plan.ending, lengths
        if key not in self._shortest:
            try:
                self._shortest[key] = self._librarian.shortest(plan)
            except MtrelaxError:
                return 0  # what is wrong is said by the outline
        return self._shortest[key]

    def playable(self, plan: SessionPlan) -> SessionPlan:
        """Return a plan with something else in the place of what is not here."""
        return self._with_stand_ins(plan, self._missing(plan))

    def outline(self, plan: SessionPlan) -> Outline:
        """Return what becomes of a plan: longer, where its script needs that."""
        missing = tuple(self._missing(plan))
        shown = self._with_stand_ins(plan, missing)
        try:
            return Outline(plan, self._sketch(shown), missing)
        except ScriptTooLong as error:
            return self._grown(plan, shown, missing, error)
        except MtrelaxError as error:
            return Outline(plan, None, missing, error)

    def _grown(
        self, plan: SessionPlan, shown: SessionPlan, missing: tuple[Missing, ...], error: ScriptTooLong
    ) -> Outline:
        if error.shortest_minutes is not None:
            length = max(plan.minutes, float(error.shortest_minutes))
            try:
                sketch = self._sketch(replace(shown, minutes=length))
            except MtrelaxError:
                pass  # it does not help, so the plan stays as it is
            else:
                return Outline(replace(plan, minutes=length), sketch, missing, needed=error)
        return Outline(plan, self._without_script(shown), missing, error)

    def _without_script(self, shown: SessionPlan) -> Sketch | None:
        try:
            return self._sketch(replace(shown, script=None))
        except MtrelaxError:
            return None

    def _sketch(self, plan: SessionPlan) -> Sketch:
        timeline, materials = self._librarian.timeline(plan, self._count())
        return Sketch(plan, timeline, materials)

    def _count(self) -> int:
        """Return how many sessions there were; one that cannot look it up is a first one."""
        try:
            return self._sessions_before()
        except LogUnavailable:
            return 0

    def _missing(self, plan: SessionPlan) -> Iterable[Missing]:
        shelf, own = self.shelf, plan.breathing
        playlists = [(plan.playlist, None), *((each.playlist, each.kind) for each in plan.phases)]
        for name, phase in playlists:
            if name is not None and self.playlist(name) is None:
                yield Missing("playlist", name, phase)
        named: list[tuple[str, str | None, Mapping[str, object]]] = [
            ("script", plan.script, shelf.imagery),
            ("recipe", plan.recipe, shelf.recipes),
            ("pattern", own.pattern if own else None, shelf.patterns),
            *(("ambience", each.sound, shelf.ambience) for each in plan.ambience),
        ]
        for kind, slug, known in named:
            if slug is not None and slug not in known:
                yield Missing(kind, slug)

    def _with_stand_ins(self, plan: SessionPlan, missing: Iterable[Missing]) -> SessionPlan:
        """Return a plan that can be shown although something of it is not here."""
        for each in missing:
            match each:
                case Missing("playlist", phase=None):
                    plan = replace(plan, playlist=self._any_playlist() or plan.playlist)
                case Missing("playlist", phase=PhaseKind() as kind):
                    plan = with_phase(plan, replace(plan.phase(kind), playlist=None))
                case Missing("script"):
                    plan = replace(plan, script=None)
                case Missing("recipe"):
                    plan = replace(plan, recipe=next(iter(self.shelf.recipes), plan.recipe))
                case Missing("pattern"):
                    plan = replace(plan, breathing=None)
                case Missing("ambience", name=name):
                    plan = replace(plan, ambience=without_sound(plan, name))
                case _:
                    pass
        return plan

    def _any_playlist(self) -> str | None:
        return next((each.playlist.slug for each in self._librarian.music() if each.tracks), None)


def without_sound(plan: SessionPlan, sound: str) -> tuple[AmbienceChoice, ...]:
    """Return what surrounds the music but for one sound."""
    return tuple(each for each in plan.ambience if each.sound != sound)

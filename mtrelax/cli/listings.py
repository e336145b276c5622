"""Lists of what can be chosen."""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

import click

from mtrelax.catalogue.catalogue import Catalogue
from mtrelax.cli.world import catalogue
from mtrelax.domain.breathing import Pattern
from mtrelax.domain.materials import Playlist
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import Recipe
from mtrelax.domain.scales import RatingScale
from mtrelax.domain.script import Narration, ScriptUse
from mtrelax.domain.time import Seconds
from mtrelax.ui.words import sentence

Row = dict[str, object]


def show(rows: Sequence[Row], *, as_json: bool) -> None:
    """Print rows, for programs or for people."""
    if as_json:
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    if not rows:
        click.echo("There is nothing here yet.")
        return
    width = max(len(str(row["slug"])) for row in rows)
    for row in rows:
        about = f"  {row['about']}" if row.get("about") else ""
        click.echo(f"{row['slug']!s:<{width}}  {row['title']}{about}")


def _playlists(shelf: Catalogue) -> list[Row]:
    return [
        _row(shelf, "playlists", slug, each.title, _of_playlist(each))
        for slug, each in shelf.playlists.items()
    ]


def _scripts(shelf: Catalogue) -> list[Row]:
    return [
        _row(shelf, "scripts", slug, each.script.title, _of_script(each)) | {"use": each.script.use.value}
        for slug, each in shelf.narrations.items()
    ]


def _patterns(shelf: Catalogue) -> list[Row]:
    return [
        _row(shelf, "patterns", slug, each.title, _of_pattern(each)) for slug, each in shelf.patterns.items()
    ]


def _scales(shelf: Catalogue) -> list[Row]:
    return [_row(shelf, "scales", slug, each.title, _of_scale(each)) for slug, each in shelf.scales.items()]


def _recipes(shelf: Catalogue) -> list[Row]:
    return [
        _row(shelf, "recipes", slug, each.title, _of_recipe(each)) for slug, each in shelf.recipes.items()
    ]


def _visuals(_shelf: Catalogue) -> list[Row]:
    from mtrelax.ui.visuals import VISUALS

    return [{"slug": slug, "title": slug.capitalize(), "source": "bundled"} for slug in VISUALS]


def _row(shelf: Catalogue, kind: str, slug: str, title: str, about: str) -> Row:
    return {"slug": slug, "title": title, "source": shelf.source(kind, slug), "about": about}


def _of_playlist(playlist: Playlist) -> str:
    return f"{playlist.subtitle}, {len(playlist.tracks)} pieces".removeprefix(", ")


def _of_script(narration: Narration) -> str:
    voices = [each.voice for each in (narration.recording, *narration.others) if each]
    voice = f"spoken by {' or '.join(voices)}" if voices else "captions only"
    unspoken = f", {narration.unspoken} sentences changed since" if narration.unspoken else ""
    return f"{_USES[narration.script.use]}, {narration.script.words} words, {voice}{unspoken}"


_USES: Final[Mapping[ScriptUse, str]] = {
    ScriptUse.IMAGERY: "imagery, for a plan to name",
    ScriptUse.RETURN: "said in every return",
    ScriptUse.GROUNDING: "said when a session is left early",
}


def _of_pattern(pattern: Pattern) -> str:
    steps = ", ".join(f"{step.kind.value} {step.length:g}" for step in pattern.steps)
    return f"{pattern.rate:.3g} a minute ({steps})"


def _of_scale(scale: RatingScale) -> str:
    return f"{scale.lowest} {scale.lowest_words}, {scale.highest} {scale.highest_words}"


def _of_recipe(recipe: Recipe) -> str:
    lengths = {
        PhaseKind.SETTLE: recipe.settle,
        PhaseKind.INDUCTION: recipe.induction,
        PhaseKind.DEEPENING: recipe.deepening,
        PhaseKind.MUSIC: recipe.music,
        PhaseKind.RETURN: recipe.closing,
    }
    phases = ", ".join(f"{phase.value} {_clock(length)}" for phase, length in lengths.items())
    return f"{_clock(recipe.total)} of sound ({phases})"


def _clock(length: Seconds) -> str:
    """Return a length as minutes and seconds."""
    return "{}:{:02}".format(*divmod(round(length), 60))


def _listed(ctx: click.Context, rows: Callable[[Catalogue], list[Row]], *, as_json: bool) -> None:
    shelf = catalogue(ctx)
    for problem in shelf.problems:
        click.echo(sentence(problem), err=True)
    show(rows(shelf), as_json=as_json)


def _command(name: str, rows: Callable[[Catalogue], list[Row]]) -> click.Command:
    option = click.Option(["--json", "as_json"], is_flag=True, help="For programs.")
    listed = click.pass_context(partial(_listed, rows=rows))
    return click.Command(name, callback=listed, params=[option], help=f"List the {name}.")


playlists = _command("playlists", _playlists)
scripts = _command("scripts", _scripts)
patterns = _command("patterns", _patterns)
scales = _command("scales", _scales)
recipes = _command("recipes", _recipes)
visuals = _command("visuals", _visuals)

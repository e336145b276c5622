"""Sessions without a window: plans, playing, rendering, and the demo that drives the window."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

import click

from mtrelax.catalogue.catalogue import Catalogue
from mtrelax.catalogue.plans import parse_plan, read_plan, with_playlists, write_plan
from mtrelax.catalogue.strict import build
from mtrelax.cli.failures import FAULT
from mtrelax.cli.output import OVERWRITE, keep
from mtrelax.cli.terminal import play_in_terminal, progress
from mtrelax.cli.world import catalogue, house, keeper, places
from mtrelax.domain.errors import UnknownName
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.plan import (
    LONGEST_MINUTES,
    SHORTEST_MINUTES,
    AmbienceChoice,
    Bells,
    Breathing,
    CueStyle,
    Ending,
    PhaseChoice,
    SessionPlan,
)
from mtrelax.domain.script import NOBODY
from mtrelax.domain.time import Decibels
from mtrelax.services.librarian import Librarian
from mtrelax.services.shelf import on_shelf
from mtrelax.storage.disk import write_whole

NONE: Final = "none"
_MOST_DEMO_MINUTES: Final = 10
_FILE: Final = click.Path(path_type=Path, dir_okay=False)
_KNOWN_FILE: Final = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default="mtrelax-demo", show_default=True
)
@click.option(
    "--minutes", type=click.IntRange(SHORTEST_MINUTES, _MOST_DEMO_MINUTES), default=1, show_default=True
)
@click.option("--theme", type=click.Choice(["dark", "light"]), default="dark", show_default=True)
@click.option("--size", metavar="WxH", default="1280x800", show_default=True, help="Of the window.")
@click.pass_context
def demo(ctx: click.Context, out: Path, minutes: int, theme: str, size: str) -> None:
    """Drive the real window through one short session; pictures, sound and log go to a folder."""
    from mtrelax.demo import Wish, run_demo

    width, _, height = size.partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise click.UsageError(f"--size: {size} is not WIDTHxHEIGHT, as in 1280x800.")
    wish = Wish(out, minutes, theme, (int(width), int(height)), ctx.find_root().obj)
    ctx.exit(run_demo(wish, click.echo))


@click.group()
def plan() -> None:
    """Session plans: what a session is made of, as a text file."""


@plan.command("new")
@click.option("-o", "--output", type=_FILE, required=True)
@OVERWRITE
@click.option("--title", default="")
@click.option(
    "--minutes", type=click.FloatRange(SHORTEST_MINUTES, LONGEST_MINUTES), default=20.0, show_default=True
)
@click.option("--playlist", help="A slug, or a path. Default: the first one.")
@click.option("--script", help="A slug, or none. Default: none.")
@click.option("--voice", help="Who speaks, or none for captions alone. Default: as in the settings.")
@click.option("--pattern", default="gentle-slow", show_default=True, help="A slug, or none.")
@click.option("--start-rate", type=float, help="Breaths a minute at the beginning.")
@click.option("--ramp-minutes", type=click.FloatRange(0, LONGEST_MINUTES), default=0.0, show_default=True)
@click.option("--cue", type=click.Choice([each.value for each in CueStyle]), default=CueStyle.TONE.value)
@click.option("--recipe", default="home", show_default=True)
@click.option("--ambience", metavar="SOUND[:DB]", multiple=True, help="As rain, or rain:-6; several times.")
@click.option(
    "--phase",
    "phases",
    metavar="PHASE=[MINUTES][:PLAYLIST]",
    multiple=True,
    help="As induction=4, or music=12:shore; several times.",
)
@click.option("--bells", type=click.Choice([each.value for each in Bells]), default=Bells.ENDS.value)
@click.option(
    "--bell-minutes",
    type=click.FloatRange(SHORTEST_MINUTES, LONGEST_MINUTES),
    default=5.0,
    show_default=True,
    help="How far the bells of an interval are apart.",
)
@click.option("--visual", default="orb", show_default=True)
@click.option("--ending", type=click.Choice([each.value for each in Ending]), default=Ending.RETURN.value)
@click.pass_context
def new_plan(ctx: click.Context, output: Path, *, overwrite: bool, **chosen: Any) -> None:  # noqa: ANN401 - as click has it
    """Write a plan. It is checked first: what cannot be played is not written."""
    keep(output, overwrite=overwrite)
    shelf = catalogue(ctx)
    if not chosen["playlist"]:
        chosen["playlist"] = next(iter(on_shelf(shelf.playlists)), "")
    with house(ctx) as built:
        asked = build(partial(_plan_of, chosen), "The plan")
        made = with_playlists(asked, partial(_found_again, built.librarian))
        text = write_plan(made)
        # Read back, because reading is what is strict.
        _check(parse_plan(text, "The plan"), shelf)
        built.librarian.timeline(made)
    _check_visual(made.visual)
    write_whole(output, text.encode())
    click.echo(f"Written to {output}.")


def _found_again(librarian: Librarian, playlist: str) -> str:
    """Return a slug as it is, and a path so that the plan finds it from wherever it is played."""
    path = Path(playlist).expanduser()
    known = any(each.playlist.slug == playlist for each in librarian.music())
    return playlist if known or not playlist or not path.exists() else str(path.absolute())


def _plan_of(chosen: Mapping[str, Any]) -> SessionPlan:
    pattern, script = chosen["pattern"], chosen["script"]
    breathing = Breathing(pattern, chosen["start_rate"], chosen["ramp_minutes"], CueStyle(chosen["cue"]))
    return SessionPlan(
        title=chosen["title"],
        minutes=chosen["minutes"],
        playlist=chosen["playlist"],
        script=None if script in {None, NONE} else script,
        voice=chosen["voice"],
        recipe=chosen["recipe"],
        visual=chosen["visual"],
        ending=Ending(chosen["ending"]),
        breathing=None if pattern == NONE else breathing,
        ambience=tuple(map(_ambience, chosen["ambience"])),
        phases=tuple(map(_phase, chosen["phases"])),
        bells=Bells(chosen["bells"]),
        bell_minutes=chosen["bell_minutes"],
    )


def _ambience(told: str) -> AmbienceChoice:
    """Return a sound from words like ``rain:-6``."""
    sound, _, level = told.partition(":")
    return AmbienceChoice(sound, Decibels(_number("ambience", told, "SOUND:DB, as in rain:-6", level or "0")))


def _phase(told: str) -> PhaseChoice:
    """Return what is wanted of a phase from words like ``music=12:shore``."""
    form = "PHASE=MINUTES:PLAYLIST, as in music=12:shore, induction=4 or music=:shore"
    name, _, wanted = told.partition("=")
    length, _, playlist = wanted.partition(":")
    if name not in set(PhaseKind):
        raise UnknownName("phase", name, tuple(PhaseKind))
    if not (length or playlist):
        raise _not_read("phase", told, form)
    return PhaseChoice(
        PhaseKind(name), _number("phase", told, form, length) if length else None, playlist or None
    )


def _number(option: str, told: str, form: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise _not_read(option, told, form) from None


def _not_read(option: str, told: str, form: str) -> click.UsageError:
    return click.UsageError(f"--{option}: {told} is not {form}.")


def _check(plan: SessionPlan, shelf: Catalogue) -> None:
    """Refuse a script that is said in every session anyway, and say what is not there yet."""
    if plan.script and plan.script in shelf.narrations and plan.script not in shelf.imagery:
        raise UnknownName("imagery script", plan.script, tuple(shelf.imagery))
    if plan.voice and plan.voice not in {*shelf.voices, NOBODY}:
        raise UnknownName("voice", plan.voice, (*shelf.voices, NOBODY))
    if plan.breathing and plan.breathing.cue is CueStyle.VOICE and plan.voice == NOBODY:
        click.echo("Nobody is to speak, so tones take the place of the words of the breath.", err=True)


def _check_visual(name: str) -> None:
    from mtrelax.ui.visuals import VISUALS

    if name not in VISUALS:
        raise UnknownName("visual", name, tuple(VISUALS))


@click.command()
@click.argument("plan_file", type=_KNOWN_FILE, metavar="PLAN")
@click.option("--sink", type=click.Choice(["sdl", "silent"]), default="sdl", show_default=True)
@click.pass_context
def play(ctx: click.Context, plan_file: Path, sink: str) -> None:
    """Play a session without a window; the log keeps nothing of it.

    Ctrl-C is the gentle way out; the second one ends it.
    """
    chosen = read_plan(plan_file)
    _check(chosen, catalogue(ctx))
    with house(ctx, sink) as built:
        player = built.stage.session(chosen, keeper(places(ctx)).now.starting_level)
        click.echo("Nothing of this session is kept in the log; the window keeps its sessions.", err=True)
        play_in_terminal(player)


@click.command()
@click.argument("plan_file", type=_KNOWN_FILE, metavar="PLAN")
@click.option("-o", "--output", type=_FILE, required=True)
@OVERWRITE
@click.option("--cleared", is_flag=True, help="I may copy the music whose licence is not known.")
@click.pass_context
def render(ctx: click.Context, plan_file: Path, output: Path, *, overwrite: bool, cleared: bool) -> None:
    """Write a session to a .wav .flac .opus .mp3 or .m4a file.

    Its captions lie beside it (.vtt), and its tags say whose music, voice and words it holds.
    """
    from mtrelax.services.rendering import check_format, other_captions, render_session

    check_format(output)
    keep(output, overwrite=overwrite)
    chosen = read_plan(plan_file)
    _check(chosen, catalogue(ctx))
    with house(ctx) as built, progress(f"Writing {output.name}") as shown:
        timeline, materials = built.librarian.timeline(chosen)
        keep(*other_captions(output, timeline), overwrite=overwrite)
        done = render_session(chosen, timeline, materials, output, shown, _never, cleared=cleared)
    # A piece that comes again fails again: the first time says it all.
    for path, reason in {fault.path: fault.reason for fault in reversed(done.faults)}.items():
        click.echo(f"{path.name}: {reason}; the session goes on.", err=True)
    beside = f" Its captions are in {done.captions.name}." if done.captions else ""
    chapters = "" if done.has_chapters else f" {output.suffix} has no place for chapters."
    click.echo(f"Written to {output}.{beside}{chapters}")
    ctx.exit(FAULT if done.faults else 0)


def _never() -> bool:
    """Go on: Ctrl-C ends a command by itself."""
    return False

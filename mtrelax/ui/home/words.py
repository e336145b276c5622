"""What Home says of people's own music."""

from collections.abc import Sequence
from typing import Final

from mtrelax.services.shelf import Added, Music
from mtrelax.ui.i18n import tr
from mtrelax.ui.words import minutes_of, sentence

_MOST_NAMES: Final = 3
INTO_SLEEP: Final = (
    "This leads into sleep, and nothing calls you back; in Plan you can choose to be led back."
)


def line_of(music: Music) -> str:
    """Return what the card of a playlist says below its title."""
    if not music.tracks:
        return tr("Its files are not where they were")
    what = _missing(music) or (tr("Your music") if music.own else music.playlist.subtitle)
    return " · ".join(part for part in (minutes_of(music.length), what) if part)


def needed_by(least: int, minutes: float) -> str:
    """Return why a session became longer."""
    said = tr("This voice needs {least} minutes, so the session has {count}.")
    return said.format(least=least, count=f"{minutes:.3g}")


def sentence_of_adding(added: Added) -> str:
    """Return what came of bringing music."""
    if added.problem is not None:
        return sentence(added.problem)
    if added.music is None:
        said = tr("There was no music that can be played, and no plan. Nothing was changed.")
    elif added.known:
        said = tr("“{title}” is on your shelf already.")
    else:
        said = tr("“{title}” is ready.")
    title = added.music.playlist.title if added.music else ""
    return " ".join(part for part in (said.format(title=title), left_out(added)) if part)


def sentence_of_finding(found: Added) -> str:
    """Return what came of looking for the files of a playlist."""
    if found.problem is not None or found.music is None:
        return sentence_of_adding(found)
    missing = _missing(found.music)
    if not missing:
        return tr("“{title}” is whole again.").format(title=found.music.playlist.title)
    return tr("{missing}. You can look in another folder.").format(missing=missing)


def left_out(added: Added) -> str:
    """Return what could not become part of a playlist, and why; nothing if that is nothing."""
    said: list[str] = []
    if names := added.unreadable:
        text = "{names} could not be read and was left out." if len(names) == 1 else ""
        said.append(tr(text or "{names} could not be read and were left out.").format(names=_named(names)))
    if added.addresses == 1:
        said.append(tr("An address on the internet was left out; such are not played."))
    elif added.addresses:
        text = tr("{count} addresses on the internet were left out; such are not played.")
        said.append(text.format(count=added.addresses))
    return " ".join(said)


def _missing(music: Music) -> str:
    """Return how many of one's own pieces are not there."""
    if not (music.own and music.missing):
        return ""
    if music.missing == 1:
        return tr("1 of {all} pieces is not where it was").format(all=len(music.playlist.tracks))
    text = tr("{count} of {all} pieces are not where they were")
    return text.format(count=music.missing, all=len(music.playlist.tracks))


def _named(names: Sequence[str]) -> str:
    """Return a few names in words; of many, how many more there are."""
    quoted = [f"“{name}”" for name in names[:_MOST_NAMES]]
    if len(names) > _MOST_NAMES:
        return tr("{names} and {count} more").format(names=", ".join(quoted), count=len(names) - _MOST_NAMES)
    *first, last = quoted
    return tr("{names} and {last}").format(names=", ".join(first), last=last) if first else last

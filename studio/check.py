"""Whether what ships keeps its promises. Needs the program's own libraries and none of the studio's."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mutagen.oggopus import OggOpus

from mtrelax.catalogue.catalogue import Catalogue, load_catalogue
from mtrelax.domain.materials import Sound
from mtrelax.domain.script import Narration
from mtrelax.domain.time import SAMPLE_RATE
from mtrelax.media.decode import audio_length
from studio.heard import Heard, listen, samples
from studio.seam import seam_spectrum, seam_step
from studio.voice.judged import Judgement, read_judged
from studio.voice.voices import VOICES

MUSIC_LOUDNESS: Final = (-20.5, -19.5)
MUSIC_RANGE: Final = (4.0, 9.0)
MUSIC_PEAK: Final = -3.0
MUSIC_RISE: Final = 6.0
"""LU of short-term loudness in 3 s, after the first 10 s."""
MUSIC_JUMP: Final = 6.0
"""LU of momentary loudness in 1 s, after the first 5 s."""
MUSIC_CENTROID: Final = 1600.0
PIECE_MINUTES: Final = (4.0, 7.0)
JOURNEY_MINUTES: Final = (19.0, 21.0)
"""The one piece in the shape of a U."""
PLAYLIST_MINUTES: Final = (20.0, 30.0)
LEAST_PIECES: Final = 12
LEAST_MUSIC_MINUTES: Final = 70.0

LOOP_FRAMES: Final = 120 * SAMPLE_RATE
LEAST_LOOPS: Final = 8
LOOP_STEP: Final = 4.5
LOOP_SPECTRUM: Final = 1.5
LOOP_JUMP: Final = 6.0
"""LU of momentary loudness in 1 s, as for all that is no voice."""
LOOP_PEAK: Final = -3.0

LEAST_SCRIPTS: Final = 12
BREATH_WORDS: Final = ("inhale", "exhale", "hold", "rest")
LONGEST_BREATH_WORD: Final = 1.5
TAG_DIFFERENCE: Final = 0.3
"""LU between what a file says of itself and what it is."""
MOST_MEGABYTES: Final = 90.0

R128_REFERENCE: Final = -23.0
THANKS: Final = {"CC-BY-3.0": "Alexander Holm", "Apache-2.0": "Kokoro-82M"}
"""Whom a file names, by its licence."""

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of one thing: a line of the table, and what is wrong."""

    row: Row
    faults: tuple[str, ...]


def check_piece(path: Path) -> Checked:
    """Measure a piece of music."""
    heard = listen(path)
    length = JOURNEY_MINUTES if heard.seconds > 600 else PIECE_MINUTES
    faults = [
        _between("minutes", heard.seconds / 60, length),
        _between("LUFS", heard.loudness, MUSIC_LOUDNESS),
        _between("LU of range", heard.range, MUSIC_RANGE),
        _below("dBTP", heard.peak, MUSIC_PEAK),
        _below("LU of rise in 3 s", heard.rise(), MUSIC_RISE),
        _below("LU of rise in 1 s", heard.jump(), MUSIC_JUMP),
        _below("Hz of centroid", heard.centroid, MUSIC_CENTROID),
        *_labels(path, heard),
        None if "seed" in _tags(path).get("comment", "") else "its comment does not name its seed",
    ]
    return Checked(
        (
            path.stem,
            f"{heard.seconds:.0f}",
            *_figures(heard),
            f"{heard.rise():.1f}",
            f"{heard.jump():.1f}",
        ),
        _told(path.stem, faults),
    )


def check_place(sound: Sound) -> Checked:
    """Measure an ambience: how it sounds, and whether its seam can be heard."""
    if not isinstance(sound.path, Path):
        return Checked((sound.slug, "live"), ())
    heard, loop = listen(sound.path), samples(sound.path)
    step, spectrum = seam_step(loop), seam_spectrum(loop)
    faults = [
        None if heard.frames == LOOP_FRAMES else f"{heard.frames} frames, not {LOOP_FRAMES}",
        _below("of step over the seam", step, LOOP_STEP),
        _below("of spectrum over the seam", spectrum, LOOP_SPECTRUM),
        _below("LU of rise in 1 s", heard.jump(), LOOP_JUMP),
        _below("dBTP", heard.peak, LOOP_PEAK),
        _same("LUFS", heard.loudness, sound.loudness.integrated),
        *_labels(sound.path, heard),
    ]
    cells = (sound.slug, f"{heard.seconds:.0f}", *_figures(heard), f"{heard.jump():.1f}")
    return Checked((*cells, f"{step:.1f}", f"{spectrum:.2f}"), _told(sound.slug, faults))


def check_narration(narration: Narration, voice: str, judged: Mapping[str, Judgement]) -> Checked:
    """See whether a script is spoken by a voice from its first word to its last, and what the judges said."""
    name = f"{narration.script.slug}.{voice}"
    recording = narration.said_by(voice).recording
    if recording is None or recording.voice != voice:
        return Checked((name,), (f"{name}: is not recorded",))
    judgement, heard = judged.get(name), listen(recording.path)
    spoken = narration.said_by(voice)
    late = max(cue.end for cue in recording.cues) - audio_length(recording.path)
    faults = [
        f"{spoken.unspoken} sentences have changed since they were spoken" if spoken.unspoken else None,
        "its cues end behind its sound" if late > 0 else None,
        _same("LUFS", heard.loudness, recording.loudness),
        *_labels(recording.path, heard),
    ]
    if judgement is None or not judgement.is_of(recording.path):
        return Checked((name,), _told(name, [*faults, "nobody has judged this file"]))
    faults.append(None if judgement.good else "the judges would not let it ship")
    cells = (str(judgement.words), str(judgement.wrong), f"{100 * judgement.errors:.1f}")
    more = (f"{judgement.dnsmos:.2f}", f"{judgement.pace:.0f}", f"{judgement.seconds:.0f}")
    return Checked((name, *cells, *more, f"{heard.loudness:.1f}"), _told(name, faults))


def check_breath(cues: Mapping[str, Sound], voice: str) -> Iterator[Checked]:
    """Measure the words of a breath."""
    for word in BREATH_WORDS:
        name = f"{word}.{voice}"
        sound = cues.get(name)
        if sound is None or not isinstance(sound.path, Path):
            yield Checked((name,), (f"{name}: is not recorded",))
            continue
        heard = listen(sound.path)
        faults = [
            _below("s", heard.seconds, LONGEST_BREATH_WORD),
            _below("dBTP", heard.peak, LOOP_PEAK),
            *_licences(sound.path),
        ]
        yield Checked((name, f"{heard.seconds:.2f}", f"{heard.peak:.1f}"), _told(name, faults))


def check_whole(assets: Path, shelf: Catalogue) -> Iterator[str]:
    """Yield what is wrong with the catalogue as a whole."""
    yield from (f"{problem.file}: {problem.key}" for problem in shelf.problems)
    minutes = {path: audio_length(path) / 60 for path in pieces(assets)}
    loops = [each for each in shelf.ambience.values() if isinstance(each.path, Path)]
    megabytes = sum(path.stat().st_size for path in assets.rglob("*.opus")) / 1e6
    faults = [
        _at_least("pieces", len(minutes), LEAST_PIECES),
        _at_least("minutes of music", sum(minutes.values()), LEAST_MUSIC_MINUTES),
        _at_least("places", len(loops), LEAST_LOOPS),
        _at_least("scripts", len(shelf.narrations), LEAST_SCRIPTS),
        _below("MB of sound", megabytes, MOST_MEGABYTES),
        None if max(minutes.values()) > PIECE_MINUTES[1] else "there is no piece in the shape of a U",
    ]
    yield from _told("all", faults)
    for playlist in shelf.playlists.values():
        gone = [path.name for path in playlist.tracks if path not in minutes]
        yield from (f"{playlist.slug}: {name} is not there" for name in gone)
        total = sum(minutes.get(path, 0.0) for path in playlist.tracks)
        yield from _told(playlist.slug, [_between("minutes", total, PLAYLIST_MINUTES)])
    used = {path for playlist in shelf.playlists.values() for path in playlist.tracks}
    yield from (f"{path.stem}: no playlist plays it" for path in minutes if path not in used)


def pieces(assets: Path) -> list[Path]:
    """Return the files of the music."""
    return sorted((assets / "playlists" / "music").glob("*.opus"))


def check(assets: Path, show: Callable[[str], None]) -> int:
    """Show everything that was measured, then what is wrong; return how much that is."""
    shelf = load_catalogue(assets)
    judged = read_judged()
    faults: list[str] = []

    def table(title: str, columns: str, checked: Iterator[Checked]) -> None:
        show(f"\n{title:<36}" + "".join(f"{column:>9}" for column in columns.split("|")))
        for each in checked:
            show(f"{each.row[0]:<36}" + "".join(f"{cell:>9}" for cell in each.row[1:]))
            faults.extend(each.faults)

    table("Music", "s|LUFS|LU|dBTP|Hz|LU in 3s|LU in 1s", map(check_piece, pieces(assets)))
    table("Places", "s|LUFS|LU|dBTP|Hz|LU in 1s|step|spectrum", map(check_place, shelf.ambience.values()))
    narrations = [(each, voice) for each in shelf.narrations.values() for voice in VOICES]
    spoken = (check_narration(each, voice, judged) for each, voice in narrations)
    table("Words", "words|wrong|%|DNSMOS|a minute|s|LUFS", spoken)
    table("Breath", "s|dBTP", (each for voice in VOICES for each in check_breath(shelf.cues, voice)))
    faults.extend(check_whole(assets, shelf))
    show("")
    for fault in faults or ["Everything is as it should be."]:
        show(fault)
    return len(faults)


def _figures(heard: Heard) -> Row:
    return f"{heard.loudness:.2f}", f"{heard.range:.1f}", f"{heard.peak:.1f}", f"{heard.centroid:.0f}"


def _labels(path: Path, heard: Heard) -> Iterator[str | None]:
    """Yield what is wrong with what a file says of itself."""
    gain = _tags(path).get("r128_track_gain")
    yield from _licences(path)
    if gain is None:
        yield "its tags do not say how loud it is"
    else:
        yield _same("LUFS in its tags", heard.loudness, R128_REFERENCE - int(gain) / 256)


def _licences(path: Path) -> Iterator[str | None]:
    """Yield what a file does not say of who made it and what may be done with it."""
    tags = _tags(path)
    yield from (f"its tags have no {key}" for key in ("title", "artist", "license") if not tags.get(key))
    owed = THANKS.get(tags.get("license", ""), "")
    yield None if owed in tags.get("comment", "") else f"it does not name {owed}"


def _tags(path: Path) -> dict[str, str]:
    return {key.lower(): values[0] for key, values in OggOpus(path).items()}


def _told(name: str, faults: list[str | None]) -> tuple[str, ...]:
    return tuple(f"{name}: {fault}" for fault in faults if fault)


def _between(what: str, value: float, limits: tuple[float, float]) -> str | None:
    low, high = limits
    return None if low <= value <= high else f"{value:.2f} {what}, not {low:g} to {high:g}"


def _below(what: str, value: float, limit: float) -> str | None:
    return None if value < limit else f"{value:.2f} {what}, not below {limit:g}"


def _at_least(what: str, value: float, limit: float) -> str | None:
    return None if value >= limit else f"{value:.0f} {what}, not {limit:g}"


def _same(what: str, value: float, said: float) -> str | None:
    return None if abs(value - said) <= TAG_DIFFERENCE else f"{value:.2f} {what}, said to be {said:.2f}"

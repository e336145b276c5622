"""A wrong file is refused with its name, the key and what is allowed there."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mtrelax.catalogue.patterns import read_pattern
from mtrelax.catalogue.plans import read_plan
from mtrelax.catalogue.playlists import read_playlist
from mtrelax.catalogue.recipes import read_recipe
from mtrelax.catalogue.scales import read_scale
from mtrelax.catalogue.scripts import read_recording, read_script
from mtrelax.catalogue.sounds import read_sound
from mtrelax.domain.errors import WrongFile

PATTERN = 'format = 1\ntitle = "P"\nsteps = [{ inhale = 4.0 }, { exhale = 6.0 }]\n'
SCALE = 'format = 1\ntitle = "S"\nquestion = "?"\nlowest = 0\nhighest = 10\nlowest_words = "a"\nhighest_words = "b"\n'
RECIPE = 'format = 1\ntitle = "R"\nsettle = 60\ninduction = 180\ndeepening = 120\nmusic = 240\nreturn = 80\n'
PLAYLIST = 'format = 1\ntitle = "L"\ntracks = ["a.opus"]\n'
SOUND = 'format = 1\ntitle = "Rain"\nsound = "rain.opus"\nlength = 120.0\nloudness = -20.0\n'
PLAN = 'format = 1\nplaylist = "still-water"\n'
SCRIPT = '+++\ntitle = "T"\nlanguage = "en"\nuse = "imagery"\n+++\n## settle\nYou might rest. [pause 6s]\n'
ROW = '[[sentences]]\nparagraph = 0\nsentence = 0\nstart = 0.0\nend = 2.0\nhash = "0123456789abcdef"\n'
CUES = f"format = 1\n{ROW}"

FORMATS: dict[str, tuple[Callable[[Path], object], str]] = {
    "pattern": (read_pattern, PATTERN),
    "scale": (read_scale, SCALE),
    "recipe": (read_recipe, RECIPE),
    "playlist": (read_playlist, PLAYLIST),
    "sound": (read_sound, SOUND),
    "plan": (read_plan, PLAN),
    "recording": (read_recording, CUES),
}

WRONG = [
    # pattern
    ("pattern", PATTERN + "hold = 3\n", "hold", "known are format, title, steps"),
    ("pattern", PATTERN.replace("4.0", '"4"'), "steps[0]", "a number, more than 0 and at most 60"),
    ("pattern", PATTERN.replace("4.0", "nan"), "steps[0].inhale", "finite"),
    ("pattern", PATTERN.replace("4.0", "inf"), "steps[0].inhale", "finite"),
    ("pattern", PATTERN.replace("4.0", "13.0"), "steps", "a breath in or out takes at most 12 s"),
    (
        "pattern",
        PATTERN.replace("inhale", "breathe"),
        "steps[0]",
        "one of inhale, top-up, hold, exhale, rest",
    ),
    ("pattern", PATTERN.replace("{ exhale = 6.0 }", "{ hold = 6.0 }"), "steps", "an inhale and an exhale"),
    ("pattern", PATTERN.replace("6.0", "1.0"), "steps", "together at least 8 s"),
    ("pattern", PATTERN.replace("{ exhale", "{ hold = 7.5 }, { exhale"), "steps", "a hold takes at most 7 s"),
    ("pattern", PATTERN + "max_cycles = 0\n", "max_cycles", "a whole number, at least 1"),
    ("pattern", PATTERN + "max_minutes = true\n", "max_minutes", "a number, more than 0"),
    ("pattern", PATTERN.replace('title = "P"\n', ""), "title", "missing"),
    ("pattern", PATTERN.replace("format = 1", "format = 2"), "format", "one of 1"),
    ("pattern", "format = 1\ntitle = ", "the whole file", "TOML"),
    ("pattern", b"\xff\xfe", "the whole file", "UTF-8"),
    ("pattern", PATTERN + "gentle_start = 1\n", "gentle_start", "true or false"),
    ("pattern", PATTERN.replace("{ inhale = 4.0 }", "4.0"), "steps[0]", "a table with one of inhale"),
    (
        "pattern",
        PATTERN.replace("{ exhale = 6.0 }", "{ exhale = 6.0, rest = 1.0 }"),
        "steps[1]",
        "with one of",
    ),
    # scale
    ("scale", SCALE.replace("highest = 10", "highest = 0"), "lowest", "less than highest"),
    ("scale", SCALE.replace("lowest = 0", "lowest = 0.5"), "lowest", "a whole number"),
    ("scale", SCALE + "colour = 1\n", "colour", "known are"),
    # recipe
    ("recipe", RECIPE.replace("80", "0"), "return", "more than 0"),
    ("recipe", RECIPE.replace("settle = 60", "settle = -1"), "settle", "at least 0"),
    ("recipe", RECIPE + "closing = 3\n", "closing", "known are"),
    ("recipe", RECIPE + "longest_return = inf\n", "longest_return", "finite"),
    # playlist
    ("playlist", PLAYLIST + 'arc = "up"\n', "arc", "one of descend, level, u"),
    ("playlist", PLAYLIST.replace('["a.opus"]', "[]"), "tracks", "a list of at least 1"),
    ("playlist", PLAYLIST.replace('["a.opus"]', "[1]"), "tracks[0]", "text that is not empty"),
    ("playlist", PLAYLIST + 'palette = ["#000000", "#000000", "#000000"]\n', "palette", "a list of 4"),
    (
        "playlist",
        PLAYLIST + 'palette = ["#000000", "#000000", "#000000", "red"]\n',
        "palette[3]",
        "text like ^#",
    ),
    ("playlist", PLAYLIST + "seed = -1\n", "seed", "at least 0"),
    # sound
    ("sound", SOUND.replace("120.0", "0"), "length", "more than 0"),
    ("sound", SOUND.replace("-20.0", "nan"), "loudness", "finite"),
    ("sound", SOUND.replace("-20.0", "30.0"), "loudness", "at most 20"),
    ("sound", SOUND + "loop = true\n", "loop", "known are"),
    ("sound", SOUND + "credit = 3\n", "credit", "text"),
    # plan
    ("plan", PLAN + "minutes = 0.5\n", "minutes", "a number, at least 1 and at most 120"),
    ("plan", PLAN + "minutes = 500\n", "minutes", "at most 120"),
    ("plan", PLAN + "minuts = 20\n", "minuts", "perhaps minutes was meant"),
    ("plan", PLAN + "minutes = nan\n", "minutes", "finite"),
    ("plan", PLAN + 'ending = "bang"\n', "ending", "one of return, sleep"),
    ("plan", PLAN + "[levels]\nmusic = 7\n", "levels.music", "at least -60 and at most 6"),
    ("plan", PLAN + "[levels]\nmusik = 0\n", "levels.musik", "known are music, voice, ambience, cue"),
    ("plan", PLAN + "[breathing]\nstart_rate = 30\n", "breathing.start_rate", "at most 8"),
    ("plan", PLAN + '[breathing]\ncue = "gong"\n', "breathing.cue", "one of none, tone, continuous, voice"),
    ("plan", PLAN + "[[ambience]]\nsound = 3\n", "ambience[0].sound", "text that is not empty"),
    ("plan", PLAN + "levels = 3\n", "levels", "a table with music, voice, ambience, cue"),
    ("plan", PLAN + "[[ambience]]\n", "ambience[0].sound", "missing"),
    ("plan", PLAN + '[[ambience]]\nsound = "rain"\nlevel = 7\n', "ambience[0].level", "at most 6"),
    ("plan", PLAN + 'bells = "gong"\n', "bells", "one of ends, phases, interval, none"),
    ("plan", PLAN + "bell_minutes = 0\n", "bell_minutes", "at least 1 and at most 120"),
    ("plan", PLAN + '[[phase]]\nkind = "dance"\n', "phase[0].kind", "one of settle, induction"),
    ("plan", PLAN + '[[phase]]\nkind = "music"\nminutes = -1\n', "phase[0].minutes", "at least 0"),
    ("plan", PLAN + "[[phase]]\nminutes = 1\n", "phase[0].kind", "missing"),
    ("plan", PLAN + '[[phase]]\nkind = "music"\n' * 2, "phase", "each kind at most once"),
    ("plan", PLAN.replace('"still-water"', '""'), "playlist", "text that is not empty"),
    # recording
    ("recording", CUES.replace("end = 2.0", "end = 0.0"), "sentences[0].end", "more than start"),
    ("recording", CUES.replace("0123456789abcdef", "short"), "sentences[0].hash", "text like"),
    ("recording", CUES + "words = 1\n", "sentences[0].words", "known are"),
    ("recording", 'credits = "Ada"\n' + CUES, "credits", "perhaps credit was meant"),
]


@pytest.mark.parametrize(("read", "text"), FORMATS.values(), ids=FORMATS)
def test_the_smallest_file_of_each_format_is_read(write, read, text):
    assert read(write("some.af_heart.cues.toml", text))


@pytest.mark.parametrize(("read", "text"), FORMATS.values(), ids=FORMATS)
def test_a_mark_that_an_editor_put_before_a_file_is_no_part_of_it(write, read, text):
    name = "some.af_heart.cues.toml"
    assert read(write(name, text.encode("utf-8-sig"))) == read(write(name, text))


@pytest.mark.parametrize(("kind", "text", "key", "allowed"), WRONG)
def test_a_wrong_file_says_what_is_wrong(write, kind, text, key, allowed):
    path = write("some.af_heart.cues.toml", text)
    with pytest.raises(WrongFile) as told:
        FORMATS[kind][0](path)
    assert (told.value.file, told.value.key) == (str(path), key)
    assert allowed in told.value.allowed


@pytest.mark.parametrize(
    ("text", "key", "allowed"),
    [
        (SCRIPT.replace("+++\n## settle", "## settle"), "header", "+++"),
        (SCRIPT.replace("imagery", "poetry"), "use", "one of imagery, return, grounding"),
        (SCRIPT.replace('use = "imagery"', 'use = "imagery"\nmood = 1'), "mood", "known are"),
        (SCRIPT.replace("## settle", "## arrive"), "heading '## arrive'", "settle"),
        (SCRIPT.replace("You might rest. ", ""), "[pause 6s]", "behind a sentence"),
        (SCRIPT.replace("You might rest. [pause 6s]", ""), "body", "at least one sentence"),
        (SCRIPT.replace('"en"', '"English"'), "language", "text like"),
    ],
)
def test_a_wrong_script_says_what_is_wrong(write, text, key, allowed):
    path = write("some.md", text)
    with pytest.raises(WrongFile) as told:
        read_script(path)
    assert (told.value.file, told.value.key) == (str(path), key)
    assert allowed in told.value.allowed


def test_whom_to_thank_is_known_of_sounds_and_voices(write):
    thanks = 'licence = "CC-BY-4.0"\ncredit = "Sung by Ada"\n'
    sound = read_sound(write("rain.toml", SOUND + thanks))
    voice = read_recording(write("some.ada.cues.toml", thanks + CUES))
    assert (sound.licence, sound.credit) == (voice.licence, voice.credit) == ("CC-BY-4.0", "Sung by Ada")


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(WrongFile) as told:
        read_pattern(tmp_path / "nothing.toml")
    assert told.value.file == str(tmp_path / "nothing.toml")

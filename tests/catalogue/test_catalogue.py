"""What can be chosen, bundled and one's own."""

import pytest

from mtrelax.catalogue.catalogue import load_catalogue
from mtrelax.domain.noise import Noise
from mtrelax.domain.script import words_hash

PATTERN = 'format = 1\ntitle = "Mine"\nsteps = [{ inhale = 5.0 }, { exhale = 7.0 }]\n'
SCRIPT = '+++\ntitle = "{title}"\nlanguage = "{language}"\nuse = "imagery"\n+++\n## settle\nYou might rest. It is quiet.\n'
ROW = '[[sentences]]\nparagraph = 0\nsentence = {sentence}\nstart = {start}\nend = {end}\nhash = "{hash}"\n'


@pytest.fixture
def own(write, tmp_path):
    """A folder of one's own with a pattern, a playlist, and a wrong recipe."""
    write("own/patterns/mine.toml", PATTERN)
    write("own/playlists/mine.toml", 'format = 1\ntitle = "Mine"\ntracks = ["tide.mp3"]\n')
    write("own/recipes/wrong.toml", "format = 1\n")
    return tmp_path / "own"


def test_everything_that_ships_can_be_read(bundled):
    assert bundled.problems == ()


def test_what_ships_says_that_it_does(bundled):
    assert set(bundled.sources.values()) == {"bundled"}


def test_only_imagery_is_chosen_from(bundled):
    assert "shore-at-dusk" in bundled.imagery
    assert "grounding" not in bundled.imagery


def test_ones_own_things_stand_beside_the_bundled_ones(bundled, assets, own):
    both = load_catalogue(assets, own)
    assert set(both.patterns) == {*bundled.patterns, "mine"}
    assert both.source("patterns", "mine") == str(own / "patterns" / "mine.toml")
    assert both.source("patterns", "box") == "bundled"


def test_ones_own_playlist_knows_its_file_and_its_music(assets, own):
    mine = load_catalogue(assets, own).playlists["mine"]
    assert mine.source == str(own / "playlists" / "mine.toml")
    assert mine.tracks == (own / "playlists" / "tide.mp3",)


def test_one_wrong_file_takes_nothing_else_away(bundled, assets, own):
    both = load_catalogue(assets, own)
    assert [problem.file for problem in both.problems] == [str(own / "recipes" / "wrong.toml")]
    assert set(both.recipes) == set(bundled.recipes)
    assert "mine" in both.patterns


def test_ones_own_file_takes_the_place_of_a_bundled_one(assets, write, tmp_path):
    write("own/patterns/gentle-slow.toml", PATTERN)
    both = load_catalogue(assets, tmp_path / "own")
    assert both.patterns["gentle-slow"].title == "Mine"
    assert both.source("patterns", "gentle-slow") != "bundled"


def test_a_wrong_file_does_not_take_the_place_of_a_bundled_one(assets, write, tmp_path):
    write("own/patterns/gentle-slow.toml", PATTERN + "speed = 3\n")
    both = load_catalogue(assets, tmp_path / "own")
    assert both.patterns["gentle-slow"].title == "Gentle slow"
    assert both.source("patterns", "gentle-slow") == "bundled"


def test_a_script_in_the_persons_language_goes_before_english(write, tmp_path):
    write("scripts/en/shore.md", SCRIPT.format(title="Shore", language="en"))
    write("scripts/en/wood.md", SCRIPT.format(title="Wood", language="en"))
    write("scripts/de/shore.md", SCRIPT.format(title="Ufer", language="de"))
    german = load_catalogue(tmp_path, language="de").narrations
    assert {slug: each.script.title for slug, each in german.items()} == {"shore": "Ufer", "wood": "Wood"}


@pytest.fixture
def recorded(write):
    """A script with recordings by two voices; since then its second sentence has changed."""
    script = write("scripts/en/shore.md", SCRIPT.format(title="Shore", language="en"))
    told = [
        ROW.format(sentence=0, start=0.0, end=2.0, hash=words_hash("You might rest.")),
        ROW.format(sentence=1, start=2.0, end=4.0, hash=words_hash("It is loud.")),
    ]
    for voice in ("af_heart", "am_michael"):
        write(f"scripts/en/shore.{voice}.opus", b"")
        write(f"scripts/en/shore.{voice}.cues.toml", "format = 1\nloudness = -19.5\n" + "".join(told))
    return script.parents[2]


def test_a_script_is_spoken_by_the_chosen_voice(recorded):
    narration = load_catalogue(recorded).narrations["shore"].said_by("am_michael")
    assert narration.recording is not None
    assert narration.recording.voice == "am_michael"
    assert narration.recording.path == recorded / "scripts" / "en" / "shore.am_michael.opus"
    assert narration.recording.loudness == -19.5


def test_a_script_is_spoken_by_some_voice_if_not_by_the_chosen_one(recorded):
    narration = load_catalogue(recorded).narrations["shore"].said_by("somebody-else")
    assert narration.recording is not None
    assert narration.recording.voice == "af_heart"


def test_one_may_change_the_voice_again_and_again(recorded):
    narration = load_catalogue(recorded).narrations["shore"]
    there = narration.said_by("am_michael")
    assert there.said_by("af_heart") == narration
    assert there.others == (narration.recording,)


def test_a_script_is_only_shown_when_nobody_is_to_speak(recorded):
    assert load_catalogue(recorded).narrations["shore"].said_by("none").recording is None


def test_scripts_can_be_read_without_their_recordings(recorded):
    narration = load_catalogue(recorded, spoken=False).narrations["shore"]
    assert narration.script == load_catalogue(recorded).narrations["shore"].script
    assert narration.recording is None


def test_the_voices_are_those_of_all_recordings(recorded):
    assert load_catalogue(recorded).voices == ("af_heart", "am_michael")


def test_a_sentence_whose_words_changed_is_not_spoken(recorded):
    narration = load_catalogue(recorded).narrations["shore"]
    assert narration.spoken(0, 0) is not None
    assert narration.spoken(0, 1) is None


def test_a_recording_without_its_sound_is_none(recorded):
    for sound in (recorded / "scripts" / "en").glob("*.opus"):
        sound.unlink()
    assert load_catalogue(recorded).narrations["shore"].recording is None


def test_a_script_goes_unspoken_when_its_recording_is_wrong(recorded, write):
    for voice in ("af_heart", "am_michael"):
        write(f"scripts/en/shore.{voice}.cues.toml", "format = 9\n")
    catalogue = load_catalogue(recorded)
    assert catalogue.narrations["shore"].recording is None
    assert {problem.key for problem in catalogue.problems} == {"format"}


def test_a_sound_lies_beside_its_file(write, tmp_path):
    write(
        "ambience/rain.toml",
        'format = 1\ntitle = "Rain"\nsound = "rain.opus"\nlicence = "CC0-1.0"\nlength = 120.0\nloudness = -20.5\n',
    )
    rain = load_catalogue(tmp_path).ambience["rain"]
    assert (rain.path, rain.length, rain.loudness.integrated) == (
        tmp_path / "ambience" / "rain.opus",
        120.0,
        -20.5,
    )


def test_a_noise_needs_no_file(write, tmp_path):
    write("ambience/brown.toml", 'format = 1\ntitle = "Brown noise"\nnoise = "brown"\nloudness = -20.0\n')
    assert load_catalogue(tmp_path).ambience["brown"].path is Noise.BROWN


@pytest.mark.parametrize("origin", ["", 'sound = "rain.opus"\nnoise = "pink"\n', 'noise = "red"\n'])
def test_a_sound_is_either_a_file_or_a_noise(write, tmp_path, origin):
    write("ambience/rain.toml", f'format = 1\ntitle = "Rain"\n{origin}loudness = -20.0\n')
    (problem,) = load_catalogue(tmp_path).problems
    assert problem.key in {"sound", "noise"}

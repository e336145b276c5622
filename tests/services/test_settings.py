"""What a person has set."""

import pytest

from mtrelax.domain.errors import DiskFull, SettingsDamaged
from mtrelax.services.settings import FIRST_LEVEL, Settings, SettingsKeeper
from mtrelax.storage.settings_file import load_settings, save_settings


@pytest.fixture
def path(tmp_path):
    return tmp_path / "settings.toml"


@pytest.fixture
def keep(path):
    """Read the settings anew, as the next start does."""
    return lambda: SettingsKeeper(lambda: load_settings(path), lambda values: save_settings(path, values))


def test_without_a_file_everything_is_as_at_first(keep):
    assert keep().now == Settings()


def test_a_change_is_there_at_the_next_start(keep):
    keep().change("theme", "light")
    assert keep().now == Settings(theme="light")


def test_a_change_is_on_disk_before_anybody_hears_of_it(keep):
    keeper, found = keep(), []
    keeper.changed.subscribe(lambda _now: found.append(keep().now.text_size))
    keeper.change("text_size", 150)
    assert found == [150]


def test_what_is_set_already_is_no_change(keep):
    keeper, heard = keep(), []
    keeper.changed.subscribe(heard.append)
    keeper.change("captions", value=True)
    assert heard == []


@pytest.mark.parametrize(
    "line",
    [
        'theme = "pink"',
        "theme = 3",
        "text_size = 250",
        "text_size = 20",
        'text_size = "big"',
        "text_size = 120.5",
        "captions = 1",
        "sound_delay_ms = -5",
        "standard_level = 3.0",
        "standard_level = nan",
        "last_level = -inf",
        "output_device = true",
        "unheard_of = 1",
    ],
)
def test_nonsense_that_somebody_wrote_keeps_its_default(path, keep, line):
    path.write_text(f"{line}\nreduced_motion = true\n")
    assert keep().now == Settings(reduced_motion=True)


def test_a_whole_number_will_do_for_a_level(path, keep):
    path.write_text("standard_level = -6\n")
    assert keep().now.standard_level == -6.0


@pytest.mark.parametrize(
    ("key", "value"), [("text_size", 500), ("theme", "pink"), ("last_level", -90.0), ("nobody", 1)]
)
def test_a_change_that_makes_no_sense_leaves_what_was(keep, key, value):
    keeper = keep()
    for known, sensible in (("text_size", 150), ("theme", "dark"), ("last_level", -12.0)):
        keeper.change(known, sensible)
    before = keeper.now
    keeper.change(key, value)
    assert keeper.now == before


def test_the_first_session_starts_softer_than_the_cap():
    assert Settings().starting_level == FIRST_LEVEL
    assert Settings(standard_level=-4.0).starting_level == FIRST_LEVEL - 4.0


@pytest.mark.parametrize(("last", "cap", "start"), [(-10.0, 0.0, -10.0), (-3.0, -8.0, -8.0), (0.0, 0.0, 0.0)])
def test_a_session_starts_at_the_lower_of_the_last_level_and_the_cap(last, cap, start):
    assert Settings(last_level=last, standard_level=cap).starting_level == start


@pytest.mark.parametrize("damage", ["theme = ", "[table]\nkey = 1\n", "\0\0\0"])
def test_a_damaged_file_is_set_aside_and_told(path, keep, damage):
    path.write_text(damage)
    keeper = keep()
    assert keeper.now == Settings()
    assert isinstance(keeper.problem, SettingsDamaged)
    keeper.change("theme", "dark")
    assert (path.parent / keeper.problem.kept_as).read_text() == damage


def test_a_change_that_cannot_be_kept_holds_until_the_end():
    heard = []

    def full(_values):
        raise DiskFull("settings.toml")

    keeper = SettingsKeeper(dict, full)
    keeper.changed.subscribe(heard.append)
    with pytest.raises(DiskFull):
        keeper.change("theme", "light")
    assert keeper.now.theme == "light"
    assert heard == [keeper.now]

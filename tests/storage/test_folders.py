"""Where things are kept."""

from mtrelax.storage.database import open_log
from mtrelax.storage.folders import find_assets, folders, make_private
from mtrelax.storage.settings_file import save_settings


def test_a_data_folder_holds_everything_that_is_written(tmp_path):
    found = folders(tmp_path / "mine")
    written = (found.data, found.config, found.log, found.database, found.settings)
    assert all(each.is_relative_to(tmp_path / "mine") for each in written)


def test_to_know_where_things_are_makes_nothing(tmp_path):
    folders(tmp_path / "mine")
    assert list(tmp_path.iterdir()) == []


def test_new_folders_are_private(tmp_path):
    data, settings = folders(tmp_path / "one"), folders(tmp_path / "two")
    open_log(data.database).close()
    save_settings(settings.settings, {})
    assert {each.stat().st_mode & 0o777 for each in (data.data, settings.config)} == {0o700}


def test_a_folder_that_exists_is_left_as_it_is(tmp_path):
    tmp_path.chmod(0o755)
    make_private(tmp_path)
    assert tmp_path.stat().st_mode & 0o777 == 0o755


def test_without_a_data_folder_the_platform_decides():
    found = folders()
    assert all("mtrelax" in str(each) for each in (found.data, found.config, found.log))


def test_what_ships_is_found_in_a_checkout():
    assert (folders().assets / "patterns" / "gentle-slow.toml").is_file()


def test_what_ships_is_found_in_an_installed_package(tmp_path):
    (tmp_path / "mtrelax" / "assets").mkdir(parents=True)
    assert find_assets(tmp_path / "mtrelax") == tmp_path / "mtrelax" / "assets"

"""Where things are kept."""

from mtrelax.storage.folders import find_assets, folders


def test_a_data_folder_holds_everything_that_is_written(tmp_path):
    found = folders(tmp_path / "mine")
    written = (found.data, found.config, found.log, found.database, found.settings)
    assert all(each.is_relative_to(tmp_path / "mine") for each in written)


def test_new_folders_are_private(tmp_path):
    found = folders(tmp_path / "mine")
    assert {each.stat().st_mode & 0o777 for each in (found.data, found.config, found.log)} == {0o700}


def test_a_folder_that_exists_is_left_as_it_is(tmp_path):
    tmp_path.chmod(0o755)
    folders(tmp_path)
    assert tmp_path.stat().st_mode & 0o777 == 0o755


def test_without_a_data_folder_the_platform_decides():
    found = folders()
    assert found.data.is_dir()
    assert "mtrelax" in str(found.config)


def test_what_ships_is_found_in_a_checkout():
    assert (folders().assets / "patterns" / "gentle-slow.toml").is_file()


def test_what_ships_is_found_in_an_installed_package(tmp_path):
    (tmp_path / "mtrelax" / "assets").mkdir(parents=True)
    assert find_assets(tmp_path / "mtrelax") == tmp_path / "mtrelax" / "assets"

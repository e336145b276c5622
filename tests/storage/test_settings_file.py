"""Settings survive, also a crash and a mistake."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mtrelax.domain.errors import LogReadOnly, SettingsDamaged
from mtrelax.storage.settings_file import load_settings, save_settings

VALUES = st.booleans() | st.integers(-(2**62), 2**62) | st.floats(allow_nan=False) | st.text(max_size=20)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "settings.toml"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.dictionaries(st.text(min_size=1, max_size=20), VALUES, max_size=6))
def test_settings_are_read_as_they_were_saved(path, values):
    save_settings(path, values)
    assert load_settings(path) == values


def test_without_a_file_nothing_is_set(path):
    assert load_settings(path) == {}


@pytest.mark.parametrize("damaged", [b"theme = ", b"theme = '\xff'", b"[theme]\ndark = true", b"\x00" * 40])
def test_damaged_settings_are_set_aside_and_not_lost(path, damaged):
    path.write_bytes(damaged)
    with pytest.raises(SettingsDamaged) as told:
        load_settings(path)
    assert Path(told.value.kept_as).read_bytes() == damaged
    assert load_settings(path) == {}


def test_settings_that_were_damaged_twice_are_both_kept(path):
    for _ in range(2):
        path.write_bytes(b"=")
        with pytest.raises(SettingsDamaged):
            load_settings(path)
    assert len(list(path.parent.iterdir())) == 2


def test_a_link_to_the_settings_stays_one(path, tmp_path):
    (tmp_path / "dotfiles.toml").touch()
    path.symlink_to(tmp_path / "dotfiles.toml")
    save_settings(path, {"theme": "dark"})
    assert path.is_symlink()
    assert load_settings(tmp_path / "dotfiles.toml") == {"theme": "dark"}


def test_settings_that_cannot_be_written_keep_the_old_ones(ordinary_folder, as_ordinary_person):
    path = ordinary_folder / "settings.toml"
    save_settings(path, {"theme": "dark"})
    path.chmod(0o444)
    ordinary_folder.chmod(0o555)
    with as_ordinary_person(), pytest.raises(LogReadOnly):
        save_settings(path, {"theme": "light"})
    assert load_settings(path) == {"theme": "dark"}

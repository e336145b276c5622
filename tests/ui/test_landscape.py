"""Each playlist has a place of its own: the same every time, without bands, and dark enough for words."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage

from mtrelax.catalogue.catalogue import load_catalogue
from mtrelax.domain.materials import Playlist
from mtrelax.services.landscapes import LANDSCAPES
from mtrelax.storage.folders import find_assets
from mtrelax.ui.landscape import SCENES, ground, paint_landscape
from mtrelax.ui.theme import COLOURS, Theme, contrast

WATER = Playlist(
    "still-water",
    "Still Water",
    (),
    palette=("#0e1d33", "#5d7f99", "#f0cfa0", "#0b2233"),
    scene="water",
    seed=11,
)
BRIGHT = Playlist("bright", "Bright", (), palette=("#ffffff", "#ffffff", "#ffffff", "#ffffff"), seed=3)
BLACK = Playlist("black", "Black", (), palette=("#000000", "#000000", "#000000", "#000000"), seed=3)
SMALL = QSize(270, 206)


def bytes_of(pixmap) -> bytes:
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_RGB32)
    return bytes(image.constBits())


def colours_of(pixmap, step=9):
    image = pixmap.toImage()
    return {
        image.pixelColor(x, y).rgb()
        for x in range(0, image.width(), step)
        for y in range(0, image.height(), step)
    }


@pytest.fixture(autouse=True)
def _application(qapp):
    """A pixmap needs one."""


@pytest.mark.parametrize("scene", SCENES)
def test_a_landscape_is_the_same_every_time(scene):
    playlist = replace(WATER, scene=scene)
    assert bytes_of(paint_landscape(SMALL, playlist)) == bytes_of(paint_landscape(SMALL, playlist))


def test_scenes_seeds_and_palettes_make_other_places():
    others = [
        *(replace(WATER, scene=scene) for scene in SCENES),
        replace(WATER, seed=12),
        replace(WATER, palette=("#1d1530", "#9a5f6a", "#f3b27a", "#24132b")),
    ]
    assert len({bytes_of(paint_landscape(SMALL, each)) for each in others}) == len(others)


def test_every_playlist_that_ships_has_a_scene_of_its_own():
    scenes = [each.scene for each in load_catalogue(find_assets(), spoken=False).playlists.values()]
    assert len(scenes) == len(set(scenes))
    assert set(scenes) <= set(SCENES)


@pytest.mark.parametrize("landscape", LANDSCAPES)
def test_people_s_own_music_stands_in_a_scene_that_there_is(landscape):
    assert landscape.scene in SCENES
    place = Playlist("own", "Own", (), palette=landscape.palette, scene=landscape.scene)
    night = paint_landscape(QSize(640, 400), place, dimmed=True)
    lower = colours_of(night.copy(0, 280, 640, 120))
    assert min(contrast(QColor("#f2f5f3"), QColor(rgb)) for rgb in lower) >= 4.5


@pytest.mark.parametrize("playlist", load_catalogue(find_assets(), spoken=False).playlists.values())
def test_no_playlist_that_ships_has_a_glaring_red_in_it(playlist):
    colours = [QColor(rgb) for rgb in colours_of(paint_landscape(SMALL, playlist))]
    reds = [each for each in colours if each.red() > 110 and each.red() > 2 * max(each.green(), each.blue())]
    assert not reds


def test_an_unknown_scene_is_hills():
    unknown = paint_landscape(SMALL, replace(WATER, scene="moon-base"))
    assert bytes_of(unknown) == bytes_of(paint_landscape(SMALL, replace(WATER, scene="hills")))


@pytest.mark.parametrize("size", [QSize(1, 1), QSize(320, 200), QSize(200, 900)])
@pytest.mark.parametrize("scene", SCENES)
def test_it_has_the_size_that_was_asked_for(size, scene):
    assert paint_landscape(size, replace(WATER, scene=scene)).size() == size


def test_a_sharp_screen_gets_more_pixels():
    pixmap = paint_landscape(SMALL, WATER, dpr=2.0)
    assert pixmap.size() == SMALL * 2
    assert pixmap.devicePixelRatio() == 2.0


@pytest.mark.parametrize("playlist", [WATER, BRIGHT], ids=["water", "bright"])
@pytest.mark.parametrize("scene", SCENES)
def test_light_words_can_be_read_on_a_landscape_at_night(playlist, scene):
    night = paint_landscape(QSize(640, 400), replace(playlist, scene=scene), dimmed=True)
    lower = night.copy(0, 280, 640, 120)
    words = QColor("#f2f5f3")
    assert min(contrast(words, QColor(rgb)) for rgb in colours_of(lower)) >= 4.5


@pytest.mark.parametrize("scene", SCENES)
def test_at_night_a_cool_place_has_no_brown_in_it(scene):
    night = paint_landscape(QSize(640, 400), replace(WATER, scene=scene), dimmed=True)
    assert all(QColor(rgb).blue() > QColor(rgb).red() + 5 for rgb in colours_of(night.copy(0, 40, 640, 220)))


@pytest.mark.parametrize("name", COLOURS)
@pytest.mark.parametrize("playlist", [None, WATER, BRIGHT, BLACK], ids=["none", "water", "bright", "black"])
def test_quiet_words_can_be_read_on_every_ground(name, playlist):
    theme = Theme(name)
    pixmap = ground(QSize(400, 260), theme, playlist)
    assert min(contrast(theme.colour("quiet"), QColor(rgb)) for rgb in colours_of(pixmap)) >= 4.5


@pytest.mark.parametrize("name", ["dark", "light"])
def test_the_ground_shows_no_bands(name):
    image = ground(QSize(1280, 64), Theme(name)).toImage()
    longest = 0
    for y in (10, 30, 50):
        row = [image.pixelColor(x, y).rgb() for x in range(image.width())]
        run = 1
        for left, right in pairwise(row):
            run = run + 1 if left == right else 1
            longest = max(longest, run)
    assert longest < 24


def test_the_ground_of_high_contrast_is_black():
    assert max(QColor(rgb).lightness() for rgb in colours_of(ground(SMALL, Theme("contrast"), WATER))) <= 2

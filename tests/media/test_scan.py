"""Which files are meant."""

import pytest

from mtrelax.domain.errors import Cancelled
from mtrelax.media.scan import audio_files, internet_addresses


@pytest.fixture
def shelf(tmp_path):
    """A folder of music, of which only the names matter."""
    names = [
        "10 b.mp3",
        "2 a.FLAC",
        "cover.jpg",
        ".hidden.mp3",
        "sub/1.opus",
        "sub/deep/ä.m4a",
        ".trash/x.mp3",
    ]
    for name in names:
        path = tmp_path / "music" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return tmp_path / "music"


def named(shelf, files):
    return [file.relative_to(shelf).as_posix() for file in files]


def test_a_folder_is_searched_and_sorted_as_people_count(shelf):
    assert named(shelf, audio_files([shelf])) == ["2 a.FLAC", "10 b.mp3", "sub/1.opus", "sub/deep/ä.m4a"]


def test_each_file_comes_once_in_the_order_asked_for(shelf):
    files = audio_files([shelf / "sub" / "1.opus", shelf, shelf / "sub" / ".." / "10 b.mp3"])
    assert named(shelf, files) == ["sub/1.opus", "2 a.FLAC", "10 b.mp3", "sub/deep/ä.m4a"]


def test_a_search_can_be_called_off(shelf):
    with pytest.raises(Cancelled):
        audio_files([shelf], lambda: True)


def test_a_link_to_a_file_is_the_file(shelf):
    (shelf / "1 link.mp3").symlink_to(shelf / "10 b.mp3")
    assert named(shelf, audio_files([shelf]))[:2] == ["1 link.mp3", "2 a.FLAC"]
    assert len(audio_files([shelf])) == 4


@pytest.mark.parametrize(
    ("suffix", "encoding"), [("m3u8", "utf-8-sig"), ("m3u", "utf-8"), ("m3u", "latin-1")]
)
def test_a_playlist_names_files_beside_it(shelf, suffix, encoding):
    lines = [
        "#EXTM3U",
        "#EXTINF:12,Ä",
        "sub/deep/ä.m4a",
        "",
        str(shelf / "10 b.mp3"),
        "http://radio.example/x.mp3",
    ]
    playlist = shelf / f"list.{suffix}"
    playlist.write_bytes("\r\n".join(lines).encode(encoding))
    assert named(shelf, audio_files([playlist])) == ["sub/deep/ä.m4a", "10 b.mp3"]
    assert internet_addresses([playlist, shelf]) == 1


def test_a_playlist_may_be_written_by_other_systems(shelf):
    playlist = shelf / "list.m3u"
    playlist.write_text(
        "\n".join(["sub\\1.opus", "10%20b.mp3", (shelf / "2 a.FLAC").as_uri()]), encoding="utf-8"
    )
    assert named(shelf, audio_files([playlist])) == ["sub/1.opus", "10 b.mp3", "2 a.FLAC"]
    assert internet_addresses([playlist]) == 0


def test_what_is_named_and_missing_is_kept_so_that_it_can_be_told(shelf):
    playlist = shelf / "list.m3u8"
    playlist.write_text("gone.mp3\n", encoding="utf-8")
    assert named(shelf, audio_files([playlist, shelf / "lost.flac"])) == ["gone.mp3", "lost.flac"]

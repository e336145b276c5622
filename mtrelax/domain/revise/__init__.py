"""A session that changes while it runs: a new timeline whose past is unchanged."""

from mtrelax.domain.revise.breath import pattern_ahead, rate_ahead
from mtrelax.domain.revise.closing import return_now, stay, way_out
from mtrelax.domain.revise.course import (
    extend,
    go_on_holding,
    hold,
    hold_left,
    is_held,
    next_phase,
    pace,
    release,
    shorten,
    shortenable,
    skip,
)
from mtrelax.domain.revise.music import can_change_piece, next_piece, without_piece, without_track
from mtrelax.domain.revise.voice import has_words_left, mute, unmute

__all__ = [
    "can_change_piece",
    "extend",
    "go_on_holding",
    "has_words_left",
    "hold",
    "hold_left",
    "is_held",
    "mute",
    "next_phase",
    "next_piece",
    "pace",
    "pattern_ahead",
    "rate_ahead",
    "release",
    "return_now",
    "shorten",
    "shortenable",
    "skip",
    "stay",
    "unmute",
    "way_out",
    "without_piece",
    "without_track",
]

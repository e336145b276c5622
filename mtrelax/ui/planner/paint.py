"""How the strip is painted: the landscape through which one goes, and what is heard on the way."""

from collections.abc import Mapping
from functools import lru_cache
from math import ceil
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPolygonF,
)

from mtrelax.domain.materials import Playlist
from mtrelax.domain.phases import PhaseKind
from mtrelax.domain.time import Seconds
from mtrelax.domain.timeline import PacedSpan
from mtrelax.services.planning import Sketch
from mtrelax.ui.i18n import tr
from mtrelax.ui.icons import drawing
from mtrelax.ui.landscape import paint_landscape
from mtrelax.ui.planner.place import StripPlace
from mtrelax.ui.planner.score import bells, music, spoken
from mtrelax.ui.planner.words import minutes_told, phase_name, tenths
from mtrelax.ui.theme import BODY, COLOURS, RADIUS, SMALL, faded, mixed
from mtrelax.ui.widgets.base import draw_words

_NIGHT: Final = COLOURS["dark"]
_DEPTHS: Final[Mapping[PhaseKind, float]] = {
    PhaseKind.SETTLE: 0.10,
    PhaseKind.INDUCTION: 0.22,
    PhaseKind.DEEPENING: 0.36,
    PhaseKind.MUSIC: 0.46,
    PhaseKind.RETURN: 0.08,
    PhaseKind.SLEEP: 0.78,
}
"""How far the light has gone in the middle of a phase: one goes down, and comes up again."""
_SHADE: Final = 0.3
"""How much darker everything is, so that light words can be read on any landscape."""
_WIDER: Final = 1.55
"""The landscape is painted so much higher than the strip, which shows the middle of it."""
_TICKS: Final = (1, 2, 5, 10, 15, 20, 30, 60)
_TICK_ROOM, _INSET, _NARROW = 72, 12, 90
_FINENESS: Final = 0.5
_FINEST: Final = 5.0
"""Breaths that stand closer than this, in pixels, are drawn as a band."""


def paint_strip(
    painter: QPainter, place: StripPlace, sketch: Sketch, playlists: Mapping[str, Playlist], ratio: float
) -> None:
    """Paint a session."""
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    shape = QPainterPath()
    shape.addRoundedRect(place.picture, RADIUS, RADIUS)
    painter.save()
    painter.setClipPath(shape)
    _paint_land(painter, place, sketch, playlists, ratio)
    _paint_depth(painter, place, sketch)
    light = _light(place, playlists.get(sketch.plan.playlist))
    for paced in sketch.timeline.paced:
        _paint_breath(painter, place, paced, light)
    _paint_voice(painter, place, sketch)
    _paint_bells(painter, place, sketch, light)
    _paint_names(painter, place, sketch)
    painter.restore()
    _paint_ticks(painter, place)
    _paint_music(painter, place, sketch, playlists, ratio)


def _light(place: StripPlace, playlist: Playlist | None) -> QColor:
    """Return the colour of breath and bells."""
    if place.theme.name == "contrast" or playlist is None:
        return place.theme.colour("accent") if place.theme.name == "contrast" else QColor(_NIGHT.accent)
    return mixed(playlist.palette[2], "#ffffff", 0.25)


def _paint_land(
    painter: QPainter, place: StripPlace, sketch: Sketch, playlists: Mapping[str, Playlist], ratio: float
) -> None:
    """Paint the place of each playlist where that plays."""
    picture = place.picture
    if place.theme.name == "contrast":
        painter.fillRect(picture, place.theme.colour("surface"))
        return
    painter.fillRect(picture, QColor(_NIGHT.ground_low))
    for stretch in music(sketch):
        playlist = playlists.get(stretch.playlist)
        if playlist is not None:
            part = place.span(stretch.start, stretch.end)
            land = _land(playlist, ceil(picture.width()), ceil(picture.height()), ratio)
            source = part.translated(-picture.topLeft())
            painter.drawPixmap(
                part,
                land,
                QRectF(source.topLeft() * land.devicePixelRatio(), source.size() * land.devicePixelRatio()),
            )


@lru_cache(maxsize=8)
def _land(playlist: Playlist, width: int, height: int, ratio: float) -> QPixmap:
    """Return a wide, low piece of a landscape."""
    high = round(height * _WIDER)
    whole = paint_landscape(QSize(width, high), playlist, dpr=ratio)
    top = round((high - height) * 0.6 * ratio)
    piece = whole.copy(0, top, round(width * ratio), round(height * ratio))
    piece.setDevicePixelRatio(ratio)
    return piece


def _paint_depth(painter: QPainter, place: StripPlace, sketch: Sketch) -> None:
    """Let the light go down and come back, as the session does."""
    if place.theme.name == "contrast":
        return
    picture = place.picture
    slope = QLinearGradient(picture.topLeft(), picture.topRight())
    for phase in sketch.phases:
        middle = (place.x_of((phase.start + phase.end) / 2) - picture.left()) / picture.width()
        slope.setColorAt(min(1.0, max(0.0, middle)), QColor.fromRgbF(0, 0, 0, _DEPTHS[phase.kind]))
    painter.fillRect(picture, slope)
    shade = QLinearGradient(picture.topLeft(), picture.bottomLeft())
    for at, strength in ((0.0, _SHADE), (0.4, _SHADE), (1.0, _SHADE * 0.75)):
        shade.setColorAt(at, QColor.fromRgbF(0.02, 0.05, 0.08, strength))
    painter.fillRect(picture, shade)


def _paint_breath(painter: QPainter, place: StripPlace, paced: PacedSpan, light: QColor) -> None:
    """Draw how full the lungs are; a band, where there is no room for single breaths."""
    lane = place.span(paced.start, paced.end, place.breath)
    breaths = paced.pacer.breaths_at(Seconds(paced.end - paced.start))
    if breaths <= 0 or lane.width() / breaths < _FINEST:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faded(light, 0.4))
        painter.drawRoundedRect(lane, 4, 4)
        return
    wave = QPolygonF()
    for step in range(ceil(lane.width() / _FINENESS) + 1):
        x = min(lane.left() + step * _FINENESS, lane.right())
        full = paced.at(place.time_at(x)).fullness
        wave.append(QPointF(x, lane.bottom() - full * lane.height()))
    below = QPolygonF([QPointF(lane.left(), lane.bottom()), *wave.toList(), lane.bottomRight()])
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(faded(light, 0.16))
    painter.drawPolygon(below)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(faded(light, 0.85), 1.4))
    painter.drawPolyline(wave)


def _paint_voice(painter: QPainter, place: StripPlace, sketch: Sketch) -> None:
    """Draw where somebody speaks."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(faded("#ffffff", 0.62))
    for span in spoken(sketch):
        line = place.span(span.start, span.end, place.voice).adjusted(0, 1, 0, -1)
        line.setWidth(max(line.width(), line.height()))
        painter.drawRoundedRect(line, line.height() / 2, line.height() / 2)


def _paint_bells(painter: QPainter, place: StripPlace, sketch: Sketch, light: QColor) -> None:
    """Draw a dot for each stroke."""
    radius = place.bell.height() * 0.42
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(light)
    for time in bells(sketch):
        inside = min(max(place.x_of(time), place.picture.left() + 9), place.picture.right() - 9)
        painter.drawEllipse(QPointF(inside, place.bell.center().y()), radius, radius)


def _paint_names(painter: QPainter, place: StripPlace, sketch: Sketch) -> None:
    """Write what each phase is called, and its minutes, as far as there is room."""
    theme = place.theme
    text, quiet = (
        (theme.colour("text"), theme.colour("quiet"))
        if theme.name == "contrast"
        else (QColor(_NIGHT.text), QColor(_NIGHT.quiet))
    )
    told = sketch.told
    for index, phase in enumerate(sketch.phases):
        box = place.span(phase.start, phase.end)
        if index and theme.name != "contrast":
            edge = box.right() if place.mirrored else box.left()
            painter.setPen(QPen(faded("#ffffff", 0.16), 1))
            painter.drawLine(QPointF(edge, box.top()), QPointF(edge, box.bottom()))
        side = _INSET if box.width() > _NARROW else _INSET / 2
        inner = box.adjusted(*((4, _INSET - 2, -side, 0) if place.mirrored else (side, _INSET - 2, -4, 0)))
        line = _written(
            painter, place, inner, (phase_name(phase.kind),), text, theme.font(BODY, QFont.Weight.Medium)
        )
        inner.setTop(line)
        _written(
            painter,
            place,
            inner,
            (minutes_told(told[phase.kind]), tenths(told[phase.kind])),
            quiet,
            theme.font(SMALL),
        )


def _written(
    painter: QPainter, place: StripPlace, room: QRectF, texts: tuple[str, ...], colour: QColor, font: QFont
) -> float:
    """Write the first of some words that fits; return where the next line begins."""
    small = QFont(font)
    small.setPixelSize(min(font.pixelSize(), place.theme.px(SMALL)))
    bottom = room.top() + QFontMetricsF(font).height() + 1
    for words in texts:
        for each in (font, small):
            if QFontMetricsF(each).horizontalAdvance(words) <= room.width():
                painter.setFont(each)
                painter.setPen(colour)
                draw_words(painter, room, words, mirrored=place.mirrored, wrapped=False)
                return bottom
    return bottom


def _paint_ticks(painter: QPainter, place: StripPlace) -> None:
    """Write the minutes along the strip."""
    total = place.length / 60
    room = place.theme.px(_TICK_ROOM)
    every = next((each for each in _TICKS if each * place.picture.width() / total >= room), _TICKS[-1])
    painter.setFont(place.theme.font(SMALL))
    painter.setPen(place.theme.colour("quiet"))
    for count in range(every, ceil(total), every):
        middle = place.x_of(count * 60)
        if abs(middle - place.x_of(place.length)) > room * 0.7:
            box = QRectF(middle - room / 2, place.ticks.top(), room, place.ticks.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter.value), str(count))
    side = Qt.AlignmentFlag.AlignLeft if place.mirrored else Qt.AlignmentFlag.AlignRight
    end = (side | Qt.AlignmentFlag.AlignAbsolute).value
    painter.drawText(place.ticks.adjusted(2, 0, -2, 0), int(end), minutes_told(place.length))


def _paint_music(
    painter: QPainter, place: StripPlace, sketch: Sketch, playlists: Mapping[str, Playlist], ratio: float
) -> None:
    """Write below what plays."""
    font = place.theme.font(SMALL)
    metrics = QFontMetricsF(font)
    colour = place.theme.colour("quiet")
    size = round(metrics.height())
    stretches = music(sketch)
    for stretch in stretches if len(stretches) > 1 else ():
        box = place.span(stretch.start, stretch.end, place.foot).adjusted(0, 0, -6, 0)
        playlist = playlists.get(stretch.playlist)
        title = playlist.title if playlist else tr("Other music")
        note = drawing("music", colour.name(), size, ratio)
        if box.width() < size + 20:
            continue
        left = box.right() - size if place.mirrored else box.left()
        painter.drawPixmap(QPointF(left, box.top()), note)
        words = box.adjusted(*((0, 0, -size - 6, 0) if place.mirrored else (size + 6, 0, 0, 0)))
        painter.setFont(font)
        painter.setPen(colour)
        cut = metrics.elidedText(title, Qt.TextElideMode.ElideRight, words.width())
        draw_words(painter, words, cut, mirrored=place.mirrored, wrapped=False)

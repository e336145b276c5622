"""The controls, as somebody uses them who has a pointer, a keyboard, large text, or ears alone."""

from functools import partial
from itertools import pairwise

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication, QListWidget, QScrollArea, QVBoxLayout, QWidget, QWidgetItem

from mtrelax.domain.curves import SILENCE
from mtrelax.domain.materials import Playlist
from mtrelax.domain.time import Decibels
from mtrelax.ui.header import Strip
from mtrelax.ui.icons import ICONS, app_icon, drawing, icon
from mtrelax.ui.theme import SMALL, TARGET, Look, style_sheet
from mtrelax.ui.widgets import (
    OUTSET,
    AnswerRow,
    Card,
    Choice,
    ChoiceTile,
    FlowGrid,
    FlowRow,
    IconButton,
    Label,
    LevelSlider,
    LinkButton,
    Notice,
    Page,
    PrimaryButton,
    QuietButton,
    Toggle,
)
from mtrelax.ui.widgets.base import draw_words

WATER = Playlist("still-water", "Still Water", (), subtitle="24 min, piano", scene="water", seed=11)
LENGTHS = (
    Choice(10, "10 minutes", "too short for this voice", enabled=False),
    Choice(20, "20 minutes", "the usual"),
    Choice(30, "30 minutes"),
)


@pytest.fixture
def look(qapp):
    return Look("dark", reduced_motion=True)


@pytest.fixture
def shown(qtbot):
    """Show a widget as the only one of an active window."""

    def show(widget, width=None):
        qtbot.addWidget(widget)
        widget.resize(width or widget.sizeHint().width(), widget.sizeHint().height())
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()
        return widget

    return show


CONTROLS = {
    "primary": lambda look: PrimaryButton(look, "Begin"),
    "quiet": lambda look: QuietButton(look, "Skip"),
    "icon": lambda look: IconButton(look, "close", "Settings"),
    "link": lambda look: LinkButton(look, "History", icon_name="folder"),
    "card": lambda look: Card(look, WATER),
    "tile": lambda look: ChoiceTile(look, "length", LENGTHS),
    "toggle": lambda look: Toggle(look, "Hold the picture still"),
    "slider": lambda look: LevelSlider(look, "Music", ("off", "soft", "full")),
}


@pytest.fixture(params=CONTROLS)
def control(request, look, shown):
    return shown(CONTROLS[request.param](look))


def picture(widget) -> QImage:
    return widget.grab().toImage()


def test_every_control_has_a_name_to_hear(control):
    assert control.accessibleName()


def test_every_control_can_be_reached_by_tab(control):
    assert control.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_every_control_shows_that_the_keyboard_is_at_it(control):
    control.clearFocus()
    before = picture(control)
    control.setFocus(Qt.FocusReason.TabFocusReason)
    assert picture(control) != before


def test_no_control_shows_a_mark_for_the_pointer(control):
    control.clearFocus()
    before = picture(control)
    control.setFocus(Qt.FocusReason.MouseFocusReason)
    assert picture(control) == before


def test_every_control_is_large_enough_to_press(control):
    assert min(control.minimumSizeHint().toTuple()) >= TARGET + 2 * OUTSET


def test_every_control_grows_with_the_text(control, look):
    before = control.sizeHint()
    look.set_text_factor(2.0)
    assert control.sizeHint().height() > before.height()


def test_every_control_follows_the_theme(control, look):
    before = picture(control)
    look.choose("light")
    if not isinstance(control, PrimaryButton):  # its accent is the same in both
        assert picture(control) != before


def test_every_control_draws_itself_from_right_to_left_and_disabled(control):
    control.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    control.setEnabled(False)
    assert not picture(control).isNull()


def test_the_two_buttons_weigh_the_same(look):
    assert PrimaryButton(look, "Begin").sizeHint() == QuietButton(look, "Skip").sizeHint()
    assert PrimaryButton(look, "Begin").sizeHint().height() == 60 + 2 * OUTSET


def test_ring_and_mark_are_two_things(look, shown):
    card = shown(Card(look, WATER))
    card.clearFocus()
    plain = picture(card)
    card.setChecked(True)
    chosen = picture(card)
    card.setFocus(Qt.FocusReason.TabFocusReason)
    both = picture(card)
    card.setChecked(False)
    marked = picture(card)
    assert all(left != right for left, right in pairwise((plain, chosen, both, marked, plain)))


def test_a_card_shows_its_landscape_soon(look, shown, qtbot):
    card = Card(look, WATER)
    foretaste = picture(card)
    shown(card)
    qtbot.waitUntil(lambda: picture(card).pixelColor(60, 60) != foretaste.pixelColor(60, 60))


def test_a_card_is_chosen_by_the_keyboard(look, shown, qtbot):
    card = shown(Card(look, WATER))
    card.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(card.toggled):
        qtbot.keyClick(card, Qt.Key.Key_Space)
    assert card.isChecked()
    assert card.playlist is WATER


def test_a_control_warms_slowly_under_the_pointer(shown, qtbot):
    button = shown(PrimaryButton(Look("dark"), "Begin"))
    button.enterEvent(QEnterEvent(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5)))
    qtbot.waitUntil(lambda: button.warmth == 1.0)
    button.leaveEvent(QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: button.warmth == 0.0)


def test_coming_back_to_the_window_keeps_the_mark(look, shown):
    button = shown(PrimaryButton(look, "Begin"))
    button.clearFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.sendEvent(
        button, QFocusEvent(QFocusEvent.Type.FocusIn, Qt.FocusReason.ActiveWindowFocusReason)
    )
    assert button.is_marked


@pytest.fixture
def tile(look, shown):
    page = QWidget()
    tile = ChoiceTile(look, "length", LENGTHS, page)
    tile.setGeometry(20, 20, 260, 96)
    page.setFixedSize(480, 420)
    shown(page)
    tile.setFocus(Qt.FocusReason.TabFocusReason)
    yield tile
    page.close()


def choice_list(tile) -> QListWidget:
    found = tile.window().findChild(QListWidget, "choice_list")
    assert found is not None
    return found


def test_a_tile_begins_with_the_first_possible_choice(tile):
    assert tile.value == 20
    assert tile.accessibleName() == "length: 20 minutes"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_tile_opens_by_the_keyboard_and_takes_what_is_picked(tile, qtbot, key):
    qtbot.keyClick(tile, key)
    assert tile.is_open
    view = choice_list(tile)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(tile.changed) as changed:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert changed.args == [30]
    assert not tile.is_open


def test_a_tile_opens_by_the_pointer_and_takes_what_is_clicked(tile, qtbot):
    qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    view = choice_list(tile)
    place = view.visualItemRect(view.item(2)).center()
    with qtbot.waitSignal(tile.changed):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert tile.value == 30


def test_escape_closes_the_list_and_changes_nothing(tile, qtbot):
    tile.open()
    with qtbot.assertNotEmitted(tile.changed):
        qtbot.keyClick(choice_list(tile), Qt.Key.Key_Escape)
    assert not tile.is_open
    assert tile.hasFocus()
    tile.open()
    assert tile.is_open


def test_a_press_beside_the_list_closes_it(tile, qtbot):
    tile.open()
    qtbot.mouseClick(
        tile.window().findChild(QWidget, "choices"), Qt.MouseButton.LeftButton, pos=QPoint(470, 410)
    )
    assert not tile.is_open


def test_a_hidden_tile_takes_its_list_along(tile):
    tile.open()
    tile.hide()
    assert not tile.is_open


def test_what_is_not_possible_cannot_be_taken(tile, qtbot):
    tile.open()
    view = choice_list(tile)
    with qtbot.assertNotEmitted(tile.changed):
        qtbot.mouseClick(
            view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualItemRect(view.item(0)).center()
        )
    assert tile.value == 20


def test_arrows_step_through_a_tile_and_over_what_is_not_possible(tile, qtbot):
    qtbot.keyClick(tile, Qt.Key.Key_Down)
    assert tile.value == 30
    qtbot.keyClick(tile, Qt.Key.Key_Up)
    qtbot.keyClick(tile, Qt.Key.Key_Up)
    assert tile.value == 20


def test_other_choices_keep_what_was_chosen_if_it_is_possible(tile):
    tile.set_value(30)
    tile.set_choices(LENGTHS[1:])
    assert tile.value == 30
    tile.set_choices(LENGTHS[:2])
    assert tile.value == 20


REASON = "“Shore at dusk” takes at least 17 minutes, with all the pauses that are written in it"


def height_of_a_choice(tile, width, note):
    """Return how high the list makes a choice in a window so wide."""
    tile.window().setFixedSize(width, 420)
    tile.set_choices([Choice(5, "5 minutes", note), Choice(10, "10 minutes")])
    tile.open()
    view = choice_list(tile)
    height = view.visualItemRect(view.item(0)).height()
    assert view.visualItemRect(view.item(0)).width() <= view.viewport().width()
    view.parentWidget().close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return height


def test_a_reason_is_read_whole_in_more_lines_where_one_is_too_short(tile):
    one_line = height_of_a_choice(tile, 480, "too short")
    line = QFontMetrics(Look("dark").theme.font(SMALL)).height()
    assert height_of_a_choice(tile, 1200, REASON) == one_line
    assert height_of_a_choice(tile, 340, REASON) >= one_line + line


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_words_that_begin_with_a_number_keep_their_order_wherever_one_begins_to_read(qapp, direction):
    image = QImage(200, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setLayoutDirection(direction)
    mirrored = direction is Qt.LayoutDirection.RightToLeft
    draw_words(painter, QRectF(0, 0, 200, 40), "11 nnn", mirrored=mirrored)
    painter.end()
    tops = [
        next((y for y in range(40) if image.pixelColor(x, y).lightness() < 128), None) for x in range(200)
    ]
    inked = [top for top in tops if top is not None]
    assert min(inked[:6]) < min(inked[-6:]), "a one is higher than an n"
    assert any(tops[100:]) is mirrored


def test_a_tile_without_choices_stays_closed(look, shown):
    tile = shown(ChoiceTile(look, "length"))
    tile.open()
    assert (tile.is_open, tile.value) == (False, None)


@pytest.fixture
def row(look, shown):
    row = shown(AnswerRow(look, "no stress at all", "the most stress I can imagine"))
    row.setFocus(Qt.FocusReason.TabFocusReason)
    return row


def test_no_answer_is_given_beforehand(row):
    assert row.value is None
    assert not any(button.isChecked() for button in row.buttons)


def test_all_answers_look_alike(row):
    sizes = {button.size().toTuple() for button in row.buttons}
    colours = {picture(button).pixel(OUTSET + 30, OUTSET + 6) for button in row.buttons[1:]}
    assert len(sizes) == len(colours) == 1


@pytest.mark.parametrize("typed", ["0", "3", "9"])
def test_a_digit_is_an_answer(row, qtbot, typed):
    with qtbot.waitSignal(row.answered):
        qtbot.keyClicks(row.buttons[0], typed)
    assert row.value == int(typed)


def test_one_and_zero_are_ten(row, qtbot):
    qtbot.keyClicks(row.buttons[0], "10")
    assert row.value == 10


def test_one_and_much_later_zero_are_zero(row, qtbot):
    with qtbot.waitSignal(row.findChild(QTimer).timeout):
        qtbot.keyClicks(row.buttons[0], "1")
    qtbot.keyClicks(row.buttons[1], "0")
    assert row.value == 0


def test_arrows_go_from_answer_to_answer(row, qtbot):
    qtbot.keyClick(row.buttons[0], Qt.Key.Key_Right)
    assert row.value == 0
    qtbot.keyClick(row.buttons[0], Qt.Key.Key_Right)
    assert row.value == 1
    assert row.buttons[1].hasFocus()
    qtbot.keyClick(row.buttons[1], Qt.Key.Key_Left)
    qtbot.keyClick(row.buttons[0], Qt.Key.Key_Left)
    assert row.value == 0


def test_a_click_is_an_answer_and_a_second_one_keeps_it(row, qtbot):
    qtbot.mouseClick(row.buttons[7], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(row.buttons[7], Qt.MouseButton.LeftButton)
    assert row.value == 7
    assert [button.isChecked() for button in row.buttons].count(True) == 1
    row.clear()
    assert row.value is None


@pytest.mark.parametrize(("width", "rows"), [(1200, 1), (800, 1), (480, 2)])
def test_answers_take_two_rows_where_one_is_too_narrow(look, qtbot, width, rows):
    row = AnswerRow(look, "no stress at all", "the most stress I can imagine")
    qtbot.addWidget(row)
    row.resize(width, row.heightForWidth(width))
    row.show()
    places = [button.geometry() for button in row.buttons]
    assert len({place.top() for place in places}) == rows
    assert all(QRect(QPoint(0, 0), row.size()).contains(place) for place in places)
    assert min(min(place.width(), place.height()) for place in places) >= TARGET + 2 * OUTSET


def test_the_ends_of_the_scale_stay_whole_when_the_text_grows(look, qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    row = AnswerRow(look, "no stress at all", "the most stress I can imagine", parent=page)
    layout = QVBoxLayout(page)
    layout.addWidget(row)
    page.setStyleSheet(style_sheet(look.theme))
    page.resize(500, 700)
    page.show()
    look.set_text_factor(2.0)
    page.setStyleSheet(style_sheet(look.theme))
    labels = row.findChildren(Label)
    qtbot.waitUntil(lambda: all(label.height() >= label.heightForWidth(label.width()) for label in labels))
    assert all(row.rect().contains(label.geometry()) for label in labels)


def test_answers_begin_at_the_right_for_those_who_read_from_there(look, qtbot):
    row = AnswerRow(look, "a", "b")
    qtbot.addWidget(row)
    row.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    row.resize(1000, row.heightForWidth(1000))
    row.show()
    assert row.buttons[0].x() > row.buttons[10].x()


@pytest.fixture
def slider(look, shown):
    return shown(LevelSlider(look, "Music", ("off", "very soft", "soft", "medium", "full")))


def test_a_slider_speaks_in_words(slider):
    slider.set_level(Decibels(0))
    assert slider.value_text == "full"
    slider.set_level(SILENCE)
    assert (slider.value_text, slider.level) == ("off", SILENCE)


@pytest.mark.parametrize("level", [-29.0, -18.0, -6.0, 0.0])
def test_a_slider_gives_back_the_level_that_was_set(slider, qtbot, level):
    with qtbot.assertNotEmitted(slider.level_changed):
        slider.set_level(Decibels(level))
    assert slider.level == pytest.approx(level, abs=0.2)


def test_a_slider_moves_by_the_keyboard_and_the_pointer(slider, qtbot):
    slider.set_level(Decibels(-15))
    with qtbot.waitSignal(slider.level_changed):
        qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert slider.level > -15
    with qtbot.waitSignal(slider.level_changed):
        qtbot.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(OUTSET, slider.height() - 30))
    qtbot.mouseRelease(slider, Qt.MouseButton.LeftButton)
    assert slider.level == SILENCE


def test_a_switch_goes_to_the_other_side(shown, qtbot):
    toggle = shown(Toggle(Look("dark"), "Say the steps"))
    before = picture(toggle)
    with qtbot.waitSignal(toggle.toggled):
        qtbot.mouseClick(toggle, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: picture(toggle) != before)
    assert toggle.isChecked()


@pytest.mark.parametrize("still", [True, False], ids=["still", "moving"])
def test_a_notice_comes_says_and_goes(qtbot, still):
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    notice = Notice(Look("dark", reduced_motion=still), "Close")
    layout.addWidget(notice)
    page.show()
    assert notice.text == ""
    acted: list[bool] = []
    notice.say("The headphones went away.", "Try again", lambda: acted.append(notice.is_wanted))
    assert (notice.text, notice.accessibleName()) == ("The headphones went away.",) * 2
    qtbot.waitUntil(lambda: notice.graphicsEffect() is None)
    with qtbot.waitSignal(notice.faded_out):
        qtbot.mouseClick(notice.findChild(QWidget, "notice_action"), Qt.MouseButton.LeftButton)
    assert acted == [False]
    notice.say("The headphones are back.")
    qtbot.waitUntil(lambda: notice.graphicsEffect() is None)
    with qtbot.waitSignal(notice.faded_out):
        qtbot.mouseClick(notice.findChild(QWidget, "notice_close"), Qt.MouseButton.LeftButton)
    assert notice.isHidden()


@pytest.fixture
def notice(look, shown):
    """A notice on a page; what passes, passes at once."""
    page = QWidget()
    notice = Notice(look, "Close")
    layout = QVBoxLayout(page)
    layout.addWidget(notice)
    layout.addWidget(QuietButton(look, "Skip"))
    shown(page, 600)
    notice.findChild(QTimer).setInterval(20)
    yield notice
    page.close()


def test_good_news_passes_by_itself(qtbot, notice):
    with qtbot.waitSignal(notice.faded_out):
        notice.say("“Sunday” is ready.", passing=True)
    assert notice.text == ""


@pytest.mark.parametrize("action", ["", "Undo"])
def test_what_matters_or_offers_something_stays(qtbot, notice, action):
    notice.say("“Sunday” is ready.", passing=True)
    with qtbot.assertNotEmitted(notice.faded_out, wait=80):
        notice.say("The log cannot be written.", action, passing=bool(action))
    assert notice.text == "The log cannot be written."


def test_good_news_waits_for_the_keyboard_that_is_at_it(qtbot, notice):
    notice.say("“Sunday” is ready.", passing=True)
    notice.findChild(QWidget, "notice_close").setFocus()
    with qtbot.assertNotEmitted(notice.faded_out, wait=80):
        pass
    with qtbot.waitSignal(notice.faded_out):
        notice.window().findChild(QuietButton).setFocus()


def test_good_news_waits_until_it_is_seen(qtbot, notice):
    notice.window().hide()
    notice.say("“Sunday” is ready.", passing=True)
    with qtbot.assertNotEmitted(notice.faded_out, wait=80):
        pass
    with qtbot.waitSignal(notice.faded_out):
        notice.window().show()


def test_what_a_notice_offers_is_done_and_it_goes(qtbot, notice):
    done = []
    notice.say("The session was deleted.", "Undo", partial(done.append, "undo"))
    with qtbot.waitSignal(notice.faded_out):
        qtbot.mouseClick(notice.findChild(QWidget, "notice_action"), Qt.MouseButton.LeftButton)
    assert done == ["undo"]


@pytest.mark.parametrize(("width", "columns"), [(1100, 4), (700, 2), (300, 1)])
def test_cards_stand_four_two_or_one_in_a_row(look, qtbot, width, columns):
    page = QWidget()
    qtbot.addWidget(page)
    grid = FlowGrid(look, 230)
    page.setLayout(grid)
    cards = [Card(look, WATER, parent=page) for _ in range(4)]
    for card in cards:
        grid.addWidget(card)
    page.resize(width, grid.heightForWidth(width))
    page.show()
    assert len({card.x() for card in cards}) == columns
    assert len({card.size().toTuple() for card in cards}) == 1
    assert all(QRect(QPoint(0, 0), page.size()).contains(card.geometry()) for card in cards)


def test_larger_text_leaves_fewer_cards_in_a_row(look):
    grid = FlowGrid(look, 230)
    assert grid.columns_in(1100) == 4
    look.set_text_factor(2.0)
    assert grid.columns_in(1100) == 2


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_buttons_go_on_below_where_the_row_is_full(look, qtbot, direction):
    page = QWidget()
    qtbot.addWidget(page)
    page.setLayoutDirection(direction)
    row = FlowRow(alignment=Qt.AlignmentFlag.AlignHCenter)
    page.setLayout(row)
    buttons = [QuietButton(look, "Skip"), PrimaryButton(look, "Continue")]
    for button in buttons:
        row.addWidget(button)
    page.resize(300, row.heightForWidth(300))
    page.show()
    assert buttons[1].y() > buttons[0].y()
    assert all(QRect(QPoint(0, 0), page.size()).contains(button.geometry()) for button in buttons)
    assert row.heightForWidth(800) < row.heightForWidth(300)


@pytest.mark.parametrize("size", [QSize(800, 480), QSize(1280, 800)])
@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_what_does_not_fit_on_a_page_is_scrolled_to(qtbot, size, factor):
    page = Page(Look("dark", factor, reduced_motion=True))
    qtbot.addWidget(page)
    labels = [Label("What would help tonight? " * 6, "headline") for _ in range(8)]
    for label in labels:
        page.column.addWidget(label)
    page.resize(size)
    page.show()
    page.ensure_seen(labels[-1])
    assert max(label.width() for label in labels) <= page.width()
    bottom = labels[-1].mapTo(page, QPoint(0, labels[-1].height())).y()
    assert bottom <= page.height()


def test_the_ground_follows_theme_and_playlist(look, shown):
    page = shown(Page(look))
    plain = picture(page)
    assert picture(page) == plain
    page.set_playlist(WATER)
    lent = picture(page)
    look.choose("light")
    assert picture(page) != lent != plain


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_can_be_drawn_in_a_colour(qapp, name):
    image = drawing(name, "#ff8800", 24, 2.0).toImage()
    colours = [image.pixelColor(x, y) for x in range(48) for y in range(48)]
    seen = [colour for colour in colours if colour.alpha() > 250]
    assert seen
    assert all(colour.red() > 250 and 130 < colour.green() < 142 and colour.blue() < 5 for colour in seen)
    assert not icon(name, "#ffffff").isNull()


def test_the_program_has_an_icon(qapp):
    assert app_icon().availableSizes()[-1] == QSize(256, 256)


def test_a_hasty_second_press_acts_once(qtbot):
    notice = Notice(Look("dark", reduced_motion=True), "Close")
    qtbot.addWidget(notice)
    acted = []
    notice.say("The session was deleted.", "Undo", lambda: acted.append(1))
    button = notice.findChild(QWidget, "notice_action")
    qtbot.mouseDClick(button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert acted == [1]
    notice.say("Again.", "Undo")
    assert button.isEnabled()


@pytest.mark.parametrize("factor", [1.0, 2.0])
def test_a_notice_shows_all_its_words_and_its_action(qtbot, factor):
    page = Page(Look("dark", factor, reduced_motion=True))
    qtbot.addWidget(page)
    notice = Notice(page.look, "Close")
    page.column.addWidget(notice)
    page.column.addStretch(1)
    page.resize(560, 480)
    page.show()
    notice.say("The log cannot be written, and nothing in it was changed. " * 2, "Go on without keeping it")
    qtbot.wait(1)
    words = notice.findChild(QWidget, "notice_words")
    action = notice.findChild(QWidget, "notice_action")
    assert words.height() >= words.heightForWidth(words.width())
    assert action.width() >= action.minimumSizeHint().width()
    assert not action.geometry().intersects(words.geometry())
    notice.focus_action()
    assert page.focusWidget() is action


def test_a_page_fades_where_it_goes_on(qtbot):
    page = Page(Look("dark", reduced_motion=True))
    qtbot.addWidget(page)
    bright = QWidget()
    bright.setStyleSheet("background: white")
    bright.setFixedHeight(2000)
    page.column.addWidget(bright)
    page.resize(800, 480)
    page.show()
    qtbot.wait(1)

    def light_at(y):
        return page.grab(QRect(400, y, 1, 1)).toImage().pixelColor(0, 0).lightness()

    assert light_at(240) == light_at(439) == 255
    assert light_at(440) > light_at(460) > light_at(479)
    assert light_at(479) < 60
    page.findChild(QScrollArea).verticalScrollBar().setValue(5000)
    qtbot.wait(1)
    assert light_at(0) < 60 < light_at(30)
    assert light_at(450) == 255


def test_nothing_moves_sideways_when_a_page_becomes_long(qtbot):
    page = Page(Look("dark", reduced_motion=True))
    qtbot.addWidget(page)
    label = Label("What would help tonight?")
    page.column.addWidget(label)
    page.resize(800, 480)
    page.show()
    qtbot.wait(1)
    before = label.width()
    for _ in range(30):
        page.column.addWidget(Label("What would help tonight?", "headline"))
    qtbot.wait(1)
    assert label.width() == before


def test_a_switch_tells_its_note(qtbot):
    plain, noted = (
        Toggle(Look("dark", reduced_motion=True), "Less motion", note=note)
        for note in ("", "Nothing fades or moves but the breath itself.")
    )
    assert noted.accessibleDescription()
    assert noted.heightForWidth(300) > plain.heightForWidth(300)
    plain.deleteLater()
    noted.deleteLater()


def test_the_ends_of_a_scale_stand_below_their_numbers(qtbot, shown):
    row = AnswerRow(Look("dark", reduced_motion=True), "no stress", "most stress")
    row.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    shown(row)
    low, high = row.findChildren(Label)
    assert low.alignment() & Qt.AlignmentFlag.AlignRight
    assert high.alignment() & Qt.AlignmentFlag.AlignLeft
    assert low.x() > high.x()


def test_no_layout_is_asked_for_its_items_by_a_strip(look):
    # What PySide returns for one is kept when Qt has freed it, and taken for the next thing at its address.
    before = _items_held()
    strip = Strip(look, 800)
    strip.column.addWidget(Label("Begin", "body"))
    assert strip.sizeHint().isValid()
    assert _items_held() == before


def _items_held():
    """Return how many items of layouts Python holds."""
    return sum(isinstance(each, QWidgetItem) for each in shiboken6.getAllValidWrappers())

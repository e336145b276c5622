"""Happenings reach those who want to know."""

from mtrelax.services.event import Event


def test_everybody_hears_in_the_order_in_which_they_came():
    heard, event = [], Event[str]()
    event.subscribe(lambda word: heard.append(("first", word)))
    event.subscribe(lambda word: heard.append(("second", word)))
    event.emit("now")
    assert heard == [("first", "now"), ("second", "now")]


def test_nobody_hears_after_the_subscription_has_ended():
    heard, event = [], Event[str]()
    end = event.subscribe(heard.append)
    end()
    end()
    event.emit("now")
    assert heard == []


def test_a_listener_may_leave_while_it_is_told():
    heard, event = [], Event[str]()

    def once(word):
        heard.append(word)
        end()

    end = event.subscribe(once)
    event.subscribe(heard.append)
    event.emit("now")
    event.emit("then")
    assert heard == ["now", "now", "then"]

"""Looking at Kabar: the bell is empty, what was told stays unread."""

from notifications.actions import see_kabar
from notifications.models import Bell
from notifications.replay import unseen_count
from tests.factories import make_question


def test_after_a_look_the_bell_is_empty_and_the_news_is_unread(tell, employee):
    tell(employee)
    before = unseen_count(employee)

    see_kabar(user=employee)

    assert (before, unseen_count(employee)) == (1, 0)
    assert employee.notifications.unread().count() == 1


def test_what_comes_after_the_look_is_unseen(tell, employee):
    tell(employee)
    see_kabar(user=employee)
    tell(employee)

    assert unseen_count(employee) == 1


def test_other_tabs_are_told_once(tell, employee, heard):
    tell(employee)
    heard()

    see_kabar(user=employee)
    see_kabar(user=employee)

    assert heard() == [{"type": "live.recount", "users": [employee.pk]}]


def test_whoever_was_never_told_may_look(stranger):
    see_kabar(user=stranger)

    assert unseen_count(stranger) == 0


def test_the_bell_counts_to_ten_at_most(tell, employee, colleague, now):
    for _each in range(12):
        tell(employee, about=make_question(colleague))

    assert unseen_count(employee) == 10


def test_what_is_told_while_the_page_is_drawn_still_rings(tell, employee):
    tell(employee)
    shown = Bell.objects.get(user=employee).last_seq
    tell(employee)

    see_kabar(user=employee, upto=shown)

    assert unseen_count(employee) == 1

"""Kabar: one's own news, newest first, without what one may no longer see."""

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings

from discussions.notices.answering import MENTIONED
from notifications.models import Notification
from notifications.replay import unseen_count
from tests.factories import make_question
from workshops.notices import WORKSHOP_ANNOUNCED

URL = "/kabar/"


@pytest.fixture
def listed(as_user, employee):
    """The things that the employee's Kabar names, in order."""
    client = as_user(employee)

    def titles(query=""):
        groups = client.get(f"{URL}?{query}").context["groups"]
        return [row.about.title for _name, rows in groups for row in rows]

    return titles


def test_news_is_listed_newest_first(listed, tell, employee, colleague, question):
    other = make_question(colleague, title="Bagaimana mengisi formulir cuti?")
    tell(employee)
    tell(employee, about=other)

    assert listed() == [other.title, question.title]


def test_news_that_is_told_late_stands_where_its_moment_is(
    listed, tell, employee, colleague, question, now
):
    other = make_question(colleague, title="Bagaimana mengisi formulir cuti?")
    tell(employee)
    tell(employee, about=other)
    latest = Notification.objects.order_by("-seq")[:1].get()
    Notification.objects.filter(pk=latest.pk).update(created_at=now - timedelta(hours=1))

    assert listed() == [question.title, other.title]


def test_it_names_only_ones_own_news(listed, tell, colleague):
    tell(colleague)

    assert listed() == []


def test_a_thing_one_may_no_longer_see_is_not_named(listed, tell, employee, hidden):
    tell(employee)

    assert (listed(), unseen_count(employee)) == ([], 0)


def test_a_hidden_thing_is_not_counted_on_the_bell_either(tell, employee, hidden, as_user):
    tell(employee)

    assert as_user(employee).get("/lokakarya/").context["unseen"] == 0


@pytest.fixture
def mixed(tell, employee, workshop, now):
    """A read answer, and a workshop that is unread."""
    tell(employee)
    employee.notifications.update(read_at=now)
    tell(employee, about=workshop, kind=WORKSHOP_ANNOUNCED)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["workshop", "question"]),
        ("saring=belum", ["workshop"]),
        ("saring=jawaban", ["question"]),
        ("saring=lokakarya", ["workshop"]),
        ("saring=lain", ["workshop", "question"]),
        ("hal=9", []),
    ],
)
def test_filters_narrow_the_news(listed, mixed, query, expected, request):
    assert listed(query) == [request.getfixturevalue(name).title for name in expected]


def test_a_filter_for_what_names_the_reader(listed, mixed, tell, employee, colleague):
    mine = make_question(colleague, title="Siapa yang menyusun telaahan?")
    tell(employee, about=mine, kind=MENTIONED)

    assert listed("saring=sebutan") == [mine.title]


def test_opening_kabar_empties_the_bell_and_reads_nothing(listed, tell, employee):
    tell(employee)

    listed()

    assert unseen_count(employee) == 0
    assert employee.notifications.unread().count() == 1


def test_news_is_grouped_by_age(as_user, tell, employee, colleague, now):
    for days in (0, 1, 40):
        tell(employee, about=make_question(colleague))
        newest = Notification.objects.order_by("-seq")[:1].get()
        Notification.objects.filter(pk=newest.pk).update(created_at=now - timedelta(days=days))

    groups = as_user(employee).get(URL).context["groups"]

    assert [len(rows) for _name, rows in groups] == [1, 1, 1]


def test_every_row_leads_to_its_thing(as_user, tell, employee, question):
    tell(employee)

    assert f'href="{question.get_absolute_url()}"' in as_user(employee).get(URL).content.decode()


def test_a_kind_that_is_no_more_is_left_out(listed, tell, employee):
    tell(employee)
    employee.notifications.update(kind="discussions.gone")

    assert listed() == []


def test_kabar_needs_no_more_queries_for_more_news(
    as_user, employee, colleague, tell, same_queries
):
    def add(count):
        for _each in range(count):
            tell(employee, about=make_question(colleague))

    same_queries(as_user(employee), URL, add)


REASONS = {
    reason
    for folders in ("*/notices.py", "*/notices/*.py")
    for path in Path(settings.BASE_DIR).glob(folders)
    for reason in re.findall(r'reason="([a-z]+)"', path.read_text())
}


@pytest.mark.parametrize("reason", sorted(REASONS))
def test_row_53_each_piece_of_news_says_why_it_came(as_user, tell, employee, reason):
    """Every reason that any notice gives has its words."""
    tell(employee)
    Notification.objects.update(reason=reason)

    page = as_user(employee).get(URL).content.decode()

    assert " · karena " in unescape(page)


def test_row_53_control_without_a_reason_nothing_is_said(as_user, tell, employee):
    tell(employee)

    assert " · karena " not in unescape(as_user(employee).get(URL).content.decode())

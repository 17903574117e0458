"""The list of questions: filters, orders, pages, and a steady number of queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from discussions.actions import follow_thread
from discussions.models import Thread
from tests.factories import AreaFactory, UserFactory, area, make_answer, make_question
from tests.fresh import forget_cache

URL = "/tanya/"


@pytest.fixture
def shown(stranger, as_user):
    """The questions of the list for a stranger, with this query."""
    client = as_user(stranger)
    return lambda **query: client.get(URL, query).context["page"].rows


def queries_of(client, url):
    """How many queries a page needs when no row of it is cached, only the session."""
    forget_cache()
    client.get("/bantuan/")
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    return len(queries)


def test_row_34_each_status_shows_its_questions(
    question, answer, choose, employee, stranger, shown
):
    lonely = make_question(employee, title="Apakah ada yang tahu jadwal apel?", areas=["T.NAS"])
    solved = make_question(employee, title="Bagaimana mengajukan cuti besar?")
    choose(make_answer(stranger, solved))

    assert shown() == [solved, lonely, question]
    assert shown(status="belum") == [lonely]
    assert shown(status="tanpa-solusi") == [question]
    assert shown(status="terjawab") == [solved]
    assert shown(status="saya-tanya") == []
    assert shown(bidang=area("T.NAS").slug) == [lonely]


def test_each_order_starts_with_its_own(employee, colleague, now, shown):
    old = make_question(employee, now=now - timedelta(days=3))
    middle = make_question(employee, now=now - timedelta(days=2))
    new = make_question(employee, now=now - timedelta(days=1))
    make_answer(colleague, middle, now=now)

    assert shown(urut="baru") == [new, middle, old]
    assert shown(urut="lama") == [old, middle, new]
    assert shown(urut="ramai") == [middle, new, old]


def test_a_question_of_two_followed_areas_is_shown_once(employee, stranger, shown, now):
    both = make_question(employee, areas=["T.KEU", "T.NAS"])
    for code in ("T.KEU", "T.NAS"):
        stranger.area_follows.create(area=area(code), since=now)

    assert shown(status="bidang-saya") == [both]


@pytest.mark.parametrize("name", ["status", "urut", "bidang", "hal"])
@pytest.mark.parametrize(
    "value", ["", "x", "\0", "<script>", "-1", "9" * 400, "\u202e", "' OR 1=1"]
)
def test_a_damaged_address_shows_a_list(question, stranger, as_user, name, value):
    response = as_user(stranger).get(URL, {name: value})

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_long_lists_are_cut_into_pages(employee, shown):
    for _n in range(21):
        make_question(employee)

    assert (len(shown()), len(shown(hal="2")), len(shown(hal="3"))) == (20, 1, 0)


def test_an_empty_list_says_what_to_do(stranger, as_user):
    page = as_user(stranger).get(URL).content.decode()

    assert 'href="/tanya/baru/"' in page


def test_a_title_is_shown_as_text(employee, stranger, as_user):
    make_question(employee, title="<script>alert('x')</script> <!--unread-->")

    page = as_user(stranger).get(URL).content.decode()

    assert "<script>alert" not in page
    assert "&lt;!--unread--&gt;" in page


def test_sharings_and_announcements_are_not_in_it(question, shown):
    Thread.objects.update(kind="announcement")

    assert shown() == []


@pytest.mark.parametrize("status", ["", "bidang-saya", "tanpa-solusi", "saya-ikuti"])
def test_the_number_of_queries_does_not_grow(stranger, as_user, now, status):
    client, url, counts = as_user(stranger), f"{URL}?status={status}", []
    stranger.area_follows.create(area=area("T.KEU"), since=now)
    for more in (3, 17, 10):
        for _n in range(more):
            thread = make_question(UserFactory(), areas=["T.KEU", "T.NAS"])
            make_answer(UserFactory(), thread)
            follow_thread(user=stranger, thread=thread, now=now)
        counts.append(queries_of(client, url))

    few, full, several_pages = counts
    assert full == several_pages <= 12
    assert few == full - 1  # less than a page needs no count of pages


@pytest.mark.parametrize("path", ["/bidang/", "/bidang/{slug}/"])
def test_the_pages_of_areas_need_as_few(stranger, as_user, choose, path):
    client, url, counts = as_user(stranger), path.format(slug=area().slug), []
    for more in (3, 27):
        for n in range(more):
            answer = make_answer(UserFactory(), make_question(UserFactory()))
            if n % 2:
                choose(answer)
            make_question(UserFactory())
        counts.append(queries_of(client, url))

    assert counts[0] == counts[1] <= 12


def test_row_38_a_parent_area_includes_what_lies_below(employee, stranger, as_user):
    """Row 38."""
    child = AreaFactory(parent=area("T.KEU"))
    below = AreaFactory(parent=child)
    make_question(employee, title="Di bawah sekali letaknya?", areas=[below.code])
    client = as_user(stranger)

    listed = client.get(f"/tanya/?bidang={area('T.KEU').slug}").content.decode()
    shown = client.get(f"/bidang/{area('T.KEU').slug}/").content.decode()

    assert "Di bawah sekali letaknya?" in listed
    assert "Di bawah sekali letaknya?" in shown

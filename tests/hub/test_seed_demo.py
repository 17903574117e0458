"""The commands: the demo, the index and the counters built anew."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from competencies.models import Area, LearningRecord
from discussions.actions import GuideText, grow_guide
from discussions.models import EditSuggestion, Guide, Post, Report, Thread
from notifications.actions import forget_old_news
from notifications.models import Notification
from search.finding import find
from search.models import SearchEntry
from tests.factories import area, make_answer
from workshops.actions import register
from workshops.models import SeatPool, Workshop


def test_the_demo_refuses_a_site_that_is_no_demo(db, settings):
    settings.FORUM_DEMO = False

    with pytest.raises(CommandError):
        call_command("seed_demo")

    assert not User.objects.exists()


def test_the_demo_refuses_a_site_with_people(employee, settings):
    settings.FORUM_DEMO = True

    with pytest.raises(CommandError):
        call_command("seed_demo")


@pytest.fixture
def demo(db, settings, capsys):
    """An empty database, filled."""
    settings.FORUM_DEMO = True
    call_command("seed_demo")


def test_the_demo_fills_an_empty_site_once(demo, client, capsys):
    nouns = (User, Thread, Post, Workshop, LearningRecord, Guide, Report, EditSuggestion)
    counts = [noun.objects.count() for noun in nouns]

    call_command("seed_demo", if_empty=True)
    call_command("recount")

    assert min(counts) > 0
    assert [noun.objects.count() for noun in nouns] == counts
    assert capsys.readouterr().out.endswith("0 drift\n")
    assert client.login(email="asn@contoh.id", password="sepakat-2026")
    assert client.get("/").status_code == 200


def test_the_demo_leaves_nothing_that_is_forgotten_at_once(demo, now):
    """The server's first hour would forget it while its letters are on their way."""
    assert forget_old_news(now=now) == 0


def test_the_demo_tells_everybody_in_the_order_of_time(demo):
    told = list(Notification.objects.order_by("recipient", "seq"))

    assert told == sorted(told, key=lambda one: (one.recipient_id, one.created_at, one.seq))


def test_reindexing_finds_everything_again(question, workshop, employee, colleague, now):
    answer = make_answer(colleague, question)
    text = GuideText("Mengoreksi kode rekening", "Buka menu.", "Perbup 12/2020", [area()])
    grow_guide(actor=colleague, answer=answer, text=text, now=now)
    SearchEntry.objects.all().delete()

    call_command("reindex", verbosity=0)

    assert find(text="rekening", audiences=["regency"]).total >= 1
    kinds = set(SearchEntry.objects.values_list("kind", flat=True))
    assert kinds == {
        "accounts.user",
        "competencies.area",
        "discussions.guide",
        "discussions.thread",
        "workshops.workshop",
    }
    assert SearchEntry.objects.filter(kind="competencies.area").count() == Area.objects.count()


def test_recounting_reports_drift_and_repairs_it_when_asked(
    question, colleague, workshop, employee, now, capsys
):
    make_answer(colleague, question)
    register(user=employee, workshop=workshop, now=now)
    Thread.objects.update(answer_count=9)
    SeatPool.objects.update(taken=7)

    for repair in (False, True, False):
        call_command("recount", repair=repair)

    assert capsys.readouterr().out.split("\n")[:3] == ["2 drift", "2 drift", "0 drift"]
    assert Thread.objects.get().answer_count == 1
    assert workshop.pools.get().taken == 1

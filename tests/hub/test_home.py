"""Beranda: what waits for whom, and no empty blocks."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from competencies.actions import follow_area
from competencies.models import AreaCuratorship
from discussions.actions import accept_answer
from tests.factories import UserFactory, area, make_answer, make_plan, make_question, make_workshop
from workshops.actions import (
    NewQuestion,
    Wish,
    acknowledge_change,
    add_entry_question,
    edit_workshop,
    register,
)


@pytest.fixture
def waiting(as_user):
    """Where the lines of "waiting for you" lead."""
    return lambda user: [line.url for line in as_user(user).get("/").context["waiting"]]


def test_nobody_in_particular_sees_the_opening_page(client, question):
    response = client.get("/")

    assert response.templates[0].name == "hub/opening.html"
    assert question.title not in response.content.decode()


def test_on_an_empty_site_the_blocks_are_not_there(as_user, employee):
    html = as_user(employee).get("/").content.decode()

    for block in ("menunggu", "terdekat", "bantu", "terjawab"):
        assert f'id="{block}"' not in html


def test_with_content_every_block_is_there(as_user, employee, colleague, leader, now):
    make_workshop(leader)
    make_question(colleague)
    solved = make_question(employee, title="Bagaimana membaca neraca daerah?")
    accept_answer(actor=employee, answer=make_answer(colleague, solved), kind="asker", now=now)

    html = as_user(employee).get("/").content.decode()

    for block in ("menunggu", "terdekat", "bantu", "terjawab"):
        assert f'id="{block}"' in html


def test_an_asker_is_led_to_new_answers_and_to_the_choice(waiting, employee, colleague, question):
    answer = make_answer(colleague, question)

    assert waiting(employee) == [answer.get_absolute_url(), question.get_absolute_url()]
    assert waiting(colleague) == []


def test_a_participant_is_reminded_of_tomorrows_workshop(waiting, employee, workshop, now):
    register(user=employee, workshop=workshop, now=now)

    assert waiting(employee) == [workshop.get_absolute_url()]


def test_a_workshop_that_moved_waits_until_it_is_seen(waiting, employee, leader, now):
    later = now + timedelta(days=7)
    spans = [(later, later + timedelta(hours=2))]
    workshop = make_workshop(leader, spans=spans)
    register(user=employee, workshop=workshop, now=now)
    plan = make_plan(leader, now=now, spans=spans, place="Aula Setdakab")
    edit_workshop(editor=leader, workshop=workshop, plan=plan, now=now)
    before = waiting(employee)

    acknowledge_change(user=employee, workshop=workshop, upto=workshop.version + 1)

    assert (before, waiting(employee)) == ([workshop.get_absolute_url()], [])


@pytest.fixture
def series(leader, employee, now, time_machine):
    """Three days, the employee registered: the first is over, the second was called off."""
    days = [now + timedelta(days=day) for day in (1, 4, 6)]
    spans = [(day, day + timedelta(hours=2)) for day in days]
    workshop = make_workshop(leader, spans=spans, registration_closes_at=days[0])
    register(user=employee, workshop=workshop, now=now)
    workshop.sessions.filter(no=2).update(status="cancelled")
    time_machine.move_to(now + timedelta(days=2))
    return workshop


def test_of_a_series_the_session_that_is_next_is_told(as_user, employee, leader, series, now):
    page = as_user(employee).get("/")

    assert [one.first_start for one in page.context["workshops"]] == [now + timedelta(days=6)]
    assert page.context["waiting"] == []


def test_the_next_session_of_a_series_is_reminded_of(as_user, employee, series, now, time_machine):
    time_machine.move_to(now + timedelta(days=5))
    page = as_user(employee).get("/")
    day = date_format(timezone.localtime(now + timedelta(days=6)), "l, H.i")

    assert [line.title for line in page.context["waiting"]] == [f"Lokakarya Anda: {day}"]
    shown = date_format(timezone.localtime(now + timedelta(days=6)), "l, j M")
    assert shown in page.content.decode()


def test_what_is_over_is_asked_no_more(waiting, employee, leader, now, time_machine):
    """Also where the host does not close it."""
    workshop = make_workshop(leader)
    register(user=employee, workshop=workshop, now=now)
    question = NewQuestion(text="Apa kesulitan Anda?", kind="text")
    add_entry_question(actor=leader, workshop=workshop, question=question, now=now)
    plan = make_plan(leader, now=now, place="Aula Setdakab")
    edit_workshop(editor=leader, workshop=workshop, plan=plan, now=now)
    assert waiting(employee) == [workshop.get_absolute_url()] * 2

    time_machine.move_to(now + timedelta(days=3))

    assert waiting(employee) == []


def test_a_workshop_in_a_week_is_no_reminder_yet(waiting, employee, leader, now):
    later = now + timedelta(days=7)
    workshop = make_workshop(leader, spans=[(later, later + timedelta(hours=2))])
    register(user=employee, workshop=workshop, now=now)

    assert waiting(employee) == []


@pytest.fixture
def past(leader, now):
    """A workshop that ended yesterday."""
    start = now - timedelta(days=1)
    return make_workshop(leader, spans=[(start, start + timedelta(hours=2))])


def test_a_host_is_asked_to_record_who_was_present(waiting, leader, other_leader, past):
    assert waiting(leader) == [f"/lokakarya/{past.public_id}/kelola/hadir/"]
    assert waiting(other_leader) == []


def test_a_called_off_session_does_not_delay_the_closing(waiting, leader, past, now):
    held = past.sessions.values_list("starts_at", "ends_at").get()
    later = (now + timedelta(days=3), now + timedelta(days=3, hours=2))
    for spans in ([held, later], [held]):
        plan = make_plan(leader, spans=spans)
        edit_workshop(editor=leader, workshop=past, plan=plan, now=now)

    assert waiting(leader) == [f"/lokakarya/{past.public_id}/kelola/hadir/"]


def test_a_moderator_hears_of_silent_questions(waiting, moderator, colleague, question, now):
    make_answer(colleague, question, now=now - timedelta(days=15))

    assert waiting(moderator) == ["/moderasi/?jenis=tanpa-solusi"]


def test_at_most_three_things_wait(as_user, employee, colleague):
    for number in range(5):
        make_answer(colleague, make_question(employee, title=f"Pertanyaan nomor {number} saya?"))

    context = as_user(employee).get("/").context

    assert (len(context["waiting"]), context["more_waiting"]) == (3, True)


def test_ones_own_workshop_comes_first(as_user, employee, leader, now):
    make_workshop(leader, title="Lokakarya lebih awal")
    later = now + timedelta(days=20)
    mine = make_workshop(leader, spans=[(later, later + timedelta(hours=2))])
    register(user=employee, workshop=mine, now=now)

    assert as_user(employee).get("/").context["workshops"][0] == mine


def test_questions_of_ones_areas_are_offered_for_help(as_user, employee, colleague, now):
    follow_area(user=employee, area=area("T.KES"), now=now)
    make_question(colleague, title="Pertanyaan tentang gizi balita?", areas=["T.KES"])
    make_question(colleague, title="Pertanyaan tentang rekening?", areas=["T.KEU"])
    make_question(employee, title="Pertanyaan saya tentang gizi?", areas=["T.KES"])

    html = as_user(employee).get("/").content.decode()

    assert "Pertanyaan tentang gizi balita?" in html
    assert "Pertanyaan tentang rekening?" not in html
    assert "Pertanyaan saya tentang gizi?" not in html


@pytest.mark.parametrize("role", ["employee", "leader", "moderator", "admin"])
def test_beranda_needs_no_more_queries_for_more_of_everything(
    role, as_user, colleague, leader, same_queries, now, request
):
    reader = request.getfixturevalue(role)
    for code in ("T.KEU", "T.NAS"):
        follow_area(user=reader, area=area(code), now=now)

    def add(count):
        for person in UserFactory.create_batch(count):
            mine = make_question(reader)
            make_answer(person, mine)
            solved = make_question(person)
            answer = make_answer(colleague, solved)
            accept_answer(actor=person, answer=answer, kind="asker", now=now)
            make_question(person)
            wish = Wish(ignores_overlap=True)
            register(user=reader, workshop=make_workshop(leader), wish=wish, now=now)
            start = now - timedelta(days=1)
            make_workshop(leader, spans=[(start, start + timedelta(hours=2))])

    same_queries(as_user(reader), "/", add, most=18, more=9)  # no block has more rows


@pytest.mark.parametrize(("code", "lines"), [("T.NAS", 0), ("T.KEU", 1)])
def test_a_moderator_of_an_area_hears_of_its_questions(
    waiting, stranger, colleague, question, now, code, lines
):
    AreaCuratorship.objects.create(user=stranger, area=area(code), since=now)
    make_answer(colleague, question, now=now - timedelta(days=15))

    assert len(waiting(stranger)) == lines


def test_what_has_a_deadline_comes_before_what_is_only_new(
    waiting, employee, colleague, leader, question, now
):
    later = now + timedelta(days=7)
    spans = [(later, later + timedelta(hours=2))]
    workshop = make_workshop(leader, spans=spans)
    register(user=employee, workshop=workshop, now=now)
    make_answer(colleague, question)
    plan = make_plan(leader, now=now, spans=spans, place="Aula Setdakab")
    edit_workshop(editor=leader, workshop=workshop, plan=plan, now=now)

    assert waiting(employee)[0] == workshop.get_absolute_url()


def test_see_all_shows_all_that_waits(as_user, employee, colleague):
    for no in range(5):
        make_answer(colleague, make_question(employee, title=f"Bagaimana mengisi berkas {no}?"))
    client = as_user(employee)

    few, every = (client.get(url).context for url in ("/", "/?semua"))

    assert (len(few["waiting"]), few["more_waiting"]) == (3, True)
    assert (len(every["waiting"]), every["more_waiting"]) == (10, False)  # answers, and choices


@pytest.mark.parametrize(("month", "is_new"), [(1, True), (11, False)])
def test_a_new_year_is_said_in_its_first_month(as_user, employee, time_machine, month, is_new):
    time_machine.move_to(datetime(2027, month, 15, 10, tzinfo=UTC))

    html = as_user(employee).get("/").content.decode()

    assert ("Tahun baru, pucuk baru." in html) == is_new

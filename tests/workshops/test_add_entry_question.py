"""Row C19: what the host asks at registering, also such that hangs on an earlier answer."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from accounts.actions import let_member_leave
from notifications.kinds import seen_by
from notifications.mail import words_of
from notifications.models import Notification
from tests.factories import UserFactory, make_workshop
from workshops.actions import (
    AskedAlready,
    NewQuestion,
    TooManyQuestions,
    Wish,
    add_entry_question,
    answer_host,
    cancel_registration,
    close_workshop,
    end_entry_question,
    register,
    register_others,
)
from workshops.models import EntryAnswer, EntryQuestion, Registration
from workshops.notices import REGISTERED_BY_LEADER


@pytest.fixture
def ask(workshop, leader, now):
    def add(text, kind="text", **more):
        question = NewQuestion(text=text, kind=kind, **more)
        return add_entry_question(actor=leader, workshop=workshop, question=question, now=now)

    return add


@pytest.fixture
def laptop(ask):
    """Yes or no; whoever brings none is asked why, whoever brings one need not say which."""
    asked = ask("Apakah Anda membawa laptop?", "yes_no")
    ask("Mengapa tidak?", only_after=asked, only_if="no")
    ask("Merek apa?", only_after=asked, only_if="yes", is_required=False)
    return asked


@pytest.fixture
def send(workshop, employee, as_user, address):
    def press(**answers):
        sent = {name.replace("_", "-"): text for name, text in answers.items()}
        return as_user(employee).post(address("register", workshop), {"answers": "1"} | sent)

    return press


def said(registration):
    rows = registration.answers.order_by("question__no").values_list("question__no", "text")
    return dict(rows)


def test_row_c19_the_first_press_asks_and_registers_nobody(
    laptop, workshop, employee, as_user, address
):
    page = as_user(employee).post(address("register", workshop), {"listed": "1"})

    assert (page.status_code, Registration.objects.count()) == (200, 0)
    html = page.content.decode()
    assert "Apakah Anda membawa laptop?" in html
    assert "Hanya bila “Apakah Anda membawa laptop?” dijawab “Tidak”." in html
    assert 'name="listed"' in html


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        ({"jawab_1": "yes"}, {1: "yes"}),
        ({"jawab_1": "yes", "jawab_3": "Rakitan"}, {1: "yes", 3: "Rakitan"}),
        ({"jawab_1": "no", "jawab_2": "Rusak."}, {1: "no", 2: "Rusak."}),
        ({"jawab_1": "yes", "jawab_2": "Tersisa dari tadi."}, {1: "yes"}),
    ],
)
def test_row_c19_what_is_asked_depends_on_the_answers_before(laptop, send, workshop, answers, kept):
    assert send(**answers).status_code == 302
    assert said(workshop.registrations.get()) == kept


@pytest.mark.parametrize(
    "answers",
    [{}, {"jawab_1": "no"}, {"jawab_1": "mungkin"}, {"jawab_1": "no", "jawab_2": "x" * 501}],
)
def test_row_c19_what_is_missing_or_wrong_comes_back_as_it_was_typed(
    laptop, send, workshop, answers
):
    page = send(**answers)

    assert (page.status_code, workshop.registrations.count()) == (422, 0)
    assert all(text in page.content.decode() for text in answers.values() if text != "mungkin")


def test_row_c19_one_of_several(ask, send, workshop):
    ask("Ukuran kaus?", "choice", choices=("S", "M", "L & XL"))

    assert send(jawab_1="XXL").status_code == 422
    assert send(jawab_1="L & XL").status_code == 302
    assert said(workshop.registrations.get()) == {1: "L & XL"}


def test_row_c19_the_host_reads_it_in_the_list(laptop, send, workshop, leader, as_user, address):
    send(jawab_1="no", jawab_2="Rusak <b>sekali</b>")

    page = as_user(leader).get(address("participant_list", workshop)).content.decode()

    assert "Mengapa tidak?" in page
    assert "Rusak &lt;b&gt;sekali&lt;/b&gt;" in page


def test_row_c19_the_waiting_list_takes_the_answers_along(
    ask, workshop, colleague, employee, as_user, address, now
):
    """No seat: they are not typed twice."""
    ask("Bidang apa yang Anda tangani?")
    workshop.pools.update(capacity=1)
    register(user=colleague, workshop=workshop, now=now)
    client, sent = as_user(employee), {"answers": "1", "jawab-1": "Keuangan desa"}

    page = client.post(address("register", workshop), sent)
    client.post(address("register", workshop), sent | {"waits": "1"})

    assert page.status_code == 409
    assert 'name="jawab-1" value="Keuangan desa"' in page.content.decode()
    assert said(workshop.registrations.get(user=employee)) == {1: "Keuangan desa"}


def test_row_c19_whoever_registers_again_says_it_anew(laptop, workshop, employee, now):
    said_before = Wish(answers={laptop.pk: "yes"})
    registration = register(user=employee, workshop=workshop, wish=said_before, now=now)
    cancel_registration(user=employee, workshop=workshop, now=now)

    register(user=employee, workshop=workshop, wish=Wish(answers={laptop.pk: "no"}), now=now)

    assert said(registration) == {1: "no"}


def test_what_ended_is_asked_no_more_nor_what_hangs_on_it(laptop, send, workshop, now):
    send(jawab_1="yes")

    end_entry_question(question=laptop, now=now)

    assert not workshop.entry_questions.standing().exists()
    assert EntryAnswer.objects.count() == 1


def test_the_host_reads_what_ends_along_before_and_how_many_ended_after(
    laptop, ask, workshop, leader, as_user, address
):
    why = workshop.entry_questions.get(text="Mengapa tidak?")
    ask("Sejak kapan rusak?", only_after=why, only_if="Rusak")
    ask("Dari kecamatan mana?")
    client = as_user(leader)

    html = client.get(address("add_entry_question", workshop)).content.decode()

    assert "Ikut berakhir: “Mengapa tidak?”, “Merek apa?”, “Sejak kapan rusak?”</p>" in html
    assert html.count("Ikut berakhir:") == 2  # also with “Mengapa tidak?”
    url = reverse("workshops:end_entry_question", args=[workshop.public_id, laptop.no])
    page = client.post(url, follow=True)
    assert "4 pertanyaan tidak ditanyakan lagi" in page.content.decode()


def test_more_than_ten_are_refused(ask):
    for no in range(10):
        ask(f"Pertanyaan ke-{no}?")

    with pytest.raises(TooManyQuestions):
        ask("Yang kesebelas?")


def test_pressed_twice_it_is_asked_once(workshop, leader, as_user, address):
    sent = {"text": "Ukuran kaus?", "kind": "choice", "choices": "S\nM\nM\n L ", "is_required": "1"}

    for _time in range(2):
        as_user(leader).post(address("add_entry_question", workshop), sent)

    assert EntryQuestion.objects.get().choices == ["S", "M", "L"]


def test_the_host_hangs_one_on_an_answer(laptop, workshop, leader, as_user, address):
    client = as_user(leader)
    page = client.get(address("add_entry_question", workshop)).content.decode()
    assert "bila “Apakah Anda membawa laptop?” dijawab “Tidak”" in page

    only = f"{laptop.pk}:1"
    client.post(
        address("add_entry_question", workshop),
        {"text": "Perlu kami pinjami?", "kind": "yes_no", "only": only},
    )

    added = EntryQuestion.objects.get(text="Perlu kami pinjami?")
    assert (added.only_after, added.only_if, added.is_required) == (laptop, "no", False)


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"text": "Apa?", "kind": "text"},
        {"text": "Ukuran kaus?", "kind": "choice", "choices": "S"},
        {"text": "Ukuran kaus?", "kind": "choice", "choices": "x" * 101 + "\nS"},
        {"text": "Ukuran kaus?", "kind": "lain"},
        {"text": "Ukuran kaus?", "kind": "text", "only": "1:99"},
    ],
)
def test_bad_input_says_what_and_asks_nothing(workshop, leader, as_user, address, sent):
    page = as_user(leader).post(
        address("add_entry_question", workshop), sent | {"is_required": "1"}
    )

    assert page.status_code == 422
    assert not EntryQuestion.objects.exists()
    assert sent.get("text", "") in page.content.decode()


def test_another_workshops_question_cannot_be_hung_on(laptop, leader, as_user, address):
    other = make_workshop(leader, title="Lokakarya lain dari unit ini")
    sent = {"text": "Perlu kami pinjami?", "kind": "yes_no", "only": f"{laptop.pk}:1"}

    assert as_user(leader).post(address("add_entry_question", other), sent).status_code == 422


def test_as_many_queries_for_many_answers(
    laptop, workshop, leader, as_user, address, same_queries, now
):
    workshop.pools.update(capacity=100)

    def add(count):
        for person in UserFactory.create_batch(count, nip=None):
            wish = Wish(answers={laptop.pk: "yes"})
            register(user=person, workshop=workshop, wish=wish, now=now)

    same_queries(as_user(leader), address("participant_list", workshop), add)


@pytest.fixture
def registered_by_leader(laptop, workshop, employee, leader, now):
    """The employee, whom nobody asked."""
    register_others(actor=leader, workshop=workshop, people=[employee], wish=Wish(), now=now)
    return workshop.registrations.get(user=employee)


def test_row_c19_who_was_registered_by_a_leader_answers_afterwards(
    registered_by_leader, workshop, employee, leader, as_user, address
):
    client, url = as_user(employee), address("answer_host", workshop)
    assert url in client.get(workshop.get_absolute_url()).content.decode()
    hosts = address("participant_list", workshop)
    assert "Belum menjawab pertanyaan" in as_user(leader).get(hosts).content.decode()

    wrong = client.post(url, {"jawab-1": "no", "jawab-2": ""})
    assert (wrong.status_code, said(registered_by_leader)) == (422, {})
    assert client.post(url, {"jawab-1": "no", "jawab-2": "Rusak."}).status_code == 302

    assert said(registered_by_leader) == {1: "no", 2: "Rusak."}
    assert 'value="Rusak."' in client.get(url).content.decode()
    assert "Penyelenggara bertanya" not in client.get(workshop.get_absolute_url()).content.decode()
    assert "Belum menjawab pertanyaan" not in as_user(leader).get(hosts).content.decode()


def test_row_c19_the_letter_of_the_leaders_deed_says_so(registered_by_leader, employee):
    [news] = seen_by(employee, Notification.objects.filter(kind=REGISTERED_BY_LEADER.key))

    with override("id"):
        assert "Penyelenggara bertanya" in REGISTERED_BY_LEADER.details(news)[-1]


def test_row_c19_who_owes_hangs_on_what_was_said(laptop, workshop, employee, colleague, now):
    more = {"workshop": workshop, "now": now}
    register(user=employee, wish=Wish(answers={laptop.pk: "yes"}), **more)
    register(user=colleague, wish=Wish(answers={laptop.pk: "no"}), **more)

    assert [one.user for one in workshop.registrations.owing_answers()] == [colleague]


def test_row_c19_answers_come_from_who_has_a_place_while_it_is_to_be(
    registered_by_leader, workshop, employee, stranger, leader, as_user, address, now
):
    url = address("answer_host", workshop)
    assert as_user(stranger).get(url).status_code == 404

    close = {"workshop": workshop, "actor": leader, "now": workshop.sessions.get().ends_at}
    close_workshop(**close)

    assert as_user(employee).post(url, {"jawab-1": "yes"}).status_code == 409
    assert said(registered_by_leader) == {}


def test_row_c19_the_same_words_with_other_choices_are_no_silent_success(ask):
    first = ask("Ukuran baju?", "choice", choices=("S", "M"))

    assert ask("Ukuran baju?", "choice", choices=("S", "M")) == first
    with pytest.raises(AskedAlready):
        ask("Ukuran baju?", "choice", choices=("S", "M", "L"))


def test_row_c19_the_form_says_so_and_keeps_what_was_typed(ask, workshop, leader, as_user, address):
    ask("Ukuran baju?", "choice", choices=("S", "M"))
    form = {"text": "Ukuran baju?", "kind": "choice", "choices": "S\nM\nL", "is_required": "on"}

    page = as_user(leader).post(address("add_entry_question", workshop), form)

    assert page.status_code == 422
    assert "sudah ditanyakan dengan cara lain" in page.content.decode()
    assert "S\nM\nL" in page.content.decode()


def test_row_c19_what_was_said_to_a_question_that_ended_stays(
    laptop, ask, workshop, employee, send, as_user, address, now
):
    send(jawab_1="yes")
    ask("Dari kecamatan mana?")
    end_entry_question(question=laptop, now=now)

    as_user(employee).post(address("answer_host", workshop), {"jawab-4": "Ketambe"})

    assert said(workshop.registrations.get()) == {1: "yes", 4: "Ketambe"}


def test_row_c19_a_question_that_ends_while_it_is_answered_is_no_broken_page(
    laptop, workshop, employee, now
):
    answers = Wish(answers={laptop.pk: "yes"})
    row = register(user=employee, workshop=workshop, wish=answers, now=now)
    end_entry_question(question=laptop, now=now)

    answer_host(user=employee, workshop=workshop, answers={laptop.pk: "no"}, now=now)

    assert said(row) == {1: "no"}


def asked_afterwards(*people):
    told = Notification.objects.filter(kind="workshops.host_asks")
    return [told.filter(recipient=person).count() for person in people]


def test_row_c19_who_registered_before_it_was_asked_hears_of_it_once(
    registration, ask, employee, colleague, leader
):
    ask("Apakah Anda membawa laptop?", "yes_no")
    ask("Dari kecamatan mana?")

    assert asked_afterwards(employee, colleague, leader) == [1, 0, 0]
    [news] = seen_by(employee, Notification.objects.filter(kind="workshops.host_asks"))
    with override("id"):
        assert "bertanya kepada Anda" in words_of(news)


def test_row_c19_an_answer_that_is_not_needed_is_not_asked_for(registration, ask, employee):
    ask("Ada pantangan makan?", is_required=False)

    assert asked_afterwards(employee) == [0]


def test_row_c19_on_beranda_it_waits_until_it_is_answered(
    registration, ask, workshop, employee, as_user, address
):
    ask("Apakah Anda membawa laptop?", "yes_no")
    client, url = as_user(employee), address("answer_host", workshop)

    assert url in client.get("/").content.decode()
    client.post(url, {"jawab-1": "yes"})
    assert url not in client.get("/").content.decode()


def test_an_answer_that_is_not_required_can_be_taken_back(
    ask, registration, workshop, as_user, address
):
    ask("Adakah penyakit yang perlu kami tahu?", is_required=False)
    client, url = as_user(registration.user), address("answer_host", workshop)
    client.post(url, {"jawab-1": "Asma"})
    assert said(registration) == {1: "Asma"}

    client.post(url, {"jawab-1": ""})

    assert said(registration) == {}


def test_row_c19_left_blank_the_second_time_nothing_of_the_first_stays(
    ask, send, workshop, employee, now
):
    ask("Adakah penyakit yang perlu kami tahu?", is_required=False)
    send(jawab_1="Asma")
    cancel_registration(user=employee, workshop=workshop, now=now)

    send(jawab_1="")

    registration = workshop.registrations.get()
    assert (registration.is_confirmed, said(registration)) == (True, {})


def test_row_c19_registered_anew_by_the_leader_what_was_said_stays(
    ask, send, workshop, employee, leader, now
):
    """Who was not asked has taken nothing back."""
    ask("Adakah penyakit yang perlu kami tahu?", is_required=False)
    send(jawab_1="Asma")
    cancel_registration(user=employee, workshop=workshop, now=now)

    register_others(actor=leader, workshop=workshop, people=[employee], wish=Wish(), now=now)

    assert said(workshop.registrations.get()) == {1: "Asma"}


def test_row_c19_all_left_blank_is_not_asked_again_after_a_warning(
    ask, workshop, employee, leader, as_user, address, now
):
    ask("Adakah penyakit yang perlu kami tahu?", is_required=False)
    span = workshop.sessions.get()
    other = make_workshop(leader, title="Yang lain", spans=[(span.starts_at, span.ends_at)])
    register(user=employee, workshop=other, now=now)
    client, url = as_user(employee), address("register", workshop)

    warned = client.post(url, {"answers": "1"}).content.decode()
    assert '<input type="hidden" name="answers" value="1">' in warned
    client.post(url, {"answers": "1", "overlap": "1"})

    assert workshop.registrations.get().is_confirmed


def test_who_has_answered_finds_the_way_to_change_it(
    laptop, send, workshop, employee, colleague, as_user, address, now
):
    send(jawab_1="yes")
    register(user=colleague, workshop=workshop, now=now)
    words, way = "Ubah jawaban saya", f'"{address("answer_host", workshop)}"'

    html, owing = (as_user(one).get(workshop.get_absolute_url()) for one in (employee, colleague))

    assert [one in html.content.decode() for one in (words, way)] == [True, True]
    assert words not in owing.content.decode()  # who reads that the host asks something


def test_where_nothing_is_asked_any_more_there_is_no_answer_to_change(
    laptop, send, workshop, employee, as_user, now
):
    send(jawab_1="yes")
    end_entry_question(question=laptop, now=now)

    html = as_user(employee).get(workshop.get_absolute_url()).content.decode()

    assert "Ubah jawaban saya" not in html


def test_once_it_has_begun_no_answer_is_changed(
    laptop, send, workshop, employee, as_user, start, time_machine
):
    send(jawab_1="yes")
    time_machine.move_to(start, tick=False)

    html = as_user(employee).get(workshop.get_absolute_url()).content.decode()

    assert "Ubah jawaban saya" not in html


def test_what_somebody_said_goes_with_the_name(ask, workshop, employee, send, now):
    ask("Alergi makanan?")
    send(jawab_1="Rahma Yuni, kacang tanah")
    assert said(workshop.registrations.get(user=employee))

    let_member_leave(user=employee, is_anonymous=True, now=now)

    assert not EntryAnswer.objects.exists()

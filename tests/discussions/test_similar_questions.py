"""Row 1: a title finds the questions that ask the same, before another one is published."""

from datetime import timedelta

import pytest
from django.utils import timezone

from discussions.models import FoundAnswer, OpenedBefore, Thread
from tests.factories import make_answer, make_question

URL = "/tanya/serupa/"
HTMX = {"HX-Request": "true"}
ASKED = [
    "Bagaimana mengoreksi kode rekening belanja di SIPD setelah DPA disahkan?",
    "Apa perbedaan SPT dan SPPD?",
    "Bagaimana sisa cuti pegawai yang pindah unit kerja?",
    "Cara menyusun SKP untuk jabatan pelaksana",
    "Siapa yang menandatangani BAST pengadaan langsung?",
    "Berapa lama arsip keuangan disimpan sebelum dimusnahkan?",
]


@pytest.fixture
def asked_before(stranger):
    return [make_question(stranger, title=title) for title in ASKED]


@pytest.fixture
def similar(as_user, employee):
    """The titles shown for what is being typed."""
    client = as_user(employee)

    def show(title):
        response = client.get(URL, {"title": title}, headers=HTMX)
        assert response.status_code == 200
        return [thread.title for thread in response.context["similar"]]

    return show


@pytest.mark.usefixtures("asked_before")
@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("cara mengoreksi kode rekening belanja yang salah", 0),
        ("kode rekening salah di sipd, bagaimana koreksinya", 0),
        ("beda SPT dengan SPPD", 1),
        ("cuti pegawai pindah unit", 2),
        ("penyusunan SKP jabatan pelaksana", 3),
        ("penandatanganan BAST pengadaan", 4),
        ("masa simpan arsip keuangan", 5),
    ],
)
def test_row_1_other_words_for_the_same_find_it_first(similar, typed, number):
    assert similar(typed)[:1] == [ASKED[number]]


@pytest.mark.usefixtures("asked_before")
@pytest.mark.parametrize(
    "typed",
    ["bagaimana cara mengajukan cuti besar", "siapa yang memegang kunci aula", "SPT SPPD", ""],
)
def test_another_question_or_a_short_title_finds_nothing(similar, typed):
    assert similar(typed) == []


@pytest.mark.usefixtures("asked_before")
def test_defect_12_stop_words_find_nothing(similar):
    """Defect 12 of discussions.md part 3."""
    assert similar("bagaimana yang untuk dari dan") == []


def test_at_most_three_are_shown_the_likest_first(similar, stranger):
    for ending in ("baru", "lama", "rusak", "hilang"):
        make_question(stranger, title=f"Cara mencetak kartu pegawai {ending}")

    found = similar("cara mencetak kartu pegawai hilang")

    assert len(found) == 3
    assert found[0] == "Cara mencetak kartu pegawai hilang"


@pytest.mark.parametrize("state", ["hidden", "unit"])
def test_defect_3_what_one_may_not_see_is_not_named(similar, stranger, now, state):
    """Defect 3 of discussions.md part 3."""
    thread = make_question(stranger, title="Sanksi disiplin untuk pegawai berinisial tertentu")
    if state == "hidden":
        thread.hidden_at = now
    else:
        thread.visibility = "unit"
    thread.save()

    assert similar("sanksi disiplin pegawai berinisial") == []


@pytest.mark.parametrize(
    "typed", ["\0" * 20, "‮" * 20, "(((((((((((((", '"OR" AND NOT NEAR(a b)', "é" * 200]
)
def test_hostile_titles_get_an_answer(similar, typed):
    assert similar(typed) == []


@pytest.mark.usefixtures("asked_before")
def test_row_1_without_javascript_a_strong_match_is_shown_before_it_is_published(
    as_user, employee, question_form
):
    client = as_user(employee)
    form = question_form(title="Mengoreksi kode rekening belanja SIPD setelah DPA disahkan")

    first = client.post("/tanya/baru/", form)

    assert first.status_code == 200
    page = first.content.decode()
    assert ASKED[0] in page
    assert form["title"] in page
    assert form["body"] in page
    assert 'name="seen" value="1"' in page
    assert not Thread.objects.asked_by(employee).exists()
    second = client.post("/tanya/baru/", form | {"seen": "1"})
    assert second.url == Thread.objects.asked_by(employee).get().get_absolute_url()


SLIGHTLY_OTHER = [
    ("Kode rekening salah di SIPD, bagaimana koreksinya", 0),
    ("Koreksi kode rekening SIPD sesudah DPA sah", 0),
    ("SPT dan perjalanan dinas bedanya apa", 1),
    ("Pegawai pindah, sisa cutinya bagaimana", 2),
    ("SKP pelaksana disusun bagaimana", 3),
    ("Penanda tangan BAST pengadaan langsung siapa", 4),
    ("Arsip keuangan: lamanya penyimpanan sebelum pemusnahan", 5),
]


@pytest.mark.usefixtures("asked_before")
@pytest.mark.parametrize(("title", "number"), SLIGHTLY_OTHER)
def test_row_1_other_order_and_forms_of_the_same_words_are_caught_after_sending(
    as_user, employee, question_form, similar, title, number
):
    """As reliably as while typing: trigrams alone let the first and third pass."""
    assert similar(title)[:1] == [ASKED[number]]

    step = as_user(employee).post("/tanya/baru/", question_form(title=title))

    assert step.status_code == 200
    assert [one.title for one in step.context["similar"]][:1] == [ASKED[number]]
    assert not Thread.objects.asked_by(employee).exists()


@pytest.mark.usefixtures("asked_before")
@pytest.mark.parametrize(
    "title",
    [
        "Bagaimana cara mengajukan cuti besar",
        "Mengoreksi kode rekening pendapatan",
        "Siapa yang menyimpan kunci arsip lama",
    ],
)
def test_a_weak_match_does_not_interrupt(as_user, employee, question_form, title):
    form = question_form(title=title)

    assert as_user(employee).post("/tanya/baru/", form).status_code == 302


def test_the_page_opened_by_itself_is_the_form(as_user, employee):
    assert as_user(employee).get(URL, {"title": "apa saja yang panjang"}).url == "/tanya/baru/"


def test_row_8_an_answer_found_is_counted_once_and_opens_the_question(as_user, employee, stranger):
    thread = make_question(stranger, title=ASKED[0])
    make_answer(stranger, thread)
    client, url = as_user(employee), f"/tanya/{thread.public_id}/terbantu/"

    answers = [client.post(url, {"asked": "kode rekening salah"}) for _press in range(2)]

    assert [answer.url for answer in answers] == [thread.get_absolute_url()] * 2
    found = FoundAnswer.objects.get()
    assert (found.user, found.thread, found.asked) == (employee, thread, "kode rekening salah")


def test_row_8_what_was_opened_before_asking_is_told_to_moderators(
    as_user, employee, stranger, moderator, question_form
):
    opened = make_question(stranger, title=ASKED[0])
    of_unit = make_question(employee, title="Siapa yang mengoreksi kode rekening?")
    Thread.objects.filter(pk=of_unit.pk).update(visibility="unit")
    client = as_user(employee)
    shown = client.get(URL, {"title": ASKED[0]}, headers=HTMX).content.decode()
    assert f"{opened.get_absolute_url()}?sebelum=bertanya" in shown
    for thread in (opened, of_unit, opened):
        client.get(f"{thread.get_absolute_url()}?sebelum=bertanya")
    form = question_form(title="Kode rekening yang lain lagi?", seen="1")

    url = client.post("/tanya/baru/", form).url

    asked = Thread.objects.get(title=form["title"])
    noted = {row.opened for row in OpenedBefore.objects.filter(asked=asked)}
    assert noted == {opened, of_unit}
    page = as_user(moderator).get(url).content.decode()
    assert "dibuka sebelum bertanya" in page
    assert "dibuka sebelum bertanya" not in as_user(stranger).get(url).content.decode()


@pytest.mark.parametrize(("offers", "sealed", "hides"), [(0, "", 0), (1, "on", 0), (1, "", 1)])
def test_row_8_a_link_that_somebody_sent_marks_nobody(
    as_user, employee, stranger, question_form, offers, sealed, hides
):
    """One per person would tell who asked; of a sealed question nothing is noted at all."""
    opened = make_question(stranger, title=ASKED[0])
    client = as_user(employee)
    if offers:
        client.get(URL, {"title": ASKED[0]}, headers=HTMX)
    client.get(f"{opened.get_absolute_url()}?sebelum=bertanya")
    if hides:
        Thread.objects.filter(pk=opened.pk).update(hidden_at=timezone.now())
    form = question_form(title="Cuti bersama tahun depan?", is_sealed=sealed, seen="1")

    assert client.post("/tanya/baru/", form).status_code == 302

    assert not OpenedBefore.objects.exists()


def test_row_8_what_was_opened_long_ago_says_nothing(
    as_user, employee, stranger, question_form, time_machine
):
    opened = make_question(stranger, title=ASKED[0])
    client = as_user(employee)
    client.get(URL, {"title": ASKED[0]}, headers=HTMX)
    client.get(f"{opened.get_absolute_url()}?sebelum=bertanya")
    time_machine.move_to(timezone.now() + timedelta(hours=2))

    client.post("/tanya/baru/", question_form(title="Cuti bersama tahun depan?", seen="1"))

    assert not OpenedBefore.objects.exists()


def test_the_number_of_queries_does_not_grow(
    as_user, employee, stranger, django_assert_max_num_queries
):
    client = as_user(employee)
    for number in range(8):
        make_question(stranger, title=f"Cara mencetak kartu pegawai {number}")
    client.get(URL, {"title": "cara mencetak kartu pegawai"}, headers=HTMX)

    with django_assert_max_num_queries(9):
        client.get(URL, {"title": "cara mencetak kartu pegawai"}, headers=HTMX)


def test_row_36_related_questions_stand_below_and_on_a_page_of_their_own(
    employee, stranger, as_user
):
    """Row 36."""
    one = make_question(employee, title="Mengoreksi kode rekening belanja modal?")
    other = make_question(employee, title="Mengoreksi kode rekening belanja barang?")
    client, url = as_user(stranger), f"/tanya/{one.public_id}/serupa/"

    assert url in client.get(one.get_absolute_url()).content.decode()
    for headers in ({}, {"HX-Request": "true"}):
        page = client.get(url, headers=headers).content.decode()
        assert other.get_absolute_url() in page
        assert f'<h3 class="q__title"><a href="{one.get_absolute_url()}"' not in page

"""Asking: a title, a situation and one to three areas; sent twice, asked once."""

import pytest
from django.test import Client
from django.utils.translation import override

from competencies.models import Area
from discussions.models import Thread, ThreadSeen
from foundation.markdown import MOST_HTML
from foundation.models import SentForm
from search.models import SearchEntry
from tests.factories import area, make_question
from tests.hostile import BOMBS, HUMAN_ANSWERS, each
from tests.together import together

URL = "/tanya/baru/"


def test_the_question_opens_with_what_was_written(employee, as_user, question_form):
    response = as_user(employee).post(URL, question_form(body="**Sistem** menolak rinciannya."))

    thread = Thread.objects.get()
    opening = thread.posts.get()
    assert response.url == thread.get_absolute_url()
    assert (thread.author, thread.unit, thread.answer_count) == (employee, employee.unit, 0)
    assert (opening.no, opening.kind) == (1, "opening")
    assert "<strong>Sistem</strong>" in opening.body_html


def test_the_asker_follows_and_has_read_the_question(question, employee):
    seen = ThreadSeen.objects.get(thread=question, user=employee)

    assert (seen.level, seen.level_reason, seen.last_read_no) == ("watching", "asked", 1)


def test_the_question_can_be_found(question):
    entry = SearchEntry.objects.get(kind="discussions.thread", object_id=question.pk)

    assert (entry.title, entry.audience) == (question.title, "regency")
    assert "rinciannya" in entry.body


def test_sending_the_form_twice_asks_once(employee, as_user, question_form):
    client, form = as_user(employee), question_form(key="satu-kali")

    first, second = client.post(URL, form), client.post(URL, form)

    assert first.url == second.url
    assert Thread.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_double_click_asks_once(employee, as_user, question_form):
    client, form = as_user(employee), question_form(key="satu-kali")

    answers = together(*[lambda: client.post(URL, form).status_code] * 3)

    assert answers == [302, 302, 302]
    assert (Thread.objects.count(), SentForm.objects.count()) == (1, 1)


@pytest.mark.parametrize("field", ["title", "body", "areas", "key"])
@pytest.mark.parametrize(("name", "text"), each)
def test_hostile_texts_get_a_human_answer(employee, as_user, question_form, field, name, text):
    client = as_user(employee)

    response = client.post(URL, question_form(**{field: text}))

    assert response.status_code in HUMAN_ANSWERS
    page = client.get(response.url) if response.status_code == 302 else response
    assert "<script>alert" not in page.content.decode()
    assert "<img src=x" not in page.content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Pendek"},
        {"title": "x" * 151},
        {"title": "\u200b" * 20},
        {"body": "Pendek."},
        {"body": "x" * 20_001},
        {"body": "\u202e\u3164" * 20},
        {"areas": []},
        {"areas": ["0"]},
        {"areas": ["x"]},
        {"areas": ["9" * 30]},
    ],
)
def test_row_3_what_is_wrong_is_said_and_the_rest_kept(employee, as_user, question_form, changes):
    form = question_form(**changes)

    response = as_user(employee).post(URL, form)

    (field,) = changes
    page = " ".join(response.content.decode().split())
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert field == "title" or form["title"] in page
    assert field == "body" or form["body"] in page
    assert field == "areas" or f'value="{form["areas"][0]}" id="id_areas_' in page
    assert Thread.objects.count() == 0


def test_more_than_three_areas_are_too_many(employee, as_user, question_form):
    ids = list(Area.objects.values_list("pk", flat=True)[:4])

    assert as_user(employee).post(URL, question_form(areas=ids)).status_code == 422
    assert as_user(employee).post(URL, question_form(areas=ids[:3])).status_code == 302


def test_the_sentence_is_in_the_readers_language(employee, as_user, question_form):
    response = as_user(employee).post(URL, question_form(title=""))

    field = response.context["form"].fields["title"]
    with override("id"):
        assert str(field.error_messages["required"]) in response.content.decode()


@pytest.mark.parametrize(
    "title", ["\U0001f600\U0001f64f\U0001f3fd" * 5, "¿¿¿ ??? !!! …… ???", "2026 2027 2028"]
)
@pytest.mark.parametrize(
    ("language", "sentence"), [("id", "Judul perlu kata"), ("en", "needs words")]
)
def test_a_title_of_signs_alone_is_refused(
    employee, as_user, question_form, title, language, sentence
):
    employee.language = language
    employee.save()

    response = as_user(employee).post(URL, question_form(title=title))

    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert title in response.content.decode()


def test_a_title_with_pictures_and_words_is_taken_and_found(employee, as_user, question_form):
    client = as_user(employee)

    response = client.post(URL, question_form(title="\U0001f64f Tolong, DPPA terkunci \U0001f512"))

    assert response.url.endswith("-tolong-dppa-terkunci/")
    assert client.get(response.url).status_code == 200
    assert "terkunci" in client.get("/cari/?q=terkunci").content.decode()


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_body_that_is_a_bomb_is_published_and_read(employee, as_user, question_form, bomb):
    client = as_user(employee)

    response = client.post(URL, question_form(body=bomb))

    assert response.status_code == 302
    assert len(client.get(response.url).content) < 2 * MOST_HTML


def test_hidden_signs_do_not_reach_the_title(employee, as_user, question_form):
    as_user(employee).post(URL, question_form(title="Bagaimana\u202e cara\n\n mengoreksi\u200b?"))

    assert Thread.objects.get().title == "Bagaimana cara mengoreksi?"


def test_a_preview_asks_nothing_and_keeps_the_form(employee, as_user, question_form):
    form = question_form(body="**tebal** sekali", preview="1", title="")

    response = as_user(employee).post(URL, form)

    assert response.status_code == 200
    assert "<strong>tebal</strong>" in response.content.decode()
    assert Thread.objects.count() == 0


@pytest.mark.parametrize("slug", ["", "tidak-ada", "\0", "x" * 3000])
def test_the_address_may_bring_area_and_title(employee, as_user, slug):
    page = as_user(employee).get(URL, {"bidang": slug, "judul": "<b>\0" + "x" * 500})

    assert page.status_code == 200
    assert "<b>\0" not in page.content.decode()


def test_the_area_of_the_address_is_chosen(employee, as_user):
    form = as_user(employee).get(URL, {"bidang": area().slug}).context["form"]

    assert form.initial["areas"] == [area().pk]


def test_a_visitor_is_sent_to_sign_in(db):
    assert Client().get(URL).url == f"/masuk/?next={URL}"


def test_the_link_of_a_title_without_letters_still_works(employee, as_user):
    thread = make_question(employee, title="¿¿¿??? !!! …… ???")

    assert as_user(employee).get(thread.get_absolute_url()).status_code == 200


def test_back_and_sent_again_is_the_same_question(employee, as_user, question_form):
    client = as_user(employee)

    first, second = (client.post(URL, question_form(key=key)) for key in ("satu", "dua"))

    assert first.url == second.url
    assert Thread.objects.count() == 1


def test_other_words_on_the_form_that_back_brought_again_are_not_lost(
    employee, as_user, question_form
):
    client = as_user(employee)
    client.post(URL, question_form(key="satu"))

    client.post(URL, question_form(key="satu", body="Kali ini pajaknya yang ditolak sistem."))

    assert Thread.objects.count() == 2


def test_signed_out_meanwhile_a_part_leads_to_its_own_sign_in_page(client):
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/tanya/"}

    response = client.post(URL, {}, headers=headers)

    assert (response.status_code, response["HX-Redirect"]) == (204, "/masuk/?next=%2Ftanya%2F")


def test_row_75_guidance_until_three_were_asked(employee, as_user):
    client = as_user(employee)
    for n in range(3):
        assert "Pertanyaan pertama Anda" in client.get("/tanya/baru/").content.decode()
        make_question(employee, title=f"Pertanyaan nomor {n} ini?")
    assert "Pertanyaan pertama Anda" not in client.get("/tanya/baru/").content.decode()


def test_push_is_offered_after_a_question_and_not_on_load(
    as_user, employee, question_form, settings
):
    """In context, behind our own button (ux D11)."""
    settings.FORUM_VAPID_KEY = "B" * 43
    client = as_user(employee)
    assert "data-push" not in client.get("/").content.decode()

    page = client.post("/tanya/baru/", question_form(), follow=True).content.decode()

    assert "data-push" in page
    assert "Mau dikabari saat pertanyaan ini dijawab" in page

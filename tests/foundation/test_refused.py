"""How the product says no: as a page, a fragment or JSON, with what was typed."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import InterfaceError, OperationalError
from django.test import RequestFactory
from django.urls import resolve
from django.utils.translation import override

from discussions.actions import ThreadIsLocked
from foundation.refusals import Refusal, RefusalMiddleware, is_away, page_before, refused, typed


@pytest.fixture
def post():
    """A posted request as it passes the middleware."""

    def send(fields, **headers):
        request = RequestFactory().post("/tanya/", fields, headers=headers)
        request.user, request.LANGUAGE_CODE, request.session = AnonymousUser(), "id", {}
        request.theme, request.text_size = "auto", "normal"
        return request

    return send


def answer(request, error):
    return RefusalMiddleware(None).process_exception(request, error)


def test_typed_texts_come_back_and_secrets_do_not(post):
    request = post(
        {
            "body": "Tulisan saya",
            "password": "rahasia",
            "key": "k",
            "csrfmiddlewaretoken": "t",
            "a": " ",
            "shown": "waitlisted",
            "waits": "1",
            "decide": "2027-03-01T08:30:00+07:00",
        }
    )

    assert typed(request) == ["Tulisan saya"]


def test_a_read_request_has_typed_nothing():
    assert typed(RequestFactory().get("/", {"q": "cari"})) == []


def test_json_is_answered_with_json(post):
    response = refused(post({}, Accept="application/json"), ThreadIsLocked.message, status=409)

    assert response.status_code == 409
    assert response["Content-Type"] == "application/json"


def test_the_sentence_is_in_the_readers_language(post):
    with override("id"):
        response = answer(post({"body": "Tulisan saya"}), ThreadIsLocked())

        assert response.status_code == 409
        assert str(ThreadIsLocked.message) in response.content.decode()


def test_a_fragment_is_no_whole_page(post):
    page = answer(post({"body": "Tulisan saya"}), Refusal())
    fragment = answer(post({"body": "Tulisan saya"}, HX_Request="true"), Refusal())

    assert b"<html" in page.content
    assert b"<html" not in fragment.content


def test_typed_markup_is_shown_as_text(post):
    response = answer(post({"body": "<script>x</script>"}), Refusal())

    assert b"<script>x" not in response.content


def test_a_refusal_may_bring_its_own_sentence():
    assert str(Refusal("Kursi penuh.")) == "Kursi penuh."


def test_other_failures_are_not_swallowed(post):
    assert answer(post({}), OperationalError("no such table: x")) is None
    assert answer(post({}), ValueError("locked")) is None


@pytest.mark.parametrize(
    "words", ["database is locked", "canceling statement due to lock timeout", "deadlock detected"]
)
def test_a_busy_database_asks_for_patience(post, words):
    request = post({"body": "Sudah saya tulis."})
    request.resolver_match = resolve("/tanya/baru/")

    response = answer(request, OperationalError(words))

    assert (response.status_code, response["Retry-After"]) == (503, "3")
    assert "Sudah saya tulis." in response.content.decode()


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("couldn't get a connection after 4.00 sec"),
        OperationalError("consuming input failed: server closed the connection unexpectedly"),
        OperationalError("terminating connection due to administrator command"),
        OperationalError('connection failed: connection to server at "::1" failed: refused'),
        OperationalError("the database does not answer"),
        InterfaceError("connection already closed"),
    ],
)
def test_f8_a_database_that_is_away_is_left_to_the_page_that_asks_it_nothing(post, error):
    assert is_away(error)
    assert answer(post({"body": "Sudah saya tulis."}), error) is None


@pytest.mark.parametrize("error", [OperationalError("no such table: x"), ValueError("is closed")])
def test_f8_control_a_fault_of_ours_is_no_absence(error):
    assert not is_away(error)


@pytest.mark.parametrize(
    ("referer", "path"),
    [
        ("http://testserver/tanya/7k3mq/?a=1#jawab", "/tanya/7k3mq/"),
        ("https://jahat.contoh.id/tanya/", ""),
        ("javascript:alert(1)", ""),
        ("//jahat.contoh.id/", ""),
        ("", ""),
    ],
)
def test_the_way_back_stays_in_the_house(post, referer, path):
    assert page_before(post({"body": "x"}, Referer=referer)) == path


def test_the_page_leads_back(closed_thread, as_user, colleague):
    url = f"/tanya/{closed_thread.public_id}/jawab/"
    before = closed_thread.get_absolute_url()

    response = as_user(colleague).post(
        url, {"body": "Jawaban yang terlambat."}, headers={"Referer": f"http://testserver{before}"}
    )

    assert response.status_code == 409
    assert f'<a class="btn btn--primary" href="{before}">' in response.content.decode()


@pytest.fixture
def closed_thread(question, now):
    question.closed_at = now
    question.save()
    return question

"""Row 78: any two wordings of a text are compared, and an edit says why it was made."""

from datetime import timedelta

import pytest

from discussions.actions import edit_answer
from discussions.models import Revision
from tests.conftest import queries_of
from tests.factories import make_answer

TEXTS = ["Buka menu lama dulu.", "Buka jadwal baru dulu.", "Buka jadwal yang terbaru dulu."]


@pytest.fixture
def edited(question, colleague, now):
    """An answer with three wordings."""
    answer = make_answer(colleague, question, body=TEXTS[0], now=now - timedelta(days=1))
    for version, body in enumerate(TEXTS[1:], 1):
        reason = f"Alasan ke-{version}."
        by = {"editor": colleague, "reason": reason, "version": version, "now": now}
        answer = edit_answer(answer=answer, body=body, **by)
    return answer


@pytest.fixture
def compared(edited, employee, as_user):
    """The words taken out and put in, by the query."""
    return lambda query="": as_user(employee).get(f"/j/{edited.public_id}/banding/{query}")


@pytest.mark.parametrize(
    ("query", "gone", "come", "why"),
    [
        ("", None, "yang terbaru", "Alasan ke-2."),
        ("?dari=1&ke=2", "menu lama", "jadwal baru", "Alasan ke-1."),
        ("?dari=1&ke=3", "menu lama", "jadwal yang terbaru", "Alasan ke-2."),
        ("?dari=3&ke=1", "jadwal yang terbaru", "menu lama", ""),
        ("?dari=x&ke=99", None, "yang terbaru", "Alasan ke-2."),
    ],
)
def test_row_78_any_two_wordings_are_compared_with_the_reason(compared, query, gone, come, why):
    response = compared(query)
    parts = dict(response.context["parts"])

    assert come in parts["+"]
    assert gone is None or parts["-"] == gone
    assert response.context["after"].reason == why
    assert why in response.content.decode()


def test_row_78_the_form_of_an_edit_asks_why_and_the_history_tells(
    question, colleague, employee, as_user, now
):
    answer = make_answer(colleague, question, now=now - timedelta(days=1))
    form = {"body": "Cukup lewat pergeseran, lalu DPPA.", "version": "1", "reason": "DPPA kurang."}
    as_user(colleague).post(f"/j/{answer.public_id}/sunting/", form)

    assert Revision.objects.get().reason == "DPPA kurang."
    page = as_user(employee).get(f"/tanya/{question.public_id}/riwayat/").content.decode()
    assert "DPPA kurang." in page


def test_row_78_the_reason_of_an_edited_question_is_kept(
    employee, as_user, question_form, question, now
):
    question.posts.update(created_at=now - timedelta(days=1))
    form = question_form(version="1", reason="Salah ketik, NIK 1102014506780001.")
    as_user(employee).post(f"/tanya/{question.public_id}/sunting/", form)

    assert "Salah ketik" in Revision.objects.get().reason
    assert "1102014506780001" not in Revision.objects.get().reason


def test_a_text_that_was_never_changed_says_so(question, employee, as_user):
    opening = question.posts.get(no=1)
    page = as_user(employee).get(f"/j/{opening.public_id}/banding/").content.decode()
    assert "belum pernah diubah" in page


def test_a_hidden_or_removed_text_is_compared_by_nobody(edited, compared, now):
    type(edited).objects.filter(pk=edited.pk).update(hidden_at=now)
    assert compared().status_code == 404
    type(edited).objects.filter(pk=edited.pk).update(hidden_at=None, deleted_at=now)
    assert compared().status_code == 404


def test_a_wording_that_was_hidden_tells_neither_its_words_nor_why(edited, compared):
    Revision.objects.update(is_withheld=True)

    page = compared("?dari=1&ke=2").content.decode()

    assert "menu lama" not in page
    assert "Alasan" not in page


@pytest.fixture
def often_edited(question, leader, now):
    """An answer with 300 earlier wordings; the kept numbers have gaps, as slips leave them."""
    answer = make_answer(leader, question, body="Cara nomor 301.", now=now)
    kept = {"post": answer, "editor": leader, "at": now}
    Revision.objects.bulk_create(
        Revision(**kept, no=2 * k, body=f"Cara nomor {k}.", reason=f"Sebab {k}.")
        for k in range(1, 301)
    )
    type(answer).objects.filter(pk=answer.pk).update(version=601)
    return answer


@pytest.mark.parametrize("query", ["", "?hal=6", "?dari=1&ke=301", "?dari=17&ke=250&hal=3"])
def test_row_78_of_300_wordings_a_page_lists_fifty_and_reads_two(
    often_edited, employee, as_user, rows_read, query
):
    client, read = as_user(employee), rows_read(Revision)

    client.get(f"/j/{often_edited.public_id}/banding/{query}")

    assert len(read) <= 50 + 2 * 2
    assert sum("body" in fields for fields in read) <= 2 * 2


def test_the_number_of_queries_does_not_grow_with_the_wordings(
    edited, often_edited, employee, as_user
):
    urls = [f"/j/{one.public_id}/banding/" for one in (edited, often_edited)]

    few, many = (len(queries_of(as_user(employee), url)) for url in urls)

    assert few == many <= 12


@pytest.mark.parametrize(
    ("query", "before", "after", "why"),
    [
        ("", 300, 301, "Sebab 300."),
        ("?dari=1&ke=301", 1, 301, "Sebab 300."),
        ("?dari=299&ke=2&hal=4", 299, 2, "Sebab 1."),
        ("?dari=0&ke=302", 300, 301, "Sebab 300."),
        ("?dari=²&ke=9999999999", 300, 301, "Sebab 300."),
    ],
)
def test_row_78_any_two_of_300_are_compared(
    often_edited, employee, as_user, query, before, after, why
):
    page = as_user(employee).get(f"/j/{often_edited.public_id}/banding/{query}").context

    assert (page["before"].no, page["before"].text) == (before, f"Cara nomor {before}.")
    assert (page["after"].no, page["after"].text) == (after, f"Cara nomor {after}.")
    assert page["after"].reason == why


def test_row_78_the_pages_lead_to_every_wording_and_keep_the_choice(
    often_edited, employee, as_user
):
    client, url = as_user(employee), f"/j/{often_edited.public_id}/banding/?dari=301&ke=1"
    listed = []
    for number in range(1, 8):
        context = client.get(f"{url}&hal={number}").context
        listed += [one.no for one in context["page"].rows]
        assert {301, 1} <= {one.no for one in context["choices"]}

    assert listed == [*range(301, 0, -1)]
    assert "dari=301&amp;ke=1&amp;hal=2" in client.get(url).content.decode()

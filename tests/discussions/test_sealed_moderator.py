"""Row 4: a moderator who asks without a name has no hand in that question.

Whoever moderated there would be known by it: the history says that nobody in particular did it,
and the queue says who decided.
"""

import pytest

from discussions.actions import (
    QuestionText,
    ask_question,
    find_regulation,
    flag_revoked,
    post_comment,
    reinstate_regulation,
    report_text,
    revoke_regulation,
)
from discussions.models import CurationEvent, Review
from discussions.permissions import accepting_role, powers
from notifications.models import Notification
from tests.factories import area, make_answer, make_question

RULE = "Menurut Perbup 12/2020 boleh ditolak."


@pytest.fixture
def sealed(moderator, now):
    """Asked by the moderator without a name."""
    text = QuestionText("Bolehkah perintah ditolak?", "Ceritanya panjang.", [area("T.KEU")], True)
    return ask_question(author=moderator, text=text, now=now)


@pytest.fixture
def answer(sealed, colleague):
    return make_answer(colleague, sealed, body=RULE)


@pytest.fixture
def comment(answer, stranger, now):
    return post_comment(author=stranger, post=answer, body="Saya juga pernah.", now=now)


@pytest.fixture
def review(answer, stranger, now):
    return report_text(reporter=stranger, about=answer, kind="rude", note="", now=now)


def test_row_4_a_moderator_moderates_nothing_in_it(sealed, answer, comment, moderator, as_user):
    client = as_user(moderator)
    form = {"reason": "Alasan yang cukup panjang.", "passage": "Perbup", "below": "x", "version": 1}
    for page in (
        *(f"/tanya/{sealed.public_id}/{verb}/" for verb in ("gabung", "pelan", "kunci")),
        *(f"/j/{answer.public_id}/{verb}/" for verb in ("hapus", "hitamkan", "usang", "panduan")),
        f"/j/{answer.public_id}/jadi-komentar/",
        f"/k/{comment.public_id}/hapus/",
        f"/k/{comment.public_id}/jadi-jawaban/",
    ):
        assert client.post(page, form).status_code == 403, page
    assert not CurationEvent.objects.filter(thread=sealed).exists()


def test_row_4_a_moderator_keeps_the_rights_of_an_asker(sealed, answer, moderator, now):
    assert accepting_role(moderator, sealed, now) == "asker"
    may = powers(moderator, sealed.posts.get(no=1))
    assert {name for name, is_so in may.items() if is_so} >= {"is_asker", "may_edit", "may_close"}


def test_row_4_the_queue_of_a_moderator_leaves_it_out(sealed, review, moderator, as_user):
    client = as_user(moderator)

    assert review.public_id not in client.get("/moderasi/").content.decode()
    assert client.get(f"/moderasi/{review.public_id}/").status_code == 404
    form = {"decision": "remove", "reason": "Alasan yang cukup panjang."}
    assert client.post(f"/moderasi/{review.public_id}/", form).status_code == 404
    assert client.post(f"/moderasi/{review.public_id}/ambil/").status_code == 404
    assert Review.objects.get(pk=review.pk).claimed_by is None
    assert not Notification.objects.filter(
        recipient=moderator, kind="discussions.text_reported"
    ).exists()


def test_row_4_a_revoked_rule_is_told_as_in_every_other_question(
    sealed, answer, moderator, employee, stranger, as_user, now
):
    """The mark comes from outside: without the name it would be known who asked."""
    other = make_answer(stranger, make_question(employee), body=RULE)
    rule = find_regulation("Perbup", 12, 2020)
    revoke_regulation(actor=moderator, regulation=rule, replaced_by=None, now=now)
    flag_revoked(now=now)
    rule.refresh_from_db()
    reinstate_regulation(actor=moderator, regulation=rule, now=now)

    for verb in ("outdate", "renew"):
        events = CurationEvent.objects.filter(verb=verb, post__in=[answer, other])
        assert {event.actor for event in events} == {moderator}
    told = Notification.objects.filter(kind="discussions.post_outdated")
    assert {row.actor for row in told} == {moderator}
    pages = [
        as_user(employee).get(f"/tanya/{thread.public_id}/riwayat/").content.decode()
        for thread in (sealed, other.thread)
    ]
    assert [page.count(moderator.full_name) for page in pages] == [2, 2]

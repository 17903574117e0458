"""Row 67: what must not be read leaves the text, its title and every earlier wording."""

from datetime import timedelta

import pytest

from discussions.actions import PassageNotFound, QuestionText, edit_question, redact_post
from discussions.models import CurationEvent, Post
from search.models import SearchEntry
from tests.factories import make_question

SECRET = "Bapak Fulan bin Fulan"
REASON = "Nama orang yang tidak terkait."


@pytest.fixture
def named(employee, now):
    """A question that names somebody, now and in an earlier wording."""
    then = now - timedelta(hours=2)
    thread = make_question(
        employee, title=f"Berkas {SECRET} di mana?", body=f"Saya cari berkas {SECRET}.", now=then
    )
    text = QuestionText(
        f"Berkas {SECRET} hilang?", f"Masih cari {SECRET}.", list(thread.areas.all())
    )
    return edit_question(editor=employee, thread=thread, text=text, version=1, now=now)


def test_row_67_it_is_blackened_everywhere(named, moderator, as_user, employee, now):
    client = as_user(employee)
    client.get(named.get_absolute_url())
    post = named.posts.get(no=1)

    redact_post(actor=moderator, post=post, passage=SECRET, reason=REASON, now=now)

    named.refresh_from_db()
    page = client.get(named.get_absolute_url()).content.decode()
    history = f"/tanya/{named.public_id}/riwayat/?lihat={post.public_id}-1"
    assert SECRET not in named.title + page + client.get(history).content.decode()
    revision = Post.objects.get(pk=post.pk).revisions.get()
    assert SECRET not in revision.title + revision.body
    entry = SearchEntry.objects.get(object_id=named.pk)
    assert SECRET not in entry.title + entry.body


def test_the_history_says_that_and_why_but_not_what(named, moderator, now):
    redact_post(actor=moderator, post=named.posts.get(no=1), passage=SECRET, reason=REASON, now=now)

    event = CurationEvent.objects.get(verb="redact")
    assert (event.actor, event.reason) == (moderator, REASON)


def test_what_stands_nowhere_is_said(named, moderator, as_user, now):
    post = named.posts.get(no=1)
    with pytest.raises(PassageNotFound):
        redact_post(actor=moderator, post=post, passage="Tidak ada", reason=REASON, now=now)

    form = {"passage": "Tidak ada", "reason": REASON}
    response = as_user(moderator).post(f"/j/{post.public_id}/hitamkan/", form)
    assert response.status_code == 422
    assert str(PassageNotFound.message) in response.content.decode()


def test_the_form_leads_back_to_the_question(named, moderator, as_user):
    post = named.posts.get(no=1)

    form = {"passage": SECRET, "reason": REASON}
    response = as_user(moderator).post(f"/j/{post.public_id}/hitamkan/", form, follow=True)

    assert response.status_code == 200
    assert SECRET not in response.content.decode()


@pytest.mark.parametrize(
    ("who", "status"), [("moderator", 200), ("employee", 403), ("stranger", 403), ("admin", 403)]
)
def test_who_may(named, request, who, status, as_user):
    client = as_user(request.getfixturevalue(who))

    assert client.get(f"/j/{named.posts.get(no=1).public_id}/hitamkan/").status_code == status

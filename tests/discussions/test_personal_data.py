"""Row 70 and idea 6: numbers of people and blocked phrases are stopped before publishing."""

import pytest

from discussions.models import BlockedPhrase, Comment, Post, Revision, Thread

NIK, PHONE = "1102014507900003", "0812-3456-7890"


@pytest.fixture
def send(as_user, stranger, question):
    """The stranger sends an answer."""
    client, url = as_user(stranger), f"/tanya/{question.public_id}/jawab/"
    return lambda body, **more: client.post(url, {"body": body, **more})


def test_idea_6_a_nik_blocks_publishing_until_it_is_masked(send):
    response = send(f"NIK beliau {NIK}, silakan dicek.")

    page = response.content.decode()
    assert response.status_code == 422
    assert f"<mark>{NIK}</mark>" in page
    assert 'value="keep"' not in page
    assert not Post.objects.filter(kind="answer").exists()

    assert send(f"NIK beliau {NIK}, silakan dicek.", privacy="keep").status_code == 422
    assert send(f"NIK beliau {NIK}, silakan dicek.", privacy="mask").status_code == 302
    answer = Post.objects.get(kind="answer")
    assert answer.body == "NIK beliau ••••••••••••••03, silakan dicek."
    assert not Revision.objects.filter(body__contains=NIK).exists()


def test_row_70_a_phone_number_is_masked_or_confirmed(send):
    text = f"Hubungi loket kami di {PHONE}."
    assert 'value="keep"' in send(text).content.decode()

    assert send(text, privacy="keep").status_code == 302
    assert Post.objects.get(kind="answer").body == text


def test_titles_are_looked_at_too(as_user, stranger, question_form):
    form = question_form(title=f"Kenapa NIK {NIK} ditolak sistem?")
    client = as_user(stranger)
    assert client.post("/tanya/baru/", form).status_code == 422

    client.post("/tanya/baru/", form | {"privacy": "mask"})

    assert Thread.objects.get().title == "Kenapa NIK ••••••••••••••03 ditolak sistem?"


def test_comments_and_edits_are_looked_at_too(as_user, answer, stranger, colleague):
    url = f"/j/{answer.public_id}/komentar/"
    assert as_user(stranger).post(url, {"body": f"NIK {NIK}"}).status_code == 422
    assert not Comment.objects.exists()

    form = {"body": f"NIK {NIK} sudah benar.", "version": 1}
    assert as_user(colleague).post(f"/j/{answer.public_id}/sunting/", form).status_code == 422


def test_row_70_a_blocked_phrase_is_named(send):
    BlockedPhrase.objects.create(phrase="judi online")

    response = send("Coba main Judi Online saja dulu.")

    assert response.status_code == 422
    assert "judi online" in response.content.decode()
    assert send("Cara yang sopan saja dulu.").status_code == 302

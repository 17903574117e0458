"""What is not there, or not for this person, still gives back what was typed about it."""

import pytest

TEXT = "Sudah saya tulis panjang lebar."


@pytest.fixture
def hidden_question(question, now):
    question.hidden_at = now
    question.save()
    return question


def test_what_was_hidden_meanwhile_gives_the_text_back(hidden_question, as_user, colleague):
    url = f"/tanya/{hidden_question.public_id}/jawab/"

    response = as_user(colleague).post(url, {"body": TEXT, "password": "rahasia"})

    assert response.status_code == 404
    assert TEXT in response.content.decode()
    assert "rahasia" not in response.content.decode()
    assert hidden_question.title not in response.content.decode()


def test_what_is_not_for_this_person_gives_the_text_back(question, as_user, colleague):
    form = {"title": "Judul orang lain?", "body": TEXT, "version": 1}

    response = as_user(colleague).post(f"/tanya/{question.public_id}/sunting/", form)

    assert response.status_code == 403
    assert TEXT in response.content.decode()


@pytest.mark.django_db
def test_an_address_that_never_was_has_read_nothing(client):
    response = client.post("/tidak/pernah/ada/", {"body": TEXT})

    assert response.status_code == 404
    assert TEXT not in response.content.decode()


def test_reading_gives_nothing_back(as_user, colleague):
    page = as_user(colleague).get("/tanya/zzzzz/", {"body": TEXT})

    assert page.status_code == 404
    assert TEXT not in page.content.decode()

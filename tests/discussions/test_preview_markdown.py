"""The preview draws what sending would store."""

import pytest

from tests.hostile import each

URL = "/tanya/pratinjau/"


def test_the_preview_is_what_the_post_would_be(employee, as_user):
    page = as_user(employee).post(URL, {"body": "# Judul\n\n**tebal**"}).content.decode()

    assert "<h3>Judul</h3>" in page
    assert "<strong>tebal</strong>" in page


@pytest.mark.parametrize(("name", "text"), each)
def test_hostile_texts_are_drawn_harmlessly(employee, as_user, name, text):
    response = as_user(employee).post(URL, {"body": text})

    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()


def test_without_a_body_it_is_empty_and_never_read(employee, as_user):
    client = as_user(employee)

    assert client.post(URL).status_code == 200
    assert client.get(URL).status_code == 405


def test_without_javascript_the_page_comes_back_at_the_preview_by_the_button(employee, as_user):
    sent = {"title": "Bagaimana cara mengisi TBP?", "body": "Isi saya", "preview": "1"}
    page = as_user(employee).post("/tanya/baru/", sent).content.decode()

    marks = ('name="areas"', 'id="pratinjau"', 'class="preview', 'name="preview"')
    at = [page.index(one) for one in marks]
    assert at == sorted(at)
    assert 'formaction="#pratinjau"' in page

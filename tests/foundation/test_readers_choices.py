"""Language by profile, then cookie, then Indonesian; theme and text size by cookie."""

import pytest

from accounts.actions import choose_language


def language_of(response):
    return response["Content-Language"]


def test_the_browser_is_never_asked(client):
    assert language_of(client.get("/", headers={"Accept-Language": "en"})) == "id"


def test_the_cookie_chooses_for_visitors(client):
    client.cookies["bahasa"] = "en"

    response = client.get("/")

    assert language_of(response) == "en"
    assert '<html lang="en"' in response.content.decode()


def test_the_profile_beats_the_cookie(employee, as_user):
    choose_language(user=employee, language="en")
    client = as_user(employee)
    client.cookies["bahasa"] = "id"

    assert language_of(client.get("/")) == "en"


@pytest.mark.parametrize("asked", ["xx", "", "\0", "en-US", "<b>"])
def test_an_unknown_language_in_the_address_changes_nothing(employee, as_user, asked):
    choose_language(user=employee, language="en")

    assert language_of(as_user(employee).get("/", {"bahasa": asked})) == "en"


@pytest.mark.parametrize("value", ["dark", "neon", '"><script>'])
def test_only_a_known_theme_reaches_the_page(client, value):
    client.cookies["tema"] = value

    page = client.get("/").content.decode()

    assert ('data-theme="dark"' in page) == (value == "dark")
    assert "neon" not in page
    assert '"><script>' not in page


def test_pages_are_private_unless_they_say_otherwise(client):
    assert client.get("/bantuan/")["Cache-Control"] == "private, no-cache"

"""How a reader wants to read: cookies, the profile's language, and never to another site."""

import pytest

URL = "/saya/pengaturan/tampilan/ubah/"


@pytest.fixture
def client_of_employee(as_user, employee):
    return as_user(employee)


def test_choices_are_kept_in_cookies(client, db):
    chosen = {"tema": "dark", "teks": "larger", "bahasa": "en", "pintasan": "on"}

    client.post(URL, chosen)

    assert {name: client.cookies[name].value for name in chosen} == chosen
    assert client.cookies["tema"]["samesite"] == "Lax"


def test_an_unknown_choice_is_the_usual_one(client, db):
    client.post(URL, {"tema": '"><script>', "bahasa": "xx"})

    assert (client.cookies["tema"].value, client.cookies["bahasa"].value) == ("auto", "id")


def test_shortcuts_are_off_until_they_are_turned_on(client, db):
    """WCAG 2.1.4: neither the module nor a word of it comes before."""
    before = client.get("/bantuan/").content.decode()
    client.post(URL, {"pintasan": "on"})
    after = client.get("/bantuan/").content.decode()
    client.post(URL, {"pintasan": "<b>"})
    unknown = client.get("/bantuan/").content.decode()

    assert "data-keys" not in before
    assert "aria-keyshortcuts" not in before
    assert "data-keys" in after
    assert "<dialog" in after
    assert "data-keys" not in unknown


def test_the_page_follows_the_choices(client, db):
    client.post(URL, {"tema": "dark", "teks": "large"})

    request = client.get("/bantuan/").wsgi_request

    assert (request.theme, request.text_size) == ("dark", "large")


ELSEWHERE = [
    "//evil.example",
    "\\\\evil.example",
    "/\\evil.example",
    "///evil.example",
    "http://evil.example/",
    "https:evil.example",
    "http://testserver@evil.example/",
    "javascript:alert(1)",
    "%2F%2Fevil.example",
    "\t//evil.example",
    "/\t/evil.example",
    " //evil.example",
    "evil.example",
    "",
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_it_never_leads_to_another_site(client, db, target):
    assert client.post(URL, {"next": target}).url == "/"


@pytest.mark.parametrize("target", ["/tanya/", "/cari/?q=a&hal=2", "/%2F%2Fevil.example"])
def test_it_leads_back_to_our_own_page(client, db, target):
    assert client.post(URL, {"next": target}).url == target


def test_a_line_break_in_the_target_writes_no_header(client, db):
    response = client.post(URL, {"next": "/\r\nSet-Cookie: a=b"})

    assert "a" not in response.cookies
    assert "\n" not in response["Location"]


def test_a_link_alone_changes_nothing(client, db):
    assert client.get(URL, {"tema": "dark"}).status_code == 405


def test_the_page_of_choices_shows_the_way_back(client, db):
    html = client.get("/saya/pengaturan/tampilan/", {"next": '/"><b>'}).content.decode()

    assert 'value="/&quot;&gt;&lt;b&gt;"' in html


def language(client, **headers):
    return client.get("/bantuan/", headers=headers)["Content-Language"]


def test_the_browsers_language_is_never_asked(client, db):
    assert language(client, accept_language="en-US,en;q=0.9") == "id"


def test_the_cookie_comes_before_the_default(client, db):
    client.cookies["bahasa"] = "en"

    assert language(client) == "en"


def test_the_profile_comes_before_the_cookie(client_of_employee, employee):
    client_of_employee.cookies["bahasa"] = "id"
    employee.language = "en"
    employee.save()

    assert language(client_of_employee) == "en"


def test_a_members_language_is_kept_in_the_profile(client_of_employee, employee):
    client_of_employee.post(URL, {"bahasa": "en"})

    employee.refresh_from_db()
    assert employee.language == "en"


def test_a_broken_cookie_is_the_default(client, db):
    client.cookies["bahasa"] = "xx"

    assert language(client) == "id"

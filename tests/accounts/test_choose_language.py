"""A member's language is kept in the profile, a visitor's in a cookie."""

import pytest


def test_the_profile_keeps_the_language(employee, as_user):
    as_user(employee).post("/saya/pengaturan/tampilan/ubah/", {"bahasa": "en"})

    employee.refresh_from_db()
    assert employee.language == "en"


@pytest.mark.parametrize("language", ["xx", "", "\0", "x" * 500])
def test_an_unknown_language_is_indonesian(employee, as_user, language):
    response = as_user(employee).post("/saya/pengaturan/tampilan/ubah/", {"bahasa": language})

    employee.refresh_from_db()
    assert (response.status_code, employee.language) == (302, "id")


@pytest.mark.parametrize(
    "url", ["https://jahat.example/", "//jahat.example", "javascript:alert(1)"]
)
def test_choosing_leads_only_to_our_own_pages(client, db, url):
    response = client.post("/saya/pengaturan/tampilan/ubah/", {"tema": "dark", "next": url})

    assert response.url == "/"

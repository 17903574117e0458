"""Every kind of answer carries the headers that keep it safe (reliability.md R25, R26)."""

import re

import pytest

from workshops.actions import NewMaterial, add_material

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
PATHS = ["/", "/tanya/", "/tidak-ada/", "/lokakarya/baru/", "/kabar/sejak/", "/saya/", "/keluar/"]


def directives(text):
    return set(re.split(r";\s*", text.strip("; ")))


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_them(employee, as_user, path):
    response = as_user(employee).get(path)

    assert directives(response["Content-Security-Policy"]) == directives(POLICY)
    assert {name: response[name] for name in EVERYWHERE} == EVERYWHERE
    assert "camera=(self)" in response["Permissions-Policy"]


@pytest.mark.parametrize("path", ["/tanya/", "/kabar/", "/saya/", "/cari/?q=x"])
def test_what_is_ones_own_is_kept_by_nobody_else(employee, as_user, path):
    assert "private" in as_user(employee).get(path)["Cache-Control"]


def test_visitors_are_sent_away_with_them_too(client):
    response = client.get("/tanya/")

    assert response.status_code == 302
    assert {name: response[name] for name in EVERYWHERE} == EVERYWHERE


def test_a_server_fault_says_so_and_carries_the_policy(employee, as_user, monkeypatch):
    def broken(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr("discussions.views.thread.listed_threads", broken)
    client = as_user(employee)
    client.raise_request_exception = False
    response = client.get("/tanya/")

    assert response.status_code == 500
    assert "ZeroDivisionError" not in response.content.decode()
    assert directives(response["Content-Security-Policy"]) == directives(POLICY)


def test_a_link_preview_of_a_closed_page_says_only_the_sites_name(client, leader, workshop, now):
    link = NewMaterial(title="Rahasia", url="https://contoh.id/r")
    add_material(adder=leader, workshop=workshop, material=link, now=now)

    page = client.get(workshop.get_absolute_url(), follow=True).content.decode()

    assert workshop.title not in page
    assert 'property="og:title" content="Sepakat"' in page
    assert 'content="http://localhost:8000/static/img/bagikan' in page


@pytest.mark.django_db
def test_a_foreign_host_gets_a_page_of_ours(client):
    assert client.get("/masuk/", headers={"host": "jahat.contoh"}).status_code == 400


@pytest.mark.django_db
def test_an_address_that_only_takes_a_form_says_so(client):
    response = client.get("/saya/pengaturan/tampilan/ubah/")

    assert response.status_code == 405
    assert "Alamat ini hanya menerima isian formulir" in response.content.decode()

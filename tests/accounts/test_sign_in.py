"""Signing in with NIP or email: the same answer to whoever is unknown."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.signals import user_login_failed
from django.contrib.sessions.models import Session
from django.core import mail
from django.urls import reverse
from django.utils.translation import override

from tests.accounts.conftest import NIP
from tests.hostile import HUMAN_ANSWERS, each

RIGHT = "sandi yang panjang"
UNSENT = "yang Anda tekan belum terkirim"


@pytest.fixture
def sign_in(client, member):
    """Sends the form, from a fresh browser."""

    def send(login, password=RIGHT, **more):
        client.logout()
        return client.post("/masuk/", {"login": login, "password": password, **more})

    return send


def told(response):
    """The page without what differs between two drawings: tokens and the typed login."""
    page = re.sub(
        r'(csrfmiddlewaretoken" |name="login" )?value="[^"]*"', "", response.content.decode()
    )
    return response.status_code, page


@pytest.mark.parametrize(
    "login",
    [NIP, "19860926 201505 1 001", "19860926.201505.1.001", "19860926\u00a0201505\u00a01\u00a0001",
     "rahma@contoh.id", "RAHMA@Contoh.ID", "  rahma@contoh.id "],
)  # fmt: skip
def test_a_member_signs_in_with_nip_or_email(sign_in, login):
    response = sign_in(login)

    assert (response.status_code, response.url) == (302, "/")
    assert response.wsgi_request.user.email == "rahma@contoh.id"


def test_the_first_time_leads_to_the_welcome(sign_in, member):
    member.welcomed_at = None
    member.save()

    assert sign_in(NIP).url == reverse("hub:welcome_unit")


@pytest.mark.parametrize(
    "login", ["198609262015051999", "siapa@contoh.id", "siapa", "1986", "@", "198609262015051001x"]
)
def test_an_unknown_login_gets_the_answer_of_a_wrong_password(sign_in, login):
    wrong = told(sign_in(NIP, "sandi yang salah"))

    assert told(sign_in(login)) == wrong
    assert wrong[0] in {200, 422}


def test_the_answer_to_a_nip_does_not_name_the_email(sign_in):
    page = sign_in(NIP, "sandi yang salah").content.decode()

    assert "rahma@contoh.id" not in page
    assert "unknown.invalid" not in page


def test_no_nip_is_logged_or_mailed(sign_in, caplog):
    for login in (NIP, "198609262015051999"):
        sign_in(login, "sandi yang salah")

    assert NIP[:16] not in caplog.text + "".join(str(message.message()) for message in mail.outbox)


@pytest.mark.parametrize("login", ["198609262015051999", "1986-0926", NIP])
def test_whoever_listens_for_failures_hears_no_nip(sign_in, login):
    heard = []

    def listen(credentials, **more):
        heard.append(credentials["email"])

    user_login_failed.connect(listen)
    sign_in(login, "sandi yang salah")

    assert len(heard) == 1
    assert login not in heard[0]
    assert heard[0].endswith(("@unknown.invalid", "@contoh.id"))


def test_after_five_wrong_passwords_the_right_one_waits(sign_in):
    for _attempt in range(6):
        sign_in(NIP, "sandi yang salah")

    assert not sign_in(NIP).wsgi_request.user.is_authenticated


def test_another_member_of_the_same_office_is_not_held_up(sign_in, employee):
    employee.set_password(RIGHT)
    employee.save()
    for _attempt in range(6):
        sign_in(NIP, "sandi yang salah")

    assert sign_in(employee.email).status_code == 302


def test_a_suspended_member_cannot_sign_in(sign_in, member, now):
    member.suspended_until = now + timedelta(days=1)
    member.save()

    assert not sign_in(NIP).wsgi_request.user.is_authenticated


def test_an_inactive_member_cannot_sign_in(sign_in, member):
    member.is_active = False
    member.save()

    assert not sign_in(NIP).wsgi_request.user.is_authenticated


def test_signing_in_leads_only_to_our_own_pages(sign_in):
    assert sign_in(NIP, next="/tanya/").url == "/tanya/"
    assert sign_in(NIP, next="https://jahat.example/").url == "/"


@pytest.fixture
def press(client, member, workshop):
    """The button that takes a seat, on the workshop's page, once the session ran out."""
    button = f"/lokakarya/{workshop.public_id}/daftar/"

    def send(**headers):
        headers = {"Referer": f"http://testserver{workshop.get_absolute_url()}"} | headers
        return client.post(button, {"key": "1"}, headers=headers)

    return send


def test_a_button_pressed_after_the_session_ran_out_leads_back_to_its_page(press, client, workshop):
    """Its own address only takes a form: nobody could go on from there."""
    page = workshop.get_absolute_url()
    assert press().url == f"/masuk/?next={page}"

    landed = client.post("/masuk/", {"login": NIP, "password": RIGHT, "next": page}, follow=True)

    assert landed.redirect_chain == [(page, 302)]
    assert UNSENT in landed.content.decode()
    assert UNSENT not in client.get(page).content.decode()
    assert not workshop.registrations.exists()


def test_a_press_of_whoever_is_signed_out_writes_no_row(press):
    press()

    assert not Session.objects.exists()


def test_whoever_goes_elsewhere_then_reads_nothing_of_it(press, client):
    press()

    form = {"login": NIP, "password": RIGHT, "next": "/tanya/"}

    assert UNSENT not in client.post("/masuk/", form, follow=True).content.decode()


@pytest.mark.parametrize(("headers", "is_told"), [({}, False), ({"HX-Request": "true"}, True)])
def test_what_a_page_sends_by_itself_is_no_press(press, client, workshop, headers, is_told):
    press(**{"Sec-Fetch-Mode": "cors"}, **headers)

    form = {"login": NIP, "password": RIGHT, "next": workshop.get_absolute_url()}

    assert (UNSENT in client.post("/masuk/", form, follow=True).content.decode()) == is_told


@pytest.mark.parametrize("referer", ["https://jahat.example/", "//jahat.example/", ""])
def test_nothing_of_another_site_is_led_back_to(press, workshop, referer):
    button = f"/lokakarya/{workshop.public_id}/daftar/"

    assert press(Referer=referer).url == f"/masuk/?next={button}"


@pytest.mark.parametrize("field", ["login", "password"])
@pytest.mark.parametrize(("name", "text"), each)
def test_hostile_texts_get_a_human_answer(sign_in, field, name, text):
    response = sign_in(**{"login": NIP, "password": RIGHT, field: text})

    assert response.status_code in HUMAN_ANSWERS - {302}
    assert "<script>alert" not in response.content.decode()


def test_the_sentence_is_in_indonesian_by_default(sign_in):
    response = sign_in("")

    with override("id"):
        assert str(response.context["form"].errors["login"][0]) in response.content.decode()
    assert '<html lang="id"' in response.content.decode()


def test_nobody_signs_up_alone(client, db):
    form = {"email": "baru@contoh.id", "password1": RIGHT}
    page, sent = client.get("/masuk/akun-baru/"), client.post("/masuk/akun-baru/", form)

    assert (page.status_code, sent.status_code) == (200, 200)
    assert 'name="email"' not in page.content.decode()
    assert not sent.wsgi_request.user.is_authenticated


@pytest.mark.parametrize(
    "path", ["/masuk/", "/lupa-sandi/", "/lupa-sandi/terkirim/", "/lupa-sandi/selesai/",
             "/lupa-sandi/1-x/", "/masuk/tidak-aktif/"]
)  # fmt: skip
def test_the_doors_are_open_to_everybody(client, db, path):
    response = client.get(path)

    assert response.status_code == 200
    assert "<h1" in response.content.decode()


def test_signing_out_takes_a_click(as_user, employee):
    client = as_user(employee)

    assert client.get("/keluar/").status_code == 200
    assert client.post("/keluar/").url == "/masuk/"
    assert client.get("/tanya/").status_code == 302


def test_only_the_right_password_tells_of_the_suspension(sign_in, member, now):
    wrong = told(sign_in(NIP, "sandi yang salah"))
    member.suspended_until = now + timedelta(days=1)
    member.save()

    assert told(sign_in(NIP, "sandi yang salah")) == wrong
    assert told(sign_in(NIP)) != wrong

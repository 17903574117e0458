"""Web push over the real protocol, to a push service of our own (RFC 8030, 8291, 8292)."""

import json
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.actions import suspend_member
from notifications import push
from notifications.actions import prefer, see_kabar, subscribe_push
from notifications.models import Delivery, PushSubscription, State
from notifications.outbox import BACKOFF
from notifications.writing import PUSH_AFTER
from tests.delivering import deliver_due
from tests.push_service import Browser, PushService, vapid_key

NOON = datetime(2026, 11, 26, 12, tzinfo=ZoneInfo("Asia/Jakarta"))
SOON = NOON + PUSH_AFTER
PASSWORD = "lama-dan-cukup-panjang"


@pytest.fixture
def service(settings):
    settings.FORUM_PUSH_HOSTS, settings.FORUM_PUSH_SCHEMES = ["127.0.0.1"], {"http"}
    settings.FORUM_VAPID_KEY = vapid_key()
    with PushService() as service:
        yield service


@pytest.fixture
def now():
    return NOON


@pytest.fixture
def phone():
    return Browser()


@pytest.fixture
def subscribed(service, phone, employee):
    endpoint = f"{service.url}/send/abc"
    return subscribe_push(
        user=employee, endpoint=endpoint, keys=phone.keys, shows_text=False, now=NOON
    )


def state():
    return Delivery.objects.get(channel="push").state


def test_a_browser_is_woken_and_reads_what_only_it_can_read(
    subscribed, service, phone, employee, tell, question
):
    tell(employee)

    deliver_due(now=SOON)

    path, headers, body = service.taken[0]
    message = phone.read(body)
    assert (path, headers["Content-Encoding"]) == ("/send/abc", "aes128gcm")
    assert headers["Authorization"].startswith("vapid t=")
    assert message["url"] == f"/tanya/{question.public_id}/", "without the title's words"
    assert question.title.encode() not in body
    assert state() == State.SENT


def test_without_leave_no_word_of_a_member_stands_on_a_locked_screen(
    subscribed, service, phone, employee, tell, question, colleague
):
    tell(employee, actor=colleague)

    deliver_due(now=SOON)

    message = phone.read(service.taken[0][2])
    assert question.title not in json.dumps(message)
    assert colleague.name not in json.dumps(message)


def test_whoever_wants_it_reads_the_title(subscribed, service, phone, employee, tell, question):
    PushSubscription.objects.update(shows_text=True)
    tell(employee)

    deliver_due(now=SOON)

    assert question.title in phone.read(service.taken[0][2])["body"]


def test_whoever_looks_at_kabar_meanwhile_is_not_woken(subscribed, service, employee, tell):
    tell(employee)
    see_kabar(user=employee)

    deliver_due(now=SOON)

    assert (service.taken, state()) == ([], State.DROPPED)


def test_a_kind_can_be_switched_off_for_push(subscribed, service, employee, tell):
    prefer(user=employee, kind="discussions.answer_posted", channel="push", cadence="never")
    tell(employee)

    assert not Delivery.objects.exists()


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(subscribed, service, employee, tell, status):
    service.status = status
    tell(employee)

    deliver_due(now=SOON)

    assert not PushSubscription.objects.exists()
    assert state() == State.PARKED


def test_a_service_that_is_busy_is_asked_again(subscribed, service, employee, tell):
    service.status = 503
    tell(employee)
    deliver_due(now=SOON)
    before = state()

    service.status = 201
    deliver_due(now=SOON + BACKOFF[0])

    assert (before, state()) == (State.WAITING, State.SENT)


def test_a_redirect_is_not_followed(subscribed, service, employee, tell):
    """Nobody leads our server to another address."""
    service.status = 302
    tell(employee)

    deliver_due(now=SOON)

    assert [path for path, _headers, _body in service.taken] == ["/send/abc"]


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://fcm.googleapis.com.contoh.id/x",
        "https://contoh.id/fcm.googleapis.com",
        "https://user@fcm.googleapis.com/x",
        "https://127.0.0.1/x",
        "https://notify.windows.com.contoh.id/x",
        "file:///etc/passwd",
    ],
)
def test_only_push_services_that_we_know_are_called(endpoint):
    assert not push.may_call(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    ["https://fcm.googleapis.com/fcm/send/x", "https://db5p.notify.windows.com/w/?token=x"],
)
def test_push_services_that_we_know(endpoint):
    assert push.may_call(endpoint)


def test_a_page_subscribes_and_stops(as_user, employee, phone):
    endpoint = "https://fcm.googleapis.com/fcm/send/x"
    client = as_user(employee)

    on = client.post("/kabar/push/", {"endpoint": endpoint, **phone.keys})
    before = PushSubscription.objects.get(user=employee).keys
    off = client.post("/kabar/push/", {"endpoint": endpoint, "off": "1"})

    assert (on.status_code, off.status_code) == (200, 200)
    assert before == phone.keys
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [{"endpoint": "https://contoh.id/x"}, {"p256dh": ""}, {"auth": "<script>"}, {"endpoint": ""}],
)
def test_what_no_browser_sends_is_refused(as_user, employee, phone, changes):
    sent = {"endpoint": "https://fcm.googleapis.com/x", **phone.keys} | changes

    response = as_user(employee).post("/kabar/push/", sent)

    assert response.status_code == 422
    assert not PushSubscription.objects.exists()


def test_on_a_shared_phone_the_last_one_is_woken(subscribed, employee, colleague, phone):
    subscribe_push(
        user=colleague,
        endpoint=subscribed.endpoint,
        keys=phone.keys,
        shows_text=False,
        now=NOON,
    )

    assert PushSubscription.objects.get().user == colleague


def test_nobody_stops_anothers_browser(subscribed, as_user, stranger):
    sent = {"endpoint": subscribed.endpoint, "off": "1"}

    as_user(stranger).post("/kabar/push/", sent)

    assert PushSubscription.objects.exists()


@pytest.fixture
def reader(as_user, employee):
    return as_user(employee)


@pytest.fixture
def press(service, phone):
    """What the page's script sends from this browser, in whoever's session it is."""
    values = {"endpoint": f"{service.url}/send/abc", **phone.keys}
    return lambda client, **more: client.post("/kabar/push/", values | more).json()["is_on"]


def sign_in(client, user):
    """Through the page: a session made by force would not be noticed."""
    user.set_password(PASSWORD)
    user.save()
    said = {"login": user.email, "password": PASSWORD}
    assert client.post("/masuk/", said).status_code == 302


def test_signing_out_ends_it_on_a_shared_phone(press, reader, employee):
    subscribe_push(
        user=employee, endpoint="http://127.0.0.1/another", keys={}, shows_text=False, now=NOON
    )
    assert press(reader)

    reader.post("/keluar/")

    assert [one.endpoint[-8:] for one in PushSubscription.objects.all()] == ["/another"]


def test_signing_out_ends_it_also_in_a_later_session(press, reader, employee):
    """The session that subscribed has lapsed, and the next one opened no page of news."""
    press(reader)
    reader.cookies.pop("sessionid")
    sign_in(reader, employee)
    assert PushSubscription.objects.exists()

    reader.post("/keluar/")

    assert not PushSubscription.objects.exists()


def test_somebody_else_who_signs_in_silences_it(press, reader, colleague):
    press(reader)
    reader.cookies.pop("sessionid")

    sign_in(reader, colleague)

    assert not PushSubscription.objects.exists()


def test_a_new_password_silences_every_browser(press, reader, as_user, employee):
    press(reader)
    employee.set_password(PASSWORD)
    employee.save()
    at_home = as_user(employee)
    new = "cukup-panjang-dan-baru-2026"
    said = {"oldpassword": PASSWORD, "password1": new, "password2": new}

    assert at_home.post("/saya/pengaturan/sandi/", said).status_code == 302

    assert not PushSubscription.objects.exists()


def test_whoever_is_suspended_is_woken_no_more(subscribed, employee, admin, now):
    by = {"by": admin, "reason": "HP hilang.", "now": now}
    suspend_member(user=employee, until=now + timedelta(days=3), **by)

    assert not PushSubscription.objects.exists()


def test_a_browser_is_known_to_its_reader_and_to_nobody_else(
    press, reader, as_user, colleague, subscribed
):
    assert press(reader, known=1)

    assert not press(as_user(colleague), known=1)
    assert not PushSubscription.objects.exists()

"""What a press brought about is said on the next page, and on no other."""

from importlib import import_module

from django.conf import settings

SAID = "Pertanyaan Anda sudah terbit"


def session_of(client):
    store = import_module(settings.SESSION_ENGINE).SessionStore
    return store(client.cookies[settings.SESSION_COOKIE_NAME].value)


def write_back(session):
    """As a slow request does that began earlier and keeps something for later."""
    session["offered"] = ["abcde"]
    session.save()


def test_a_slow_request_beside_it_says_it_no_second_time(as_user, employee, question_form):
    client = as_user(employee)
    asked = client.post("/tanya/baru/", question_form())
    slow = session_of(client)
    slow.get("offered")  # from now on it holds what was there

    assert SAID in client.get(asked.url).content.decode()
    write_back(slow)

    assert SAID not in client.get(asked.url).content.decode()


def test_a_slow_request_beside_it_swallows_nothing(as_user, employee, question_form):
    client = as_user(employee)
    slow = session_of(client)
    slow.get("offered")  # from now on it holds what was there
    asked = client.post("/tanya/baru/", question_form())

    write_back(slow)

    assert SAID in client.get(asked.url).content.decode()


def test_whoever_signs_in_next_hears_nothing_of_it(as_user, employee, stranger, question_form):
    """On a phone that two share."""
    client = as_user(employee)
    client.post("/tanya/baru/", question_form())

    client.post("/keluar/")
    client.force_login(stranger, backend="accounts.backends.MemberBackend")

    assert SAID not in client.get("/").content.decode()

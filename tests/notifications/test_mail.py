"""A mail as a person and a mail program read it, over real SMTP (R36; F6; rows 46, 50)."""

import socket
import threading
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from accounts.models import User
from foundation.scheduling import loops
from notifications import delivering, mail
from notifications.actions import prefer
from notifications.mail import BOUNCES
from notifications.models import TRIES, Delivery, MailStanding, Notification, State
from notifications.outbox import BACKOFF
from notifications.writing import MAIL_AFTER
from tests.delivering import deliver_due
from tests.postbox import open_postbox
from tests.together import together

NOON = datetime(2026, 11, 26, 12, tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.fixture
def postbox(settings):
    """Listens on a free port; the product sends there."""
    with open_postbox() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        yield box


@pytest.fixture
def now():
    return NOON


@pytest.fixture
def reader(employee):
    """Wants a mail at once for every answer."""
    prefer(user=employee, kind="discussions.answer_posted", channel="mail", cadence="at_once")
    return employee


@pytest.fixture
def send(reader, tell, colleague):
    """Tells the reader of an answer and sends what is due."""

    def happen(at=NOON + MAIL_AFTER):
        tell(reader, actor=colleague)
        deliver_due(now=at)

    return happen


def test_a_mail_reads_well_as_text_and_as_html(postbox, send, question, colleague, settings):
    send()

    letter = postbox.letters[0]
    text, html = (letter.get_body([kind]).get_content() for kind in ("plain", "html"))
    assert letter["Subject"] == f"{colleague.name} menjawab: {question.title}"
    assert text.startswith(letter["Subject"])
    assert f"{settings.FORUM_SITE_URL}{question.get_absolute_url()}" in text
    assert "Hentikan email" in text
    assert '<html lang="id">' in html
    assert question.title in html


def test_mails_of_one_question_stand_together(postbox, send, reader, tell, question, colleague):
    send()
    reader.notifications.update(read_at=NOON)
    send(NOON + 2 * MAIL_AFTER)

    first, second = postbox.letters
    assert first["References"] == second["References"]
    assert first["Message-ID"] != second["Message-ID"]


def test_row_50_a_mail_program_stops_it_with_one_press(postbox, send, client, reader, settings):
    """RFC 8058: a POST without cookies, to the address of the header."""
    send()
    letter = postbox.letters[0]
    address = letter["List-Unsubscribe"].strip(" <>").removeprefix(settings.FORUM_SITE_URL)

    response = client.post(address, {"List-Unsubscribe": "One-Click"})
    reader.notifications.update(read_at=NOON)
    send(NOON + 2 * MAIL_AFTER)

    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert response.status_code == 200
    assert len(postbox.letters) == 1


def test_a_title_with_line_breaks_makes_no_header(postbox, send, question):
    question.title = "Pagu\r\nBcc: semua@contoh.id\r\n\r\nhalo"
    question.save()

    send()

    assert postbox.letters[0]["Bcc"] is None
    assert "Bcc: semua@contoh.id halo" in postbox.letters[0]["Subject"]


def test_not_now_is_tried_again(postbox, send, reader):
    """4xx and then 2xx: sent once, a minute later."""
    postbox.refusals = ["451 please wait"]
    send()
    before = len(postbox.letters)

    deliver_due(now=NOON + MAIL_AFTER + BACKOFF[0])

    assert (before, len(postbox.letters)) == (0, 1)
    assert not MailStanding.objects.exists()


def test_a_refused_address_is_left_alone_after_three_times(postbox, send, reader):
    postbox.refusals = ["550 no such user"] * BOUNCES
    for turn in range(BOUNCES + 1):
        send(NOON + (turn + 1) * MAIL_AFTER)
        reader.notifications.update(read_at=NOON)

    states = list(Delivery.objects.order_by("pk").values_list("state", flat=True))
    assert states == [State.PARKED] * BOUNCES + [State.DROPPED]
    assert MailStanding.objects.get().paused_at
    assert postbox.letters == []


def test_a_mail_that_arrives_forgets_earlier_refusals(postbox, send, reader):
    postbox.refusals = ["550 no such user"]
    send()
    reader.notifications.update(read_at=NOON)

    send(NOON + 2 * MAIL_AFTER)

    assert not MailStanding.objects.exists()


def test_without_a_mail_server_nothing_is_lost(postbox, send, settings):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    send()

    settings.EMAIL_PORT = port
    deliver_due(now=NOON + MAIL_AFTER + BACKOFF[0])

    assert len(postbox.letters) == 1


def test_f22_a_template_that_raises_holds_up_no_other_mail(
    postbox, send, reader, tell, moderator, monkeypatch, colleague
):
    """A real kind, whose words cannot be drawn for one person."""
    whole = mail.letter

    def broken(row, now):
        if row.recipient == reader:
            raise ValueError("no words")
        return whole(row, now)

    monkeypatch.setattr(mail, "letter", broken)
    prefer(user=moderator, kind="discussions.answer_posted", channel="mail", cadence="at_once")
    tell(moderator, actor=colleague)
    send()

    assert [one["To"] for one in postbox.letters] == [moderator.email]
    assert Delivery.objects.get(notification__recipient=reader).failure == "ValueError"


def test_a_server_that_hangs_is_left_and_asked_again(postbox, send, reader, settings):
    """It takes the line and says nothing; the next try finds it well."""
    port = settings.EMAIL_PORT
    settings.EMAIL_TIMEOUT = 0.2
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_PORT = silent.getsockname()[1]
        send()
    waiting = Delivery.objects.get()
    settings.EMAIL_PORT = port

    deliver_due(now=waiting.next_try_at)

    assert (waiting.state, waiting.failure) == (State.WAITING, "SMTPServerDisconnected")
    assert waiting.next_try_at == NOON + MAIL_AFTER + BACKOFF[0]
    assert len(postbox.letters) == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_mail_server_that_hangs_keeps_no_phone_silent(reader, tell, postbox, monkeypatch):
    """The worker's loops, one round each, while a mail is on its way."""
    sent, pushed = threading.Event(), threading.Event()
    monkeypatch.setitem(delivering.senders, "mail", lambda *_row: pushed.wait(10) and sent.set())
    monkeypatch.setitem(delivering.senders, "push", lambda *_row: pushed.set())
    tell(reader)
    Notification.objects.get().deliveries.create(channel="push", next_try_at=NOON)

    together(*[lambda loop=loop: loop(now=NOON + MAIL_AFTER) for loop in loops])

    assert pushed.is_set()
    assert sent.is_set()


def test_f22_given_up_after_five_tries_and_seen_by_an_admin(
    postbox, send, reader, settings, as_user, admin
):
    settings.EMAIL_PORT = 1  # nothing listens there
    send()
    for _try in range(TRIES - 1):
        deliver_due(now=Delivery.objects.get().next_try_at)

    page = as_user(admin).get("/kabar/mesin/").content.decode()

    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == (State.PARKED, TRIES)
    assert "ConnectionRefusedError × 1" in page
    assert reader.email not in page


def test_a_reader_who_is_gone_when_it_was_sent_stops_nobody(
    postbox, send, reader, tell, moderator, colleague, monkeypatch
):
    """The account is deleted while the mail server takes the mail; the row went with it."""
    whole = mail.send

    def send_and_delete(row, now):
        whole(row, now)
        User.objects.filter(pk=moderator.pk).delete()

    monkeypatch.setitem(delivering.senders, "mail", send_and_delete)
    prefer(user=moderator, kind="discussions.answer_posted", channel="mail", cadence="at_once")
    tell(moderator, actor=colleague)
    send()

    assert [one["To"] for one in postbox.letters] == [moderator.email, reader.email]
    assert list(Delivery.objects.values_list("state", flat=True)) == [State.SENT]


def test_a_reader_who_is_gone_before_is_not_written_to(
    postbox, send, tell, moderator, colleague, reader
):
    prefer(user=moderator, kind="discussions.answer_posted", channel="mail", cadence="at_once")
    tell(moderator, actor=colleague)
    User.objects.filter(pk=moderator.pk).delete()

    send()

    assert [one["To"] for one in postbox.letters] == [reader.email]

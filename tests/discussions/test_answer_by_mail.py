"""Row 9: a mail about a question is answered by replying; real SMTP both ways."""

import smtplib
from datetime import timedelta
from email.message import EmailMessage
from email.utils import make_msgid

import pytest

from accounts.actions import suspend_member
from competencies.actions import follow_area
from discussions.actions import close_question
from discussions.models import Answer
from discussions.models.replying import address_of, addressee
from discussions.replying import listener
from discussions.replying.cutting import cut
from foundation.drafts import find_draft, keep_draft
from notifications.actions import choose_quiet_hours, prefer
from notifications.models import Notification
from notifications.writing import MAIL_AFTER
from tests.delivering import deliver_due
from tests.factories import UserFactory, area, make_answer, make_question
from tests.postbox import open_postbox

WORDS = "Buka menu Koreksi, pilih rekening yang benar, lalu simpan."
QUOTED = (
    "\n\nPada tanggal Kam, 26 Nov 2026 pukul 10.00 Sepakat\n<kabar@balas.example> menulis:\n"
    "\n> ##- Balas email ini untuk menjawab. Tulis di atas baris ini. -##\n> Kata orang lain.\n"
)


@pytest.fixture(autouse=True)
def replies(settings):
    settings.FORUM_REPLY_ADDRESS = "jawab@balas.example"


@pytest.fixture
def door(django_db_serialized_rollback, transactional_db, unused_tcp_port, settings):
    """The SMTP server of the product, in a thread of its own; gives its port."""
    settings.FORUM_REPLY_BIND = f"127.0.0.1:{unused_tcp_port}"
    opened = listener.open_door()
    yield unused_tcp_port
    opened.stop()


def reply(user, thread, text=WORDS + QUOTED, **headers):
    mail = EmailMessage()
    mail["From"] = headers.pop("sender", f"{user.name} <{user.email}>")
    mail["To"] = headers.pop("to", address_of(user, thread))
    mail["Message-ID"] = headers.pop("message_id", make_msgid(domain="hp.example"))
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail


def hand_in(port, mail, sender=None):
    """Smtplib raises where the server says no."""
    with smtplib.SMTP("127.0.0.1", port, timeout=20) as server:
        server.send_message(mail, from_addr=mail["From"] if sender is None else sender)


def refusal_of(port, mail):
    with pytest.raises(smtplib.SMTPResponseException) as refused:
        try:
            hand_in(port, mail)
        except smtplib.SMTPRecipientsRefused as several:
            raise smtplib.SMTPResponseException(*next(iter(several.recipients.values()))) from None
    return refused.value.smtp_code


def drafted(user, thread):
    draft = find_draft(user=user, form=thread.get_absolute_url())
    return dict(draft.fields["values"])["body"] if draft else ""


def kept_notices(user):
    return Notification.objects.filter(kind="discussions.mail_kept", recipient=user).count()


def test_row_9_from_the_mail_about_a_question_to_the_answer(
    door, settings, employee, colleague, now
):
    """The mail as it arrives, replied to as a mail program does, stands as an answer."""
    follow_area(user=colleague, area=area(), now=now)
    prefer(user=colleague, kind="discussions.question_asked", channel="mail", cadence="at_once")
    choose_quiet_hours(user=colleague, from_hour=0, until_hour=0)  # mailed at any time of the day
    thread = make_question(employee, now=now)
    with open_postbox() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        deliver_due(now=now + MAIL_AFTER)
    came = box.letters[0]
    text = came.get_body(["plain"]).get_content()
    assert text.startswith("##- Balas email ini")

    quoted = "".join(f"> {line}\n" for line in text.splitlines())
    said = f"{WORDS}\n\nPada tanggal Kam, 26 Nov 2026 menulis:\n\n{quoted}"
    hand_in(door, reply(colleague, thread, said, to=came["Reply-To"]))

    answer = Answer.objects.get()
    assert (answer.author, answer.thread, answer.body) == (colleague, thread, WORDS)
    assert Notification.objects.filter(recipient=employee).exists()


def test_a_mail_that_comes_twice_is_one_answer(door, question, colleague):
    mail = reply(colleague, question)

    hand_in(door, mail)
    hand_in(door, mail)

    assert Answer.objects.count() == 1
    assert drafted(colleague, question) == ""


def test_only_the_owner_of_the_address_is_taken(door, question, colleague, stranger):
    """A mail that was passed on carries its `Reply-To` with it."""
    mail = reply(colleague, question, sender=stranger.email)

    assert refusal_of(door, mail) == 550
    assert not Answer.objects.exists()


@pytest.mark.parametrize("broken", ["mac", "person", "question", "domain", "plain", "empty"])
def test_an_address_that_is_none_is_refused_at_once(door, question, colleague, broken):
    address = address_of(colleague, question)
    name, domain = address.split("@")
    wrong = {
        "mac": f"{name[:-1]}{'0' if name[-1] != '0' else '1'}@{domain}",
        "person": address.replace(colleague.public_id, UserFactory().public_id),
        "question": address.replace(question.public_id, "zzzzz"),
        "domain": f"{name}@lain.example",
        "plain": "jawab@balas.example",
        "empty": "jawab+..@balas.example",
    }[broken]

    assert refusal_of(door, reply(colleague, question, to=wrong)) == 550


def test_an_address_that_a_server_folded_is_the_same(question, colleague, now):
    assert addressee(address_of(colleague, question).upper(), now) == (colleague, question)


def test_the_name_of_an_address_fits_what_mail_allows(question, colleague):
    assert len(address_of(colleague, question).split("@")[0]) <= 64


def test_a_new_password_ends_the_old_addresses(question, colleague, now):
    address = address_of(colleague, question)
    colleague.set_password("kebun kopi di Ketambe")
    colleague.save()

    assert addressee(address, now) is None


def test_who_may_not_read_it_any_more_is_unknown(unit_question, stranger, colleague, admin, now):
    assert addressee(address_of(stranger, unit_question), now) is None
    assert addressee(address_of(colleague, unit_question), now) is not None
    suspend_member(
        by=admin, user=colleague, until=now + timedelta(days=3), reason="Kasar.", now=now
    )

    assert addressee(address_of(colleague, unit_question), now) is None


def test_nothing_is_promised_where_mail_is_not_taken(settings, question, colleague):
    settings.FORUM_REPLY_ADDRESS = ""

    assert address_of(colleague, question) == ""


def test_signs_that_no_database_keeps_are_left_out(door, question, colleague):
    hand_in(door, reply(colleague, question, "Ya\0." + QUOTED))

    assert drafted(colleague, question) == "Ya."


@pytest.mark.parametrize("text", ["Ya." + QUOTED, QUOTED, "NIK saya 1102010101900001, tolong."])
def test_what_cannot_be_published_waits_as_a_draft(door, question, colleague, text):
    hand_in(door, reply(colleague, question, text))

    assert not Answer.objects.exists()
    assert drafted(colleague, question) == cut(text)
    assert kept_notices(colleague) == 1


def test_a_question_that_closed_meanwhile_keeps_the_text(door, question, colleague, moderator, now):
    close_question(actor=moderator, thread=question, reason="Sudah selesai.", now=now)

    hand_in(door, reply(colleague, question))

    assert drafted(colleague, question) == WORDS


def test_a_second_answer_is_a_draft_below_what_was_typed_in_the_browser(
    door, question, colleague, now
):
    make_answer(colleague, question)
    fields = {"values": [["body", "Diketik di HP."]], "key": ""}
    form = question.get_absolute_url()
    keep_draft(user=colleague, form=form, fields=fields, sequence=0, now=now)
    mail = reply(colleague, question)

    hand_in(door, mail)
    hand_in(door, mail)

    assert drafted(colleague, question) == f"Diketik di HP.\n\n{WORDS}"
    assert Answer.objects.count() == 1


@pytest.mark.parametrize("header", [{"Auto_Submitted": "auto-replied"}, {"sender": ""}])
def test_a_holiday_note_makes_nothing(door, question, colleague, header):
    """RFC 3834: neither an answer nor a mail back, which would go round for ever."""
    mail = reply(colleague, question, **{k: v for k, v in header.items() if v})

    hand_in(door, mail, sender=header.get("sender"))

    assert not Answer.objects.exists()
    assert kept_notices(colleague) == 0


def test_what_goes_wrong_here_is_sent_again(door, question, colleague, monkeypatch):
    def fail(**kwargs):
        raise RuntimeError

    monkeypatch.setattr(listener, "take", fail)
    assert refusal_of(door, reply(colleague, question)) == 451
    monkeypatch.undo()

    assert not Answer.objects.exists()


def test_a_mail_of_html_alone_is_read(door, question, colleague):
    mail = reply(colleague, question)
    mail.set_content(
        f"<p>{WORDS}</p><script>alert(1)</script><div>&lt;b&gt;</div><p>##- Balas</p>", "html"
    )

    hand_in(door, mail)

    assert Answer.objects.get().body == f"{WORDS}\n<b>"


def test_more_than_five_megabytes_are_refused(door, question, colleague):
    mail = reply(colleague, question)
    mail.add_attachment(b"\0" * (6 * 1024 * 1024), maintype="application", subtype="pdf")

    assert refusal_of(door, mail) == 552


def test_more_than_anybody_publishes_is_said_to_the_sender(door, question, colleague):
    """Nor can many mails fill a draft without end."""
    make_answer(colleague, question)
    for no in range(3):
        hand_in(door, reply(colleague, question, f"{no} " + "a " * 9_990))
    full = drafted(colleague, question)

    assert refusal_of(door, reply(colleague, question, "b " * 9_000)) == 552
    assert refusal_of(door, reply(colleague, question, "c " * 40_000)) == 552
    assert drafted(colleague, question) == full


def test_a_charset_that_nobody_knows_is_read_as_far_as_it_goes(door, question, colleague):
    mail = reply(colleague, question, WORDS)
    mail.set_param("charset", "x-tidak-ada")

    hand_in(door, mail)

    assert Answer.objects.get().body == WORDS


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"{WORDS}\n\n> dikutip", WORDS),
        (f"{WORDS}\n\nOn Thu, 26 Nov 2026 at 10:00, Sepakat wrote:\n\n> ##- x", WORDS),
        (f"{WORDS}\n-- \nSalim\nDinas", WORDS),
        (f"{WORDS}\n\nDikirim dari HP saya\n\n##- Balas", WORDS),
        (f"{WORDS}\r\n\r\n________________________________\r\nDari: Sepakat", WORDS),
        (f"{WORDS}\n\nDari: Sepakat\nTerkirim: Kamis", WORDS),
        ("Satu.\n\nDua:\n- tiga\n\n##- x", "Satu.\n\nDua:\n- tiga"),
        ("> semua dikutip", ""),
        ("", ""),
        ("Begini yang ditulis peraturan:\npasal 4.", "Begini yang ditulis peraturan:\npasal 4."),
    ],
)
def test_what_is_quoted_and_signed_is_cut(text, kept):
    assert cut(text) == kept

"""For whoever runs the server: what waits and failed, the same for Prometheus, and why (R36)."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from prometheus_client.parser import text_string_to_metric_families

from discussions.notices import ANSWER_POSTED
from notifications.models import Channel, Delivery, Notification, Server, State
from notifications.telling import notify, telling
from tests.factories import make_question

PAGE = "/kabar/mesin/"


@pytest.fixture
def question(employee, now):
    return make_question(employee, title="Bagaimana mengisi SKP triwulan?")


@pytest.fixture
def deliveries(question, colleague, employee, now):
    """A mail that is given up and one that waits since ten minutes; nobody is named."""
    with telling(now=now):
        notify(ANSWER_POSTED, about=question, to=[employee, colleague], actor=None)
    Delivery.objects.all().delete()
    rows = {one.recipient_id: one for one in Notification.objects.about(question)}
    times = {"channel": Channel.MAIL, "next_try_at": now - timedelta(minutes=10)}
    Delivery.objects.create(notification=rows[employee.pk], **times)
    Delivery.objects.create(
        notification=rows[colleague.pk],
        **times,
        state=State.PARKED,
        failure="SMTPServerDisconnected",
        settled_at=now,
        attempts=5,
    )


def test_an_admin_sees_what_waits_and_why_it_failed(deliveries, as_user, admin, employee, now):
    Server.objects.create(name="a-1", at=now, sockets=7, replays=3)
    Server.objects.create(name="gone", at=now - timedelta(minutes=5), sockets=90, replays=3)

    page = as_user(admin).get(PAGE)

    mail = next(one for one in page.context["queues"] if one.name == "mail")
    assert (mail.waiting, mail.parked, mail.minutes_late) == (1, 1, 10)
    text = page.content.decode()
    assert "SMTPServerDisconnected × 1" in text
    assert "7 sambungan di 1 proses" in text
    assert employee.name not in text
    assert employee.email not in text


def test_what_was_given_up_is_tried_again_by_a_press(deliveries, as_user, admin):
    page = as_user(admin).post(PAGE, follow=True).content.decode()

    assert "1 dicoba lagi" in page
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.WAITING}


@pytest.mark.parametrize("role", ["employee", "leader", "moderator"])
def test_nobody_else_sees_it(role, request, as_user, deliveries):
    client = as_user(request.getfixturevalue(role))

    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE).status_code == 403
    assert Delivery.objects.filter(state=State.PARKED).count() == 1


def test_prometheus_reads_the_same_figures(deliveries, client, settings, now):
    settings.FORUM_METRICS_TOKEN = "t" * 30
    Server.objects.create(name="a-1", at=now, sockets=7, replays=3)

    answer = client.get("/metrik/", headers={"Authorization": f"Bearer {'t' * 30}"})

    families = text_string_to_metric_families(answer.content.decode())
    found = {
        (sample.name, sample.labels.get("queue")): sample.value
        for family in families
        for sample in family.samples
    }
    assert found[("sepakat_outbox_waiting", "mail")] == 1
    assert found[("sepakat_outbox_parked", "mail")] == 1
    assert 600 <= found[("sepakat_outbox_late_seconds", "mail")] < 700
    assert found[("sepakat_live_sockets", None)] == 7


@pytest.mark.parametrize("said", ["", "Bearer ", "Bearer x", "Basic dDp0"])
def test_without_the_token_there_is_nothing(client, db, settings, said):
    headers = {"Authorization": said}
    assert client.get("/metrik/", headers=headers).status_code == 404

    settings.FORUM_METRICS_TOKEN = "t" * 30

    assert client.get("/metrik/", headers=headers).status_code == 404


def explained(*arguments):
    out = StringIO()
    call_command("explain_notification", *arguments, stdout=out)
    return out.getvalue()


def test_it_says_what_somebody_got(deliveries, employee, question):
    said = explained(employee.email, question.get_absolute_url())

    assert "discussions.answer_posted: told 1 ×" in said
    assert "mail: waits until" in said
    assert "push: never planned" in said


def test_it_says_why_somebody_got_nothing(deliveries, leader, question):
    said = explained(leader.public_id, f"/tanya/{question.public_id}/")

    assert "not told, the person is not among those whom it is for" in said


@pytest.mark.parametrize("arguments", [("nobody@contoh.id", "/tanya/zzzz/"), ("", "/x/")])
def test_who_or_what_is_not_there_is_said(db, arguments):
    with pytest.raises(CommandError, match="no such person"):
        explained(*arguments)


@pytest.mark.parametrize("address", ["/tanya/zzzz/", "/nirgends/", "", "/tanya/"])
def test_an_address_of_nothing(employee, address):
    with pytest.raises(CommandError, match="Nothing that people are told of"):
        explained(employee.email, address)

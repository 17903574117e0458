"""Who takes part is approved by the host or the person's leader; the seat is kept meanwhile."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import UnitLeadership
from notifications.models import Notification
from tests.factories import UserFactory, make_plan, make_workshop
from tests.together import together
from workshops import actions
from workshops.actions import (
    Span,
    Wish,
    accept_offer,
    approve_request,
    cancel_registration,
    decline_request,
    edit_workshop,
    mind_seats,
    register,
)
from workshops.models import Registration
from workshops.models.deciding import deciders_of

WAITS = Wish(waits=True)


@pytest.fixture
def held(leader, now):
    """A workshop in three weeks with some rules of its own; one seat."""

    def make(**changes):
        start = now + timedelta(days=21)
        spans = [(start, start + timedelta(hours=2))]
        plan = {"seats": {"total": 1}, "registration_closes_at": start, "spans": spans}
        return make_workshop(leader, **(plan | changes))

    return make


@pytest.fixture
def by_leader(held):
    return held(approval="leader")


@pytest.fixture
def by_host(held):
    return held(approval="host")


@pytest.fixture
def asked(by_leader, stranger, other_leader, now):
    """An ASN of the other unit asks to take part."""
    return register(user=stranger, workshop=by_leader, now=now)


def told(kind):
    return [one.recipient for one in Notification.objects.filter(kind=f"workshops.{kind}")]


def page(client, workshop):
    return " ".join(client.get(workshop.get_absolute_url()).content.decode().split())


def test_row_c12_the_request_holds_a_seat_and_the_leader_hears(asked, by_leader, other_leader):
    assert (asked.state, asked.holds_seat) == ("requested", True)
    assert by_leader.pools.get().taken == 1
    assert told("approval_asked") == [other_leader]


def test_row_c12_the_person_sees_who_is_waited_for_and_may_take_it_back(
    asked, by_leader, as_user, address
):
    html = page(as_user(asked.user), by_leader)

    assert "Menunggu persetujuan atasan Anda." in html
    assert 'name="shown" value="requested"' in html
    as_user(asked.user).post(address("cancel_registration", by_leader))
    assert by_leader.pools.get().taken == 0


def test_row_c12_approved_it_is_certain_and_the_person_hears(asked, other_leader, as_user):
    response = as_user(other_leader).post(asked.get_absolute_url(), {"approve": "1"})

    asked.refresh_from_db()
    assert (response.status_code, asked.state) == (302, "confirmed")
    assert asked.events.last().actor == other_leader
    assert told("request_approved") == [asked.user]


def test_row_c12_declined_the_seat_is_the_next_persons_and_the_reason_is_read(
    asked, by_leader, other_leader, employee, now, as_user, address
):
    waiting = register(user=employee, workshop=by_leader, wish=WAITS, now=now)

    as_user(other_leader).post(asked.get_absolute_url(), {"reason": "Ada apel gabungan."})

    waiting.refresh_from_db()
    assert waiting.state == "offered"
    html = page(as_user(asked.user), by_leader)
    assert "Ada apel gabungan." in html
    assert f'"{address("register", by_leader)}"' in html


def test_row_c12_declining_asks_for_a_reason(asked, other_leader, as_user):
    response = as_user(other_leader).post(asked.get_absolute_url(), {"reason": "  "})

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"reason"}
    assert Registration.objects.get().state == "requested"


def test_row_c12_the_leader_finds_what_waits_at_home_and_in_the_list(asked, other_leader, as_user):
    client = as_user(other_leader)

    assert "/lokakarya/permintaan/" in [line.url for line in client.get("/").context["waiting"]]
    assert client.get("/lokakarya/permintaan/").context["requests"] == [asked]


def test_row_c12_only_the_persons_leaders_and_admins_decide(
    asked, leader, colleague, moderator, admin, other_leader, as_user
):
    people = (leader, colleague, moderator, asked.user, other_leader, admin)

    answers = [as_user(one).get(asked.get_absolute_url()).status_code for one in people]
    lists = [as_user(one).get("/lokakarya/permintaan/").context["requests"] for one in people]

    assert answers == [403, 403, 403, 403, 200, 200]
    assert lists == [[], [], [], [], [asked], [asked]]


def test_row_c12_a_leader_is_approved_by_the_leader_above(
    by_leader, unit, other_unit, leader, other_leader, now, as_user
):
    unit.parent = other_unit
    unit.save()
    lead = type(leader).objects.get(pk=leader.pk)

    asked = register(user=lead, workshop=by_leader, now=now)

    assert (asked.state, told("approval_asked")) == ("requested", [other_leader])
    client = as_user(lead)
    assert client.get(asked.get_absolute_url()).status_code == 403
    assert client.get("/lokakarya/permintaan/").context["requests"] == []


def test_row_c12_whom_nobody_leads_needs_nobodys_leave(by_leader, leader, now):
    assert register(user=leader, workshop=by_leader, now=now).state == "confirmed"


def test_row_c12_who_leads_the_person_no_more_reads_nothing_of_the_request(
    asked, other_leader, as_user
):
    line = asked.get_absolute_url()
    assert line in as_user(other_leader).get("/kabar/").content.decode()

    other_leader.leaderships.all().delete()

    assert line not in as_user(other_leader).get("/kabar/").content.decode()


def test_row_c12_yesterdays_leader_is_not_asked(by_leader, stranger, other_leader, now):
    yesterday = timezone.localdate(now) - timedelta(days=1)
    UnitLeadership.objects.filter(user=other_leader).update(since=yesterday, until=yesterday)

    register(user=stranger, workshop=by_leader, now=now)

    assert told("approval_asked") == []


def test_row_c11_the_host_approves(by_host, stranger, other_leader, leader, as_user, now):
    asked = register(user=stranger, workshop=by_host, now=now)

    assert told("approval_asked") == [leader]
    assert as_user(other_leader).get(asked.get_absolute_url()).status_code == 403
    as_user(leader).post(asked.get_absolute_url(), {"approve": "1"})
    assert by_host.registrations.confirmed().count() == 1


def leads_elsewhere(user, other_unit, now):
    user.leaderships.update(unit=other_unit)


def leads_no_more(user, other_unit, now):
    user.leaderships.update(until=timezone.localdate(now) - timedelta(days=1))


def is_suspended(user, other_unit, now):
    type(user).objects.filter(pk=user.pk).update(suspended_until=now + timedelta(days=9))


def has_left(user, other_unit, now):
    type(user).objects.filter(pk=user.pk).update(is_active=False)


LEAVING = [leads_elsewhere, leads_no_more, is_suspended, has_left]


@pytest.fixture
def successor(unit, now):
    """Leads the first unit beside its leader."""
    user = UserFactory(unit=unit)
    UnitLeadership.objects.create(user=user, unit=unit, since=timezone.localdate(now))
    return user


@pytest.mark.parametrize("leaves", LEAVING)
def test_row_c11_of_a_host_out_of_office_whoever_leads_the_unit_is_asked(
    leaves, by_host, stranger, successor, leader, other_unit, as_user, now
):
    leaves(leader, other_unit, now)

    asked = register(user=stranger, workshop=by_host, now=now)

    assert told("approval_asked") == [successor]
    assert as_user(successor).get(asked.get_absolute_url()).status_code == 200


def test_row_c11_in_office_the_host_is_asked_alone(by_host, stranger, successor, leader, now):
    register(user=stranger, workshop=by_host, now=now)

    assert told("approval_asked") == [leader]


def test_row_c11_an_admin_who_hosts_is_in_office(admin, unit, stranger, leader, now):
    hosted = make_workshop(admin, unit=unit, approval="host")

    register(user=stranger, workshop=hosted, now=now)

    assert told("approval_asked") == [admin]


def test_row_c11_where_nobody_leads_the_unit_admins_are_asked(
    by_host, stranger, leader, admin, now
):
    leader.leaderships.all().delete()

    asked = register(user=stranger, workshop=by_host, now=now)

    assert (asked.state, told("approval_asked")) == ("requested", [admin])


def test_row_c11_with_nobody_to_ask_no_request_is_granted(by_host, stranger, leader, now):
    leader.leaderships.all().delete()

    assert register(user=stranger, workshop=by_host, now=now).state == "requested"


def test_row_c12_with_the_only_leader_suspended_no_request_is_granted(
    by_leader, other_unit, stranger, other_leader, admin, now
):
    is_suspended(other_leader, other_unit, now)

    request = register(user=stranger, workshop=by_leader, now=now)

    assert request.state == "requested"
    assert deciders_of(request, now) == [admin]


def test_row_c12_a_suspended_leader_is_not_asked_but_the_one_above(
    by_leader, other_unit, unit, stranger, leader, other_leader, now
):
    other_unit.parent = unit
    other_unit.save()
    is_suspended(other_leader, other_unit, now)
    person = type(stranger).objects.get(pk=stranger.pk)

    register(user=person, workshop=by_leader, now=now)

    assert told("approval_asked") == [leader]


@pytest.mark.parametrize("verb", [approve_request, decline_request])
def test_row_c12_after_its_time_nothing_is_decided_also_before_the_sweep(asked, other_leader, verb):
    more = {"reason": "Tidak."} if verb is decline_request else {}
    with pytest.raises(actions.RequestIsOver):
        verb(actor=other_leader, registration=asked, now=asked.answer_by, **more)

    mind_seats(now=asked.answer_by)
    asked.refresh_from_db()
    assert (asked.state, asked.holds_seat) == ("expired", False)
    assert told("request_expired") == [asked.user]


def test_row_c12_deciding_twice_is_refused_with_a_sentence(asked, other_leader, as_user):
    client = as_user(other_leader)

    answers = [
        client.post(asked.get_absolute_url(), sent).status_code
        for sent in ({"approve": "1"}, {"reason": "Ternyata tidak."})
    ]

    assert answers == [302, 409]
    assert Registration.objects.get().state == "confirmed"


def test_row_c12_who_moves_up_confirms_first_and_is_approved_then(
    by_leader, asked, employee, leader, now
):
    waiting = register(user=employee, workshop=by_leader, wish=WAITS, now=now)
    cancel_registration(user=asked.user, workshop=by_leader, now=now)

    accepted = accept_offer(user=employee, workshop=by_leader, now=now)

    assert (accepted.pk, accepted.state, accepted.holds_seat) == (waiting.pk, "requested", True)
    assert leader in told("approval_asked")


def test_row_c12_between_two_sessions_a_request_is_decided_before_the_next_one(
    by_host, stranger, leader, now
):
    first = by_host.sessions.get()
    late = first.ends_at + timedelta(hours=1)
    second = late + timedelta(days=1)
    spans = [Span(first.starts_at, first.ends_at, 1), Span(second, second + timedelta(hours=2))]
    rules = {"approval": "host", "seats": {"total": 1}, "registration_closes_at": second}
    plan = make_plan(leader, spans=spans, **rules)
    edit_workshop(editor=leader, workshop=by_host, plan=plan, now=now)

    asked = register(user=stranger, workshop=by_host, now=late)

    assert late < asked.answer_by <= second
    approved = approve_request(actor=leader, registration=asked, now=late)
    assert approved.state == "confirmed"


def test_row_c12_moved_earlier_nothing_is_decided_after_the_start(by_host, stranger, leader, now):
    asked = register(user=stranger, workshop=by_host, now=now)
    start = now + timedelta(hours=5)
    earlier = {"spans": [Span(start, start + timedelta(hours=2), 1)], "approval": "host"}
    plan = make_plan(leader, registration_closes_at=start, seats={"total": 1}, **earlier)

    edit_workshop(editor=leader, workshop=by_host, plan=plan, now=now)

    asked.refresh_from_db()
    assert asked.answer_by == start


def test_row_c12_after_the_start_nothing_is_decided_whatever_the_request_says(
    asked, by_leader, other_leader
):
    start = by_leader.sessions.get().starts_at
    Registration.objects.update(answer_by=start + timedelta(days=1))

    with pytest.raises(actions.RequestIsOver):
        approve_request(actor=other_leader, registration=asked, now=start)


def test_row_c12_whose_account_is_suspended_gets_no_seat_and_can_be_declined(
    asked, other_leader, as_user
):
    asked.user.is_active = False
    asked.user.save()
    client = as_user(other_leader)

    refused = client.post(asked.get_absolute_url(), {"approve": "1"})
    client.post(asked.get_absolute_url(), {"reason": "Akun ditangguhkan."})

    assert refused.status_code == 409
    assert "tidak aktif" in refused.content.decode()
    asked.refresh_from_db()
    assert asked.state == "declined"


# --- the approval is changed while requests are open


@pytest.fixture
def change(leader, now):
    """Edits a workshop of `held` as it is, but for these rules."""

    def edit(workshop, **rules):
        session = workshop.sessions.get()
        kept = {"spans": [Span(session.starts_at, session.ends_at, 1)], "seats": {"total": 1}}
        closes = {"registration_closes_at": session.starts_at}
        plan = make_plan(leader, **kept, **closes, **rules)
        edit_workshop(editor=leader, workshop=workshop, plan=plan, now=now)

    return edit


def test_row_c12_without_approval_any_more_the_open_request_is_granted(
    asked, by_leader, change, leader
):
    change(by_leader, approval="none")

    asked.refresh_from_db()
    assert (asked.state, asked.events.last().actor) == ("confirmed", leader)
    assert by_leader.pools.get().taken == 1
    assert told("request_approved") == [asked.user]


def test_row_c12_where_another_decides_now_they_are_asked_and_have_their_time(
    asked, by_leader, change, leader, as_user, now
):
    whole = asked.answer_by
    Registration.objects.update(answer_by=now + timedelta(minutes=1))

    change(by_leader, approval="host")

    asked.refresh_from_db()
    assert (asked.state, asked.holds_seat, asked.answer_by) == ("requested", True, whole)
    assert leader in told("approval_asked")
    assert as_user(leader).get(asked.get_absolute_url()).status_code == 200


def test_row_c12_other_rules_alone_ask_nobody_again(asked, by_leader, change, other_leader, now):
    soon = now + timedelta(minutes=1)
    Registration.objects.update(answer_by=soon)

    change(by_leader, approval="leader", unit_limit=5)

    asked.refresh_from_db()
    assert (asked.answer_by, told("approval_asked")) == (soon, [other_leader])


def test_row_c11_whoever_comes_back_after_a_removal_still_asks_the_host(
    held, change, employee, leader, now
):
    workshop = held(approval="leader")
    asked = {"state": "requested", "asks_host": True, "answer_by": now + timedelta(days=2)}
    workshop.registrations.create(user=employee, joined_at=now, **asked)

    change(workshop, approval="none")

    assert workshop.registrations.get().state == "requested"


def test_row_c13_granted_together_the_first_who_asked_has_the_seat(two_ask, change):
    change(two_ask[0].workshop, approval="none", holds_seats=False)

    for one in two_ask:
        one.refresh_from_db()
    assert [(one.state, one.is_approved) for one in two_ask] == [
        ("confirmed", True),
        ("waitlisted", True),
    ]


def test_row_c12_run_out_while_registration_closed_nobody_is_promised_another(
    held, stranger, other_leader, now, as_user
):
    workshop = held(approval="leader", registration_closes_at=now + timedelta(hours=1))
    asked = register(user=stranger, workshop=workshop, now=now)
    mind_seats(now=asked.answer_by)

    html = as_user(stranger).get("/kabar/").content.decode()

    assert "Lihat di halamannya apakah Anda masih dapat mendaftar" in html
    assert "Anda dapat mendaftar lagi" not in html


# --- without keeping seats


@pytest.fixture
def two_ask(held, employee, colleague, now):
    """Two people ask for the only seat, which is kept for nobody."""
    workshop = held(approval="host", holds_seats=False)
    return [register(user=one, workshop=workshop, now=now) for one in (employee, colleague)]


def test_row_c13_two_approvals_of_one_seat_book_one_and_the_other_waits(two_ask, leader, now):
    assert two_ask[0].workshop.pools.get().taken == 0

    decided = [approve_request(actor=leader, registration=one, now=now) for one in two_ask]

    assert [one.state for one in decided] == ["confirmed", "waitlisted"]
    assert two_ask[0].workshop.pools.get().taken == 1


def test_row_c13_approved_once_nobody_is_asked_again(two_ask, leader, now):
    for one in two_ask:
        approve_request(actor=leader, registration=one, now=now)

    cancel_registration(user=two_ask[0].user, workshop=two_ask[0].workshop, now=now)

    two_ask[1].refresh_from_db()
    assert two_ask[1].state == "confirmed"


@pytest.fixture
def approved(two_ask, leader, now):
    """One has the seat, the other waits."""
    return [approve_request(actor=leader, registration=one, now=now) for one in two_ask]


def test_row_c13_approved_without_a_seat_one_reads_that_one_waits(approved, as_user):
    seated, waiting = approved

    html = as_user(waiting.user).get("/kabar/").content.decode()

    assert told("request_approved") == [seated.user]
    assert told("request_waitlisted") == [waiting.user]
    assert "Anda nomor 1 di daftar tunggu" in html
    assert "karena Anda mengajukan permintaan ikut" in html
    assert "karena Anda terdaftar" not in html


def test_row_c13_with_a_seat_nobody_reads_any_more_that_one_waits(approved, now, as_user):
    seated, waiting = approved
    cancel_registration(user=seated.user, workshop=seated.workshop, now=now)

    html = as_user(waiting.user).get("/kabar/").content.decode()

    assert "Anda nomor 1 di daftar tunggu" not in html
    assert "kursi Anda" in html


@pytest.mark.parametrize("is_declined", [True, False])
def test_row_c12_whose_request_ended_is_told_as_the_one_who_asked(
    asked, other_leader, now, as_user, is_declined
):
    if is_declined:
        decline_request(actor=other_leader, registration=asked, reason="Ada apel.", now=now)
    else:
        mind_seats(now=asked.answer_by)

    html = as_user(asked.user).get("/kabar/").content.decode()

    assert "karena Anda mengajukan permintaan ikut" in html
    assert "karena Anda terdaftar" not in html


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_row_c13_two_leaders_press_at_the_same_moment(two_ask, leader, now):
    decided = together(
        *(
            lambda one=one: approve_request(actor=leader, registration=one, now=now)
            for one in two_ask
        )
    )

    assert sorted(one.state for one in decided) == ["confirmed", "waitlisted"]
    assert two_ask[0].workshop.pools.get().taken == 1


def test_the_form_keeps_who_approves(as_user, leader, announcement):
    as_user(leader).post("/lokakarya/baru/", announcement | {"approval": "leader"})

    workshop = leader.hosted.get()
    assert (workshop.approval, workshop.holds_seats) == ("leader", False)

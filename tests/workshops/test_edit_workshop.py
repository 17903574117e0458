"""Changing a workshop: calendars follow, participants hear once, seats are never taken away."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from competencies.models import LearningForm
from notifications.models import Notification
from tests.factories import make_plan, make_workshop
from workshops import actions
from workshops.actions import (
    DateIsOther,
    DateIsPast,
    FewerSeatsThanTaken,
    HoursAreFixed,
    SessionHasBegun,
    Span,
    Wish,
    close_workshop,
    edit_workshop,
    register,
    take_attendance,
)
from workshops.models import Registration, SeatPool, Session, WorkshopChange

HOURS = timedelta(hours=3)


@pytest.fixture
def edit(leader, now):
    """Edits a workshop to its usual plan with some changes."""

    def change(workshop, **changes):
        plan = make_plan(leader, **changes)
        return edit_workshop(editor=leader, workshop=workshop, plan=plan, now=now)

    return change


@pytest.fixture
def told_of_changes():
    return lambda: list(
        Notification.objects.filter(kind="workshops.workshop_changed").values_list(
            "recipient", "count"
        )
    )


def test_a_moved_date_raises_the_sequence_and_tells_participants_once(
    edit, workshop, registration, start, told_of_changes
):
    later = start + timedelta(days=2)

    edit(workshop, spans=[(later, later + HOURS)])

    session = workshop.sessions.get()
    assert (session.starts_at, session.ics_sequence) == (later, 1)
    assert told_of_changes() == [(registration.user_id, 1)]


def test_a_form_from_before_the_date_was_decided_calls_nothing_off(
    edit, workshop, registration, leader, as_user, announcement, address
):
    undecided = make_workshop(leader, title="Tanpa tanggal", spans=[], registration_closes_at=None)

    for one, spans in ((workshop, []), (undecided, [(timezone.now(), timezone.now() + HOURS)])):
        with pytest.raises(DateIsOther):
            edit(one, spans=spans)

    assert workshop.sessions.standing().count() == 1
    assert not undecided.sessions.exists()


def test_what_was_typed_stays_when_the_date_was_decided_meanwhile(
    leader, as_user, announcement, address, monkeypatch
):
    undecided = make_workshop(leader, spans=[], registration_closes_at=None)

    def decided(**said):
        raise DateIsOther

    monkeypatch.setattr(actions, "edit_workshop", decided)
    sent = announcement | {"title": "Judul yang lebih jelas"}
    page = as_user(leader).post(address("edit_workshop", undecided), sent)

    assert page.status_code == 422
    assert "Judul yang lebih jelas" in page.content.decode()
    assert "Buka formulir ini lagi" in page.content.decode()


def test_another_place_tells_participants(edit, workshop, registration, told_of_changes):
    edit(workshop, place="Aula Setdakab")

    assert told_of_changes() == [(registration.user_id, 1)]
    assert workshop.sessions.get().room == "Aula Setdakab"


def test_what_stays_raises_no_sequence_and_tells_nobody(
    edit, workshop, registration, told_of_changes
):
    edit(workshop, description="Uraian yang lebih jelas tentang isinya.")

    assert workshop.sessions.get().ics_sequence == 0
    assert told_of_changes() == []


def test_a_moved_draft_tells_nobody(edit, draft, start_of, told_of_changes):
    edit(draft, spans=[(start_of(draft) + HOURS, start_of(draft) + 2 * HOURS)])

    assert told_of_changes() == []


@pytest.fixture
def start_of():
    return lambda workshop: workshop.sessions.get(no=1).starts_at


def test_a_session_left_out_is_called_off_and_keeps_its_uid(edit, leader, now, start_of):
    workshop = two_days(leader, now)
    uids = set(workshop.sessions.values_list("ics_uid", flat=True))

    edit(workshop, spans=[(start_of(workshop), start_of(workshop) + HOURS)])

    assert workshop.sessions.get(no=2).status == Session.Status.CANCELLED
    assert set(workshop.sessions.values_list("ics_uid", flat=True)) == uids


def test_a_called_off_session_comes_back_with_a_higher_sequence(edit, leader, now, start_of):
    workshop = two_days(leader, now)
    spans = list(workshop.sessions.order_by("no").values_list("starts_at", "ends_at"))
    edit(workshop, spans=spans[:1])

    edit(workshop, spans=spans)

    session = workshop.sessions.get(no=2)
    assert (session.status, session.ics_sequence) == (Session.Status.PLANNED, 2)


def two_days(leader, now):
    first = make_plan(leader, now=now).spans[0][0]
    spans = [(first, first + HOURS), (first + timedelta(days=1), first + timedelta(days=1) + HOURS)]
    plan = make_plan(leader, spans=spans)
    return actions.announce_workshop(host=leader, plan=plan, publish=True, now=now)


def test_fewer_seats_than_taken_are_refused(edit, workshop, employee, colleague, now):
    for person in (employee, colleague):
        register(user=person, workshop=workshop, now=now)

    with pytest.raises(FewerSeatsThanTaken):
        edit(workshop, seats={"total": 1})

    assert workshop.pools.get().capacity == 10


def test_as_many_seats_as_taken_are_enough(edit, workshop, registration):
    edit(workshop, seats={"total": 1})

    assert workshop.pools.get().capacity == 1


def test_the_form_says_that_seats_are_taken(
    as_user, leader, workshop, employee, colleague, now, announcement, address
):
    for person in (employee, colleague):
        register(user=person, workshop=workshop, now=now)

    response = as_user(leader).post(
        address("edit_workshop", workshop), announcement | {"seats": "1"}
    )

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"seats"}


def test_the_form_starts_from_the_workshop_as_it_is(as_user, leader, hybrid, address):
    form = as_user(leader).get(address("edit_workshop", hybrid)).context["form"]

    assert (form["seats"].value(), form["online_seats"].value()) == (1, 2)
    assert form["title"].value() == hybrid.title


def test_sending_the_drawn_form_back_changes_nothing(
    as_user, leader, hybrid, address, registration
):
    client, url = as_user(leader), address("edit_workshop", hybrid)
    drawn = client.get(url)
    sent = {
        field.html_name: field.value()
        for form in (drawn.context["form"], *drawn.context["sheet"].formset)
        for field in form
        if field.value() not in (None, "", [])
    }
    sent |= {"unit": hybrid.unit_id, "form": hybrid.form_id}
    sent |= {"sesi-TOTAL_FORMS": "2", "sesi-INITIAL_FORMS": "1"}

    response = client.post(url, sent)

    assert response.status_code == 302
    assert hybrid.sessions.get().ics_sequence == 0


def test_a_workshop_that_becomes_hybrid_seats_its_participants_in_the_room(
    edit, workshop, registration
):
    edit(workshop, mode="hybrid", seats={"total": 4, "room": 1, "online": 3})

    assert Registration.objects.get().seat == "room"
    taken = dict(workshop.pools.values_list("kind", "taken"))
    assert taken == {"total": 1, "room": 1, "online": 0}


def test_an_online_workshop_that_becomes_hybrid_keeps_its_participants_online(
    edit, leader, employee, now
):
    plan = make_plan(leader, mode="online", place="", online_url="https://rapat.contoh.id/a")
    workshop = actions.announce_workshop(host=leader, plan=plan, publish=True, now=now)
    register(user=employee, workshop=workshop, now=now)

    edit(workshop, mode="hybrid", seats={"total": 4, "room": 1, "online": 3})

    assert Registration.objects.get().seat == "online"


def test_a_room_too_small_for_those_registered_is_refused(edit, workshop, employee, colleague, now):
    for person in (employee, colleague):
        register(user=person, workshop=workshop, now=now)

    with pytest.raises(FewerSeatsThanTaken):
        edit(workshop, mode="hybrid", seats={"total": 4, "room": 1, "online": 3})


def test_a_hybrid_workshop_that_is_held_in_one_place_has_one_pool(edit, hybrid, employee, now):
    register(user=employee, workshop=hybrid, wish=Wish("online"), now=now)

    edit(hybrid, mode="onsite", seats={"total": 5})

    pools = SeatPool.objects.filter(workshop=hybrid)
    assert list(pools.values_list("kind", "capacity", "taken")) == [("total", 5, 1)]
    assert Registration.objects.get().seat == "total"


def test_an_edit_that_was_opened_before_the_closing_changes_nothing(edit, attended, leader, start):
    close_workshop(actor=leader, workshop=attended, now=start + HOURS)

    with pytest.raises(actions.WorkshopIsClosed):
        edit(attended, jp=9)

    attended.refresh_from_db()
    assert (attended.status, attended.jp) == ("done", 5)


def test_an_edit_that_was_opened_before_the_announcement_keeps_it_announced(edit, draft, now):
    opened = type(draft).objects.get(pk=draft.pk)
    actions.publish_workshop(workshop=draft, now=now)

    edit(opened)

    draft.refresh_from_db()
    assert (draft.status, draft.published_at) == ("published", now)


@pytest.fixture
def three_days(leader, employee, now, announcement):
    """Three sessions on three days; the employee takes part."""
    first = make_plan(leader, now=now).spans[0][0]
    starts = [first + timedelta(days=step) for step in range(3)]
    spans = [(start, start + HOURS) for start in starts]
    workshop = make_workshop(leader, spans=spans, title=announcement["title"])
    register(user=employee, workshop=workshop, now=now)
    return workshop


@pytest.fixture
def send_rows(as_user, leader, announcement, address):
    """Sends the form of a workshop with these sessions: number, day and start of each."""

    def send(workshop, *rows):
        same = {"jp": "5", "jp_reason": "Seperti semula", "sesi-TOTAL_FORMS": len(rows)}
        sent = announcement | same
        for row, (no, day, hour) in enumerate(rows):
            parts = {"no": no, "day": day, "start": f"{hour:02}:00", "end": f"{hour + 3:02}:00"}
            sent |= {f"sesi-{row}-{name}": value for name, value in parts.items()}
        response = as_user(leader).post(address("edit_workshop", workshop), sent)
        assert response.status_code == 302
        return list(workshop.sessions.order_by("no"))

    return send


def day_of(session):
    return timezone.localtime(session.starts_at).date()


def test_row_b4_the_middle_one_goes_and_the_others_keep_their_entries(
    three_days, send_rows, told_of_changes, employee
):
    before = list(three_days.sessions.order_by("no"))
    first, middle, last = before

    after = send_rows(three_days, (1, day_of(first), 9), (3, day_of(last), 9))

    assert [one.status for one in after] == ["planned", "cancelled", "planned"]
    assert [one.ics_uid for one in after] == [one.ics_uid for one in before]
    assert [one.ics_sequence for one in after] == [0, 1, 0]
    assert told_of_changes() == [(employee.pk, 1)]
    (line,) = WorkshopChange.objects.get().lines
    assert line.startswith("Dibatalkan: ")
    assert str(day_of(middle).day) in line


@pytest.mark.parametrize(("jp", "left"), [("15", 10), ("", 10)])
def test_row_b4_the_number_of_jp_that_was_suggested_follows_the_sessions(
    three_days, as_user, leader, announcement, address, jp, left
):
    """Five a day; what the page showed was typed by nobody."""
    type(three_days).objects.update(jp=15, form=announcement["form"])
    sent = announcement | {"jp": jp, "sesi-TOTAL_FORMS": 2}
    for row, session in enumerate(three_days.sessions.in_order()[:2]):
        parts = {"no": session.no, "day": day_of(session), "start": "09:00", "end": "12:00"}
        sent |= {f"sesi-{row}-{name}": value for name, value in parts.items()}

    response = as_user(leader).post(address("edit_workshop", three_days), sent)

    three_days.refresh_from_db()
    assert (response.status_code, three_days.jp) == (302, left)


def test_a_number_of_jp_with_a_reason_stays_and_another_one_needs_one(
    three_days, as_user, leader, announcement, address
):
    type(three_days).objects.update(jp=12, jp_reason="Ada tugas", form=announcement["form"])
    url, client = address("edit_workshop", three_days), as_user(leader)
    sent = announcement | {"jp": "12", "jp_reason": "Ada tugas"}
    assert client.post(url, sent).status_code == 302

    refused = client.post(url, announcement | {"jp": "12"})

    three_days.refresh_from_db()
    assert (refused.status_code, three_days.jp) == (422, 12)


def test_who_hears_of_a_change_is_said_where_it_is_announced_already(
    as_user, leader, workshop, draft, address
):
    pages = [
        as_user(leader).get(address("edit_workshop", one)).content.decode()
        for one in (workshop, draft)
    ]

    assert ["Akan dikabari" in page for page in pages] == [False, True]
    assert "yang terdaftar atau menunggu" in pages[0]


def test_row_b4_one_moves_and_the_others_stay(three_days, send_rows, told_of_changes, employee):
    first, _middle, last = three_days.sessions.order_by("no")

    later = day_of(last) + timedelta(days=7)
    after = send_rows(three_days, (1, day_of(first), 9), (3, day_of(last), 9), (2, later, 13))

    assert day_of(after[1]) == later
    assert [one.ics_sequence for one in after] == [0, 1, 0]
    assert told_of_changes() == [(employee.pk, 1)]
    assert [" → " in line for line in WorkshopChange.objects.get().lines] == [True]


def test_row_b4_a_row_without_a_number_is_a_new_session(three_days, send_rows):
    first, _middle, last = three_days.sessions.order_by("no")

    after = send_rows(three_days, (1, day_of(first), 9), ("", day_of(last), 9))

    assert [one.status for one in after] == ["planned", "cancelled", "cancelled", "planned"]
    assert len({one.ics_uid for one in after}) == 4


def test_row_b4_a_forged_or_repeated_number_takes_nobodys_entry(three_days, workshop, send_rows):
    first, _middle, last = three_days.sessions.order_by("no")

    after = send_rows(
        three_days, (1, day_of(first), 9), (1, day_of(last), 9), (77, day_of(last), 14)
    )

    assert [one.no for one in after] == [1, 2, 3, 4, 5]
    assert workshop.sessions.get().ics_sequence == 0


def test_a_closing_that_was_left_to_the_start_moves_with_it(
    workshop, leader, as_user, announcement, address, start
):
    page = as_user(leader).get(address("edit_workshop", workshop))
    assert page.context["form"]["closes_on"].value() is None
    later = timezone.localdate(start) + timedelta(days=1)

    sent = announcement | {"sesi-0-day": later.isoformat(), "is_meant": "1"}
    assert as_user(leader).post(address("edit_workshop", workshop), sent).status_code == 302

    workshop.refresh_from_db()
    assert workshop.registration_closes_at == workshop.starts_at()
    assert timezone.localdate(workshop.registration_closes_at) == later


@pytest.fixture
def begun(workshop, now):
    """It began an hour ago."""
    workshop.sessions.update(starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1))
    return workshop


@pytest.mark.parametrize("ago", [timedelta(minutes=1), timedelta(days=3)])
def test_row_b1_no_session_is_moved_into_the_past(workshop, leader, now, ago):
    """It could be closed at once, and would credit hours that nobody learnt."""
    spans = [(now - ago, now - ago + timedelta(hours=3))]

    with pytest.raises(DateIsPast):
        edit_workshop(
            editor=leader, workshop=workshop, plan=make_plan(leader, spans=spans), now=now
        )
    assert workshop.sessions.get().starts_at > now


def test_row_b1_nor_is_one_added_there(workshop, leader, now):
    held = workshop.sessions.values_list("starts_at", "ends_at").get()
    earlier = (now - timedelta(days=2), now - timedelta(days=2, hours=-3))

    with pytest.raises(DateIsPast):
        edit_workshop(
            editor=leader, workshop=workshop, plan=make_plan(leader, spans=[held, earlier]), now=now
        )


def test_row_b1_what_has_begun_can_last_longer(begun, leader, now):
    start, end = begun.sessions.values_list("starts_at", "ends_at").get()
    plan = make_plan(leader, spans=[(start, end + timedelta(hours=1))])

    edit_workshop(editor=leader, workshop=begun, plan=plan, now=now)

    assert begun.sessions.get().ends_at == end + timedelta(hours=1)


@pytest.fixture
def rewrite(begun, leader, now):
    """The leader sends other sessions, JP or form for what has begun."""

    def send(**changes):
        held = begun.sessions.values_list("starts_at", "ends_at").get()
        plan = make_plan(leader, **({"spans": [held]} | changes))
        return edit_workshop(editor=leader, workshop=begun, plan=plan, now=now)

    return send


def spans_from(begun, now):
    start, end = begun.sessions.values_list("starts_at", "ends_at").get()
    later = now + timedelta(days=1)
    return {
        "dropped": [Span(later, later + timedelta(hours=1))],
        "shorter": [(start, end - timedelta(minutes=1))],
        "earlier": [(start - timedelta(hours=1), end)],
        "later": [(later, later + timedelta(hours=2))],
    }


@pytest.mark.parametrize("how", ["dropped", "shorter", "earlier"])
def test_row_b4_a_session_that_has_begun_is_not_rewritten(begun, rewrite, now, how):
    """Who was absent would have been there all the time."""
    before = list(begun.sessions.values())

    with pytest.raises(SessionHasBegun):
        rewrite(spans=spans_from(begun, now)[how])

    assert list(begun.sessions.values()) == before


def test_row_b4_what_is_ahead_is_called_off_alone_and_what_was_held_is_credited(
    three_days, send_rows, told_of_changes, employee, leader, now
):
    """So a workshop ends that has begun; as a whole it is called off no more."""
    first, ago = three_days.sessions.get(no=1), timedelta(days=2)
    first.starts_at, first.ends_at = first.starts_at - ago, first.ends_at - ago
    first.save()
    place = three_days.registrations.get()
    three_days.registrations.update(joined_at=now - 2 * ago)
    take_attendance(host=leader, session=first, present=[place.pk], now=now)

    after = send_rows(three_days, (1, day_of(first), 9))

    assert [one.status for one in after] == ["planned", "cancelled", "cancelled"]
    assert [one.ics_sequence for one in after] == [0, 1, 1]
    assert told_of_changes() == [(employee.pk, 1)]
    close_workshop(actor=leader, workshop=three_days, now=now)
    assert employee.learning_records.get().jp == 5


def test_row_b4_it_is_put_off_while_nobody_was_marked_present(
    registration, begun, rewrite, leader, now
):
    later = spans_from(begun, now)["later"]
    session = begun.sessions.get()
    take_attendance(host=leader, session=session, present=[registration.pk], now=now)
    with pytest.raises(SessionHasBegun):
        rewrite(spans=later)

    take_attendance(host=leader, session=session, present=[], now=now)
    rewrite(spans=later)

    assert begun.sessions.get().starts_at == later[0][0]


def test_row_b4_one_that_was_called_off_does_not_come_back_when_its_time_is_over(
    begun, rewrite, now
):
    called_off = begun.sessions.get()
    begun.sessions.update(status="cancelled")

    with pytest.raises(DateIsPast):
        rewrite(spans=[(called_off.starts_at, called_off.ends_at)])


def test_row_b4_what_is_over_lasts_no_longer(begun, rewrite, now):
    """The share of the minutes would be counted anew."""
    over = now - timedelta(minutes=1)
    begun.sessions.update(ends_at=over)
    start = begun.sessions.get().starts_at

    with pytest.raises(SessionHasBegun):
        rewrite(spans=[(start, over + timedelta(hours=3))])
    rewrite(spans=[(start, over)], place="Aula lantai dua")


def test_row_b4_a_draft_that_lay_too_long_is_mended(leader, now):
    """Nothing was held: its past rows go, or it has no date yet."""
    day, hour = timedelta(days=1), timedelta(hours=1)
    spans = [(now + step * day, now + step * day + hour) for step in (1, 9)]
    draft = make_workshop(leader, spans=spans, publish=False)
    late, said = now + 3 * day, {"editor": leader, "workshop": draft}

    edit_workshop(**said, plan=make_plan(leader, spans=spans), now=late)  # other words alone
    edit_workshop(**said, plan=make_plan(leader, spans=[Span(*spans[1], 2)]), now=late)
    assert [one.no for one in draft.sessions.all()] == [2]
    closes = {"registration_closes_at": None}
    edit_workshop(**said, plan=make_plan(leader, spans=[], **closes), now=late)
    assert not draft.sessions.exists()


@pytest.mark.parametrize(("jp", "is_refused"), [(6, True), (5, False), (4, False)])
def test_once_it_has_begun_its_hours_only_become_fewer(begun, rewrite, jp, is_refused):
    if is_refused:
        with pytest.raises(HoursAreFixed):
            rewrite(jp=jp)
    else:
        rewrite(jp=jp)

    begun.refresh_from_db()
    assert begun.jp == min(jp, 5)


def test_once_it_has_begun_its_form_stays(begun, rewrite):
    with pytest.raises(HoursAreFixed):
        rewrite(form=LearningForm.objects.get(code="KL06"))


def test_row_b1_the_form_says_it_and_keeps_what_was_typed(
    workshop, leader, as_user, announcement, address, now
):
    day = timezone.localdate(now) - timedelta(days=1)
    sent = announcement | {"sesi-0-day": day.isoformat(), "place": "Aula lantai dua"}

    response = as_user(leader).post(address("edit_workshop", workshop), sent)

    assert response.status_code == 422
    page = response.content.decode()
    assert "Tanggal ini sudah lewat" in page
    assert "Aula lantai dua" in page


def test_a_draft_shows_no_number_of_jp_where_its_form_has_a_usual_one(leader, as_user, address):
    without = LearningForm.objects.filter(jp_default=None).first()
    drafts = [
        make_workshop(leader, publish=False, **plan)
        for plan in ({"jp": 5}, {"jp": 7, "jp_reason": "Ada tugas"}, {"jp": 9, "form": without})
    ]

    announced = make_workshop(leader, jp=5)

    shown = [*drafts, announced]
    pages = [as_user(leader).get(address("edit_workshop", one)) for one in shown]

    assert [page.context["form"]["jp"].value() for page in pages] == [None, 7, 9, 5]


def test_where_a_session_was_held_stays_when_the_next_ones_move(edit, three_days, leader, now):
    workshop = three_days
    first = workshop.sessions.get(no=1)
    hours = {"starts_at": now - timedelta(hours=5), "ends_at": now - timedelta(hours=2)}
    Session.objects.filter(pk=first.pk).update(**hours)
    spans = [Span(one.starts_at, one.ends_at, one.no) for one in workshop.sessions.in_order()]

    edit(workshop, spans=spans, place="Aula lantai dua")

    held, *ahead = workshop.sessions.in_order()
    assert held.room == first.room
    assert {one.room for one in ahead} == {"Aula lantai dua"}


def test_online_no_place_is_left(as_user, leader, workshop, announcement):
    sent = announcement | {"mode": "online", "online_url": "https://rapat.contoh.id/a"}

    as_user(leader).post(reverse("workshops:edit_workshop", args=[workshop.public_id]), sent)

    workshop.refresh_from_db()
    assert (workshop.mode, workshop.place) == ("online", "")
    assert workshop.sessions.standing().get().room == ""

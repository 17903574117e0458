"""Announcing: the form's rules, who is told, and a draft that nobody else knows of."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import UnitLeadership
from competencies.actions import follow_area
from notifications.models import Notification
from tests.factories import area, make_plan, make_workshop
from workshops.actions import call_off_workshop, edit_workshop
from workshops.models import SeatPool, Workshop

URL = "/lokakarya/baru/"


@pytest.fixture
def announce(as_user, leader, announcement):
    """Sends the leader's form with some fields changed."""
    client = as_user(leader)
    return lambda **changes: client.post(URL, announcement | changes)


@pytest.fixture
def wrong_fields(announce):
    """The fields that the form complains about."""

    def send(**changes):
        response = announce(**changes)
        assert (response.status_code, Workshop.objects.count()) == (422, 0)
        return set(response.context["form"].errors)

    return send


def test_a_leader_announces_a_workshop(announce, leader):
    response = announce()

    workshop = Workshop.objects.get()
    assert response.url == workshop.get_absolute_url()
    assert (workshop.host, workshop.status, workshop.jp) == (leader, "published", 5)
    assert workshop.registration_closes_at == workshop.sessions.get().starts_at


def test_row_d1_those_who_follow_the_area_alone_are_told_once(leader, employee, stranger, now):
    follow_area(user=employee, area=area("T.NAS"), now=now)

    workshop = make_workshop(leader)

    told = Notification.objects.filter(kind="workshops.workshop_announced")
    assert list(told.values_list("recipient", "about_id")) == [(employee.pk, workshop.pk)]


def test_the_chosen_units_are_told(leader, stranger, other_unit):
    make_workshop(leader, audience="units", audience_units=[other_unit])

    told = Notification.objects.filter(kind="workshops.workshop_announced")
    assert list(told.values_list("recipient", flat=True)) == [stranger.pk]


def test_an_own_unit_audience_leaves_out_the_host(leader, employee, stranger):
    make_workshop(leader, audience="own_unit")

    assert list(Notification.objects.values_list("recipient", flat=True)) == [employee.pk]


def test_a_draft_tells_nobody(leader, employee):
    make_workshop(leader, publish=False, audience="own_unit")

    assert not Notification.objects.exists()


def test_sending_the_form_twice_makes_one_workshop(announce):
    first, second = announce(key="satu-kali"), announce(key="satu-kali")

    assert first.url == second.url
    assert Workshop.objects.count() == 1


@pytest.mark.parametrize("then", [{"draft": "1"}, {}])
def test_back_in_the_browser_goes_on_with_the_same_draft(announce, then):
    announce(key="satu", draft="1")

    announce(key="satu", title="Menyusun laporan yang ringkas", **then)

    workshop = Workshop.objects.get()
    assert workshop.title == "Menyusun laporan yang ringkas"
    assert workshop.is_draft == bool(then)


def save_given_back(client, page):
    """Presses the button of the page that came back."""
    typed = {name: values for name, values in page.wsgi_request.POST.lists() if name != "draft"}
    typed |= {"version": page.context["form"]["version"].value(), "meant": "1"}
    return client.post(
        reverse("workshops:edit_workshop", args=[page.context["workshop"].public_id]), typed
    )


def test_back_takes_nothing_from_a_draft_that_one_leads_no_more(announce, leader, unit, other_unit):
    office = UnitLeadership.objects.create(
        user=leader, unit=other_unit, since=timezone.localdate() - timedelta(days=9)
    )
    announce(key="satu", draft="1", unit=other_unit.pk)
    office.until = timezone.localdate() - timedelta(days=1)
    office.save()

    response = announce(key="satu", title="Diambil kembali oleh mantan pemimpin", unit=unit.pk)

    draft = Workshop.objects.get()
    assert response.status_code == 403
    assert (draft.unit, draft.is_draft) == (other_unit, True)


@pytest.mark.parametrize("then", [{"draft": "1"}, {}])
def test_back_overwrites_nothing_that_another_leader_wrote_into_the_draft(
    announce, announcement, leader, co_leader, as_user, then
):
    announce(key="satu", draft="1")
    draft = Workshop.objects.get()
    plan = make_plan(leader, description="Ditulis ulang oleh rekan dengan teliti.")
    edit_workshop(editor=co_leader, workshop=draft, plan=plan, now=timezone.now())

    response = announce(key="satu", title="Judul yang baru saja diketik", **then)

    draft.refresh_from_db()
    assert (response.status_code, draft.is_draft) == (409, True)
    assert draft.description == "Ditulis ulang oleh rekan dengan teliti."
    page = " ".join(response.content.decode().split())
    assert "Orang lain mengubahnya sementara itu:" in page
    assert "Judul yang baru saja diketik" in page

    assert save_given_back(as_user(leader), response).status_code == 302
    draft.refresh_from_db()
    assert draft.title == "Judul yang baru saja diketik"
    assert draft.description == announcement["description"]


def test_back_again_and_again_goes_on_with_the_own_words(announce):
    for no in range(3):
        last = announce(key="satu", draft="1", title=f"Menyusun laporan yang ke-{no}")

    assert last.status_code == 302
    assert Workshop.objects.get().title == "Menyusun laporan yang ke-2"


def test_back_to_an_hour_at_which_a_facilitator_is_elsewhere_is_warned_of_and_can_be_meant(
    announce, announcement, leader, colleague, as_user
):
    start = timezone.localtime() + timedelta(days=12)
    start = start.replace(hour=9, minute=0, second=0, microsecond=0)
    other = make_workshop(leader, spans=[(start, start + timedelta(hours=3))])
    other.facilitators.add(colleague)
    announce(key="satu", draft="1")
    draft = Workshop.objects.get(status="draft")
    draft.facilitators.add(colleague)

    day = start.date().isoformat()
    response = announce(key="satu", draft="1", **{"sesi-0-day": day})

    assert response.status_code == 422
    assert [person for person, _other in response.context["clashes"]] == [colleague]
    assert announcement["description"] in response.content.decode()
    assert save_given_back(as_user(leader), response).status_code == 302
    assert draft.sessions.standing().get().starts_at == start


def test_a_draft_leads_to_its_questions_and_materials_and_is_not_shared(
    draft, leader, as_user, address
):
    page = as_user(leader).get(draft.get_absolute_url()).content.decode()

    assert all(address(name, draft) in page for name in ("add_entry_question", "add_material"))
    assert "wa.me" not in page


def test_row_b1_several_sessions_become_several_rows_in_order(announce):
    day = (timezone.localdate() + timedelta(days=3)).isoformat()
    second = {"sesi-1-day": day, "sesi-1-start": "13:00", "sesi-1-end": "15:00"}

    announce(**{"sesi-TOTAL_FORMS": "2"}, **second)

    starts = Workshop.objects.get().sessions.order_by("no").values_list("starts_at", flat=True)
    assert [timezone.localtime(one).hour for one in starts] == [13, 9]


def test_one_more_session_keeps_what_was_typed(announce):
    response = announce(more="1")

    assert response.status_code == 200
    assert len(response.context["sheet"].rows) == 2
    assert "Menyusun laporan kinerja yang terbaca" in response.content.decode()
    assert not Workshop.objects.exists()


def test_row_b10_a_hybrid_workshop_has_a_pool_for_each_kind_of_seat(announce):
    announce(mode="hybrid", online_seats="4", online_url="https://rapat.contoh.id/a")

    pools = dict(SeatPool.objects.values_list("kind", "capacity"))
    assert pools == {"total": 14, "room": 10, "online": 4}


def test_row_b10_a_hybrid_workshop_needs_two_capacities(wrong_fields):
    assert wrong_fields(mode="hybrid") == {"online_seats"}


def test_a_workshop_in_person_needs_a_place(wrong_fields):
    assert wrong_fields(place="") == {"place"}


def test_another_number_of_jp_needs_a_reason(wrong_fields):
    assert wrong_fields(jp="7") == {"jp_reason"}


def test_another_number_of_jp_with_a_reason_is_kept(announce):
    announce(jp="7", jp_reason="Dua hari penuh dengan tugas mandiri")

    assert Workshop.objects.get().jp == 7


def test_registration_cannot_close_after_the_last_session(wrong_fields):
    late = (timezone.localdate() + timedelta(days=9)).isoformat()

    assert wrong_fields(closes_on=late) == {"closes_on"}


@pytest.mark.parametrize("name", ["opens_on", "closes_on", "cancel_on"])
@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "2100-01-01", "9999-12-31"])
def test_a_day_of_another_century_is_a_slip(wrong_fields, name, day):
    assert wrong_fields(**{name: day}) == {name}


def test_chosen_units_must_be_named(wrong_fields):
    assert wrong_fields(audience="units") == {"audience_units"}


def test_a_leader_cannot_announce_for_another_unit(wrong_fields, other_unit):
    assert wrong_fields(unit=other_unit.pk) == {"unit"}


@pytest.mark.parametrize(
    "changes",
    [
        {"sesi-0-end": "08:00"},
        {"sesi-0-end": ""},
        {"sesi-0-day": "2020-01-01"},
        {"sesi-0-day": "", "sesi-0-start": "", "sesi-0-end": ""},
        {"sesi-0-day": "kemarin"},
        {"sesi-TOTAL_FORMS": ""},
        {"sesi-TOTAL_FORMS": "99999999"},
    ],
    ids=["ends first", "no end", "past", "none", "no date", "no count", "too many"],
)
def test_an_impossible_session_is_refused(announce, changes):
    response = announce(**changes)

    assert (response.status_code, Workshop.objects.count()) == (422, 0)
    assert response.context["sheet"].formset.total_error_count() > 0


def test_overlapping_sessions_are_refused(announce, announcement):
    day = announcement["sesi-0-day"]
    second = {"sesi-1-day": day, "sesi-1-start": "11:00", "sesi-1-end": "14:00"}

    response = announce(**{"sesi-TOTAL_FORMS": "2"}, **second)

    assert (response.status_code, Workshop.objects.count()) == (422, 0)


def test_an_empty_form_is_drawn_again(as_user, leader):
    response = as_user(leader).post(URL, {})

    assert response.status_code == 422


def test_an_employee_cannot_announce(as_user, employee, announcement):
    response = as_user(employee).post(URL, announcement)

    assert (response.status_code, Workshop.objects.count()) == (403, 0)


def test_the_form_counts_whom_it_would_tell(as_user, leader, employee, colleague, unit):
    url = reverse("workshops:count_audience")

    response = as_user(leader).post(url, {"audience": "own_unit", "unit": unit.pk})

    assert response.context["count"] == 3


@pytest.mark.parametrize("junk", ["", "x", "-1", "9" * 40, "²"])
def test_counting_with_junk_counts_nobody(as_user, leader, junk):
    form = {"audience": "units", "audience_units": [junk], "areas": [junk]}

    response = as_user(leader).post(reverse("workshops:count_audience"), form)

    assert response.context["count"] == 0


def test_a_forged_unit_is_an_unknown_unit(announce):
    response = announce(audience="units", audience_units="9" * 30)

    assert response.status_code == 422


def test_row_70_an_identity_number_is_masked_before_anybody_reads_it(announce):
    nip = "198503122010032001"
    announce(
        title=f"Coaching untuk {nip} di aula",
        description=f"Bersama NIP {nip}; narahubung 0812 3456 7890.",
        place=f"Ruang {nip}",
        jp="3",
        jp_reason=f"Kata {nip}",
    )

    workshop = Workshop.objects.get()
    said = [workshop.title, workshop.description, workshop.place, workshop.jp_reason]
    assert [nip in one for one in said] == [False] * 4
    assert "0812 3456 7890" in workshop.description  # whom to ask may be said
    assert nip not in workshop.get_absolute_url()


@pytest.mark.parametrize("scheme", ["ftp", "ftps", "javascript"])
def test_a_link_to_join_is_one_that_a_browser_opens(announce, scheme):
    response = announce(mode="online", online_url=f"{scheme}://rapat.contoh.id/a")

    assert set(response.context["form"].errors) == {"online_url"}


def test_other_words_on_the_form_that_back_brought_again_are_asked_about_first(announce):
    announce(key="satu")
    words = {"description": "Kali ini tentang pajak daerah dan retribusi."}

    response = announce(key="satu", **words)

    assert (response.status_code, Workshop.objects.count()) == (409, 1)
    assert response.context["form"]["description"].value() == words["description"]
    page = response.content.decode()
    assert reverse("workshops:edit_workshop", args=[Workshop.objects.get().public_id]) in page

    again = announce(**words, key=response.context["form"]["key"].value())

    assert (again.status_code, Workshop.objects.count()) == (302, 2)


@pytest.mark.parametrize("other", [{"seats": "12"}, {"place": "Aula kantor camat"}])
def test_so_are_other_seats_or_another_place(announce, other):
    announce(key="satu")

    assert announce(key="satu", **other).status_code == 409
    assert Workshop.objects.count() == 1


def test_after_the_workshop_was_called_off_that_form_announces_another(announce, leader, now):
    announce(key="satu")
    workshop = Workshop.objects.get()
    call_off_workshop(actor=leader, workshop=workshop, reason="Sakit.", now=now)

    announce(key="satu", seats="12")

    assert Workshop.objects.count() == 2


UNTIL_MIDNIGHT = {"sesi-0-start": "20:00", "sesi-0-end": "00:00"}


def test_row_b1_a_session_lasts_until_the_midnight_that_ends_its_day(
    as_user, leader, announcement, address
):
    client = as_user(leader)
    assert client.post("/lokakarya/baru/", announcement | UNTIL_MIDNIGHT).status_code == 302

    session = Workshop.objects.get().sessions.get()
    start, end = (timezone.localtime(one) for one in (session.starts_at, session.ends_at))
    assert (end - start, session.minutes) == (timedelta(hours=4), 240)
    assert [day.isoformat() for day in session.days] == [announcement["sesi-0-day"]]
    assert end.time() == time(0)
    form = client.get(address("edit_workshop", session.workshop)).context["sheet"].formset[0]
    shown = [form.fields[name].widget.format_value(form[name].value()) for name in ("day", "end")]
    assert shown == [announcement["sesi-0-day"], "00:00"]


def test_row_b1_the_first_hour_of_the_next_day_is_after_midnight(as_user, leader, announcement):
    """Several days are several sessions, and these two do not overlap."""
    day = date.fromisoformat(announcement["sesi-0-day"]) + timedelta(days=1)
    next_day = {"sesi-1-day": day.isoformat(), "sesi-1-start": "00:00", "sesi-1-end": "01:00"}
    sent = announcement | UNTIL_MIDNIGHT | next_day | {"sesi-TOTAL_FORMS": "2"}

    client = as_user(leader)
    early = client.post("/lokakarya/baru/", sent).context["sheet"].unread  # before half past seven
    sent["remarked"] = [row.mark for row in early]
    assert client.post("/lokakarya/baru/", sent).status_code == 302

    assert [one.days for one in Workshop.objects.get().sessions.in_order()] == [
        [day - timedelta(days=1)],
        [day],
    ]


def test_row_b1_one_o_clock_is_before_eight_in_the_evening(as_user, leader, announcement):
    sent = announcement | UNTIL_MIDNIGHT | {"sesi-0-end": "01:00"}

    response = as_user(leader).post("/lokakarya/baru/", sent)

    assert response.status_code == 422
    assert "Jam selesai harus setelah jam mulai" in response.content.decode()

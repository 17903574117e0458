"""Idea 9: a draft of the assignment letter for each unit, in versions that follow the workshop."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.actions import change_member, let_member_leave
from accounts.models import Unit, UnitLeadership, User
from competencies.models import LearningForm
from foundation import sheet
from notifications.kinds import seen_by
from notifications.models import Notification
from tests.factories import UnitFactory, UserFactory, make_plan, make_workshop
from tests.pdfs import text_of
from workshops.actions import (
    NobodyToAssign,
    NothingToAssignTo,
    Wish,
    assigning,
    call_off_workshop,
    cancel_registration,
    draft_letter,
    edit_workshop,
    forget_letters,
    mind_letters,
    register,
    remove_participant,
)
from workshops.calendar import changes_of
from workshops.models import AssignmentLetter, Workshop
from workshops.notices.people import leaders_who_send

HOURS = timedelta(hours=3)


@pytest.fixture
def draft(workshop, registration, leader, unit, now):
    """The leader drafts the letter of the employee's unit."""
    return lambda actor=leader: draft_letter(actor=actor, workshop=workshop, unit=unit, now=now)


@pytest.fixture
def edit(workshop, leader, now):
    """Changes the usual plan."""

    def change(**changes):
        plan = make_plan(leader, now=now, **changes)
        return edit_workshop(editor=leader, workshop=workshop, plan=plan, now=now)

    return change


@pytest.fixture
def letters(workshop, unit, as_user):
    """The page of letters, the press on its button, and the files, as a person gets them."""

    class Letters:
        url = reverse("workshops:letter_list", args=[workshop.public_id])

        def page(self, user):
            answer = as_user(user).get(self.url)
            return " ".join(answer.content.decode().split()) if answer.status_code == 200 else ""

        def press(self, user, of=unit):
            return as_user(user).post(address_of("draft_letter", of))

        def file(self, user, no, of=unit, **headers):
            return as_user(user).get(address_of("letter_file", of, no), **headers)

    def address_of(name, of, *more):
        return reverse(f"workshops:{name}", args=[workshop.public_id, of.slug, *more])

    return Letters()


def test_a_press_that_fails_is_a_sentence(letters, draft, leader, monkeypatch, tmp_path, caplog):
    draft()
    broken = tmp_path / "press.py"
    broken.write_text("raise SystemExit(3)")
    monkeypatch.setattr(sheet, "PRESS", broken)

    answer = letters.file(leader, 1)

    assert answer.status_code == 503
    assert "PDF tidak dapat dibuat sekarang" in answer.content.decode()
    assert "the press drew nothing" in caplog.text


def states():
    rows = AssignmentLetter.objects.order_by("no")
    return [(one.no, one.is_standing) for one in rows]


def test_idea_9_a_leader_downloads_the_draft_filled_in(
    letters, registration, leader, unit, workshop
):
    User.objects.filter(pk=registration.user_id).update(
        title_after="S.Pd.", position="Pengelola Kepegawaian"
    )

    answer = letters.press(leader)
    file = letters.file(leader, 1)

    assert answer.url.endswith(f"/surat-tugas/{unit.slug}/1/")
    assert file["Content-Type"] == "application/pdf"
    assert file["Content-Disposition"].startswith("attachment; filename=")
    words = text_of(file.content)
    nip = registration.user.nip
    for part in (
        *("SURAT TUGAS", "NOMOR: ....", "DRAF", "versi 1", "WIB", workshop.title, workshop.place),
        *(f"{registration.user.name}, S.Pd.", "Pengelola Kepegawaian", unit.name.upper()),
        *(f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}", leader.full_name),
        *("Undang-Undang Nomor 20 Tahun 2023", f"JP : {workshop.jp}"),
    ):
        assert part in words, part


def test_idea_9_moving_the_session_makes_the_next_version_and_marks_the_first(
    draft, edit, letters, leader, start
):
    draft()
    before = text_of(letters.file(leader, 1).content)

    edit(spans=[(start + HOURS, start + 2 * HOURS)])

    assert states() == [(1, False), (2, True)]
    old, new = (text_of(letters.file(leader, no).content) for no in (1, 2))
    assert "09.00-12.00 WIB" in before
    assert "Tidak berlaku lagi" not in before
    assert "Tidak berlaku lagi" in old
    assert "09.00-12.00 WIB" in old
    assert "12.00-15.00 WIB" in new
    assert "09.00-12.00" not in new


def test_another_place_makes_the_next_version_too(draft, edit, letters, leader):
    draft()

    edit(place="Aula Setdakab")

    assert "Aula Setdakab" in text_of(letters.file(leader, 2).content)


@pytest.mark.parametrize("what", ["form", "unit"])
def test_another_form_or_holder_makes_the_next_version_too(
    what, draft, edit, letters, leader, other_unit
):
    draft()
    form = LearningForm.objects.exclude(code="KL07").first()
    other = {"form": form, "unit": other_unit}[what]

    edit(**{what: other})

    assert states() == [(1, False), (2, True)]
    assert other.name in text_of(letters.file(leader, 2).content)
    assert not Notification.objects.filter(kind="workshops.workshop_changed").exists()


def test_a_change_of_other_words_leaves_alone_what_still_holds(
    draft, edit, workshop, colleague, unit, now
):
    draft()
    User.objects.filter(pk=colleague.pk).update(unit=unit)
    register(user=colleague, workshop=workshop, now=now)

    edit(description="Uraian yang lebih jelas tentang isinya.")

    assert states() == [(1, True)]


def test_what_the_letter_does_not_say_makes_no_version(draft, edit):
    draft()
    edit(description="Uraian yang lebih jelas tentang isinya.")

    draft()

    assert states() == [(1, True)]


def test_a_letter_that_nobody_asked_for_is_not_made(edit, registration):
    edit(place="Aula Setdakab")

    assert not AssignmentLetter.objects.exists()


def test_people_who_come_make_the_next_version_when_it_is_asked_for(
    draft, workshop, colleague, unit, now
):
    first = draft()
    User.objects.filter(pk=colleague.pk).update(unit=unit)
    register(user=colleague, workshop=workshop, now=now)
    assert states() == [(1, True)]

    second = draft()

    counted = [len(one.people) for one in (first, second)]
    assert (counted, states()) == ([1, 2], [(1, False), (2, True)])


def cancels(registration, leader, now):
    cancel_registration(user=registration.user, workshop=registration.workshop, now=now)


def is_removed(registration, leader, now):
    remove_participant(actor=leader, registration=registration, reason="Keliru.", now=now)


def has_no_account_any_more(registration, leader, now):
    User.objects.filter(pk=registration.user_id).update(is_active=False)
    mind_letters(now=now)


def moves_to_another_unit(registration, leader, now):
    User.objects.filter(pk=registration.user_id).update(unit=UnitFactory())
    mind_letters(now=now)


LEAVING = [cancels, is_removed, has_no_account_any_more, moves_to_another_unit]


@pytest.mark.parametrize("leaves", LEAVING)
def test_who_comes_no_more_is_not_in_the_next_version(
    leaves, draft, workshop, registration, colleague, leader, now
):
    register(user=colleague, workshop=workshop, now=now)
    draft()

    leaves(registration, leader, now)

    newest = AssignmentLetter.objects.standing().get()
    assert states() == [(1, False), (2, True)]
    assert [one["name"] for one in newest.people] == [colleague.full_name]
    assert newest.by == leader


@pytest.mark.parametrize("leaves", LEAVING)
def test_once_nobody_named_in_it_comes_the_letter_ends(leaves, draft, registration, leader, now):
    draft()

    leaves(registration, leader, now)

    assert states() == [(1, False)]


def test_who_moves_up_at_the_same_moment_is_in_the_next_version(
    leader, employee, colleague, unit, now
):
    start = now + timedelta(days=21)
    spans = [(start, start + HOURS)]
    tight = make_workshop(leader, seats={"total": 1}, spans=spans, registration_closes_at=start)
    register(user=employee, workshop=tight, now=now)
    register(user=colleague, workshop=tight, wish=Wish(waits=True), now=now)
    draft_letter(actor=leader, workshop=tight, unit=unit, now=now)

    cancel_registration(user=employee, workshop=tight, now=now)

    names = [one["name"] for one in AssignmentLetter.objects.standing().get().people]
    assert names == [colleague.full_name]


def test_the_sweep_leaves_alone_what_still_holds(draft, workshop, colleague, now):
    draft()
    register(user=colleague, workshop=workshop, now=now)

    mind_letters(now=now)

    assert states() == [(1, True)]


@pytest.mark.parametrize("leaves", ["office", "suspended"])
def test_who_leads_the_unit_no_more_does_not_sign_the_next_version(
    leaves, draft, leader, unit, now
):
    draft()
    if leaves == "office":
        leader.leaderships.update(unit=UnitFactory())
    else:
        User.objects.filter(pk=leader.pk).update(suspended_until=now + timedelta(days=9))
    successor = UserFactory(unit=unit)
    UnitLeadership.objects.create(user=successor, unit=unit, since=timezone.localdate(now))

    mind_letters(now=now)

    newest = AssignmentLetter.objects.standing().get()
    assert states() == [(1, False), (2, True)]
    assert newest.facts["signer"]["name"] == successor.full_name
    assert newest.by == leader


def test_after_the_workshop_a_letter_says_who_was_sent(draft, registration, start, now):
    draft()
    User.objects.filter(pk=registration.user_id).update(is_active=False)

    mind_letters(now=start + timedelta(days=1))

    assert states() == [(1, True)]


def test_asked_for_before_the_sweep_it_is_refused_and_the_old_one_ends(draft, registration):
    draft()
    User.objects.filter(pk=registration.user_id).update(is_active=False)

    with pytest.raises(NobodyToAssign):
        draft()

    assert states() == [(1, False)]


def test_who_cancels_from_a_page_of_before_brings_no_old_title_back(
    draft, edit, workshop, registration, colleague, now
):
    register(user=colleague, workshop=workshop, now=now)
    draft()
    read = Workshop.objects.get(pk=workshop.pk)
    edit(title="Judul yang dibetulkan")

    cancel_registration(user=colleague, workshop=read, now=now)

    letter = AssignmentLetter.objects.standing().get()
    assert (letter.no, letter.facts["title"]) == (3, "Judul yang dibetulkan")


def test_one_letter_that_breaks_stops_no_other(draft, registration, leader, now, monkeypatch):
    draft()
    later = make_workshop(leader)
    register(user=registration.user, workshop=later, wish=Wish(ignores_overlap=True), now=now)
    draft_letter(actor=leader, workshop=later, unit=registration.user.unit, now=now)
    User.objects.filter(pk=registration.user_id).update(is_active=False)
    broken, plain = [registration.workshop_id], assigning.renew_letters

    def follow(workshop, *, now):
        if workshop.pk in broken:
            raise RuntimeError
        plain(workshop, now=now)

    monkeypatch.setattr(assigning, "renew_letters", follow)

    mind_letters(now=now)

    assert list(AssignmentLetter.objects.standing().values_list("workshop", flat=True)) == broken


@pytest.fixture
def old_versions(draft, edit, registration, colleague, workshop, now):
    """The first version is superseded; both name the employee and the colleague."""
    register(user=colleague, workshop=workshop, now=now)
    draft()
    edit(place="Aula Setdakab")
    return AssignmentLetter.objects.order_by("no")


def is_said(*words):
    rows = [str(one.facts) for one in AssignmentLetter.objects.all()]
    return [word for word in words if any(word in row for row in rows)]


def test_who_left_and_is_forgotten_is_named_in_no_version(
    old_versions, letters, registration, colleague, leader, now
):
    gone = registration.user
    User.objects.filter(pk=gone.pk).update(position="Pengelola Kepegawaian")
    draft_letter(actor=leader, workshop=registration.workshop, unit=gone.unit, now=now)
    assert len(is_said(gone.name, gone.nip, "Pengelola Kepegawaian")) == 3

    let_member_leave(user=gone, is_anonymous=True, now=now)

    assert is_said(gone.name, gone.nip, "Pengelola Kepegawaian") == []
    words = text_of(letters.file(leader, 1).content)
    assert "Mantan pegawai" in words
    assert colleague.name in words
    mind_letters(now=now)
    (person,) = old_versions.standing().get().people
    assert person["name"] == colleague.full_name


def test_also_after_the_workshop(draft, registration, start, now):
    draft()
    gone = registration.user

    let_member_leave(user=gone, is_anonymous=True, now=start + timedelta(days=9))

    assert is_said(gone.name, gone.nip) == []
    assert states() == [(1, True)]


def test_whoever_signed_it_and_is_forgotten_signs_no_version(old_versions, leader, now):
    assert is_said(leader.full_name)

    let_member_leave(user=leader, is_anonymous=True, now=now)

    assert is_said(leader.full_name) == []
    assert old_versions.first().facts["signer"] == {"name": "", "position": ""}


@pytest.fixture
def earlier_name(draft, leader, edit, now):
    """The first version says the leader's name without the title that was added since."""
    draft()
    titled = User.objects.get(pk=leader.pk)
    titled.title_after = "S.E."
    change_member(user=titled, now=now)
    mind_letters(now=now)
    assert [one.facts["signer"]["name"] for one in AssignmentLetter.objects.order_by("no")] == [
        leader.name,
        f"{leader.name}, S.E.",
    ]


def test_whoever_signed_under_an_earlier_form_of_the_name_signs_none(earlier_name, leader, now):
    let_member_leave(user=leader, is_anonymous=True, now=now)

    assert is_said(leader.name) == []


def test_a_signer_of_a_version_drafted_in_the_same_moment_is_forgotten_by_the_sweep(
    earlier_name, leader, now
):
    rows = list(AssignmentLetter.objects.all())
    let_member_leave(user=leader, is_anonymous=True, now=now)
    AssignmentLetter.objects.bulk_update(rows, ["facts"])

    mind_letters(now=now)

    assert is_said(leader.name) == []


def forget_ids():
    """As the rows of the version before are."""
    for letter in AssignmentLetter.objects.all():
        letter.facts["signer"].pop("id")
        letter.save()


def test_rows_of_before_know_the_signer_by_the_name_with_any_title(earlier_name, leader, now):
    forget_ids()

    let_member_leave(user=leader, is_anonymous=True, now=now)

    assert is_said(leader.name) == []


def test_another_signer_whose_name_has_that_in_it_stays(draft, leader, now):
    draft()
    forget_ids()
    other = UserFactory(name=leader.name[1:])

    let_member_leave(user=other, is_anonymous=True, now=now)

    assert is_said(leader.name) == [leader.name]


def test_rows_of_before_hold_as_they_are(draft, now):
    draft()
    forget_ids()

    draft()
    mind_letters(now=now)

    assert states() == [(1, True)]


def test_who_left_by_name_stays_in_what_was_drafted(old_versions, registration, now):
    gone = registration.user

    let_member_leave(user=gone, is_anonymous=False, now=now)

    assert is_said(gone.name, gone.nip) == [gone.name, gone.nip]


def test_a_version_drafted_in_the_same_moment_is_forgotten_by_the_sweep(
    old_versions, registration, now
):
    """Its facts were read just before, and written just after."""
    gone, first = registration.user, old_versions.first()
    facts = first.facts
    let_member_leave(user=gone, is_anonymous=True, now=now)
    AssignmentLetter.objects.filter(pk=first.pk).update(facts=facts)

    mind_letters(now=now)

    assert is_said(gone.name, gone.nip) == []


def test_calling_it_off_ends_the_letter(draft, workshop, leader, letters, now):
    draft()

    call_off_workshop(actor=leader, workshop=workshop, reason="Narasumber sakit.", now=now)

    assert states() == [(1, False)]
    assert letters.press(leader).status_code == 409
    with pytest.raises(NothingToAssignTo):
        draft()


def test_without_anybody_registered_there_is_no_letter(workshop, leader, unit, now):
    with pytest.raises(NobodyToAssign):
        draft_letter(actor=leader, workshop=workshop, unit=unit, now=now)


def test_a_participant_gets_the_own_line_and_nobody_elses_nip(
    draft, letters, registration, colleague, workshop, unit, now
):
    User.objects.filter(pk=colleague.pk).update(unit=unit)
    register(user=colleague, workshop=workshop, now=now)
    draft()

    person = registration.user
    words = text_of(letters.file(person, 1).content)

    assert person.name in words
    assert colleague.name not in words
    assert colleague.nip[-3:] not in words
    assert "1 orang dari" in words
    assert "Untuk Anda sendiri" in letters.page(person)


def test_a_version_from_before_the_seat_is_not_for_the_newcomer(
    draft, letters, colleague, workshop, unit, now
):
    draft()
    User.objects.filter(pk=colleague.pk).update(unit=unit)
    register(user=colleague, workshop=workshop, now=now)

    person = User.objects.get(pk=colleague.pk)
    assert "Versi 1" not in letters.page(person)
    assert letters.file(person, 1).status_code == 404
    letters.press(person)
    assert "Versi 2" in letters.page(person)


def test_a_participant_may_draft_it_too(letters, registration):
    assert letters.press(registration.user).status_code == 302

    assert states() == [(1, True)]


def test_whoever_gave_the_seat_up_has_no_letter(draft, letters, workshop, registration, now):
    draft()
    cancel_registration(user=registration.user, workshop=workshop, now=now)

    person = registration.user
    assert letters.page(person) == ""
    answers = (letters.press(person), letters.file(person, 1))
    assert [one.status_code for one in answers] == [404, 404]


def test_others_have_neither_page_nor_file(draft, letters, stranger, other_leader, moderator):
    draft()

    for person in (stranger, other_leader, moderator):
        answers = (letters.press(person), letters.file(person, 1))
        assert [one.status_code for one in answers] == [404, 404]
    assert letters.page(stranger) == ""
    assert "Belum ada pegawai unit Anda" in letters.page(other_leader)


def test_the_host_drafts_for_every_unit(letters, workshop, registration, stranger, leader, now):
    register(user=stranger, workshop=workshop, now=now)
    page = letters.page(leader)
    assert stranger.unit.name in page

    assert letters.press(leader, of=stranger.unit).status_code == 302

    words = text_of(letters.file(leader, 1, of=stranger.unit).content)
    assert stranger.name in words
    assert registration.user.name not in words


def test_where_the_leader_goes_the_leader_above_signs(workshop, leader, admin, now):
    part = Unit.objects.create(
        name="Bidang Mutasi", slug="bidang-mutasi", kind="division", parent=leader.unit
    )
    person = UserFactory(unit=part)
    register(user=person, workshop=workshop, now=now)

    letter = draft_letter(actor=leader, workshop=workshop, unit=part, now=now)

    assert letter.facts["signer"]["name"] == leader.full_name


def test_without_a_leader_the_line_stays_blank(workshop, leader, now):
    lonely = Unit.objects.create(name="Unit Baru", slug="unit-baru", kind="agency")
    register(user=UserFactory(unit=lonely), workshop=workshop, now=now)

    letter = draft_letter(actor=leader, workshop=workshop, unit=lonely, now=now)

    assert letter.facts["signer"] == {"name": "", "position": ""}


def test_sessions_in_different_rooms_each_say_theirs(draft, letters, leader, workshop, start):
    assert "Tempat : Aula Bappeda" in text_of(letters.file(leader, draft().no).content)
    workshop.sessions.create(
        no=2,
        starts_at=start + timedelta(days=1),
        ends_at=start + timedelta(days=1) + HOURS,
        room="Ruang Rapat",
        ics_uid="dua",
        modified_at=start,
    )

    words = text_of(letters.file(leader, draft().no).content)

    assert "12.00 WIB, Aula Bappeda" in words
    assert "12.00 WIB, Ruang Rapat" in words


def test_pppk_are_sent_by_their_own_rule(draft, letters, leader, registration):
    User.objects.filter(pk=registration.user_id).update(employment="PPPK")
    draft()

    words = text_of(letters.file(leader, 1).content)

    assert "Nomor 15 Tahun 2020" in words
    assert "Nomor 10 Tahun 2018" not in words


def test_a_name_in_other_letters_is_printed_as_well_as_can_be(draft, letters, leader, registration):
    User.objects.filter(pk=registration.user_id).update(name="Şaban 王")
    draft()

    words = text_of(letters.file(leader, 1).content)

    assert "Saban ?" in words
    assert "tidak dapat dicetak" in words


def test_the_same_snapshot_is_the_same_file(draft, letters, leader):
    draft()

    first, second = letters.file(leader, 1), letters.file(leader, 1)
    unchanged = letters.file(leader, 1, headers={"If-None-Match": first["ETag"]})

    assert first.content == second.content
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert first["Cache-Control"] == "private, no-cache"


def test_the_nip_stands_in_no_page_and_no_address(draft, letters, leader, registration):
    draft()

    assert registration.user.nip not in letters.page(leader)
    assert registration.user.nip not in str(letters.file(leader, 1).headers)


def test_a_change_says_that_the_letter_changed(draft, edit, registration):
    draft()

    edit(place="Aula Setdakab")

    rows = Notification.objects.filter(kind="workshops.workshop_changed")
    (told,) = seen_by(registration.user, rows)
    assert any("versi baru" in line and "/surat-tugas/" in line for line in changes_of(told))


def test_a_leader_who_drafted_it_hears_of_the_change(workshop, now, leader, other_leader, stranger):
    register(user=stranger, workshop=workshop, now=now)
    draft_letter(actor=other_leader, workshop=workshop, unit=stranger.unit, now=now)

    plan = make_plan(leader, now=now, place="Aula Setdakab")
    edit_workshop(editor=leader, workshop=workshop, plan=plan, now=now)

    told = Notification.objects.filter(kind="workshops.workshop_changed")
    found = {one.recipient: one.reason for one in told}
    assert found == {stranger: "registered", other_leader: "leads"}


@pytest.fixture
def change(leader, workshop, now):
    """The host moves the workshop; says who hears it as one who sends people."""

    def move_and_hear():
        plan = make_plan(leader, now=now, place="Aula Setdakab")
        edit_workshop(editor=leader, workshop=workshop, plan=plan, now=now)
        told = Notification.objects.filter(kind="workshops.workshop_changed", reason="leads")
        return [one.recipient for one in told]

    return move_and_hear


@pytest.mark.parametrize("leaves", ["elsewhere", "suspended"])
def test_of_a_drafter_out_of_office_whoever_leads_the_unit_now_hears(
    leaves, change, workshop, now, unit, other_leader, stranger
):
    register(user=stranger, workshop=workshop, now=now)
    draft_letter(actor=other_leader, workshop=workshop, unit=stranger.unit, now=now)
    if leaves == "elsewhere":
        other_leader.leaderships.update(unit=UnitFactory())
    else:
        User.objects.filter(pk=other_leader.pk).update(suspended_until=now + timedelta(days=9))
    successor = UserFactory(unit=stranger.unit)
    since = timezone.localdate(now)
    UnitLeadership.objects.create(user=successor, unit=stranger.unit, since=since)

    assert change() == [successor]


def test_a_letter_that_a_participant_drafted_tells_no_leader(
    change, workshop, now, other_leader, stranger
):
    register(user=stranger, workshop=workshop, now=now)
    draft_letter(actor=stranger, workshop=workshop, unit=stranger.unit, now=now)

    assert change() == []


def test_a_leader_who_comes_hears_it_as_a_participant_alone(change, workshop, now, other_leader):
    draft_of = {"workshop": workshop, "unit": other_leader.unit, "now": now}
    register(user=UserFactory(unit=other_leader.unit), workshop=workshop, now=now)
    draft_letter(actor=other_leader, **draft_of)
    register(user=other_leader, workshop=workshop, now=now)

    change()

    told = Notification.objects.get(kind="workshops.workshop_changed", recipient=other_leader)
    assert (told.reason, told.count) == ("registered", 1)


def test_who_hears_is_worked_out_with_as_many_queries_for_many_units(workshop, now):
    def asked(units):
        for unit in UnitFactory.create_batch(units):
            head = UserFactory(unit=unit)
            UnitLeadership.objects.create(user=head, unit=unit, since=timezone.localdate(now))
            register(user=UserFactory(unit=unit), workshop=workshop, now=now)
            draft_letter(actor=head, workshop=workshop, unit=unit, now=now)
        with CaptureQueriesContext(connection) as queries:
            told = leaders_who_send(workshop)
        return len(told), len(queries)

    (few, asked_for_few), (many, asked_for_many) = asked(1), asked(4)

    assert (few, many, asked_for_few) == (1, 5, asked_for_many)


def test_some_months_later_what_it_said_is_forgotten(draft, letters, leader, start):
    draft()

    assert forget_letters(now=start + timedelta(days=89)) == 0
    assert forget_letters(now=start + timedelta(days=91)) == 1

    assert AssignmentLetter.objects.get().facts == {}
    assert letters.file(leader, 1).status_code == 404
    assert forget_letters(now=start + timedelta(days=91)) == 0


def test_what_was_forgotten_is_not_drafted_anew(draft, letters, leader, start, time_machine):
    draft()
    time_machine.move_to(start + timedelta(days=91))
    forget_letters(now=start + timedelta(days=91))

    answer = letters.press(leader)

    assert answer.status_code == 409
    assert "tidak dibuat lagi" in answer.content.decode()
    assert "Unduh draf" not in letters.page(leader)
    assert (states(), AssignmentLetter.objects.get().facts) == ([(1, True)], {})


def test_nor_does_a_change_bring_it_back(draft, edit, start, workshop, leader, now):
    draft()
    late = start + timedelta(days=91)
    forget_letters(now=late)

    plan = make_plan(leader, now=now, place="Aula Setdakab")
    edit_workshop(editor=leader, workshop=workshop, plan=plan, now=late)

    assert states() == [(1, False)]


def test_the_page_counts_only_those_who_would_be_sent(
    draft, letters, leader, workshop, colleague, now
):
    register(user=colleague, workshop=workshop, now=now)
    User.objects.filter(pk=colleague.pk).update(is_active=False)
    draft()

    assert "1 orang terdaftar" in letters.page(leader)


def test_whoever_sends_by_office_sets_up_a_second_factor_first(draft, letters, leader, settings):
    draft()
    settings.FORUM_MFA_ROLES = ["leader"]

    assert letters.page(leader) == ""
    for answer in (letters.press(leader), letters.file(leader, 1)):
        assert "/faktor-kedua/" in answer.url


def test_for_the_own_line_no_office_is_asked(draft, letters, registration, settings):
    draft()
    settings.FORUM_MFA_ROLES = ["leader"]

    assert letters.file(registration.user, 1).status_code == 200


def test_r34_sixty_files_an_hour(draft, letters, leader, other_leader, registration):
    draft()
    etag = letters.file(leader, 1)["ETag"]

    codes = [
        letters.file(leader, 1, headers={"If-None-Match": etag}).status_code for _time in range(60)
    ]

    assert (set(codes[:-1]), codes[-1]) == ({304}, 429)
    assert letters.file(registration.user, 1).status_code == 200  # each person by themselves


def test_the_page_of_letters_costs_the_same_with_more_units(
    letters, as_user, leader, workshop, registration, now, same_queries
):
    def add(count):
        for unit in UnitFactory.create_batch(count):
            register(user=UserFactory(unit=unit), workshop=workshop, now=now)
            draft_letter(actor=leader, workshop=workshop, unit=unit, now=now)

    same_queries(as_user(leader), letters.url, add, more=4)


def test_the_page_of_the_workshop_leads_to_it(letters, registration, leader, stranger, as_user):
    address = registration.workshop.get_absolute_url()

    pages = [
        as_user(one).get(address).content.decode() for one in (registration.user, leader, stranger)
    ]

    assert [letters.url in page for page in pages] == [True, True, False]


def test_a_draft_workshop_has_no_letter(leader, unit, now):
    hidden = make_workshop(leader, publish=False)

    with pytest.raises(NothingToAssignTo):
        draft_letter(actor=leader, workshop=hidden, unit=unit, now=now)

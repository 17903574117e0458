"""Row 62: guides and people are reported too: same weights, same queue, a ledger of their own."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from accounts.models import User
from competencies.models import AreaCuratorship
from discussions.actions import (
    GuideText,
    carry_out,
    carry_out_due,
    decide_review,
    edit_guide,
    grow_guide,
    put_on_shelf,
    report_text,
    retire_guide,
    revive_guide,
    undo_decision,
)
from discussions.actions.things import ThingIsGone
from discussions.models import Guide, GuideEvent, Regulation, Review, ReviewEvent
from notifications.models import Notification
from search.models import SearchEntry
from tests.factories import UserFactory, area

REASON = "Ada NIK di langkah kedua."
NIK = "1102014507900003"


@pytest.fixture
def guide(answer, choose, moderator, now):
    """The colleague's guide of finance, on the shelf; its second step names somebody's NIK."""
    choose(answer)
    text = GuideText("Panduan yang dijaga", f"1. Buka.\n2. NIK {NIK}.", "Perbup 12/2020", [area()])
    guide = grow_guide(actor=moderator, answer=answer, text=text, now=now)
    put_on_shelf(actor=moderator, areas=[area()], guide=guide, now=now)
    return guide


@pytest.fixture
def report(now):
    """Somebody reports it as wrong; changes replace the fields."""

    def send(about, by=None, **changes):
        fields = {"kind": "wrong", "note": "", "now": now} | changes
        return report_text(reporter=by or UserFactory(), about=about, **fields)

    return send


@pytest.fixture
def decide(moderator, now):
    """The moderator decides, and it is carried out."""

    def do(review, decision, reason=REASON):
        by = {"actor": moderator, "review": review, "now": now}
        decided = decide_review(decision=decision, reason=reason, **by)
        carry_out(review=decided, now=now + Review.UNDO)

    return do


def told(person):
    rows = Notification.objects.filter(recipient=person, kind__startswith="discussions.thing")
    return sorted(row.kind.partition(".")[2] for row in rows)


def test_row_62_four_members_hide_a_guide(guide, report):
    for _person in range(3):
        report(guide)
    assert Guide.objects.get().hidden_at is None

    assert report(guide).score == 4
    assert Guide.objects.get().hidden_at


def test_personal_data_hides_a_guide_at_once_for_all_but_owner_and_moderators(
    guide, report, colleague, moderator, employee, admin, as_user
):
    report(guide, kind="personal")

    url = guide.get_absolute_url()
    people = (colleague, moderator, employee, admin)
    assert [as_user(one).get(url).status_code for one in people] == [200, 200, 404, 404]
    client = as_user(employee)
    assert not Regulation.objects.known_to(employee).exists()
    for page in ("/panduan/", f"/bidang/{area().slug}/", "/cari/?q=dijaga", "/peraturan/"):
        assert guide.title not in client.get(page).content.decode()
    thread = client.get(f"/j/{guide.source.public_id}/", follow=True).content.decode()
    assert guide.get_absolute_url() not in thread
    assert not SearchEntry.objects.filter(kind="discussions.guide").exists()
    assert told(colleague) == ["thing_hidden"]


def test_ignoring_shows_it_again(guide, report, decide, stranger, colleague, as_user):
    decide(report(guide, stranger, kind="personal"), "keep", "")

    assert Guide.objects.get().hidden_at is None
    assert SearchEntry.objects.filter(kind="discussions.guide").exists()
    assert guide.title in as_user(stranger).get(f"/bidang/{area().slug}/").content.decode()
    assert [event.verb for event in ReviewEvent.objects.order_by("pk")] == ["hide", "show"]
    assert told(stranger) == ["thing_looked_at"]


def test_returned_the_owner_reads_why_and_the_mended_guide_is_shown(
    guide, report, decide, colleague, as_user, now
):
    review = report(guide, kind="rude")
    decide(review, "return")

    client = as_user(colleague)
    assert REASON in client.get(guide.get_absolute_url()).content.decode()
    assert REASON in client.get(review.get_absolute_url()).content.decode()
    assert told(colleague) == ["thing_decided"]
    text = GuideText("Panduan yang dijaga", "1. Buka.", "Perbup 12/2020", [area()])
    guide = Guide.objects.get()
    edit_guide(editor=colleague, guide=guide, text=text, version=guide.version, now=now)
    guide.refresh_from_db()
    assert (guide.hidden_at, guide.hidden_reason) == (None, "")


def test_an_edit_does_not_show_what_nobody_has_looked_at(guide, report, colleague, now):
    report(guide, kind="personal")
    text = GuideText("Panduan yang dijaga", "1. Buka.", "Perbup 12/2020", [area()])

    edit_guide(editor=colleague, guide=guide, text=text, version=guide.version, now=now)

    assert Guide.objects.get().hidden_at


def test_masked_and_shown(guide, report, decide):
    decide(report(guide, kind="personal"), "mask", "")

    found = Guide.objects.get()
    assert NIK not in found.body + found.body_html
    assert found.hidden_at is None
    assert ReviewEvent.objects.latest("pk").verb == "mask"


def test_removed_it_is_gone_and_a_moderator_brings_it_back(
    guide, report, decide, moderator, colleague, employee, as_user, now
):
    decide(report(guide), "remove")

    url = guide.get_absolute_url()
    assert as_user(employee).get(url).status_code == 404
    review = as_user(moderator).get(Review.objects.get(kind="report").get_absolute_url())
    assert (review.status_code, REASON in review.content.decode()) == (200, True)
    client = as_user(colleague)
    assert REASON in client.get(url).content.decode()
    jaga = f"/panduan/{guide.public_id}/jaga/"
    assert client.post(jaga, {"do": "revive"}).status_code == 403
    revive_guide(actor=moderator, guide=guide, now=now)
    assert as_user(employee).get(url).status_code == 200
    verbs = [event.verb for event in GuideEvent.objects.order_by("pk")]
    assert verbs == ["grow", "hide", "retire", "revive"]


def test_its_owner_does_not_show_again_what_reports_hid(guide, report, colleague, as_user, now):
    """Nor when the owner moderates its areas: nobody decides about an own guide."""
    report(guide, kind="personal")
    AreaCuratorship.objects.create(user=colleague, area=area(), since=now)
    jaga = f"/panduan/{guide.public_id}/jaga/"

    retire_guide(actor=colleague, guide=guide, reason="Sebentar.", now=now)
    assert as_user(colleague).post(jaga, {"do": "revive"}).status_code == 302

    guide = Guide.objects.get()
    assert guide.retired_at is None
    assert guide.hidden_at


def test_removed_after_its_owner_retired_it_only_a_moderator_brings_it_back(
    guide, report, decide, colleague, as_user, now
):
    review = report(guide)
    retire_guide(actor=colleague, guide=guide, reason="Sebentar.", now=now)

    decide(review, "remove")

    jaga = f"/panduan/{guide.public_id}/jaga/"
    assert as_user(colleague).post(jaga, {"do": "revive"}).status_code == 403
    assert Guide.objects.get().retired_reason == REASON


def test_ten_seconds_to_undo(guide, report, moderator, now):
    review = report(guide)
    by = {"actor": moderator, "review": review, "now": now}
    decided = decide_review(decision="remove", reason=REASON, **by)

    undo_decision(**by)
    carry_out(review=decided, now=now + Review.UNDO)

    assert Guide.objects.get().retired_at is None
    assert not ReviewEvent.objects.exists()


@pytest.mark.parametrize("first", ["wrong", "personal"])
def test_undone_it_waits_with_what_was_reported_meanwhile(
    guide, report, moderator, colleague, stranger, as_user, now, first
):
    """Shown by a moderator in between, it is hidden anew; then both ledgers may have begun."""
    review = report(guide, stranger, kind=first)
    retire_guide(actor=moderator, guide=guide, reason="Keliru.", now=now)
    revive_guide(actor=moderator, guide=guide, now=now)
    client = as_user(moderator)
    client.post(review.get_absolute_url(), {"decision": "keep"})
    report(guide, stranger, kind="personal", note="Lagi.")
    report(guide, kind="personal")

    undone = client.post(f"/moderasi/{review.public_id}/urung/")

    waiting = Review.objects.get(kind="report", decided_at=None)
    assert undone.url == waiting.get_absolute_url()
    assert (waiting.reports.count(), waiting.score) == (2, 2)
    assert waiting.reports.get(reporter=stranger).kind == "personal"
    assert waiting.public_id in client.get("/moderasi/").content.decode()
    assert Guide.objects.get().hidden_at
    assert carry_out_due(now=now + timedelta(minutes=1)) == 0
    assert as_user(colleague).get(waiting.get_absolute_url()).status_code == 200


def test_what_was_retired_meanwhile_waits_and_is_decided_about(
    guide, report, decide, colleague, moderator, as_user, now
):
    review = report(guide)
    retire_guide(actor=colleague, guide=guide, reason="Tidak berlaku.", now=now)
    assert review.public_id in as_user(moderator).get("/moderasi/").content.decode()

    decide(review, "return")

    assert Guide.objects.get().hidden_reason == REASON
    assert ReviewEvent.objects.latest("pk").verb == "return"
    with pytest.raises(ThingIsGone):
        report(guide)


def test_reported_anew_after_the_decision_it_stays_hidden(guide, report, moderator, now):
    review = report(guide, kind="personal")
    by = {"actor": moderator, "review": review, "decision": "keep", "reason": "", "now": now}
    decided = decide_review(**by)
    report(guide, kind="personal", now=now + timedelta(seconds=5))

    carry_out(review=decided, now=now + Review.UNDO)

    assert Guide.objects.get().hidden_at


def test_its_ledger_is_append_only(guide, report, decide):
    decide(report(guide, kind="personal"), "keep", "")

    with pytest.raises(DatabaseError), transaction.atomic():
        ReviewEvent.objects.update(reason="Lain.")
    with pytest.raises(DatabaseError), transaction.atomic():
        ReviewEvent.objects.all().delete()


def test_the_queue_shows_it_to_moderators_of_its_areas_alone(
    guide, report, colleague, moderator, as_user, now
):
    review = report(guide, kind="personal")
    finance, health = UserFactory(), UserFactory()
    AreaCuratorship.objects.create(user=finance, area=area(), since=now)
    AreaCuratorship.objects.create(user=health, area=area("T.KES"), since=now)

    page = as_user(finance).get("/moderasi/").content.decode()
    assert guide.title in page
    assert "<mark>" in page
    assert NIK not in page
    assert as_user(finance).get(review.get_absolute_url()).status_code == 200
    assert review.public_id not in as_user(health).get("/moderasi/").content.decode()
    assert as_user(health).get(review.get_absolute_url()).status_code == 404


def test_who_owns_it_has_nothing_to_decide(guide, report, colleague, as_user, now):
    """Also as a moderator; nor does the owner learn that somebody reported it, while it stands."""
    AreaCuratorship.objects.create(user=colleague, area=area(), since=now)
    review = report(guide)
    client, url = as_user(colleague), review.get_absolute_url()

    assert review.public_id not in client.get("/moderasi/").content.decode()
    assert client.post(url, {"decision": "keep"}).status_code == 403
    assert not Notification.objects.filter(recipient=colleague, about_id=review.pk).exists()
    assert as_user(colleague).get(f"/panduan/{guide.public_id}/laporkan/").status_code == 403


def test_who_reported_reads_that_it_was_looked_at_and_not_what_was_decided(
    guide, report, decide, stranger, employee, as_user
):
    review = report(guide, stranger)
    url = review.get_absolute_url()
    decide(review, "return")

    page = as_user(stranger).get(url).content.decode()
    assert "Moderator sudah meninjau" in page
    assert REASON not in page
    assert as_user(employee).get(url).status_code == 403


def test_a_report_is_sent_from_its_page(guide, stranger, as_user):
    client = as_user(stranger)
    url = f"/panduan/{guide.public_id}/laporkan/"
    assert url in client.get(guide.get_absolute_url()).content.decode()

    assert client.post(url, {"kind": ""}).status_code == 422
    assert client.post(url, {"kind": "rude", "note": "Catatan."}).status_code == 302
    assert Review.objects.filter(kind="report").get().about == guide


@pytest.fixture
def person_review(report, colleague, stranger, area_moderator):
    return report(colleague, stranger, kind="rude", note="Menghina di lorong obrolan.")


@pytest.fixture
def area_moderator(now):
    user = UserFactory()
    AreaCuratorship.objects.create(user=user, area=area(), since=now)
    return user


def test_a_person_is_looked_at_by_those_who_moderate_everything(
    person_review, moderator, area_moderator, as_user
):
    url = person_review.get_absolute_url()

    assert person_review.about.name in as_user(moderator).get("/moderasi/").content.decode()
    page = as_user(moderator).get(url).content.decode()
    assert 'value="return"' in page
    assert 'value="remove"' not in page
    assert as_user(area_moderator).get(url).status_code == 404


def test_nobody_vanishes_because_others_say_so(report, colleague, moderator, as_user, employee):
    for _each in range(6):
        report(colleague, kind="personal")

    assert as_user(employee).get(colleague.get_absolute_url()).status_code == 200


def test_what_is_gone_is_said_to_be_gone(person_review, moderator, colleague, employee, as_user):
    User.objects.filter(pk=colleague.pk).update(is_active=False)
    client, url = as_user(moderator), person_review.get_absolute_url()
    gone = "Tulisan itu sudah tidak ada."

    for response in (client.get(url), client.post(url, {"decision": "keep"})):
        assert (response.status_code, gone in response.content.decode()) == (200, True)
    assert Review.objects.get(pk=person_review.pk).decided_at is None
    assert as_user(employee).get(url).status_code == 403


def test_a_person_is_told_what_to_mend(person_review, decide, colleague, as_user):
    decide(person_review, "return", "Tolong perbaiki cara menyapa rekan.")

    page = as_user(colleague).get(person_review.get_absolute_url()).content.decode()
    assert "Tolong perbaiki cara menyapa rekan." in page
    assert told(colleague) == ["thing_decided"]
    assert ReviewEvent.objects.get().verb == "return"
    assert User.objects.get(pk=colleague.pk).is_active


def test_a_person_is_reported_from_the_profile(stranger, colleague, as_user):
    client, url = as_user(stranger), f"/orang/{colleague.public_id}/laporkan/"
    assert url in client.get(colleague.get_absolute_url()).content.decode()

    assert client.post(url, {"kind": "rude"}).status_code == 302

    assert Review.objects.filter(kind="report").get().about == colleague
    assert as_user(colleague).get(url).status_code == 403

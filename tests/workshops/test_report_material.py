"""Row 62: materials are reported like texts; a hidden one is there for host and moderators."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from competencies.models import AreaCuratorship
from discussions.actions import carry_out, decide_review, report_text
from discussions.models import Review, ReviewEvent
from notifications.models import Notification
from search.models import SearchEntry
from tests.factories import UserFactory, area
from workshops.actions import index_workshop
from workshops.models import Material

PDF = b"%PDF-1.7\n1 0 obj\n"
TITLE = "Daftar gaji pegawai"
REASON = "Memuat gaji dengan nama."


@pytest.fixture
def material(as_user, leader, workshop, address):
    """A file that the host added."""
    upload = SimpleUploadedFile("gaji.pdf", PDF)
    as_user(leader).post(address("add_material", workshop), {"title": TITLE, "file": upload})
    return Material.objects.get()


@pytest.fixture
def report(material, now):
    """Somebody reports it."""

    def send(kind="wrong", by=None):
        about = Material.objects.get(pk=material.pk)
        who = by or UserFactory()
        return report_text(reporter=who, about=about, kind=kind, note="", now=now)

    return send


@pytest.fixture
def decide(moderator, now):
    """The moderator decides, and it is carried out."""

    def do(review, decision, reason=REASON):
        by = {"actor": moderator, "review": review, "now": now}
        decided = decide_review(decision=decision, reason=reason, **by)
        carry_out(review=decided, now=now + Review.UNDO)

    return do


@pytest.fixture
def found(material, workshop, as_user):
    """Whether a person finds it on its workshop's page, at its area, in search, and its file."""
    pages = [workshop.get_absolute_url(), f"/bidang/{material.areas.get().slug}/", "/cari/?q=gaji"]
    files = [f"/berkas/{material.public_id}/", f"/berkas/{material.public_id}/laporkan/"]

    def look(user):
        client = as_user(user)
        shown = [
            f"/materi/{material.public_id}/" in client.get(url).content.decode() for url in pages
        ]
        return shown + [client.get(url).status_code != 404 for url in files]

    return look


def test_row_62_four_members_hide_a_material(material, report):
    for _person in range(3):
        report()
    assert Material.objects.get().hidden_at is None

    assert report().score == 4
    assert Material.objects.get().hidden_at


def test_hidden_it_is_there_for_the_host_and_moderators_of_its_areas(
    report, found, leader, moderator, employee, admin, now, material
):
    finance, health = UserFactory(), UserFactory()
    AreaCuratorship.objects.create(user=finance, area=material.areas.get(), since=now)
    AreaCuratorship.objects.create(user=health, area=area("T.KES"), since=now)
    assert found(employee) == [True] * 5

    report("personal")

    assert [found(one) for one in (employee, admin, health)] == [[False] * 5] * 3
    kept = [True, True, False, True, True]
    assert [found(one) for one in (leader, moderator, finance)] == [kept] * 3
    told = Notification.objects.filter(kind="discussions.thing_hidden")
    assert told.get().recipient == leader


def test_announcing_the_workshop_anew_does_not_make_it_found(report, workshop):
    report("personal")

    index_workshop(workshop, now=timezone.now())

    assert not SearchEntry.objects.filter(kind="workshops.material").exists()


def test_ignoring_shows_it_again(report, decide, found, employee):
    decide(report("personal"), "keep", "")

    assert found(employee) == [True] * 5
    assert [event.verb for event in ReviewEvent.objects.order_by("pk")] == ["hide", "show"]


def test_returned_the_host_reads_why(report, decide, workshop, leader, employee, as_user):
    review = report()
    decide(review, "return")

    url = workshop.get_absolute_url()
    assert REASON in as_user(leader).get(url).content.decode()
    assert REASON in as_user(leader).get(review.get_absolute_url()).content.decode()
    assert REASON not in as_user(employee).get(url).content.decode()


def test_removed_nobody_is_handed_it(report, decide, found, leader, moderator, employee, as_user):
    review = report()
    decide(review, "remove")

    people = (leader, moderator, employee)
    assert [found(one) for one in people] == [[False] * 5] * 3
    assert REASON in as_user(leader).get(review.get_absolute_url()).content.decode()
    assert ReviewEvent.objects.get().verb == "remove"


def test_the_queue_shows_it_and_its_adder_decides_nothing(
    report, moderator, leader, as_user, now, material
):
    AreaCuratorship.objects.create(user=leader, area=material.areas.get(), since=now)
    review = report()
    url = review.get_absolute_url()

    assert TITLE in as_user(moderator).get("/moderasi/").content.decode()
    assert "gaji.pdf" in as_user(moderator).get(url).content.decode()
    assert TITLE not in as_user(leader).get("/moderasi/").content.decode()
    assert as_user(leader).post(url, {"decision": "keep"}).status_code == 403


def test_a_report_is_sent_from_its_page(material, employee, leader, as_user):
    client, url = as_user(employee), f"/berkas/{material.public_id}/laporkan/"
    assert url in client.get(material.get_absolute_url()).content.decode()
    assert url not in as_user(leader).get(material.get_absolute_url()).content.decode()

    assert client.post(url, {"kind": ""}).status_code == 422
    assert client.post(url, {"kind": "rude"}).status_code == 302
    assert Review.objects.filter(kind="report").get().about == material
    assert as_user(leader).get(url).status_code == 403

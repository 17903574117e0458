"""Row H3: who may open a material: everyone, who is registered, who was present."""

import pytest

from accounts.models import UnitLeadership
from competencies.models import AreaCuratorship
from notifications.models import Notification
from tests.factories import area
from tests.workshops.materials import a_file
from workshops.actions import add_material, edit_material, register, remove_participant
from workshops.models import Material

ACCESS = Material.Access


@pytest.fixture
def give(workshop, leader, now):
    """A file with this access."""

    def add(access, title="Bahan Pinangmuda"):
        material = a_file(title, access=access)
        return add_material(adder=leader, workshop=workshop, material=material, now=now)

    return add


@pytest.fixture
def found(workshop, as_user):
    """Where a person meets it: page of the workshop, library, area, search, own page, file."""

    def look(user, material):
        client, mark = as_user(user), material.public_id
        lists = (
            *(workshop.get_absolute_url(), "/materi/", "/materi/?q=pinangmuda"),
            *(f"/bidang/{material.areas.get().slug}/", "/cari/?q=pinangmuda"),
        )
        shown = {f"/materi/{mark}/" in client.get(url).content.decode() for url in lists}
        own = [f"/materi/{mark}/", f"/berkas/{mark}/", f"/berkas/{mark}/laporkan/"]
        statuses = {client.get(url).status_code != 404 for url in own}
        assert len(shown | statuses) == 1, (shown, statuses)
        return shown == {True}

    return look


def test_row_h3_everyone(give, found, employee, stranger):
    material = give(ACCESS.EVERYONE)

    assert [found(one, material) for one in (employee, stranger)] == [True, True]


def test_row_h3_registered(give, found, registration, employee, colleague, stranger, leader):
    material = give(ACCESS.REGISTERED)

    people = (employee, colleague, stranger)
    assert [found(one, material) for one in people] == [True, False, False]
    assert found(leader, material)


def test_row_h3_whoever_gave_the_seat_up_opens_it_no_more(
    give, found, registration, employee, leader, now
):
    material = give(ACCESS.REGISTERED)
    assert found(employee, material)

    remove_participant(actor=leader, registration=registration, reason="Salah orang.", now=now)

    assert not found(employee, material)


def test_row_h3_attended(give, found, attended, employee, colleague, now, start):
    absent = register(user=colleague, workshop=attended, now=now)
    material = give(ACCESS.ATTENDED)

    assert [found(one, material) for one in (employee, colleague)] == [True, False]
    assert absent.is_confirmed


def test_row_h3_moderators_read_what_they_may_have_to_decide_about(give, moderator, admin, as_user):
    material = give(ACCESS.REGISTERED)

    pages = [as_user(one).get(material.get_absolute_url()) for one in (moderator, admin)]

    assert [page.status_code for page in pages] == [200, 200]


def test_row_h3_the_page_says_how_many_are_kept_for_others(
    give, workshop, employee, leader, as_user
):
    give(ACCESS.REGISTERED)
    give(ACCESS.ATTENDED, title="Kunci jawaban")

    pages = [
        " ".join(as_user(one).get(workshop.get_absolute_url()).content.decode().split())
        for one in (employee, leader)
    ]

    words = ["1 materi lagi untuk yang terdaftar.", "1 materi lagi untuk yang hadir."]
    assert [[word in page for word in words] for page in pages] == [[True, True], [False, False]]


def test_row_h3_narrower_access_takes_it_out_of_search(give, found, colleague, leader, now):
    material = give(ACCESS.EVERYONE)
    assert found(colleague, material)

    text = a_file(material.title, access=ACCESS.REGISTERED)
    edit_material(editor=leader, material=material, text=text, now=now)

    assert not found(colleague, material)


def test_row_h3_only_those_who_may_open_it_are_told(give, attended, employee, colleague, now):
    register(user=colleague, workshop=attended, now=now)

    give(ACCESS.ATTENDED)

    told = Notification.objects.filter(kind__startswith="workshops.material_")
    assert [(one.recipient, one.kind) for one in told] == [(employee, "workshops.material_given")]


@pytest.fixture
def searched(as_user):
    """Whether a person's search shows this material."""

    def look(user, material):
        html = as_user(user).get("/cari/?q=pinangmuda").content.decode()
        return f"/materi/{material.public_id}/" in html

    return look


def test_row_h3_who_added_one_before_finds_that_no_other(
    give, searched, workshop, colleague, unit, now
):
    """The own one is read on its page; a search shows what all of its access is open to."""
    UnitLeadership.objects.create(user=colleague, unit=unit, since=now.date())
    own = a_file("Undangan", access=ACCESS.REGISTERED)
    own = add_material(adder=colleague, workshop=workshop, material=own, now=now)
    UnitLeadership.objects.filter(user=colleague).delete()

    assert not searched(colleague, give(ACCESS.REGISTERED))
    assert own in Material.objects.visible_to(colleague)


def test_row_h3_a_moderator_of_one_of_its_areas_finds_no_other(give, searched, stranger, now):
    moderated, other = give(ACCESS.ATTENDED, "Undangan"), give(ACCESS.ATTENDED)
    other.areas.set([area("T.KEU")])
    AreaCuratorship.objects.create(user=stranger, area=moderated.areas.get(), since=now)

    assert not searched(stranger, other)
    assert moderated in Material.objects.visible_to(stranger)

"""Row H5: opened and downloaded, once per person and version; the host reads numbers."""

import pytest

from tests.workshops.materials import PDF, a_file
from workshops.actions import add_material, edit_material
from workshops.models import MaterialProgress


@pytest.fixture
def material(workshop, leader, now):
    """A PDF that the host added."""
    return add_material(adder=leader, workshop=workshop, material=a_file(), now=now)


def marks():
    rows = MaterialProgress.objects.order_by("version__no", "user")
    return [(one.user, one.version.no, one.downloaded_at is not None) for one in rows]


def test_row_h5_opening_and_taking_are_noted_once(material, employee, as_user):
    client = as_user(employee)
    for _twice in (1, 2):
        client.get(material.get_absolute_url())
    assert marks() == [(employee, 1, False)]

    for _twice in (1, 2):
        client.get(f"/berkas/{material.public_id}/")
    assert marks() == [(employee, 1, True)]


def test_row_h5_a_new_version_counts_anew(material, employee, leader, as_user, now):
    as_user(employee).get(f"/berkas/{material.public_id}/")
    text = a_file(content=PDF + b"2", why="Diperbaiki.")
    edit_material(editor=leader, material=material, text=text, now=now)

    as_user(employee).get(material.get_absolute_url())

    assert marks() == [(employee, 1, True), (employee, 2, False)]


def test_row_h5_the_host_reads_numbers_and_no_names(
    material, employee, colleague, leader, workshop, as_user, address
):
    as_user(employee).get(f"/berkas/{material.public_id}/")
    as_user(colleague).get(material.get_absolute_url())

    client = as_user(leader)
    pages = [
        client.get(url).content.decode()
        for url in (address("arrange_materials", workshop), material.get_absolute_url())
    ]

    said = "Dibuka 2 orang, diunduh 1 orang."
    assert [said in " ".join(page.split()) for page in pages] == [True, True]
    assert not any(employee.full_name in page for page in pages)
    assert said not in " ".join(
        as_user(employee).get(material.get_absolute_url()).content.decode().split()
    )


def test_row_h5_who_manages_the_workshop_is_not_counted(material, leader, admin, as_user):
    for one in (leader, admin):
        as_user(one).get(material.get_absolute_url())
        as_user(one).get(f"/berkas/{material.public_id}/")

    assert marks() == []

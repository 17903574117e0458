"""Printable info sheet, and idea 13: one light page with when, where and what to read."""

import gzip

from tests.workshops.materials import a_file
from workshops.actions import add_material
from workshops.models import Material

MOST = 12 * 1024  # of HTML, compressed (ux 4.4)


def test_it_says_when_where_and_where_to_register(workshop, employee, as_user, address):
    page = as_user(employee).get(address("info_sheet", workshop)).content.decode()

    assert "09.00–12.00 WIB" in page
    assert "Aula Bappeda" in page
    assert f"/l/{workshop.public_id}/" in page
    assert workshop.host.full_name in page


def test_it_lists_what_its_reader_may_open(workshop, employee, leader, as_user, address, now):
    for title, access in (("Pedoman", "everyone"), ("Kunci jawaban", "attended")):
        material = a_file(title, access=access)
        add_material(adder=leader, workshop=workshop, material=material, now=now)

    pages = [
        as_user(one).get(address("info_sheet", workshop)).content.decode()
        for one in (employee, leader)
    ]

    assert [["Pedoman" in one, "Kunci jawaban" in one] for one in pages] == [
        [True, False],
        [True, True],
    ]
    assert Material.objects.count() == 2


def test_the_link_to_join_stands_nowhere_on_it(hybrid, leader, as_user, address):
    assert (
        hybrid.online_url not in as_user(leader).get(address("info_sheet", hybrid)).content.decode()
    )


def test_idea_13_the_page_and_the_sheet_are_light(
    workshop, employee, leader, as_user, address, now
):
    for number in range(10):
        material = a_file(f"Pedoman bagian {number}")
        add_material(adder=leader, workshop=workshop, material=material, now=now)

    for url in (workshop.get_absolute_url(), address("info_sheet", workshop), "/materi/"):
        page = as_user(employee).get(url).content
        assert len(gzip.compress(page)) <= MOST


def test_the_sheet_needs_no_more_queries_for_more_rows(
    workshop, employee, leader, as_user, address, now, same_queries
):
    def add(count):
        for number in range(count):
            material = a_file(f"Pedoman bagian {number}")
            add_material(adder=leader, workshop=workshop, material=material, now=now)

    same_queries(as_user(employee), address("info_sheet", workshop), add)

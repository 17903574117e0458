"""Row H6: the library of materials: by words, by area, in pages, with size before download."""

import pytest

from tests.factories import area, make_plan, make_workshop
from tests.workshops.materials import a_file, a_link
from workshops.actions import add_material, edit_workshop


@pytest.fixture
def listed(as_user, employee):
    """Titles that the library shows, in its order."""

    def read(query=""):
        page = as_user(employee).get(f"/materi/{query}").context["page"]
        return [one.title for one in page.rows]

    return read


@pytest.fixture
def library(workshop, leader, now):
    """Two of one workshop, one of another area."""
    other = make_workshop(leader, title="Merawat kader posyandu", areas=[area("T.KES")])
    for where, material in (
        (workshop, a_file("Pedoman telaahan staf")),
        (workshop, a_link("Contoh nota dinas", "https://contoh.id/b", description="Pencairan.")),
        (other, a_link("Kartu pemantauan gizi", url="https://gizi.contoh.id/kartu")),
    ):
        add_material(adder=leader, workshop=where, material=material, now=now)


def test_row_h6_the_newest_stands_first(library, listed):
    titles = ["Kartu pemantauan gizi", "Contoh nota dinas", "Pedoman telaahan staf"]

    assert listed() == titles


def test_row_h6_it_follows_its_workshop_to_another_area(library, workshop, leader, listed, now):
    plan = make_plan(leader, now=now, areas=[area("T.KES")])
    edit_workshop(editor=leader, workshop=workshop, plan=plan, now=now)

    slugs = [area(code).slug for code in ("T.KES", "T.NAS")]
    for query in ("?bidang={}", "?bidang={}&q=pedoman+nota+gizi"):
        assert [len(listed(query.format(slug))) for slug in slugs] == [3, 0], query


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?q=pedoman", ["Pedoman telaahan staf"]),
        ("?q=mencairkan", ["Contoh nota dinas"]),
        ("?q=gizi&bidang=kesehatan", ["Kartu pemantauan gizi"]),
        ("?q=tidakadasamasekali", []),
        ("?q=%00", ["Kartu pemantauan gizi", "Contoh nota dinas", "Pedoman telaahan staf"]),
        (
            "?bidang=tidak-ada",
            ["Kartu pemantauan gizi", "Contoh nota dinas", "Pedoman telaahan staf"],
        ),
        ("?hal=99", []),
    ],
)
def test_row_h6_found_by_words_and_area(library, listed, query, titles):
    slug = area("T.KES").slug

    assert listed(query.replace("kesehatan", slug)) == titles


def test_row_h6_by_area(library, listed):
    assert listed(f"?bidang={area('T.KES').slug}") == ["Kartu pemantauan gizi"]


def test_type_and_size_stand_before_the_download(library, as_user, employee):
    page = " ".join(as_user(employee).get("/materi/").content.decode().split())

    assert "PDF · 1 KB" in page
    assert "Tautan · gizi.contoh.id" in page


def test_nothing_there_says_what_to_do(as_user, employee):
    page = as_user(employee).get("/materi/").content.decode()

    assert "Belum ada materi" in page


def test_the_library_needs_no_more_queries_for_more_rows(
    as_user, employee, workshop, leader, now, same_queries
):
    def add(count):
        for number in range(count):
            link = a_link(f"Bahan {number}")
            add_material(adder=leader, workshop=workshop, material=link, now=now)

    same_queries(as_user(employee), "/materi/", add, more=10)
    same_queries(as_user(employee), "/materi/?q=bahan", add, more=3)

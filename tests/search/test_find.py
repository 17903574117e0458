"""Finding: word forms, ranking, and only what the reader may see; the same on both engines."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from competencies.models import Area
from discussions.actions import accept_answer
from search.actions import forget_entry
from search.finding import PAGE, find
from search.models import SearchEntry
from tests.factories import make_answer, make_question, make_workshop


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("mencairkan", "pencairan dana"),
        ("dicairkan", "mencairkan dana"),
        ("pengadaan", "mengadakan barang"),
        ("menyusun", "penyusunan laporan"),
        ("penulisan", "menulis telaahan"),
        ("memperpanjang", "perpanjangan kontrak"),
        ("dipertanggungjawabkan", "pertanggungjawaban dana"),
        ("bukunya", "buku kas"),
        ("ANGGARAN", "anggaran kas"),
        ("anggáran", "anggaran kas"),
        ("kerja sama", "kerjasama daerah"),
    ],
)
def test_row_32_a_word_is_found_in_another_form(add, titles, query, text):
    add(text)

    assert titles(query) == [text]


@pytest.mark.parametrize(
    ("query", "text"), [("presensi", "absensi harian"), ("skpd", "opd teknis")]
)
def test_a_word_is_found_by_its_synonym(add, titles, query, text):
    add(text)

    assert titles(query) == [text]


def test_a_word_that_only_looks_alike_is_not_found(add, titles):
    add("cairan infus")

    assert titles("pencatatan") == []


def test_row_30_a_title_outranks_a_body(add, titles):
    add("Laporan bulanan", body="tentang retribusi")
    add("Retribusi pasar", body="laporan")
    add("Catatan rapat", body="retribusi " + "lain " * 30)

    assert titles("retribusi")[0] == "Retribusi pasar"


def test_row_31_a_solved_question_outranks_the_same_unsolved(add, titles):
    add("Retribusi pasar lama", boost=1.2)
    add("Retribusi pasar baru")

    assert titles("retribusi") == ["Retribusi pasar lama", "Retribusi pasar baru"]


def test_all_words_are_wanted_and_else_any(add, titles):
    add("Retribusi pasar")
    add("Retribusi terminal")

    assert titles("retribusi terminal") == ["Retribusi terminal"]
    assert set(titles("retribusi pelabuhan")) == {"Retribusi pasar", "Retribusi terminal"}
    assert not find(text="retribusi pelabuhan", audiences=["regency"]).every_word


def test_defect_12_a_query_of_stop_words_finds_them(add, titles):
    add("Apa itu SPD")

    assert titles("apa itu") == ["Apa itu SPD"]


def test_stop_words_do_not_narrow_a_query(add, titles):
    add("Retribusi pasar")

    assert titles("bagaimana cara retribusi untuk apa") == ["Retribusi pasar"]


@pytest.mark.parametrize("text", ["", "   ", "!!!", "\0", "''\"\"", "日本"])
def test_a_query_without_words_finds_nothing(add, text):
    add("Retribusi pasar")

    assert find(text=text, audiences=["regency"]).entries == []


OPERATORS = [
    '"retribusi',
    "retribusi AND",
    "NEAR(retribusi",
    "retribusi*",
    "title:retribusi",
    "retribusi:*",
]


@pytest.mark.parametrize(
    "text", [*OPERATORS, "retribusi & !pasar", "-retribusi", "'; DROP TABLE x; --", "re\0tribusi"]
)
def test_operators_are_only_signs(add, text):
    add("Retribusi pasar")

    find(text=text, audiences=["regency"])


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(max_size=60), body=st.text(max_size=200))
@example(text="AND OR NOT NEAR", body="\0")
def test_no_text_can_break_the_index_or_a_query(add, text, body):
    noun = Area.objects.get(code="T.KEU")
    add("Judul", body=body.replace("\0", ""), noun=noun)

    find(text=text, audiences=["regency"], page=2)


def test_the_longest_body_of_long_words_fits_the_index(add, titles):
    words = [f"mempersepertanggung{number:05}kannya" for number in range(2500)]

    add("Panjang sekali", body=" ".join(words))

    assert titles("panjang") == ["Panjang sekali"]


def test_another_audiences_things_are_neither_found_nor_counted(add, titles):
    add("Retribusi pasar")
    add("Retribusi rahasia", audience="unit:7")

    found = find(text="retribusi", audiences=["regency"])

    assert [entry.title for entry in found.entries] == ["Retribusi pasar"]
    assert found.total == 1
    assert len(titles("retribusi", audiences=["regency", "unit:7"])) == 2


def test_without_an_audience_nothing_is_found(add):
    add("Retribusi pasar")

    assert find(text="retribusi", audiences=[]).total == 0


def test_kinds_are_counted_and_chosen(add, question, employee):
    add("Rincian belanja")

    found = find(text="rekening belanja", audiences=["regency"], kinds=["discussions.thread"])
    none = find(text="rekening", audiences=["regency"], kinds=["accounts.user"])

    assert [entry.object_id for entry in found.entries] == [question.pk]
    assert (none.entries, none.counts) == ([], {"discussions.thread": 1})


def test_results_come_in_pages(add, titles):
    for number in range(PAGE + 3):
        add(f"Retribusi {number}")

    first, second = titles("retribusi"), titles("retribusi", page=2)

    assert (len(first), len(second), set(first) & set(second)) == (PAGE, 3, set())


def test_the_hits_are_marked_and_everything_else_is_escaped(add):
    add("<b>Pencairan</b>", body="<script>alert(1)</script> dana dicairkan & habis")

    (entry,) = find(text="mencairkan", audiences=["regency"]).entries

    assert entry.shown_title == "&lt;b&gt;<mark>Pencairan</mark>&lt;/b&gt;"
    assert "<script>" not in entry.snippet
    assert "<mark>dicairkan</mark> &amp; habis" in entry.snippet


def test_the_snippet_is_the_part_with_the_hit(add):
    add("Judul", body="awal " * 200 + "retribusi " + "akhir " * 200)

    (entry,) = find(text="retribusi", audiences=["regency"]).entries

    assert entry.snippet.startswith("…")
    assert "<mark>retribusi</mark>" in entry.snippet
    assert len(entry.snippet) < 250


def test_an_edited_thing_is_found_by_its_new_words_only(add, titles):
    noun = add("Retribusi pasar")
    add("Parkir tepi jalan", noun=noun)

    assert (titles("retribusi"), titles("parkir")) == ([], ["Parkir tepi jalan"])
    assert SearchEntry.objects.count() == 1


def test_a_forgotten_thing_is_not_found(add, titles):
    noun = add("Retribusi pasar")

    forget_entry(noun=noun)

    assert titles("retribusi") == []


def test_row_33_a_question_is_found_by_the_words_of_its_answers(question, colleague, titles):
    make_answer(colleague, question, body="Hubungi operator SIPD di Bappeda.")

    assert titles("operator bappeda") == [question.title]


def test_a_solution_is_marked(question, colleague, employee, now):
    answer = make_answer(colleague, question)
    accept_answer(actor=employee, answer=answer, kind="asker", now=now)

    (entry,) = find(text="rekening", audiences=["regency"]).entries

    assert (entry.mark, entry.boost) == ("solved", 1.2)


def test_a_workshop_is_found_by_place_and_host(leader, titles):
    workshop = make_workshop(leader)

    assert titles("bappeda sekedang") == [workshop.title]


@pytest.mark.parametrize("title", ["Retribusi & <pasar>", "Retribusi “pasar”"])
def test_signs_in_a_title_do_not_hide_it(employee, titles, title):
    make_question(employee, title=title)

    assert titles("retribusi pasar") == [title]

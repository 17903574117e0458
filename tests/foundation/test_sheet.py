"""Sheets are said in words and drawn as PDF: the same words as the same bytes, no sign refused."""

import io
import json

import pytest
from pypdf import PdfReader

from foundation.press import Paper
from foundation.sheet import Sheet
from tests.pdfs import text_of

AT = "2026-11-27T02:00:00+00:00"


def a_sheet(*lines):
    sheet = Sheet("Surat", "DRAF", "DRAF, versi 1", AT)
    for line in lines:
        sheet.add("line", text=line)
    return sheet


def test_the_same_words_are_the_same_bytes():
    first, second = (a_sheet("Menugaskan").drawn() for _time in (1, 2))

    assert first == second
    assert a_sheet("Menugaskan").digest != a_sheet("Menugaskan kepada").digest


def test_mark_foot_and_number_of_pages_stand_on_each_page():
    words = text_of(a_sheet(*["Menugaskan"] * 80).drawn())

    assert words.count("DRAF, versi 1") == 2
    assert "versi 1 - 2/2" in words


@pytest.mark.parametrize(
    ("text", "printed", "is_altered"),
    [
        ("Café – “ringkas” … → 5", 'Café - "ringkas" ... -> 5', False),
        ("Cafe\u0301", "Café", False),
        ("Şaban", "Saban", True),
        ("王 Łukasz", "? ?ukasz", True),
    ],
)
def test_signs_that_no_font_has_are_printed_plainer_and_said(text, printed, is_altered):
    sheet = a_sheet(text)

    assert (sheet.parts[0][1]["text"], sheet.is_altered) == (printed, is_altered)


def test_anything_can_be_drawn():
    sheet = a_sheet("Ω\u0000\u0007 <b>tebal</b> **tebal** \\ ( ) %", "")
    sheet.add("item", label="Waktu", lines=[])
    sheet.add("table", widths=[1, 1], rows=[["Nama", "NIP"], ["kata" * 60, ""]])

    assert "<b>tebal</b> **tebal**" in text_of(sheet.drawn())


@pytest.mark.parametrize("name", ["Murniati", "Prof. Dr. Ir. H. Teungku Muhammad " * 5])
def test_a_signature_is_never_parted_however_long_the_page_is(name):
    """Also where it comes to a page's end, as with six to fourteen people."""
    for number in range(20, 60):
        sheet = a_sheet(*["Menugaskan"] * number)
        sheet.add("signature", above=["Kutacane, ...", "Kepala Puskesmas"], below=[name, "NIP ..."])

        signed = [page for page in pages_of(sheet) if "Kutacane" in page or "NIP" in page]

        assert len(signed) == 1
        assert "Kutacane" in signed[0]


def pages_of(sheet):
    """Drawn here, as the process of its own would for each."""
    paper = Paper(json.loads(sheet.as_json))
    paper.add_page()
    for part, words in sheet.parts:
        getattr(paper, f"draw_{part}")(**words)
    return [page.extract_text() for page in PdfReader(io.BytesIO(paper.output())).pages]

"""How long a file is and how it begins: whatever was sent, an answer comes, and in time."""

import io

import pytest

from foundation import reading
from foundation.reading import LONGEST, Contents, read_contents
from tests.pdfs import a_pdf, a_slow_pdf

NIP = "198704152010012003"


def read(content, kind="pdf"):
    return read_contents(io.BytesIO(content), kind)


def test_a_pdf_says_its_pages_and_its_first_words():
    found = read(a_pdf("Telaahan staf", "Nota dinas", "Penutup"))

    assert found == Contents(pages=3, beginning="Telaahan staf\nNota dinas\nPenutup")


@pytest.mark.parametrize("content", [b"%PDF-1.7\n1 0 obj\n", b"%PDF-1.7\n" + b"\xff" * 5000])
def test_a_broken_pdf_says_nothing(content):
    assert read(content) == Contents()


def test_a_locked_pdf_says_nothing():
    assert read(a_pdf("Telaahan", password="rahasia")) == Contents()


def test_a_pdf_of_pictures_says_its_pages_alone():
    assert read(a_pdf("", "")) == Contents(pages=2)


def test_a_pdf_that_takes_too_long_is_given_up_but_for_its_pages(monkeypatch):
    monkeypatch.setattr(reading, "PATIENCE", 4)

    assert read(a_slow_pdf()) == Contents(pages=1)


def test_a_reader_that_never_starts_says_nothing(monkeypatch):
    monkeypatch.setattr(reading, "PATIENCE", 0.001)

    assert read(a_pdf("Telaahan")) == Contents()


@pytest.mark.parametrize("kind", ["txt", "csv", "md"])
def test_plain_text_is_its_own_beginning(kind):
    assert read("\ufeffNama; Jabatan\r\n\r\n\r\nSurat\tkeluar".encode(), kind) == Contents(
        beginning="Nama; Jabatan\nSurat keluar"
    )


def test_text_of_older_programs_is_read_too():
    assert read("Café 5 °C".encode("cp1252"), "txt").beginning == "Café 5 °C"


def test_a_long_text_ends_at_a_word():
    text = read(b"kata " * 5000, "txt").beginning

    assert len(text) <= LONGEST + 2
    assert text.endswith("kata …")


def test_a_sign_cut_in_half_is_left_out():
    text = read(("é" * 5000).encode(), "txt").beginning

    assert set(text) == {"é", " ", "…"}


def test_signs_that_no_database_keeps_are_left_out():
    assert read(b"a\0b\x07c \xed\xa0\x80", "txt").beginning.startswith("abc")


def test_numbers_of_people_are_masked():
    assert NIP not in read(f"Peserta: {NIP}".encode(), "txt").beginning
    assert NIP not in read(a_pdf(f"Peserta {NIP}")).beginning


@pytest.mark.parametrize("kind", ["png", "docx", "mp4", ""])
def test_other_kinds_are_left_alone(kind):
    assert read(b"Telaahan", kind) == Contents()

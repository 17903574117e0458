"""Which files are taken: by ending, by content, and by size."""

import io
import struct
import zipfile
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from foundation import uploads
from foundation.uploads import ALLOWED, check_upload, pages_of

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
MB = 1024 * 1024


def office(*names, size=10, packed=zipfile.ZIP_DEFLATED):
    """The bytes of a zip archive with these entries."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packed) as archive:
        for name in names:
            archive.writestr(name, b"a" * size)
    return out.getvalue()


DOCX = office("[Content_Types].xml", "word/document.xml")


def check(name, content, *, limit=MB):
    return check_upload(SimpleUploadedFile(name, content), limit=limit)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("surat.pdf", PDF, "pdf"),
        ("foto.PNG", PNG, "png"),
        ("telaahan.docx", DOCX, "docx"),
        ("tabel.xlsx", office("xl/workbook.xml"), "xlsx"),
        ("catatan.txt", b"Rapat pukul 09.00", "txt"),
        ("data.csv", b"a;b\n1;2\n", "csv"),
    ],
)
def test_a_file_that_is_what_it_says_is_taken(name, content, kind):
    assert check(name, content).kind == kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("surat.pdf", b"<html><script>x</script></html>"),
        ("surat.pdf", PNG),
        ("surat.pdf", b""),
        ("foto.png", PDF),
        ("foto.svg", b"<svg onload=x>"),
        ("program.exe", b"MZ" + b"\0" * 64),
        ("program.txt", b"MZ\x90"),
        ("catatan.txt", b"a\0b"),
        ("catatan.txt", b" \n<html>"),
        ("catatan.txt", b"\xef\xbb\xbf<html>"),
        ("tanpa-akhiran", PDF),
        (".pdf", PDF),
        ("telaahan.docx", b"PK\x03\x04 bukan zip"),
        ("telaahan.docx", office("xl/workbook.xml")),
        ("telaahan.docx", office("word/document.xml", "word/vbaProject.bin")),
        ("telaahan.docx", PDF),
        ("telaahan.docm", DOCX),
        ("surat.pdf.exe", PDF),
    ],
)
def test_a_file_that_is_something_else_is_refused(name, content):
    with pytest.raises(ValidationError):
        check(name, content)


def test_a_file_over_the_limit_is_refused_and_one_at_the_limit_taken():
    assert check("surat.pdf", PDF.ljust(MB, b"\n")).kind == "pdf"
    with pytest.raises(ValidationError):
        check("surat.pdf", PDF.ljust(MB + 1, b"\n"))


def test_an_archive_of_too_many_entries_is_refused():
    names = [f"word/{n}" for n in range(uploads.MAX_ENTRIES + 1)]

    assert check("a.docx", office(*names[1:], size=0)).kind == "docx"
    with pytest.raises(ValidationError):
        check("a.docx", office(*names, size=0))


def test_an_archive_of_too_many_entries_is_not_even_opened(monkeypatch):
    content = office(*(f"word/{n}" for n in range(uploads.MAX_ENTRIES + 1)), size=0)
    monkeypatch.setattr(uploads.zipfile, "ZipFile", lambda _file: pytest.fail("opened"))

    with pytest.raises(ValidationError):
        check("a.docx", content)


def test_an_archive_that_grows_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(uploads, "MAX_UNPACKED", 10 * MB)

    with pytest.raises(ValidationError):
        check("bom.docx", office("word/document.xml", size=11 * MB))


def test_the_shown_name_has_no_folder_and_no_hidden_sign():
    assert check("C/../../etc/\u202efdp.surat.pdf", PDF).name == "fdp.surat.pdf"
    assert len(check("a" * 300 + ".pdf", PDF).name) == 120


@given(st.sampled_from(ALLOWED), st.binary(max_size=300))
def test_any_bytes_are_taken_or_refused_with_a_sentence(kind, content):
    assert is_taken_or_refused(kind, content)


@given(
    st.sampled_from(["docx", "xlsx", "pptx"]),
    st.lists(st.tuples(st.integers(0, len(DOCX) - 1), st.integers(0, 255)), min_size=1, max_size=6),
)
def test_a_damaged_archive_is_taken_or_refused_with_a_sentence(kind, changes):
    content = bytearray(DOCX)
    for place, value in changes:
        content[place] = value

    assert is_taken_or_refused(kind, bytes(content))


PACKED = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]


@given(st.sampled_from(PACKED), st.data())
def test_a_damaged_archive_has_any_number_of_pages(packed, data):
    content = bytearray(office("docProps/app.xml", "word/document.xml", packed=packed))
    changed = st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255))
    for place, value in data.draw(st.lists(changed, min_size=1, max_size=4)):
        content[place] = value
    with suppress(ValidationError):
        check("a.docx", bytes(content))

        assert pages_of(SimpleUploadedFile("a.docx", bytes(content)), "docx") is None


@pytest.mark.parametrize(
    ("mark", "places"),
    [
        (b"PK\x01\x02", (20, 24)),  # an entry longer than the whole file
        (b"PK\x05\x06", (16,)),  # begins before the file
    ],
)
def test_an_archive_that_lies_of_its_entries_has_any_number_of_pages(mark, places):
    content = bytearray(office("docProps/app.xml", "word/a", packed=zipfile.ZIP_STORED))
    for place in places:
        struct.pack_into("<L", content, content.index(mark) + place, 60_000)
    check("a.docx", bytes(content))

    assert pages_of(SimpleUploadedFile("a.docx", bytes(content)), "docx") is None


@pytest.mark.parametrize("packed", PACKED[2:])
def test_what_cannot_be_read_piece_by_piece_is_not_read(packed):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packed) as archive:
        archive.writestr("docProps/app.xml", "<Pages>7</Pages>")

    assert pages_of(SimpleUploadedFile("a.docx", out.getvalue()), "docx") is None


def test_an_archive_of_a_later_zip_version_is_refused_with_a_sentence():
    content = bytearray(DOCX)
    content[DOCX.index(b"PK\x01\x02") + 6] = 99  # "version needed" of the first entry

    with pytest.raises(ValidationError):
        check("telaahan.docx", bytes(content))


def is_taken_or_refused(kind, content):
    try:
        return check(f"a.{kind}", content).kind == kind
    except ValidationError as refused:
        return bool(refused.messages)

"""PDF files for tests, and what stands in those that we make."""

import io

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

HELVETICA = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}


def named(pairs):
    return DictionaryObject({NameObject(key): NameObject(name) for key, name in pairs.items()})


def a_pdf(*pages, password=""):
    """One page for each text."""
    writer = PdfWriter()
    for text in pages:
        add_page(writer, f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode())
    if password:
        writer.encrypt(password)
    return written(writer)


def a_slow_pdf():
    """A small file whose one page takes minutes to read."""
    writer = PdfWriter()
    add_page(writer, b"BT /F1 12 Tf " + b"1 0 Td (a) Tj " * 2_000_000 + b"ET")
    return written(writer)


def add_page(writer, content):
    page, stream = writer.add_blank_page(200, 200), DecodedStreamObject()
    stream.set_data(content)
    fonts = DictionaryObject({NameObject("/F1"): named(HELVETICA)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())


def written(writer):
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def text_of(content):
    """Of all its pages, on one line."""
    pages = PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())

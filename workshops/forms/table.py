"""Tables that people send: a CSV file, as Excel or another program writes it."""

import csv
import io

from django import forms

from foundation.text import clean_body
from foundation.uploads import check_upload

LARGEST = 100 * 1024  # bytes
DELIMITERS = ";,\t"


class TableField(forms.FileField):
    """Its text, with or without a BOM; empty where no file was sent."""

    widget = forms.FileInput(attrs={"accept": ".csv,.txt"})

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if not upload:
            return ""
        check_upload(upload, limit=LARGEST, kinds=["csv", "txt"])
        upload.seek(0)
        content = upload.read()
        try:
            return clean_body(content.decode("utf-8-sig"))
        except UnicodeDecodeError:
            return clean_body(content.decode("cp1252", "replace"))


def rows_of(text: str) -> list[tuple[int, list[str]]]:
    """Each row that says something, with its number as a table program counts."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=head.count)
    rows = csv.reader(io.StringIO(text), delimiter=delimiter)
    cleaned = [(no, [clean_cell(cell) for cell in row]) for no, row in enumerate(rows, start=1)]
    return [(no, row) for no, row in cleaned if any(row)]


def clean_cell(cell: str) -> str:
    """Without the apostrophe by which a table program keeps a text from being a formula."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"} else text

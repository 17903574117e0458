"""Which files people may send: by ending, by content, and by size."""

import codecs
import re
import struct
import zipfile
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, cast

import filetype
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from foundation.text import clean_line

OFFICE = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
SNIFFED = {"pdf": {"pdf"}, "png": {"png"}, "jpg": {"jpg"}, "jpeg": {"jpg"}, "webp": {"webp"}}
SNIFFED |= {"mp3": {"mp3"}, "mp4": {"mp4", "m4v"}}
PLAIN = {"txt", "csv", "md"}
ALLOWED = sorted({*OFFICE, *SNIFFED, *PLAIN})
HEAD = 8192  # bytes that are enough to know a kind
MAX_ENTRIES = 5000  # of an office document, which is a zip archive
SLIDE = re.compile(r"ppt/slides/slide\d+\.xml")
PAGES = re.compile(rb"<Pages>(\d{1,5})</Pages>")  # docProps/app.xml of ECMA-376
ENTRY = b"PK\x01\x02"  # begins each entry of an archive's directory (APPNOTE.TXT 4.3.12)
MAX_UNPACKED = 500 * 1024 * 1024
PIECEWISE = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others unpack all that is there
BROKEN = (
    *(KeyError, ValueError, OSError, EOFError, RuntimeError, struct.error),
    *(zipfile.BadZipFile, zlib.error),
)


@dataclass(frozen=True)
class CheckedFile:
    """A file that passed: its ending without a dot, and a name that is safe to show."""

    kind: str
    name: str


def check_upload(
    upload: UploadedFile, *, limit: int, kinds: Collection[str] = ALLOWED
) -> CheckedFile:
    """Raises ValidationError with a sentence; the stored name is never the person's."""
    size = upload.size or 0
    if size > limit:
        raise ValidationError(
            _("The file is %(size)s. At most %(limit)s fit; make it smaller or share a link.")
            % {"size": filesizeformat(size), "limit": filesizeformat(limit)}
        )
    name = clean_line(PurePath(upload.name or "").name)[-120:]
    kind = PurePath(name).suffix.lstrip(".").lower()
    if not size or kind not in kinds or not is_what_it_says(upload, kind):
        raise ValidationError(
            _("This file cannot be opened here. Allowed are: %(kinds)s.")
            % {"kinds": ", ".join(kinds)}
        )
    return CheckedFile(kind=kind, name=name)


def is_what_it_says(upload: UploadedFile, kind: str) -> bool:
    upload.seek(0)
    head = upload.read(HEAD)
    upload.seek(0)
    if kind in PLAIN:
        text = head.removeprefix(codecs.BOM_UTF8).lstrip().lower()
        return b"\0" not in head and not text.startswith((b"<", b"%pdf", b"mz"))
    if kind in OFFICE:
        return is_office_document(upload, OFFICE[kind])
    guess = filetype.guess(head)
    return guess is not None and guess.extension in SNIFFED[kind]


def is_office_document(upload: UploadedFile, folder: str) -> bool:
    # Counted before it is opened: half a million entries would cost hundreds of megabytes.
    if sum(piece.count(ENTRY) for piece in upload.chunks()) > MAX_ENTRIES:
        return False
    try:
        with zipfile.ZipFile(cast("IO[bytes]", upload.file)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error):
        return False
    finally:
        upload.seek(0)
    return (
        sum(entry.file_size for entry in entries) <= MAX_UNPACKED
        and any(entry.filename.startswith(folder) for entry in entries)
        and not any("vbaProject" in entry.filename for entry in entries)
    )


def pages_of(upload: UploadedFile, kind: str) -> int | None:
    """What a checked office document says of its length; of a PDF only a reader of PDF knows."""
    if kind not in ("docx", "pptx"):
        return None
    with zipfile.ZipFile(cast("IO[bytes]", upload.file)) as archive:
        if kind == "pptx":
            found = sum(bool(SLIDE.fullmatch(name)) for name in archive.namelist())
        else:
            found = pages_said(archive)
    upload.seek(0)
    return found or None


def pages_said(archive: zipfile.ZipFile) -> int:
    try:
        entry = archive.getinfo("docProps/app.xml")
        if entry.compress_type not in PIECEWISE:
            return 0
        with archive.open(entry) as properties:
            said = PAGES.search(properties.read(HEAD))
    except BROKEN:
        return 0
    return int(said[1]) if said else 0

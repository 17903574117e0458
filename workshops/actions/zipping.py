"""The materials of a workshop in one archive."""

import logging
import shutil
import zipfile
from typing import IO

from django.core.exceptions import SuspiciousFileOperation
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.utils.translation import override

from workshops.models import MaterialVersion, Package

logger = logging.getLogger(__name__)
LONGEST = 80  # signs of a title in a file's name
EPOCH = (1980, 1, 1, 0, 0, 0)


def write_archive(package: Package, out: IO[bytes]) -> None:
    """Files by number and title, in the host's order of now; links as lines of one text."""
    versions = MaterialVersion.objects.filter(pk__in=package.contents).in_order()
    lost: list[str] = []
    links = [f"{one.material.title}\r\n{one.url}\r\n" for one in versions if one.url]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, one in enumerate(versions, 1):
            if one.file and not add_file(archive, number, one):
                lost.append(f"{one.material.title}\r\n")
        with override("id"):
            add_text(archive, _("Links"), links)
            add_text(archive, _("Files that were not found"), lost)


def add_text(archive: zipfile.ZipFile, name: str, lines: list[str]) -> None:
    if lines:
        archive.writestr(zipfile.ZipInfo(f"{name}.txt", EPOCH), "\r\n".join(lines))


def add_file(archive: zipfile.ZipFile, number: int, version: MaterialVersion) -> bool:
    """Piece by piece, so a large file costs no memory; False where the store has lost it."""
    title = version.material.title[:LONGEST]
    entry = zipfile.ZipInfo(f"{number:02}_{file_name(title)}.{version.file_kind}", EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    try:
        source = version.file.open("rb")
    except OSError:
        logger.error("the file %s is lost", version.file.name)
        return False
    with source, archive.open(entry, "w") as target:
        shutil.copyfileobj(source, target, 64 * 1024)
    return True


def file_name(title: str) -> str:
    """A dash where none of its signs may stand in a name."""
    try:
        return get_valid_filename(title)
    except SuspiciousFileOperation:
        return "-"

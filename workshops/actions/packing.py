"""Files that take a while are prepared by a task; a page says when they are ready."""

import contextlib
import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import IO, Any

from django.core.files import File
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from accounts.models import User
from foundation.refusals import Refusal
from workshops.actions.exporting import write_csv, write_xlsx
from workshops.actions.zipping import write_archive
from workshops.models import MaterialVersion, Package, Registration, Workshop
from workshops.models.package import FOLDER

KEPT = timedelta(days=7)
STALE = timedelta(minutes=10)  # a task that is not done by then is started anew when asked for
MOST_BYTES = 200 * 1024 * 1024
WRITERS: dict[str, Callable[[Package, IO[bytes]], None]] = {
    Package.Kind.MATERIALS: write_archive,
    Package.Kind.CSV: write_csv,
    Package.Kind.XLSX: write_xlsx,
}
ENDINGS = {Package.Kind.MATERIALS: "zip", Package.Kind.CSV: "csv", Package.Kind.XLSX: "xlsx"}


class TooMuchToPack(Refusal):
    message = _("Together these files are too large for one archive. Take them one by one.")


class NothingToPack(Refusal):
    message = _("There is no file to save here.")


def pack_materials(
    *, user: User, workshop: Workshop, versions: Sequence[MaterialVersion], now: datetime
) -> Package:
    """The versions that this person may have; who may have the same ones shares the archive."""
    if not any(one.file for one in versions):
        raise NothingToPack
    if sum(one.size for one in versions) > MOST_BYTES:
        raise TooMuchToPack
    kind, contents = Package.Kind.MATERIALS, contents_of(versions)
    return order(kind, workshop, contents, by=user, now=now)


def export_people(
    *, actor: User, workshop: Workshop, kind: str, group: str, now: datetime, key: str = ""
) -> Package:
    """As they stand when the file is written; each pressing of the form is one row of the log."""
    contents = {"group": group, "by": actor.pk, "sent": key or now.isoformat()}
    return order(kind, workshop, contents, by=actor, now=now)


def contents_of(versions: Sequence[MaterialVersion]) -> list[int]:
    """The same in another order are the same archive."""
    return sorted(one.pk for one in versions)


def key_of(contents: Any) -> str:
    return hashlib.sha256(json.dumps(contents, sort_keys=True).encode()).hexdigest()


@transaction.atomic
def order(kind: str, workshop: Workshop, contents: Any, *, by: User, now: datetime) -> Package:
    """Pressed twice, or by many at once, it is prepared once."""
    package, is_new = Package.objects.standing().get_or_create(
        workshop=workshop,
        kind=kind,
        key=key_of(contents),
        ended_at=None,
        defaults={"contents": contents, "asked_by": by, "asked_at": now},
    )
    late = Package.objects.lost(now - STALE).filter(pk=package.pk)
    if is_new or late.update(asked_at=now):
        prepare.enqueue(package.pk)
    return package


@task(queue_name="files")
def prepare(pk: int) -> None:
    """Writes the file; of two tasks at once the first one's stays."""
    package = Package.objects.unready().filter(pk=pk).first()
    if package is None:
        return
    with tempfile.TemporaryFile() as out:
        WRITERS[package.kind](package, out)
        size = out.tell()
        out.seek(0)
        ending = ENDINGS[package.kind]
        package.file.save(f"{package.key[:24]}.{ending}", File(out), save=False)
    written = {"file": package.file.name, "size": size, "ready_at": timezone.now()}
    if not Package.objects.unready().filter(pk=pk).update(**written):
        package.file.storage.delete(package.file.name)


def end_packages(*, now: datetime) -> int:
    """After some days the file goes; that it was asked for stays."""
    past = Package.objects.standing().filter(asked_at__lte=now - KEPT)
    return end_strays(now) + end(past, now)


def end_tables(people: QuerySet[User], *, now: datetime) -> int:
    """Whoever is forgotten stands in those that were made before, and in one that is begun."""
    places = Registration.objects.filter(user__in=people)
    tables = Package.objects.standing().of_people()
    return end(tables.filter(workshop__in=places.values("workshop")), now)


@transaction.atomic
def end(packages: QuerySet[Package], now: datetime) -> int:
    """Locked, so that a task that is just done leaves no file behind."""
    found = list(packages.order_by("pk").select_for_update())
    for package in found:
        if package.file:
            transaction.on_commit(partial(package.file.delete, save=False))
    Package.objects.filter(pk__in=[one.pk for one in found]).update(ended_at=now, file="")
    return len(found)


def end_strays(now: datetime) -> int:
    """Files that no row names: their task was killed after it stored them."""
    storage = Package.file.field.storage
    strays = set(files_in(storage, FOLDER))
    strays -= set(Package.objects.exclude(file="").values_list("file", flat=True))
    strays = {one for one in strays if storage.get_modified_time(one) <= now - KEPT}
    for one in strays:
        storage.delete(one)
    return len(strays)


def files_in(storage: Storage, folder: str) -> Iterator[str]:
    """Of it and of the folders below; of one that is not there, none."""
    with contextlib.suppress(FileNotFoundError):
        folders, files = storage.listdir(folder)
        yield from (f"{folder}/{one}" for one in files)
        for one in folders:
            yield from files_in(storage, f"{folder}/{one}")

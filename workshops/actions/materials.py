"""What a host hands out, and who has taken it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from foundation.once import once
from foundation.reading import READABLE
from foundation.shown import changed_since
from foundation.uploads import CheckedFile, pages_of
from notifications.telling import telling
from workshops import live, notices
from workshops.actions.indexing import index_material
from workshops.actions.meanwhile import ChangedMeanwhile
from workshops.actions.reading import read_version
from workshops.models import Material, MaterialProgress, MaterialVersion, Session, Workshop

NO_FILE = CheckedFile(kind="", name="")
COLUMNS = ("title", "description", "access", "session")


@dataclass(frozen=True)
class NewMaterial:
    """What the form says: words, who may have it, and a link or a file that was checked.

    An edit without either leaves the version as it is; one with it says `why`.
    """

    title: str
    url: str = ""
    upload: Any = None
    checked: CheckedFile = NO_FILE
    description: str = ""
    access: str = Material.Access.EVERYONE
    session: Session | None = None
    why: str = ""

    @property
    def columns(self) -> dict[str, Any]:
        """What stands on the material's own row."""
        return {name: getattr(self, name) for name in COLUMNS}

    def is_same(self, version: MaterialVersion | None) -> bool:
        """Whether the newest version holds just this."""
        if version is None:
            return False
        return (version.url, version.sha256) == (self.url, self.digest)

    @property
    def digest(self) -> str:
        return digest_of(self.upload) if self.upload else ""

    def facts_over(self, newest: MaterialVersion | None) -> dict[str, Any]:
        """As `facts_of` once it is saved; a new file stands over whichever is there."""
        is_kept = not (self.url or self.upload) or self.is_same(newest)
        return self.columns | {"newest": (newest.no if newest else 0) if is_kept else None}


def add_material(
    *, adder: User, workshop: Workshop, material: NewMaterial, now: datetime, key: str = ""
) -> Material:
    """Adds it at the end of the list; participants hear of it once while unread."""
    with telling(now=now), once(user=adder, key=key, makes=Material, now=now) as sending:
        words = material.columns | {"url": material.url, "file": material.digest}
        if made := sending.made_with(workshop=workshop, **words):
            return made
        row = Material.objects.create(
            workshop=workshop,
            position=workshop.materials.count() + 1,
            added_by=adder,
            added_at=now,
            **material.columns,
        )
        row.areas.add(*workshop.areas.all())
        add_version(row, material, by=adder, now=now)
        tell(row, adder)
        return sending.keep(row)


def edit_material(
    *, editor: User, material: Material, text: NewMaterial, shown: str = "", now: datetime
) -> None:
    """Other words, or another version: the earlier ones stay. The same file again is no version.

    `shown` are the marks of what the form showed: an older one is refused.
    """
    with telling(now=now):
        row = Material.objects.select_for_update(of=("self",)).get(pk=material.pk)
        if names := changed_since(shown, facts_of(row), text.facts_over(row.newest)):
            raise ChangedMeanwhile(names, row)
        for name, value in text.columns.items():
            setattr(row, name, value)
        row.save(update_fields=list(text.columns))
        if not (text.url or text.upload) or text.is_same(row.newest):
            index_material(row, now=now)
            return
        add_version(row, text, by=editor, now=now)
        tell(row, editor)


def facts_of(material: Material) -> dict[str, Any]:
    """What its form shows."""
    newest = material.newest
    facts = {name: getattr(material, name) for name in COLUMNS}
    return facts | {"newest": newest.no if newest else 0}


def add_version(row: Material, material: NewMaterial, *, by: User, now: datetime) -> None:
    newest, upload, checked = row.newest, material.upload, material.checked
    digest = digest_of(upload) if upload else ""
    if upload:
        upload.name = f"{digest[:24]}.{checked.kind}"
    version = MaterialVersion.objects.create(
        material=row,
        no=newest.no + 1 if newest else 1,
        file=upload or "",
        file_name=checked.name,
        file_kind=checked.kind,
        size=upload.size if upload else 0,
        pages=pages_of(upload, checked.kind) if upload else None,
        sha256=digest,
        url=material.url,
        why=material.why,
        by=by,
        at=now,
    )
    index_material(row, now=now)
    if checked.kind in READABLE:
        read_version.enqueue(version.pk)


def digest_of(upload: Any) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def tell(row: Material, actor: User) -> None:
    """Those who may have it; a draft's and a hidden one's stay untold."""
    if row.hidden_at is None and not row.workshop.is_draft:
        notices.material_added(row, actor)
    live.material_added(row.workshop, row.public_id)


@transaction.atomic
def move_material(*, material: Material, place: int) -> None:
    """To this place, counted from 1; two at once leave one order, twice changes nothing."""
    Workshop.objects.select_for_update(of=("self",)).get(pk=material.workshop_id)
    order = list(Material.objects.filter(workshop=material.workshop_id).standing().in_order())
    if material not in order:
        return  # removed meanwhile
    order.remove(material)
    order.insert(max(place - 1, 0), material)
    for number, one in enumerate(order, 1):
        one.position = number
    Material.objects.bulk_update(order, ["position"])


@transaction.atomic
def note_opened(
    *, user: User, versions: Sequence[MaterialVersion], now: datetime, downloaded: bool = False
) -> None:
    """Once per person and version, however often they come back."""
    marks = [MaterialProgress(user=user, version=one, opened_at=now) for one in versions]
    MaterialProgress.objects.bulk_create(marks, ignore_conflicts=True)
    if downloaded:
        opened = MaterialProgress.objects.filter(user=user, version__in=versions)
        opened.filter(downloaded_at=None).update(downloaded_at=now)

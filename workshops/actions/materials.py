import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import User
from foundation.once import once
from foundation.uploads import CheckedFile
from notifications.telling import telling
from workshops import live, notices
from workshops.actions.indexing import index_material
from workshops.models import Material, MaterialVersion, Workshop

NO_FILE = CheckedFile(kind="", name="")


@dataclass(frozen=True)
class NewMaterial:
    """A title with either a link, or a file that was checked."""

    title: str
    url: str = ""
    upload: Any = None
    checked: CheckedFile = NO_FILE


def add_material(
    *, adder: User, workshop: Workshop, material: NewMaterial, now: datetime, key: str = ""
) -> Material:
    """Adds it at the end of the list; participants hear of it once while unread."""
    with telling(now=now), once(user=adder, key=key, makes=Material, now=now) as sending:
        if made := sending.made_with(title=material.title, url=material.url):
            return made
        row = Material.objects.create(
            workshop=workshop,
            kind=Material.Kind.FILE if material.upload else Material.Kind.LINK,
            title=material.title,
            url=material.url,
            position=workshop.materials.count() + 1,
            added_by=adder,
            added_at=now,
        )
        row.areas.add(*workshop.areas.all())
        if material.upload:
            add_version(row, material, adder, now)
        index_material(row, now=now)
        if not workshop.is_draft:
            notices.material_added(row, adder)
        live.material_added(workshop, row.public_id)
        return sending.keep(row)


def add_version(row: Material, material: NewMaterial, adder: User, now: datetime) -> None:
    upload, digest = material.upload, hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    checked = material.checked
    upload.name = f"{digest.hexdigest()[:24]}.{checked.kind}"
    MaterialVersion.objects.create(
        material=row,
        no=1,
        file=upload,
        file_name=checked.name,
        file_kind=checked.kind,
        size=upload.size,
        sha256=digest.hexdigest(),
        by=adder,
        at=now,
    )

"""How long a material is and how it begins: read by a task, as a large file takes a while."""

from datetime import datetime, timedelta

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from foundation.reading import Contents, read_contents
from workshops.actions.indexing import index_material
from workshops.models import Material, MaterialVersion

LOST = timedelta(hours=1)  # a version that is unread by then was missed, or is older than reading
AT_ONCE = 20


@task(queue_name="files")
def read_version(pk: int) -> None:
    """Once per version; its material is found by these words, too."""
    version = MaterialVersion.objects.unread().filter(pk=pk).first()
    if version is None:
        return
    found, now = contents_of(version.file, version.file_kind), timezone.now()
    with transaction.atomic():
        material = Material.objects.select_for_update(of=("self",)).get(pk=version.material_id)
        MaterialVersion.objects.unread().filter(pk=pk).update(
            pages=found.pages, beginning=found.beginning, read_at=now
        )
        index_material(material, now=now)


def contents_of(file: File, kind: str) -> Contents:
    """Nothing of a file that the store has lost."""
    try:
        opened = file.open("rb")
    except FileNotFoundError:
        return Contents()
    with opened:
        return read_contents(opened, kind)


def read_versions(*, now: datetime) -> int:
    """Some of those that no task has read yet, the oldest first."""
    missed = MaterialVersion.objects.unread().filter(at__lte=now - LOST).order_by("pk")
    ids = missed.values_list("pk", flat=True)[:AT_ONCE]
    for pk in ids:
        read_version.enqueue(pk)
    return len(ids)

from datetime import datetime

from accounts.models import User
from foundation.markdown import plain_text
from search.actions import forget_entry, index_entry
from workshops.models import Material, Workshop
from workshops.permissions import audience_of, audience_of_material


def index_workshop(workshop: Workshop, *, now: datetime) -> None:
    """The workshop and its materials."""
    index_alone(workshop, now=now)
    for material in workshop.materials.all():
        index_material(material, now=now)


def index_hosted(host: User, *, now: datetime) -> None:
    """By the host's new name; materials are found by nobody's."""
    for workshop in host.hosted.prefetch_related("areas"):
        index_alone(workshop, now=now)


def index_alone(workshop: Workshop, *, now: datetime) -> None:
    """Found by title, description, place, host and areas."""
    index_entry(
        noun=workshop,
        title=workshop.title,
        body=f"{plain_text(workshop.description_html)} {workshop.place} {workshop.host.name}",
        areas=list(workshop.areas.all()),
        url=workshop.get_absolute_url(),
        audience=audience_of(workshop),
        now=now,
    )


def index_material(material: Material, *, now: datetime) -> None:
    if not material.is_live:
        forget_entry(noun=material)
        return
    newest = material.newest
    words = [newest.name, newest.beginning] if newest else []
    index_entry(
        noun=material,
        title=material.title,
        body=" ".join([material.description, material.workshop.title, *words]),
        areas=list(material.areas.all()),
        url=material.get_absolute_url(),
        mark=newest.file_kind or "link" if newest else "",
        audience=audience_of_material(material),
        now=now,
    )

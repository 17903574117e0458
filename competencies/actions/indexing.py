from datetime import datetime

from competencies.models import Area
from search.actions import forget_entry, index_entry


def index_area(area: Area, *, now: datetime) -> None:
    if not area.is_active:
        forget_entry(noun=area)
        return
    index_entry(
        noun=area,
        title=area.name,
        body=f"{area.description} {area.keywords}",
        areas=[area],
        url=area.get_absolute_url(),
        audience="regency",
        now=now,
    )

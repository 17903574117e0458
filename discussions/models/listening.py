"""What an open list listens for, so that it says what is new in it and nothing else."""

from dataclasses import dataclass

from accounts.models import User
from competencies.models import Area
from discussions.models.reading import Filter

# Which happening brings a question into the list of a status; other lists hear of their rows only.
BRINGS = {
    "": "question-asked",
    "bidang-saya": "question-asked",
    "belum": "question-asked",
    "terjawab": "question-solved",
}


@dataclass(frozen=True)
class Listening:
    """`event` brings something new, in one of `areas`, or in any where that is None."""

    event: str = ""
    areas: frozenset[str] | None = None


def listening_of(user: User, chosen: Filter, page: int) -> Listening:
    """New questions stand on the first page; the others hear of their rows."""
    event = BRINGS.get(chosen.status, "") if page == 1 else ""
    areas = None
    if event and chosen.area:
        areas = slugs(Area.objects.within(chosen.area))
    if event and chosen.status == "bidang-saya":
        followed = slugs(Area.objects.followed_by(user))
        areas = followed if areas is None else areas & followed
    return Listening(event, areas)


def slugs(areas) -> frozenset[str]:
    return frozenset(areas.values_list("slug", flat=True))

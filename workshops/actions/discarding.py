"""A draft that is not announced after all goes, with everything in it."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.refusals import Refusal
from notifications.telling import telling
from search.actions import forget_entry
from workshops.actions.topics import free_topics
from workshops.models import MaterialVersion, SeatPool, Workshop


class IsAnnounced(Refusal):
    message = _("This workshop is announced already. Call it off instead.")


class WeightsAreOnRecord(Refusal):
    message = _("How its order by need was set is on record, so this draft stays. Only you see it.")


def discard_draft(*, workshop: Workshop, now: datetime) -> None:
    """Nobody was told of it; topics that it took may be taken by others. Twice is once."""
    with telling(now=now):
        # The row that announcing locks, too: one of the two comes first.
        pools = SeatPool.objects.select_for_update().filter(workshop=workshop)
        if not pools.filter(kind=SeatPool.Kind.TOTAL).exists():
            return
        draft = Workshop.objects.get(pk=workshop.pk)
        if not draft.is_draft:
            raise IsAnnounced
        if draft.weight_events.exists():
            raise WeightsAreOnRecord
        free_topics(draft.topics.all())
        forget_materials(draft)
        forget_entry(noun=draft)
        draft.entry_questions.update(only_after=None)
        draft.delete()


def forget_materials(draft: Workshop) -> None:
    for material in draft.materials.all():
        forget_entry(noun=material)
    for version in MaterialVersion.objects.filter(material__workshop=draft).exclude(file=""):
        transaction.on_commit(partial(version.file.storage.delete, str(version.file)))

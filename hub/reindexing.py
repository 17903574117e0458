"""The search index anew from every domain: by command, and where an area's words changed."""

from django.utils import timezone
from django_tasks import task

from accounts.actions.membership import index_member
from accounts.models import User
from competencies.actions import index_area
from competencies.models import Area
from discussions.actions import index_guide, index_thread
from discussions.models import Guide, Thread
from workshops.actions import index_workshop
from workshops.models import Workshop


def reindex() -> None:
    now = timezone.now()
    for area in Area.objects.active():
        index_area(area, now=now)
    for user in User.objects.active().iterator():
        index_member(user, now=now)
    for thread in Thread.objects.filter(deleted_at=None).iterator():
        index_thread(thread, now=now)
    for guide in Guide.objects.live().iterator():
        index_guide(guide, now=now)
    for workshop in Workshop.objects.iterator():
        index_workshop(workshop, now=now)


@task()
def reindex_later() -> None:
    reindex()

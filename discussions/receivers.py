"""What happens elsewhere and concerns questions: outside of our pages, and to their areas."""

from django.utils import timezone

from competencies.actions.merging import moved_by
from discussions.actions import merge_read_marks, mute_thread
from discussions.models import AreaSeen, Thread
from notifications.leaving import muted_by


@muted_by(Thread)
def mute_from_mail(user, thread):
    mute_thread(user=user, thread=thread, now=timezone.now())


@moved_by(AreaSeen)
def move_read_marks(*, source, into, **_who_and_when):
    merge_read_marks(source=source, into=into)

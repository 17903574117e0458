"""What happens outside of our pages and concerns questions."""

from django.utils import timezone

from discussions.actions import mute_thread
from discussions.models import Thread
from notifications.leaving import muted_by


@muted_by(Thread)
def mute_from_mail(user, thread):
    mute_thread(user=user, thread=thread, now=timezone.now())

"""What the host writes to participants."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.once import once
from foundation.refusals import Refusal
from notifications.telling import telling
from workshops import notices
from workshops.models import Workshop, WorkshopMessage
from workshops.models.message import people_in


class NobodyInGroup(Refusal):
    message = _("Nobody is in this group now. Choose another one.")


def send_message(
    *, author: User, workshop: Workshop, group: str, body: str, now: datetime, key: str = ""
) -> WorkshopMessage:
    """To everybody who is in the group now; who joins it later is not told."""
    with telling(now=now), once(user=author, key=key, makes=WorkshopMessage, now=now) as sending:
        if made := sending.made_with(workshop=workshop, group=group, body=body):
            return made
        people = list(people_in(workshop, group))
        if not people:
            raise NobodyInGroup
        message = WorkshopMessage.objects.create(
            workshop=workshop,
            author=author,
            group=group,
            body=body,
            people=len(people),
            sent_at=now,
        )
        message.recipients.add(*people)
        notices.message_sent(message)
        return sending.keep(message)

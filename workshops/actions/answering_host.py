from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.refusals import Refusal
from notifications.telling import telling
from workshops.actions import pools
from workshops.actions.leaving import NotRegistered
from workshops.actions.questioning import keep_answers
from workshops.models import Registration, Workshop


class NothingIsAsked(Refusal):
    message = _("The host asks nothing any more: the workshop is over or was called off.")


def answer_host(
    *, user: User, workshop: Workshop, answers: Mapping[int, str], now: datetime
) -> Registration:
    """Afterwards, by who was registered by somebody else, or before it was asked."""
    with telling(now=now):
        pools.lock(workshop)
        registration = workshop.registrations.active().filter(user=user).first()
        if registration is None:
            raise NotRegistered
        if not Workshop.objects.published().filter(pk=workshop.pk).exists():
            raise NothingIsAsked
        keep_answers(registration, answers)
        return registration

"""Opening the seal of an asker's name: two people of two roles, a reason, and a word to the asker.

One asks, the other decides; afterwards both may look for a day, and each look is written down
(discussions.md, idea 5; settled.md 23).
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions import notices
from discussions.actions.keeping import Verb, record_curation
from discussions.models import SealedAsker, SealLook, SealRequest, Thread
from foundation.refusals import Refusal
from foundation.sealing import unseal
from notifications.telling import telling

SEAL_SHOWN = timedelta(days=1)  # after a request was granted


class SealIsAsked(Refusal):
    message = _("Somebody asked already to open this seal. Decide about that request.")


class NotASecondRole(Refusal):
    message = _("A seal is opened by two people of two roles: a moderator and an admin.")


class RequestIsDecided(Refusal):
    message = _("This request was decided meanwhile.")


class SealIsClosed(Refusal):
    message = _("The name was shown for a day. To see it again, ask anew and say why.")


def request_unsealing(
    *, actor: User, role: str, thread: Thread, reason: str, now: datetime
) -> SealRequest:
    """`role` is SealRequest.Role: as whom the actor asks. The other role is told."""
    with telling(now=now):
        thread = Thread.objects.select_for_update().get(pk=thread.pk)
        if thread.seal_requests.filter(decided_at=None).exists():
            raise SealIsAsked
        request = SealRequest.objects.create(
            thread=thread, reason=reason, asked_by=actor, asked_role=role, asked_at=now
        )
        notices.seal_asked(request)
        return request


def decide_unsealing(
    *, actor: User, role: str, request: SealRequest, is_granted: bool, now: datetime
) -> SealRequest:
    with telling(now=now):
        thread = Thread.objects.select_for_update().get(pk=request.thread_id)
        request = SealRequest.objects.select_for_update().get(pk=request.pk)
        if request.decided_at:
            raise RequestIsDecided
        if request.asked_by_id == actor.pk or request.asked_role == role:
            raise NotASecondRole
        request.decided_by, request.decided_role, request.decided_at = actor, role, now
        request.is_granted = is_granted
        request.save()
        notices.seal_decided(request)
        if is_granted:
            record_curation(thread, Verb.UNSEAL, actor, "", now)
            notices.seal_opened(request)
        return request


def look_behind_seal(*, actor: User, request: SealRequest, now: datetime) -> User:
    """Who asked, for one of the two, within a day; each look is written down."""
    with telling(now=now):
        is_one_of_them = actor.pk in (request.asked_by_id, request.decided_by_id)
        is_open = (
            request.is_granted and request.decided_at and request.decided_at > now - SEAL_SHOWN
        )
        if not (is_one_of_them and is_open):
            raise SealIsClosed
        SealLook.objects.create(request=request, user=actor, at=now)
        sealed = SealedAsker.objects.get(thread=request.thread_id)
        return User.objects.get(pk=int(unseal(sealed.ciphertext)))

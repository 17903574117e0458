from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions import notices
from discussions.actions.curation import AnswerIsGone
from discussions.actions.locking import lock_post
from discussions.models import Post, Thanks
from foundation.refusals import Refusal
from notifications.telling import telling

MOST = 10  # thanks of one person in a day


class ThankedEnough(Refusal):
    message = _("You have thanked ten people since yesterday. Go on tomorrow.")


def thank_answer(*, actor: User, answer: Post, now: datetime) -> Thanks:
    """Its author is told by a notice of its own; thanking twice changes nothing."""
    with telling(now=now):
        _thread, answer = lock_post(answer)
        if answer.is_gone:
            raise AnswerIsGone
        if standing := answer.thanks.filter(by=actor).first():
            return standing
        if Thanks.objects.lately_by(actor, now).count() >= MOST:
            raise ThankedEnough
        thanks = Thanks.objects.create(post=answer, by=actor, at=now)
        notices.answer_thanked(answer, actor)
        return thanks

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from foundation.refusals import Refusal
from workshops.models import Workshop


class LinkOpensLater(Refusal):
    message = _("The link to join opens 30 minutes before the start: %(when)s WIB.")


class LinkIsClosed(Refusal):
    message = _("This workshop is over, so its link leads nowhere any more.")


def link_to_join(*, workshop: Workshop, now: datetime) -> str:
    """Near a session only, so that a link passed on early is of no use."""
    ahead = [one for one in workshop.sessions.standing().in_order() if now < one.ends_at]
    if not ahead:
        raise LinkIsClosed
    if now < ahead[0].joins_from:
        when = date_format(timezone.localtime(ahead[0].joins_from), "l, j F, H.i")
        raise LinkOpensLater(LinkOpensLater.message % {"when": when})
    return workshop.online_url

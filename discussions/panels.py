"""What questions add to pages and mails of lower apps."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from competencies.models import Area
from discussions.models import Thread
from notifications.digest import Item, Part, in_digest

WAITING, SOLVED = 3, 5  # at most, in a summary


@in_digest(10)
def waiting_for_you(reader, since, now):
    """Unanswered questions of the reader's areas, the neediest first."""
    mine = Thread.objects.visible_to(reader).questions().not_asked_by(reader)
    waiting = mine.in_areas(Area.objects.followed_by(reader)).unanswered().neediest_first()
    items = [Item(one.title, one.get_absolute_url()) for one in waiting[:WAITING]]
    return Part(_("Can you help?"), items)


@in_digest(30)
def newly_solved(reader, since, now):
    """What got its solution since, the most helpful first."""
    mine = Thread.objects.visible_to(reader).questions().with_readable_solution()
    solved = mine.in_areas(Area.objects.followed_by(reader))
    solved = solved.filter(best_answer__solution__accepted_at__gt=since)
    rows = solved.select_related("best_answer").order_by("-best_answer__score", "-pk")[:SOLVED]
    return Part(_("Solved in your areas"), [solved_item(one) for one in rows])


def solved_item(thread):
    count = thread.best_answer.score
    note = ngettext("helped %(count)d colleague", "helped %(count)d colleagues", count)
    return Item(thread.title, thread.get_absolute_url(), note % {"count": count} if count else "")

"""What workshops show on pages of lower apps."""

from foundation.panels import fills
from workshops.models import Workshop, WorkshopQuestion


@fills("question_aside")
def workshops_of_question(request, thread):
    """The workshop a question was asked at, or came to."""
    ids = list(WorkshopQuestion.objects.filter(thread=thread).values_list("workshop", flat=True))
    if not ids:  # almost every question
        return None
    workshops = Workshop.objects.visible_to(request.user).filter(pk__in=ids)
    rows = list(workshops.with_dates().with_seats().order_by("first_start")[:3])
    return ("workshops/_workshop_panel.html", {"workshops": rows}) if rows else None

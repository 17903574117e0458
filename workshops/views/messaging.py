from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext

from foundation.limits import MESSAGES, limited
from notifications.actions import heard_upto, read_about
from workshops import actions
from workshops.forms import MessageForm
from workshops.models import WorkshopMessage
from workshops.models.message import group_sizes
from workshops.views.announcing import find_managed
from workshops.views.roles import by_right_or_role


@limited(MESSAGES)
def send_message(request, public_id):
    """To one group of people, each with its number; below it what was sent before."""
    workshop = find_managed(request, public_id)
    asked = {"group": request.GET.get("kepada", "")}
    form = MessageForm(request.POST or None, sizes=group_sizes(workshop), initial=asked)
    if not form.is_valid():
        return draw(request, workshop, form, status=422 if request.method == "POST" else 200)
    try:
        message = actions.send_message(
            author=request.user, workshop=workshop, **form.words, now=timezone.now()
        )
    except actions.NobodyInGroup as refusal:
        form.add_error("group", refusal.message)
        return draw(request, workshop, form, status=409)
    words = ngettext(
        "%(people)d person gets your message.",
        "%(people)d people get your message.",
        message.people,
    )
    messages.success(request, words % {"people": message.people})
    return redirect("workshops:send_message", public_id)


def draw(request, workshop, form, status):
    sent = list(workshop.messages.newest_first().select_related("author")[:50])
    context = {"workshop": workshop, "form": form, "sent": sent}
    return render(request, "workshops/send_message.html", context, status=status)


def message_detail(request, public_id, message):
    """As it was written, for those who got it."""
    found = WorkshopMessage.objects.visible_to(request.user).filter(workshop__public_id=public_id)
    found = get_object_or_404(found.select_related("workshop", "author"), public_id=message)
    by_right_or_role(request, found)
    user, now = request.user, timezone.now()
    read_about(user=user, about=found, now=now, upto=heard_upto(user))
    return render(request, "workshops/message_detail.html", {"message": found})

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.second_factor import require
from competencies.models import Area
from discussions import actions, permissions
from discussions.models import Thread
from foundation.actions import forget_saved, save_for_later
from foundation.limits import MARKS, limited


@require_POST
def follow_thread(request, public_id):
    """`on=0` stops, `on=mute` silences it; sending twice changes nothing."""
    thread = get_object_or_404(Thread.objects.visible_to(request.user), public_id=public_id)
    changes = {
        "0": (actions.unfollow_thread, "normal"),
        "mute": (actions.mute_thread, "muted"),
    }
    wanted = request.POST.get("on", "1")
    change, thread.my_level = changes.get(wanted, (actions.follow_thread, "watching"))
    change(user=request.user, thread=thread, now=timezone.now())
    if request.htmx:
        return render(request, "discussions/_follow.html", {"thread": thread})
    if wanted == "mute":
        messages.success(request, _("You hear no more of its answers and comments."))
    return redirect(thread)


@require_POST
def save_thread(request, public_id):
    """`on=0` takes it off the list again."""
    thread = get_object_or_404(Thread.objects.visible_to(request.user), public_id=public_id)
    thread.is_saved = request.POST.get("on") != "0"
    if thread.is_saved:
        save_for_later(user=request.user, about=thread, now=timezone.now())
    else:
        forget_saved(user=request.user, about=thread)
    if request.htmx:
        return render(request, "discussions/_save.html", {"thread": thread})
    return redirect(thread)


@require_POST
def read_area(request, slug):
    """Everything in this area counts as read."""
    area = get_object_or_404(Area, slug=slug)
    actions.read_area(user=request.user, area=area, now=timezone.now())
    return redirect(f"{reverse('discussions:thread_list')}?bidang={area.slug}")


@require_POST
@limited(MARKS)
def mark_me_too(request, public_id):
    """The button "Saya juga mengalami"; `on=0` takes it back."""
    thread = get_object_or_404(Thread.objects.visible_to(request.user), public_id=public_id)
    require(permissions.can_mark_me_too(request.user, thread))
    thread.is_my_problem = request.POST.get("on") != "0"
    if thread.is_my_problem:
        actions.mark_me_too(user=request.user, thread=thread, now=timezone.now())
    else:
        actions.unmark_me_too(user=request.user, thread=thread)
    if request.htmx:
        return render(request, "discussions/_me_too.html", {"thread": thread})
    return redirect(thread)

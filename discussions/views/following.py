from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.second_factor import require
from discussions import actions, permissions
from discussions.models import Thread


@require_POST
def follow_thread(request, public_id):
    """`on=0` stops; sending twice changes nothing."""
    thread = get_object_or_404(Thread.objects.visible_to(request.user), public_id=public_id)
    is_on = request.POST.get("on") != "0"
    change = actions.follow_thread if is_on else actions.unfollow_thread
    change(user=request.user, thread=thread, now=timezone.now())
    thread.my_level = "watching" if is_on else "normal"
    if request.htmx:
        return render(request, "discussions/_follow.html", {"thread": thread})
    return redirect(thread)


@require_POST
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

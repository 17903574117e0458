from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.second_factor import require
from discussions import actions, permissions
from discussions.forms import OutdatedForm
from discussions.models import Post


def mark_outdated(request, public_id):
    """Its author or a moderator says what no longer holds."""
    post = find_post(request, public_id)
    form = OutdatedForm(request.POST or None, initial={"version": post.version})
    if not form.is_valid():
        status = 422 if form.errors else 200
        context = {"form": form, "post": post}
        return render(request, "discussions/outdated_form.html", context, status=status)
    actions.mark_outdated(
        actor=request.user,
        post=post,
        reason=form.cleaned_data["reason"],
        version=form.cleaned_data["version"],
        now=timezone.now(),
    )
    messages.success(request, _("Marked as outdated. Readers see why."))
    return redirect(post)


@require_POST
def unmark_outdated(request, public_id):
    post = find_post(request, public_id)
    actions.unmark_outdated(actor=request.user, post=post, now=timezone.now())
    messages.success(request, _("The mark is gone."))
    return redirect(post)


def find_post(request, public_id):
    posts = Post.objects.visible_to(request.user).select_related("thread", "author")
    post = get_object_or_404(posts, public_id=public_id)
    role = permissions.outdating_role(request.user, post)
    require(bool(role), user=request.user, role=role)
    return post

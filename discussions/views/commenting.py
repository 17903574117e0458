from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.second_factor import require
from discussions import actions, permissions
from discussions.forms import CommentForm
from discussions.models import Comment, Post, is_by


def post_comment(request, public_id):
    """The form as a page, or in its place below the post with JavaScript."""
    posts = Post.objects.visible_to(request.user).select_related("thread", "author")
    post = get_object_or_404(posts, public_id=public_id)
    form = CommentForm(request.POST or None, auto_id=f"komentar-{public_id}-%s")
    if not form.is_valid():
        template = "_comment_form" if request.htmx else "comment_form"
        status = 422 if form.errors else 200
        context = {"form": form, "post": post}
        response = render(request, f"discussions/{template}.html", context, status=status)
        response["Vary"] = "HX-Request"
        return response
    data = form.cleaned_data
    comment = actions.post_comment(
        author=request.user, post=post, body=data["body"], now=timezone.now(), key=data["key"]
    )
    return redirect(comment)


def comment_detail(request, public_id):
    """One comment with what its author or a moderator may do; a removed one leads to its post."""
    gone = Comment.objects.exclude(deleted_at=None).filter(public_id=public_id)
    visible = Post.objects.visible_to(request.user)
    if comment := gone.filter(post__in=visible).select_related("post__thread").first():
        return redirect(comment.post)
    comment = find_comment(request, public_id)
    context = {
        "comment": comment,
        "is_own": is_by(request.user, comment),
        "may_delete": permissions.can_delete_comment(request.user, comment),
        "may_turn": permissions.can_turn_into_answer(request.user, comment),
    }
    return render(request, "discussions/comment_detail.html", context)


@require_POST
def delete_comment(request, public_id):
    comment = find_comment(request, public_id)
    is_author = is_by(request.user, comment)
    require(
        permissions.can_delete_comment(request.user, comment),
        user=request.user,
        role="" if is_author else "moderator",
    )
    actions.delete_comment(actor=request.user, comment=comment, now=timezone.now())
    messages.success(request, _("The comment was removed."))
    return redirect(comment.post)


def find_comment(request, public_id):
    comments = Comment.objects.visible_to(request.user).select_related("post__thread", "author")
    return get_object_or_404(comments, public_id=public_id)

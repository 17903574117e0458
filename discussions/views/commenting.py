from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.second_factor import require
from discussions import actions, permissions
from discussions.forms import CommentForm
from discussions.models import Comment, Post, is_by, is_sealed_asker, wrote_sealed
from discussions.views.answer import text_or_404
from discussions.views.keeping import with_reason


def post_comment(request, public_id):
    """The form as a page, or in its place below the post with JavaScript."""
    posts = Post.objects.select_related("thread", "author")
    post = text_or_404(request, posts, public_id)
    form = CommentForm(request.POST or None, auto_id=f"komentar-{public_id}-%s")
    form.caller, form.is_nameless = request.user, is_sealed_asker(request.user, post.thread)
    if not form.is_valid():
        template = "_comment_form" if request.htmx else "comment_form"
        status = 422 if form.errors else 200
        writes_named = wrote_sealed(request.user, post.thread)
        context = {"form": form, "post": post, "writes_named": writes_named}
        response = render(request, f"discussions/{template}.html", context, status=status)
        response["Vary"] = "HX-Request"
        return response
    data = form.cleaned_data
    comment = actions.post_comment(
        author=request.user, post=post, body=data["body"], now=timezone.now(), key=data["key"]
    )
    messages.success(request, _("Your comment is published."))
    return redirect(comment)


def comment_detail(request, public_id):
    """What its author or a moderator may do with it; for others a removed one leads on."""
    comments = Comment.objects.select_related("post__thread", "author", "became__thread")
    comment = get_object_or_404(comments.meant_for(request.user), public_id=public_id)
    if comment.post.is_gone:
        raise Http404
    role = permissions.restoring_comment_role(request.user, comment)
    if comment.became or (comment.deleted_at and not role):
        return redirect(comment.became or comment.post)
    context = {
        "comment": comment,
        "is_own": is_by(request.user, comment),
        "may_delete": permissions.deleting_comment_role(request.user, comment),
        "may_edit": permissions.can_edit_comment(request.user, comment),
        "may_turn": permissions.can_turn_into_answer(request.user, comment),
    }
    return render(request, "discussions/comment_detail.html", context)


def edit_comment(request, public_id):
    """Its author mends what a moderator gave back."""
    comments = Comment.objects.select_related("post__thread", "author")
    comment = text_or_404(request, comments, public_id)
    # What was typed until it was shown again or closed comes back with the action's refusal.
    may = is_by if request.method == "POST" else permissions.can_edit_comment
    require(may(request.user, comment))
    form = CommentForm(request.POST or None, initial={"body": comment.body})
    if not form.is_valid():
        context = {"form": form, "post": comment.post, "comment": comment}
        status = 422 if form.errors else 200
        return render(request, "discussions/comment_form.html", context, status=status)
    body = form.cleaned_data["body"]
    by = {"editor": request.user, "now": timezone.now()}
    return redirect(actions.edit_comment(comment=comment, body=body, **by))


def delete_comment(request, public_id):
    """Its author takes it back; a moderator says why."""
    comment = find_comment(request, public_id)
    role = permissions.deleting_comment_role(request.user, comment)

    def then(reason):
        actions.delete_comment(
            actor=request.user, comment=comment, reason=reason, now=timezone.now()
        )
        back = reverse("discussions:restore_comment", args=[public_id])
        messages.success(request, _("The comment was removed."), extra_tags=back)
        return redirect(comment.post)

    return with_reason(request, role=role, title=_("Remove the comment"), about=comment, then=then)


@require_POST
def restore_comment(request, public_id):
    comments = Comment.objects.filter(post__in=Post.objects.visible_to(request.user))
    comments = comments.unhidden_for(request.user).select_related("post__thread", "author")
    comment = get_object_or_404(comments, public_id=public_id)
    role = permissions.restoring_comment_role(request.user, comment)
    require(bool(role), user=request.user, role=role)
    by = {"actor": request.user, "role": role, "now": timezone.now()}
    return redirect(actions.restore_comment(comment=comment, **by))


def find_comment(request, public_id):
    comments = Comment.objects.visible_to(request.user).select_related("post__thread", "author")
    return get_object_or_404(comments, public_id=public_id)

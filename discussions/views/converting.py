from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.second_factor import require
from discussions import actions, permissions
from discussions.forms import ToCommentForm
from discussions.models import is_by
from discussions.views.answer import answer_or_404
from discussions.views.commenting import find_comment


@require_POST
def turn_into_answer(request, public_id):
    comment = find_comment(request, public_id)
    is_author = is_by(request.user, comment)
    require(
        permissions.can_turn_into_answer(request.user, comment),
        user=request.user,
        role="" if is_author else "moderator",
    )
    answer = actions.turn_into_answer(actor=request.user, comment=comment, now=timezone.now())
    messages.success(request, _("The comment is an answer now."))
    return redirect(answer)


def turn_into_comment(request, public_id):
    """Its author or a moderator chooses the text below which it goes on."""
    answer = answer_or_404(request, public_id)
    role = permissions.deleting_answer_role(request.user, answer)
    require(bool(role), user=request.user, role=role)
    others = answer.thread.posts.standing().exclude(pk=answer.pk)
    posts = {post.public_id: post for post in others.select_related("author").order_by("no")}
    needed = role == "moderator"
    form = ToCommentForm(request.POST or None, posts=list(posts.values()), is_required=needed)
    if not form.is_valid():
        context = {"form": form, "answer": answer, "is_too_long": len(answer.body) > 600}
        status = 422 if form.errors else 200
        return render(request, "discussions/to_comment_form.html", context, status=status)
    comment = actions.turn_into_comment(
        actor=request.user,
        answer=answer,
        below=posts[form.cleaned_data["below"]],
        role=role,
        reason=form.cleaned_data["reason"],
        now=timezone.now(),
    )
    return redirect(comment)

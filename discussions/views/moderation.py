from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.second_factor import require
from competencies.permissions import is_moderator
from discussions import actions, permissions
from discussions.forms import DecisionForm, RedactForm, ReportForm
from discussions.live import QUEUE
from discussions.models import Comment, Post, Review, Thread
from discussions.models.queue import KINDS, drawn, item_of, neighbours_of, queue_of
from discussions.models.reportable import maker_of, reportable_of
from discussions.views.guides import find_guide


def report_post(request, public_id):
    posts = Post.objects.visible_to(request.user).select_related("thread", "author")
    return report_about(request, get_object_or_404(posts, public_id=public_id))


def report_comment(request, public_id):
    comments = Comment.objects.visible_to(request.user).select_related("post__thread", "author")
    return report_about(request, get_object_or_404(comments, public_id=public_id))


def report_guide(request, public_id):
    return report_about(request, find_guide(request, public_id))


def report_person(request, public_id):
    return report_about(request, get_object_or_404(User.objects.active(), public_id=public_id))


def report_about(request, about):
    """What is wrong, and a word to the moderators."""
    require(permissions.can_report(request.user, about))
    form = ReportForm(request.POST or None)
    if not form.is_valid():
        context = {"form": form, "about": about, "thing": reportable_of(about)}
        status = 422 if form.errors else 200
        return render(request, "discussions/report_form.html", context, status=status)
    actions.report_text(reporter=request.user, about=about, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Thank you. Moderators look at it; nobody learns your name."))
    if reportable_of(about):
        return redirect("hub:home")
    thread = getattr(about, "post", about).thread
    is_hidden = not Thread.objects.visible_to(request.user).filter(pk=thread.pk).exists()
    return redirect("discussions:thread_list" if is_hidden else thread)


def review_queue(request):
    """What waits, urgent first, with what this moderator decided in the last ten seconds."""
    require(is_moderator(request.user), user=request.user, role="moderator")
    kind, now = request.GET.get("jenis", ""), timezone.now()
    kind = kind if kind in KINDS else ""
    context = {
        "cursor": QUEUE.cursor("all"),
        "queue": queue_of(request.user, kind, now),
        "chosen": kind,
        "undoable": Review.objects.undoable_by(request.user, now).with_thread(),
    }
    return render(request, "discussions/review_queue.html", context)


def review_detail(request, public_id):
    """One text or thing with what it takes to decide about it; others read what became of it."""
    if told := told_of(request.user, public_id):
        is_maker = maker_of(told.about, None) == request.user
        context = {"review": told, "is_maker": is_maker}
        return render(request, "discussions/review_told.html", context)
    review = find_review(request, public_id)
    if review.about is None or (review.decided_at and request.method == "GET"):
        return render(request, "discussions/review_decided.html", {"review": review})
    item = item_of(review, request.user, timezone.now())
    form = DecisionForm(
        request.POST or None, choices=item.choices, initial={"reason": review.reason}
    )
    if not form.is_valid():
        context = {"item": item, "review": review, "form": form}
        context |= neighbours_of(review, request.user, timezone.now())
        status = 422 if form.errors else 200
        return render(request, "discussions/review_detail.html", context, status=status)
    data = form.cleaned_data
    actions.decide_review(actor=request.user, review=review, now=timezone.now(), **data)
    return redirect("discussions:review_queue")


def told_of(user, public_id):
    """A review of a thing that this person made or, without deciding about it, reported."""
    about = Review.objects.filter(public_id=public_id)
    made = about.told_to_maker(user).first()
    reported = about.told_to_reporter(user).exclude(pk__in=Review.objects.for_moderator(user))
    return made or reported.first()


@require_POST
def claim_review(request, public_id):
    """`force=1` takes it over from somebody who holds it."""
    review = find_review(request, public_id)
    is_forced = request.POST.get("force") == "1"
    actions.claim_review(actor=request.user, review=review, is_forced=is_forced, now=timezone.now())
    return redirect(review)


@require_POST
def undo_decision(request, public_id):
    review = find_review(request, public_id)
    try:
        review = actions.undo_decision(actor=request.user, review=review, now=timezone.now())
    except actions.TooLateToUndo as refusal:
        messages.error(request, refusal.message)
        return redirect("discussions:review_queue")
    return redirect(review)


def redact_post(request, public_id):
    """A moderator redacts a passage in every wording."""
    visible = Thread.objects.visible_to(request.user)
    within = Q(thread__in=visible) | Q(thread__merged_into__in=visible)
    posts = Post.objects.standing().filter(within).select_related("thread__merged_into", "author")
    post = get_object_or_404(posts, public_id=public_id)
    role = permissions.moderating_role(request.user, post.thread)
    require(bool(role), user=request.user, role=role)
    form = RedactForm(request.POST or None, is_required=True)
    if not form.is_valid():
        status = 422 if form.errors else 200
        return draw_redaction(request, form, post, status)
    try:
        actions.redact_post(actor=request.user, post=post, now=timezone.now(), **form.cleaned_data)
    except actions.PassageNotFound as refusal:
        form.add_error("passage", refusal.message)
        return draw_redaction(request, form, post, 422)
    messages.success(request, _("The passage is redacted in every wording."))
    thread = post.thread.merged_into or post.thread
    return redirect("discussions:thread_detail", public_id=thread.public_id)


def draw_redaction(request, form, post, status):
    context = {"form": form, "post": post, "heading": post.thread.title}
    return render(request, "discussions/redact_form.html", context, status=status)


def find_review(request, public_id):
    require(is_moderator(request.user), user=request.user, role="moderator")
    reviews = drawn(Review.objects.for_moderator(request.user)).select_related(
        "thread", "claimed_by", "decided_by"
    )
    review = get_object_or_404(reviews, public_id=public_id)
    if review.about is not None:  # else the page says that it is gone
        require(permissions.can_decide(request.user, review), user=request.user, role="moderator")
    return review

"""Topics that people want: the list, a wish, a vote, and the way to a workshop."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from discussions.models import Thread
from discussions.views.moderation import report_about
from foundation.limits import MARKS, TOPICS, limited
from foundation.paging import paged
from foundation.rows import drawn_rows
from notifications.actions import heard_upto, read_about
from workshops import actions, permissions
from workshops.forms import TopicForm
from workshops.models import TopicCall, TopicRequest, Workshop
from workshops.views.roles import by_right_or_role

MOST_CALLS = 10


def topic_list(request):
    """What is not taken yet, the most wanted first."""
    topics = TopicRequest.objects.visible_to(request.user).open()
    topics = topics.with_own_vote(request.user).with_areas()
    calls = TopicCall.objects.visible_to(request.user).open(timezone.now()).ending_first()
    context = {
        "page": paged(topics.most_wanted_first(), request),
        "calls": list(calls.select_related("area", "unit")[:MOST_CALLS]),
        "may_call": permissions.can_open_call(request.user),
    }
    return render(request, "workshops/topic_list.html", context)


@limited(TOPICS)
def request_topic(request):
    form = TopicForm(request.POST or None, user=request.user)
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "workshops/topic_form.html", {"form": form}, status=status)
    topic = actions.request_topic(
        asker=request.user, text=form.text, now=timezone.now(), key=form.cleaned_data["key"]
    )
    return redirect(topic)


def find_topic(request, public_id):
    topics = TopicRequest.objects.visible_to(request.user)
    topics = topics.with_own_vote(request.user).with_areas()
    topic = get_object_or_404(topics.select_related("asked_by__unit"), public_id=public_id)
    return by_right_or_role(request, topic)


def topic_detail(request, public_id):
    """What is wanted, by how many, the questions behind it, and what became of it."""
    topic, user = find_topic(request, public_id), request.user
    threads = Thread.objects.visible_to(user).filter(topics__topic=topic)
    rows = threads.newest_first().with_row()[:50]
    context = {
        "topic": topic,
        "questions": drawn_rows("discussions/_thread_row.html", rows),
        "workshop": Workshop.objects.visible_to(user).filter(topics=topic).first(),
        **call_of(topic, user),
        "may_announce": permissions.can_announce_workshop(user),
    }
    read_about(user=user, about=topic, now=timezone.now(), upto=heard_upto(user))
    return render(request, "workshops/topic_detail.html", context)


def call_of(topic, user):
    """Of a proposal: the call, who decides, and the topic that it was merged into."""
    calls = TopicCall.objects.visible_to(user).select_related("area")
    call = calls.filter(pk=topic.call_id).first() if topic.call_id else None
    topics = TopicRequest.objects.visible_to(user)
    return {
        "call": call,
        "may_review": call is not None and permissions.can_review_call(user, call),
        "goes_on": topics.filter(pk=topic.merged_into_id).first() if topic.merged_into_id else None,
    }


def report_topic(request, public_id):
    """One that was gathered has nobody's words."""
    topic = find_topic(request, public_id)
    if topic.asked_by is None:
        raise Http404
    return report_about(request, topic)


@require_POST
@limited(MARKS)
def vote_topic(request, public_id):
    """`on=0` takes it back; sending twice changes nothing."""
    topic = find_topic(request, public_id)
    if request.POST.get("on") == "0":
        actions.unvote_topic(user=request.user, topic=topic)
    else:
        actions.vote_topic(user=request.user, topic=topic, now=timezone.now())
    return redirect(topic)


def chosen_topic(request):
    """The topic from which a workshop is made, by `?bahasan=`."""
    asked = request.GET.get("bahasan", "").replace("\0", "")[:8]
    topics = TopicRequest.objects.visible_to(request.user).takeable()
    return topics.filter(public_id=asked).first() if asked else None


def take_topic(request, topic, workshop):
    taken = actions.take_topic(
        actor=request.user, topic=topic, workshop=workshop, now=timezone.now()
    )
    if not taken:
        messages.info(request, _("Another host took the topic a moment before."))

"""What a person has here, for the person alone (UU 27/2022, articles 7 and 13; row 88)."""

from typing import Any

from django.db.models import Q

from accounts.models import Suspension, User
from competencies.models import AreaFollow, AreaSuggestion, LearningRecord
from discussions.models import (
    Acknowledgement,
    Attachment,
    Award,
    Comment,
    EditSuggestion,
    FoundAnswer,
    Guide,
    GuideRating,
    HeldAnswer,
    Helpful,
    MeToo,
    OpenedBefore,
    Post,
    Report,
    Thanks,
    Thread,
    ThreadSeen,
)
from discussions.models.evidence import confirmed_by
from foundation.models import Draft, Saved
from hub.own_rows import rows
from hub.own_workshops import taken_part_by
from notifications.models import Notification, Preference, PushSubscription, QuietHours
from workshops.models import CalendarToken


def own_data(user: User) -> dict[str, Any]:
    """Plain values by subject; what was asked under a sealed name is among it, marked so."""
    return {
        "profile": profile_of(user),
        **written_by(user),
        **said_by(user),
        **taken_part_by(user),
        **wanted_by(user),
    }


def written_by(user: User) -> dict[str, Any]:
    """Texts and files under the own name, and those without it, wherever a merge brought them."""
    asked = Thread.objects.asked_by(user)
    openings = Post.objects.filter(no=1, thread__in=asked).select_related("thread").order_by("pk")
    sealed = Thread.objects.asked_sealed_by(user).exclude(sealed_mark="")
    marks = list(sealed.values_list("sealed_mark", flat=True))
    own = Q(author=user) | Q(author=None, sealed_mark__in=marks)
    answers = Post.objects.filter(own, kind=Post.Kind.ANSWER)
    posts = Post.objects.filter(author=None, sealed_mark__in=marks)
    files = Attachment.objects.filter(Q(owner=user) | Q(owner=None, post__in=posts))
    told = ("body", "created_at", "deleted_at", "is_sealed")
    return {
        "questions": [
            {
                "title": thread.title,
                "body": opening.body,
                "asked_at": thread.created_at,
                "is_sealed": bool(thread.sealed_mark),
                "deleted_at": thread.deleted_at,
            }
            for opening in openings
            for thread in [opening.thread]
        ],
        "answers": titled(user, marked(answers), "thread", "edited_at", *told),
        "comments": rows(marked(Comment.objects.filter(own)), *told),
        "files": [
            {"name": one.name, "size": one.size, "at": one.at, "address": one.get_absolute_url()}
            for one in files.order_by("pk")
        ],
        "guides": rows(
            Guide.objects.filter(owner=user),
            *("title", "body", "legal_basis", "review_on", "created_at", "retired_at"),
        ),
        "held_answers": titled(
            user, HeldAnswer.objects.filter(author=user), "week__thread", "body", "at"
        ),
        "suggestions": suggestions_of(user),
        "drafts": rows(Draft.objects.filter(user=user), "key", "fields", "saved_at"),
    }


def said_by(user: User) -> dict[str, Any]:
    """What the person said about the texts of others, and what others gave."""
    return {
        "reports": rows(Report.objects.filter(reporter=user), "kind", "note", "at"),
        "found_before_asking": rows(FoundAnswer.objects.filter(user=user), "asked", "at"),
        "opened_before_asking": rows(
            OpenedBefore.objects.filter(
                asked__in=Thread.objects.asked_by(user), opened__in=Thread.objects.visible_to(user)
            ),
            *("asked__title", "opened__title", "at"),
        ),
        "worked": titled(user, confirmed_by(user), "post__thread", "at"),
        "guide_ratings": ratings_of(user),
        "receipts": titled(user, Acknowledgement.objects.filter(user=user), "thread", "at"),
        "corrections": rows(user.corrections.all(), "body", "sent_at", "settled_at"),
        "suspensions": rows(Suspension.objects.filter(user=user), "until", "reason", "at"),
        "area_suggestions": rows(AreaSuggestion.objects.filter(by=user), "name", "reason", "at"),
        "helped_me": titled(user, Helpful.objects.filter(user=user), "post__thread", "at"),
        "thanked": titled(user, Thanks.objects.filter(by=user), "post__thread", "at"),
        "thanks": titled(user, Thanks.objects.filter(post__author=user), "post__thread", "at"),
        "have_it_too": titled(user, MeToo.objects.filter(user=user), "thread", "at"),
        "awards": [
            {
                "name": award.name,
                "reason": award.reason,
                "at": award.at,
                "is_shown": award.is_shown,
            }
            for award in Award.objects.of(user).order_by("pk")
        ],
        "learning": rows(
            LearningRecord.objects.filter(user=user), "year", "jp", "title", "held_on", "source"
        ),
    }


def wanted_by(user: User) -> dict[str, Any]:
    """What the person follows and keeps, and how news reaches them."""
    return {
        "follows": titled(
            *(user, ThreadSeen.objects.filter(user=user), "thread"),
            *("level", "last_read_no", "at"),
        ),
        "areas": rows(AreaFollow.objects.filter(user=user), "area__name", "level", "since"),
        "saved": rows(Saved.objects.filter(user=user), "about_type__model", "about_id", "at"),
        "notifications": rows(
            Notification.objects.filter(recipient=user), "kind", "count", "created_at", "read_at"
        ),
        "preferences": rows(Preference.objects.filter(user=user), "kind", "channel", "cadence"),
        "quiet_hours": rows(QuietHours.objects.filter(user=user), "from_hour", "until_hour"),
        "calendar_addresses": rows(
            CalendarToken.objects.of(user), "scope", "created_at", "ended_at"
        ),
        "devices": rows(
            PushSubscription.objects.filter(user=user), "endpoint", "shows_text", "created_at"
        ),
    }


def marked(found: Any) -> Any:
    """Each with whether it `is_sealed`: written without the name."""
    return found.annotate(is_sealed=Q(author=None))


def titled(user: User, found: Any, path: str, *fields: str) -> list[dict[str, Any]]:
    """With the title of the question at `path`, where it may be read still."""
    readable = found.filter(**{f"{path}__in": Thread.objects.visible_to(user)})
    return parted(found, readable, f"{path}__title", *fields)


def ratings_of(user: User) -> list[dict[str, Any]]:
    own = GuideRating.objects.filter(user=user)
    readable = own.filter(guide__in=Guide.objects.shown())
    return parted(own, readable, "guide__title", "is_useful", "note", "at")


def parted(found: Any, readable: Any, title: str, *fields: str) -> list[dict[str, Any]]:
    hidden = found.exclude(pk__in=readable.values("pk"))
    return rows(readable, title, *fields) + rows(hidden, *fields)


def suggestions_of(user: User) -> list[dict[str, Any]]:
    """Wordings for others' texts; where the text may not be read any more, without the words."""
    own = EditSuggestion.objects.of(user)
    told = ("reason", "state", "at", "decided_at", "decision_reason")
    readable = own.filter(post__in=Post.objects.visible_to(user))
    words = rows(readable, "post__thread__title", "title", "body", *told)
    return words + rows(own.exclude(pk__in=readable.values("pk")), "state", "at", "decided_at")


def profile_of(user: User) -> dict[str, Any]:
    fields = ("email", "nip", "name", "title_before", "title_after", "employment", "position")
    found = {field: getattr(user, field) for field in fields}
    return found | {
        "unit": str(user.unit or ""),
        "language": user.language,
        "joined_at": user.joined_at,
    }

"""What a person has here, for the person alone (UU 27/2022, articles 7 and 13; row 88)."""

from typing import Any

from accounts.models import User
from competencies.models import AreaFollow, LearningRecord
from discussions.models import Comment, Helpful, MeToo, Post, Thread, ThreadSeen
from foundation.models import Draft, Saved
from notifications.models import Notification
from workshops.models import Registration


def own_data(user: User) -> dict[str, Any]:
    """Plain values by subject; what was asked under a sealed name is among it, marked so."""
    asked = Thread.objects.asked_by(user)
    return {
        "profile": profile_of(user),
        "questions": [
            {
                "title": thread.title,
                "body": opening.body,
                "asked_at": thread.created_at,
                "is_sealed": bool(thread.sealed_mark),
                "deleted_at": thread.deleted_at,
            }
            for opening in Post.objects.filter(no=1, thread__in=asked).select_related("thread")
            for thread in [opening.thread]
        ],
        "answers": rows(
            Post.objects.filter(author=user, kind=Post.Kind.ANSWER),
            *("thread__title", "body", "created_at", "edited_at", "deleted_at"),
        ),
        "comments": rows(Comment.objects.filter(author=user), "body", "created_at", "deleted_at"),
        "helped_me": rows(Helpful.objects.filter(user=user), "post__thread__title", "at"),
        "have_it_too": rows(MeToo.objects.filter(user=user), "thread__title", "at"),
        "follows": rows(
            ThreadSeen.objects.filter(user=user), "thread__title", "level", "last_read_no", "at"
        ),
        "areas": rows(AreaFollow.objects.filter(user=user), "area__name", "level", "since"),
        "workshops": rows(
            Registration.objects.filter(user=user), "workshop__title", "state", "joined_at"
        ),
        "learning": rows(
            LearningRecord.objects.filter(user=user), "year", "jp", "title", "held_on", "source"
        ),
        "drafts": rows(Draft.objects.filter(user=user), "key", "fields", "saved_at"),
        "saved": rows(Saved.objects.filter(user=user), "about_type__model", "about_id", "at"),
        "notifications": rows(
            Notification.objects.filter(recipient=user), "kind", "count", "created_at", "read_at"
        ),
    }


def profile_of(user: User) -> dict[str, Any]:
    fields = ("email", "nip", "name", "title_before", "title_after", "employment", "position")
    found = {field: getattr(user, field) for field in fields}
    return found | {
        "unit": str(user.unit or ""),
        "language": user.language,
        "joined_at": user.joined_at,
    }


def rows(found: Any, *fields: str) -> list[dict[str, Any]]:
    return list(found.order_by("pk").values(*fields))

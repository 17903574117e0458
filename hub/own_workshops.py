"""What a person has here of workshops: a part of the own data (own_data.py)."""

from typing import Any

from accounts.models import User
from hub.own_rows import rows
from workshops.models import (
    AssignmentLetter,
    DateOption,
    EntryAnswer,
    Interest,
    MaterialProgress,
    Registration,
    RegistrationEvent,
    Scan,
    SpeakerConsent,
    TopicRequest,
    TopicVote,
    Workshop,
    WorkshopMessage,
)


def taken_part_by(user: User) -> dict[str, Any]:
    """Places with every step, what was answered to hosts, who was present, and wishes."""
    own = Registration.objects.filter(user=user)
    of_own = {"registration__in": own}
    return {
        "workshops": rows(own, "workshop__title", "state", "joined_at", "attendance", "is_listed"),
        "workshop_steps": rows(
            RegistrationEvent.objects.filter(**of_own),
            *("registration__workshop__title", "before", "after", "reason", "at"),
        ),
        "answers_to_hosts": rows(
            EntryAnswer.objects.filter(**of_own),
            *("registration__workshop__title", "question__text", "text"),
        ),
        "present": rows(
            Scan.objects.standing().filter(**of_own),
            *("registration__workshop__title", "session__starts_at", "at"),
        ),
        "interests": rows(Interest.objects.filter(user=user), "workshop__title", "at"),
        "dates_that_suit": rows(
            DateOption.objects.filter(voters=user), "workshop__title", "starts_at"
        ),
        "hosted": rows(Workshop.objects.filter(host=user), "title", "status", "created_at"),
        "facilitated": rows(Workshop.objects.filter(facilitators=user), "title", "status"),
        "messages_written": rows(
            WorkshopMessage.objects.filter(author=user), "workshop__title", "body", "sent_at"
        ),
        "messages_received": rows(
            WorkshopMessage.objects.filter(recipients=user), "workshop__title", "sent_at"
        ),
        "assignment_letters": [
            {"title": one.facts["title"], "version": one.no, "at": one.at}
            for one in AssignmentLetter.objects.kept().filter(workshop__registrations__user=user)
            if one.names(user)
        ],
        "materials": rows(
            MaterialProgress.objects.filter(user=user),
            *("version__material__title", "version__no", "opened_at", "downloaded_at"),
        ),
        "speaker_consent": rows(SpeakerConsent.objects.filter(user=user), "agreed_at"),
        "topics": rows(TopicRequest.objects.filter(asked_by=user), "title", "body", "created_at"),
        "wanted_topics": rows(TopicVote.objects.filter(user=user), "topic__title", "at"),
    }

from datetime import datetime

from accounts.models import User
from workshops.models import SpeakerConsent


def agree_to_speak(*, user: User, now: datetime) -> None:
    """Hosts may see this person among the suggestions of whom to ask."""
    SpeakerConsent.objects.get_or_create(user=user, defaults={"agreed_at": now})


def refuse_to_speak(*, user: User) -> None:
    """From now on in no suggestion."""
    SpeakerConsent.objects.filter(user=user).delete()

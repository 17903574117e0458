from notifications.models.choosing import Channel, Preference, QuietHours
from notifications.models.live import LiveEvent, LiveTopic
from notifications.models.news import Bell, Notification
from notifications.models.outbox import (
    LEASE,
    TRIES,
    Broadcast,
    Delivery,
    Digest,
    MailStanding,
    PushSubscription,
    State,
    Work,
)
from notifications.models.server import Server

__all__ = [
    "LEASE",
    "TRIES",
    "Bell",
    "Broadcast",
    "Channel",
    "Delivery",
    "Digest",
    "LiveEvent",
    "LiveTopic",
    "MailStanding",
    "Notification",
    "Preference",
    "PushSubscription",
    "QuietHours",
    "Server",
    "State",
    "Work",
]

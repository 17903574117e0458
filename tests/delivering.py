"""Both loops of the outbox, one round each."""

from notifications.delivering import mail_due, push_due


def deliver_due(*, now):
    return push_due(now=now) + mail_due(now=now)

"""What the page of an announcement says of those whom it told."""

from discussions import permissions
from discussions.models.sight import told_by
from foundation.counting import people_words


def told_of(user, thread):
    if not thread.asks_receipt:
        return {}
    said = {"must_acknowledge": permissions.can_acknowledge(user, thread)}
    if permissions.can_see_receipts(user, thread):
        said["people_told"] = people_words(told_by(thread).count())
    return said

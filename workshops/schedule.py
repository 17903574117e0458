from datetime import timedelta

from foundation.scheduling import every
from workshops.actions import (
    book_interested,
    end_packages,
    forget_letters,
    gather_topics,
    mind_letters,
    mind_seats,
    read_versions,
    renew_special_days,
    send_reminders,
)

every(timedelta(minutes=5), mind_seats)
every(timedelta(minutes=5), book_interested)
every(timedelta(minutes=5), send_reminders)
every(timedelta(hours=6), end_packages)
every(timedelta(hours=24), forget_letters)
every(timedelta(hours=1), mind_letters)
every(timedelta(hours=1), read_versions)
every(timedelta(minutes=15), gather_topics)
every(timedelta(days=7), renew_special_days)

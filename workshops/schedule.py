from datetime import timedelta

from foundation.scheduling import every
from workshops.actions import mind_seats, send_reminders

every(timedelta(minutes=5), mind_seats)
every(timedelta(minutes=5), send_reminders)

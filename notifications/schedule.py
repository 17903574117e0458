from datetime import timedelta

from foundation.scheduling import always, every
from notifications.actions import forget_old_news
from notifications.broadcasting import broadcast_due
from notifications.delivering import mail_due, push_due
from notifications.digest import plan_digests

every(timedelta(hours=1), forget_old_news)
every(timedelta(minutes=15), plan_digests)
always(broadcast_due, breath=0.2)  # people look at their screens
always(push_due, breath=0.5)
always(mail_due, breath=1)  # it waits some minutes anyway, in case it is read here

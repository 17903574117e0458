from datetime import timedelta

from foundation.scheduling import every
from notifications.actions import forget_old_news

every(timedelta(hours=1), forget_old_news)

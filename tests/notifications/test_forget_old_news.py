"""News is kept ninety days, live events one."""

from datetime import timedelta

from notifications.actions import forget_old_news
from notifications.models import LiveEvent, LiveTopic, Notification


def test_news_is_kept_for_ninety_days(tell, employee, now):
    tell(employee)

    kept = forget_old_news(now=now + timedelta(days=90))
    forgotten = forget_old_news(now=now + timedelta(days=90, seconds=1))

    assert (kept, forgotten, Notification.objects.count()) == (0, 1, 0)


def test_events_are_kept_for_a_day_and_their_counter_for_ever(unheard, now):
    unheard(2)

    forget_old_news(now=now + timedelta(hours=24, seconds=1))

    assert not LiveEvent.objects.exists()
    assert LiveTopic.objects.get().last_no == 2

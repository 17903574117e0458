"""Events of allauth and Django that concern us: whoever signs out stops hearing."""

from allauth.account.signals import password_changed, password_reset
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.messages import get_messages
from django.dispatch import receiver

from notifications import live
from notifications.actions import end_all_push, end_push_of
from notifications.push import DEVICE_COOKIE


@receiver([user_logged_out, password_changed, password_reset])
def close_sockets(sender, request, user, **kwargs):
    """Other tabs of the same person connect again if their session still stands."""
    if user:
        live.close_sockets(user_ids=[user.pk])


@receiver(user_logged_out)
def silence_browser(sender, request, user, **kwargs):
    """The next reader of a shared phone is not shown what concerns the last one."""
    if device := request.COOKIES.get(DEVICE_COOKIE):
        end_push_of(device=device)


@receiver(user_logged_out)
def say_no_more(sender, request, user, **kwargs):
    """What was done under one name is not said to who signs in next; what is added now stays."""
    list(get_messages(request))


@receiver(user_logged_in)
def silence_browser_of_another(sender, request, user, **kwargs):
    """A session that ended by itself left the last reader's subscription behind."""
    if device := request.COOKIES.get(DEVICE_COOKIE):
        end_push_of(device=device, but=user)


@receiver([password_changed, password_reset])
def silence_all_browsers(sender, request, user, **kwargs):
    """Perhaps because a phone was lost; the one at hand asks anew."""
    end_all_push(user=user)

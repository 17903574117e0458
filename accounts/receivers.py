"""Events of allauth and Django that concern us: whoever signs out stops hearing."""

from allauth.account.signals import password_changed, password_reset
from django.contrib.auth.signals import user_logged_out
from django.dispatch import receiver

from notifications import live


@receiver([user_logged_out, password_changed, password_reset])
def close_sockets(sender, request, user, **kwargs):
    """Other tabs of the same person connect again if their session still stands."""
    if user:
        live.close_sockets(user_ids=[user.pk])

"""Where allauth asks us: nobody signs up alone, and people are greeted by name."""

from allauth.account.adapter import DefaultAccountAdapter
from django.urls import reverse


class MemberAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def get_login_redirect_url(self, request):
        if request.user.welcomed_at is None:
            return reverse("hub:welcome_unit")
        return super().get_login_redirect_url(request)

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        """Silent: our pages say what happened in their own words."""

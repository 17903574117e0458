"""Where allauth asks us: nobody signs up alone, and people are greeted by name."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

UNSENT = "unsent"  # a cookie: the page whose button was pressed while signed out


class MemberAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request):
        return False

    def get_login_redirect_url(self, request):
        if request.user.welcomed_at is None:
            return reverse("hub:welcome_unit")
        return super().get_login_redirect_url(request)

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        page = request.COOKIES.get(UNSENT)
        if page and page == response.url:
            words = _("You had been signed out, so what you pressed was not sent. Press it again.")
            messages.warning(request, words)
        if page:
            response.delete_cookie(UNSENT)
        return response

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        """Silent: our pages say what happened in their own words."""

"""Who may sign in: an active member who is not suspended."""

from allauth.account.auth_backends import AuthenticationBackend
from django.utils import timezone

from accounts.models import User
from accounts.offices import OFFICES
from accounts.permissions import is_suspended


class MemberBackend(AuthenticationBackend):
    def user_can_authenticate(self, user):
        return super().user_can_authenticate(user) and not is_suspended(user, timezone.now())

    def get_user(self, user_id):
        """With the unit and the bell, which every page shows, and the offices: one query."""
        people = User.objects.select_related("unit", "bell").annotate(**OFFICES)
        try:
            user = people.get(pk=user_id)
        except User.DoesNotExist:
            return None
        return user if self.user_can_authenticate(user) else None

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NotificationsConfig(AppConfig):
    """Finds every domain's kinds and topics, as admin finds every admin.py."""

    name = "notifications"

    def ready(self):
        autodiscover_modules("notices", "live")

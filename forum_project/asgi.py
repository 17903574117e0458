"""HTTP and WebSockets in one application."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum_project.settings")
django.setup(set_prefix=False)

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from django.conf import settings
from django.urls import path

from forum_project.admission import Admission
from forum_project.handler import OneThreadHandler
from forum_project.startup import refuse_unsafe_start
from notifications.consumers import LiveConsumer

refuse_unsafe_start()
router = ProtocolTypeRouter(
    {
        "http": Admission(OneThreadHandler(), limit=settings.FORUM_AT_ONCE, patience=30),
        "websocket": AllowedHostsOriginValidator(
            AuthMiddlewareStack(URLRouter([path("ws/live/", LiveConsumer.as_asgi())]))
        ),
    }
)


async def application(scope, receive, send):
    """At the root always: daphne believes a request header about the prefix of every link."""
    scope["root_path"] = ""
    await router(scope, receive, send)

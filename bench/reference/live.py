"""Bare Channels and daphne with a bare switchboard: a set of sockets, and `/say` to all of them."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.reference.settings")
django.setup(set_prefix=False)

import asyncio
import json

from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import ProtocolTypeRouter

sockets = set()
running = set()


class Bare(AsyncWebsocketConsumer):
    async def connect(self):
        await self.accept()
        sockets.add(self)

    async def disconnect(self, code):
        sockets.discard(self)


async def say(scope, receive, send):
    """One message about as long as ours, to every socket at once."""
    text = json.dumps({"topic": "thread:bare", "no": 1, "event": "answer-posted", "facts": {}})
    if scope["path"] == "/say/":
        for one in sockets:
            task = asyncio.create_task(one.send(text))
            running.add(task)
            task.add_done_callback(running.discard)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"said"})


application = ProtocolTypeRouter({"http": say, "websocket": Bare.as_asgi()})

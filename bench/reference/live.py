"""Bare Channels and daphne with a bare switchboard: a set of sockets, and `/say` to all of them.

With REDIS_URL two such processes share the sockets, and what one is told goes through Redis.
"""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.reference.settings")
django.setup(set_prefix=False)

import asyncio
import json

from channels.generic.websocket import AsyncWebsocketConsumer
from channels.routing import ProtocolTypeRouter
from redis.asyncio import Redis

sockets = set()
running = set()
redis = Redis.from_url(os.environ["REDIS_URL"]) if os.environ.get("REDIS_URL") else None
TEXT = json.dumps({"topic": "thread:bare", "no": 1, "event": "answer-posted", "facts": {}})


class Bare(AsyncWebsocketConsumer):
    async def connect(self):
        await self.accept()
        if redis and not sockets:
            keep(listen())
        sockets.add(self)

    async def disconnect(self, code):
        sockets.discard(self)


def keep(work):
    task = asyncio.create_task(work)
    running.add(task)
    task.add_done_callback(running.discard)


async def listen():
    async with redis.pubsub() as line:
        await line.subscribe("bare")
        async for message in line.listen():
            if message["type"] == "message":
                tell_all(message["data"].decode())


def tell_all(text):
    for one in sockets:
        keep(one.send(text))


async def say(scope, receive, send):
    """One message about as long as ours, to every socket at once."""
    if scope["path"] == "/say/" and redis:
        await redis.publish("bare", TEXT)
    elif scope["path"] == "/say/":
        tell_all(TEXT)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"said"})


application = ProtocolTypeRouter({"http": say, "websocket": Bare.as_asgi()})

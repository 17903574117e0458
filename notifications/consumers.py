"""/ws/live/: one socket per visible tab. The protocol is performance.md's, section 3."""

import json
import time

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.utils import timezone

from notifications.actions import note_here
from notifications.socket import Socket
from notifications.switchboard import switchboard
from notifications.topics import is_key

MOST_TOPICS = 10
PER_MINUTE = 20  # inbound messages (reliability.md R34)
POLICY_VIOLATION = 4008  # 1008; an application may only say 4000 to 4999 (RFC 6455, 7.4.2)


class LiveConsumer(AsyncWebsocketConsumer):
    """Takes `watch` and `unwatch`, sends events; everything else closes it."""

    # The switchboard listens for the whole process; a channel of its own would stay silent.
    channel_layer_alias = "none"

    async def connect(self):
        user = self.scope["user"]
        if not user.is_authenticated:
            await self.close()
            return
        self.heard = []
        session_key = self.scope["session"].session_key
        self.socket = Socket(user, self.tell, self.close, session_key)
        await self.accept()
        await switchboard().join(self.socket)
        await database_sync_to_async(note_here)(user=user, now=timezone.now())

    async def disconnect(self, code):
        if hasattr(self, "socket"):
            switchboard().leave(self.socket)
            self.socket.fall_silent()

    async def tell(self, message):
        await self.send(json.dumps(message, separators=(",", ":")))

    async def receive(self, text_data=None, bytes_data=None):
        message = parsed(text_data)
        if message is None or self.is_too_fast() or not await self.obey(message):
            await self.close(POLICY_VIOLATION)

    async def obey(self, message):
        key, board = message.get("watch"), switchboard()
        if is_key(message.get("unwatch")):
            board.unwatch(self.socket, message["unwatch"])
            return True
        after = message.get("after", 0)
        if not is_key(key) or not is_number(after) or len(self.socket.cursors) >= MOST_TOPICS:
            return False
        await board.watch(self.socket, key, after)
        return True

    def is_too_fast(self):
        now = time.monotonic()
        self.heard = [*(heard for heard in self.heard if now - heard < 60), now]
        return len(self.heard) >= PER_MINUTE


def parsed(text):
    try:
        message = json.loads(text)
    except (TypeError, ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) else None


def is_number(value):
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**62

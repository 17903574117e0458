"""A WebSocket client (RFC 6455) that can also misbehave, and an open page that keeps coming back.

By hand, because a library would refuse to send what the fault tests must send.
"""

import asyncio
import base64
import contextlib
import json
import os
import random
import struct
from collections.abc import Callable

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
LOST = 1006  # what a browser says of a line that was cut
LONGEST_WAIT = 30  # seconds, as in static/js/app.js


class Refused(Exception):
    """The server answered the handshake with this status (0: with nothing)."""


class Closed(Exception):
    """The server closed with this code."""


def frame(payload: bytes, opcode: int = TEXT) -> bytes:
    """Whole and masked with zeros, which leaves the payload as it is."""
    size = len(payload)
    if size < 126:
        head = struct.pack("!BB", 0x80 | opcode, 0x80 | size)
    elif size < 65536:
        head = struct.pack("!BBH", 0x80 | opcode, 0x80 | 126, size)
    else:
        head = struct.pack("!BBQ", 0x80 | opcode, 0x80 | 127, size)
    return head + bytes(4) + payload


class Line:
    """One open socket; `cookie` is a whole Cookie header."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
        self.reader, self.writer = reader, writer

    @classmethod
    async def open(cls, port: int, cookie: str, origin: str | None = "") -> "Line":
        """From the site's own page, or from another `origin`; None sends no such header."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        host = f"127.0.0.1:{port}"
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [f"Host: {host}", "Upgrade: websocket", "Connection: Upgrade", f"Cookie: {cookie}"]
        lines += [f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13"]
        if origin is not None:
            lines.append(f"Origin: {origin or f'http://{host}'}")
        writer.write("\r\n".join(["GET /ws/live/ HTTP/1.1", *lines, "", ""]).encode())
        try:
            answer = await reader.readuntil(b"\r\n\r\n")
        except (asyncio.IncompleteReadError, ConnectionError):
            raise Refused(0) from None
        status = int(answer.split(b" ", 2)[1])
        if status != 101:
            writer.close()
            raise Refused(status)
        return cls(reader, writer)

    async def send(self, message: dict) -> None:
        await self.send_frame(json.dumps(message).encode())

    async def send_frame(self, payload: bytes, opcode: int = TEXT) -> None:
        self.writer.write(frame(payload, opcode))
        await self.writer.drain()

    async def receive_frame(self) -> tuple[int, bytes]:
        """Opcode and payload of the next frame; a server's are not masked."""
        try:
            first, size = await self.reader.readexactly(2)
            if size == 126:
                size = int.from_bytes(await self.reader.readexactly(2))
            elif size == 127:
                size = int.from_bytes(await self.reader.readexactly(8))
            return first & 0x0F, await self.reader.readexactly(size)
        except (asyncio.IncompleteReadError, ConnectionError):
            raise Closed(LOST) from None

    async def receive(self) -> dict:
        """The next message; raises Closed, after answering as a browser does."""
        while True:
            opcode, payload = await self.receive_frame()
            if opcode == TEXT:
                return json.loads(payload)
            if opcode == PING:
                await self.send_frame(payload, PONG)
            if opcode == CLOSE:
                with contextlib.suppress(ConnectionError):
                    await self.send_frame(payload[:2], CLOSE)
                self.close()
                raise Closed(int.from_bytes(payload[:2]))

    async def close_code(self) -> int:
        """Whatever is said before, the code with which the server closes."""
        try:
            while True:
                await self.receive()
        except Closed as closed:
            return closed.args[0]

    def close(self) -> None:
        self.writer.close()


class OpenPage:
    """What static/js/app.js does: watches, keeps the last number, comes back and replays.

    `heard` holds the messages, `codes` those with which its sockets were closed.
    """

    def __init__(self, port: int, cookie: str, cursors: dict[str, int]):
        self.port, self.cookie, self.cursors = port, cookie, cursors
        self.heard: list[dict] = []
        self.codes: list[int] = []
        self.waits: list[float] = []
        self.waiting: list[tuple[Callable, asyncio.Future]] = []
        self.line: Line | None = None

    async def run(self) -> None:
        """Until it is cancelled."""
        failures = 0
        while True:
            try:
                self.line = await Line.open(self.port, self.cookie)
                failures = 0
                await self.listen(self.line)
            except Closed as closed:
                self.codes.append(closed.args[0])
            except (Refused, OSError):
                pass
            self.line = None
            failures += 1
            longest = min(2**failures, LONGEST_WAIT)
            self.waits.append(longest * random.uniform(0.5, 1))
            self.note()
            await asyncio.sleep(self.waits[-1])

    async def listen(self, line: Line) -> None:
        for topic, after in self.cursors.items():
            await line.send({"watch": topic, "after": after})
        self.note()
        while True:
            message = await line.receive()
            key = message.get("topic") or message.get("reset")
            if "no" in message:
                self.cursors[key] = message["no"]
            self.heard.append(message)
            self.note()

    def note(self) -> None:
        for is_true, future in self.waiting:
            if not future.done() and is_true(self):
                future.set_result(None)

    async def until(self, is_true: Callable, seconds: float = 60) -> None:
        """Waits for what this page hears; raises TimeoutError with what it heard."""
        future = asyncio.get_running_loop().create_future()
        self.waiting.append((is_true, future))
        self.note()
        try:
            async with asyncio.timeout(seconds):
                await future
        except TimeoutError:
            raise TimeoutError(f"{self.codes} {self.heard[-3:]}") from None
        finally:
            self.waiting.remove((is_true, future))

    def numbers(self, topic: str) -> list[int]:
        return [one["no"] for one in self.heard if one.get("topic") == topic and "no" in one]

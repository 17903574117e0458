"""A TCP proxy before servers on this machine, which can refuse, fall silent and be slow."""

import asyncio
import collections
import contextlib
import threading

SLOW = 0.2  # seconds that each answer takes longer


class Proxy:
    """Listens on `port`; `mode` is pass, refuse, slow or hang (lines are taken, nothing answers).

    Of several targets the next one gets a line, and of those that refuse it none.
    """

    def __init__(self, *targets: int):
        self.targets, self.port, self.mode = collections.deque(targets), 0, "pass"
        self.lines: set[asyncio.StreamWriter] = set()
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        self.call(self.listen())

    def call(self, work) -> None:
        asyncio.run_coroutine_threadsafe(work, self.loop).result(10)

    async def listen(self) -> None:
        self.server = await asyncio.start_server(self.carry, "127.0.0.1", self.port)
        self.port = self.server.sockets[0].getsockname()[1]

    def change(self, mode: str) -> None:
        """What was open before is cut by a refusal, and falls silent with a hang."""
        self.call(self.become(mode))

    async def become(self, mode: str) -> None:
        before, self.mode = self.mode, mode
        if before == "refuse" and mode != "refuse":
            await self.listen()
        if mode == "refuse":
            self.server.close()
        if mode == "refuse" or before == "hang":  # whoever needs a line that was silent dials again
            for line in list(self.lines):
                line.close()

    async def carry(self, reader, writer) -> None:
        there = await self.dial()
        if there is None:
            writer.close()
            return
        self.lines |= {writer, there[1]}
        answers = self.pump(there[0], writer, is_answer=True)
        await asyncio.gather(self.pump(reader, there[1]), answers)
        self.lines -= {writer, there[1]}

    async def dial(self):
        """The next target that takes a line; None while all of them restart."""
        for _target in range(len(self.targets)):
            self.targets.rotate()
            with contextlib.suppress(ConnectionError):
                return await asyncio.open_connection("127.0.0.1", self.targets[0])
        return None

    async def pump(self, reader, writer, *, is_answer: bool = False) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65536):
                if self.mode == "slow" and is_answer:
                    await asyncio.sleep(SLOW)
                while self.mode == "hang" and not writer.is_closing():
                    await asyncio.sleep(0.05)
                writer.write(data)
                await writer.drain()
        writer.close()

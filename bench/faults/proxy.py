"""A TCP proxy before a server on this machine, which can refuse and fall silent."""

import asyncio
import contextlib
import threading


class Proxy:
    """Listens on `port`; `mode` is pass, refuse or hang (lines are taken and nothing answers)."""

    def __init__(self, target: int):
        self.target, self.port, self.mode = target, 0, "pass"
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
        if mode != "hang":  # a line that was silent is cut, and whoever needs it dials again
            for line in list(self.lines):
                line.close()

    async def carry(self, reader, writer) -> None:
        try:
            there = await asyncio.open_connection("127.0.0.1", self.target)
        except ConnectionError:  # it restarts at this moment
            writer.close()
            return
        self.lines |= {writer, there[1]}
        await asyncio.gather(self.pump(reader, there[1]), self.pump(there[0], writer))
        self.lines -= {writer, there[1]}

    async def pump(self, reader, writer) -> None:
        with contextlib.suppress(ConnectionError):
            while data := await reader.read(65536):
                while self.mode == "hang" and not writer.is_closing():
                    await asyncio.sleep(0.05)
                writer.write(data)
                await writer.drain()
        writer.close()

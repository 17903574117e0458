"""A stop that loses nobody (F16): pages are told to come back, begun answers are finished.

Daphne cuts everything at once. A page would see a broken line, and whoever had just pressed a
button would get no answer to work that was done.
"""

import asyncio
import logging

from daphne.ws_protocol import WebSocketProtocol
from twisted.internet import defer

from forum_project.pacing import PacedServer

logger = logging.getLogger("sepakat.serve")
# "Service restart" in IANA's registry of close codes. Autobahn lets an application say 4000 to
# 4999 only (RFC 6455, 7.4.2); this is the server itself, so the frame is written as it is.
RESTART = 1012
PATIENCE = 5  # seconds for answers that were begun; deploy/sepakat.service kills after 10
BREATH = 0.1  # seconds in which the last bytes leave


class OrderlyServer(PacedServer):
    is_stopping = False

    def run(self):
        self.ports = []
        super().run()

    def listen_success(self, port):
        self.ports.append(port)
        super().listen_success(port)

    def create_application(self, protocol, scope):
        """Whoever still asks over a kept line is answered, and then let go."""
        if self.is_stopping and scope["type"] == "http":
            protocol.channel.persistent = False
        return super().create_application(protocol, scope)

    def kill_all_applications(self):
        """Twisted waits for it before it stops."""
        return defer.Deferred.fromFuture(asyncio.ensure_future(self.wind_down()))

    async def wind_down(self):
        self.is_stopping = True
        for port in self.ports:
            port.stopListening()
        try:
            for protocol in self.begun():
                self.say_goodbye(protocol)
            async with asyncio.timeout(PATIENCE):
                while begun := self.begun():
                    await asyncio.wait(begun.values())
        except TimeoutError:
            for application in self.begun().values():
                application.cancel()
        except Exception:
            logger.exception("the server stops at once")
        await asyncio.sleep(BREATH)

    def begun(self):
        """What still runs, by connection: requests, and sockets that have not said goodbye."""
        found = {line: one.get("application_instance") for line, one in self.connections.items()}
        return {line: one for line, one in found.items() if one is not None and not one.done()}

    def say_goodbye(self, protocol):
        if isinstance(protocol, WebSocketProtocol):
            if protocol.state == WebSocketProtocol.STATE_OPEN:
                protocol.sendCloseFrame(code=RESTART)
        elif channel := getattr(protocol, "channel", None):  # gone with its reader, or its answer
            channel.persistent = False

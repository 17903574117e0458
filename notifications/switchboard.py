"""One per server process: carries a happening from the one subscription to this process's sockets.

All of it runs on one event loop. A socket keeps a cursor per topic; a message with the next
number is handed on directly, a jump in numbers is filled from rows, and every SWEEP seconds the
counters of all that is watched are compared, so no lost wake-up stays lost.
"""

import asyncio
import logging
from collections import defaultdict

from channels.db import database_sync_to_async
from django.utils import timezone

from foundation.cancelling import raise_if_cancelled
from notifications import live, replay, topics
from notifications.actions import note_server
from notifications.socket import TRY_AGAIN_LATER, Socket

logger = logging.getLogger("sepakat.live")
SWEEP = 20  # seconds
AGAIN = 2  # seconds until a layer that failed is asked anew
GOING_AWAY = 4012  # 1012 is the server's word; an application has 4000 to 4999 (RFC 6455, 7.4.2)
PER_PERSON = 5  # sockets


def is_next(socket: Socket, message: dict) -> bool:
    """Nothing is missing before it, or it has no number."""
    number, cursor = message.get("no"), socket.cursors.get(message["topic"])
    return number is None or cursor is None or number <= cursor + 1


class Switchboard:
    """Topic to sockets and user to sockets, for one process."""

    def __init__(self) -> None:
        self.by_topic: dict[str, set[Socket]] = defaultdict(set)
        self.by_user: dict[int, list[Socket]] = defaultdict(list)
        self.tasks: list[asyncio.Task] = []
        self.replays = 0

    @property
    def sockets(self) -> int:
        return sum(len(mine) for mine in self.by_user.values())

    # --- sockets come and go ---------------------------------------------------------------
    async def join(self, socket: Socket) -> None:
        """The first socket makes the process subscribe (daphne has no lifespan)."""
        mine = self.by_user[socket.user.pk]
        mine.append(socket)
        for one in mine:
            one.know(socket.person)
        for oldest in mine[:-PER_PERSON]:
            self.drop(oldest, TRY_AGAIN_LATER)
        if not self.tasks or any(task.done() for task in self.tasks):
            self.start()

    def start(self) -> None:
        for task in self.tasks:
            task.cancel()
        self.tasks = [asyncio.create_task(self.listen()), asyncio.create_task(self.sweep())]

    def drop(self, socket: Socket, code: int) -> None:
        """Closes it; it hears nothing from now on, even if the line stays open."""
        self.leave(socket)
        socket.end(code)

    def leave(self, socket: Socket) -> None:
        for key in list(socket.cursors):
            self.unwatch(socket, key)
        mine = self.by_user.get(socket.user.pk, [])
        if socket in mine:
            mine.remove(socket)
        if not mine:
            self.by_user.pop(socket.user.pk, None)

    async def watch(self, socket: Socket, key: str, after: int) -> None:
        """Registers first and then replays, so nothing falls between.

        What arrives before the permission is known waits, and is dropped where it is denied.
        """
        if socket.is_ended:
            return
        socket.held[key] = []
        socket.cursors[key] = after
        if key != topics.KABAR:
            self.by_topic[key].add(socket)
        await self.catch_up(socket, key)
        for message in socket.held.pop(key):
            await self.hand_to(socket, message)

    def unwatch(self, socket: Socket, key: str) -> None:
        socket.cursors.pop(key, None)
        self.by_topic[key].discard(socket)
        if not self.by_topic[key]:
            del self.by_topic[key]

    async def catch_up(self, socket: Socket, key: str) -> None:
        if key not in socket.cursors:
            return
        after = socket.cursors[key]
        self.replays += 1
        for message in await database_sync_to_async(replay.missed)(socket.user, key, after):
            socket.hear(message)
            if "denied" in message:
                self.unwatch(socket, key)

    # --- happenings arrive -----------------------------------------------------------------
    async def listen(self) -> None:
        """Subscribes anew when the layer failed; the sweep tells what was missed meanwhile."""
        while True:
            try:
                layer, channel = await live.subscribe()
                await self.compare()  # what happened while nobody listened
                while True:
                    raise_if_cancelled()
                    await self.hand_over(await layer.receive(channel))
            except Exception:
                raise_if_cancelled()
                logger.exception("nobody listens to the layer; tried again")
                await asyncio.sleep(AGAIN)

    async def hand_over(self, message: dict) -> None:
        try:
            await self.dispatch(message)
        except Exception:  # one bad message must not deafen the process
            raise_if_cancelled()
            logger.exception("a live message was not handed on")

    async def dispatch(self, message: dict) -> None:
        """Whom a message concerns: the watchers of a topic, or the sockets of people."""
        kind = message.pop("type")
        if kind == "live.event":
            await self.hand_on(message)
            return
        if "between" in message:
            await self.ring(self.addressed(message))
            return
        act = {
            "live.kabar": self.hear_kabar,
            "live.recount": self.recount,
            "live.close": self.end,
            "live.ask_again": self.ask_again,
        }[kind]
        await asyncio.gather(*(act(socket) for socket in self.addressed(message)))

    async def hear_kabar(self, socket: Socket) -> None:
        await self.catch_up(socket, topics.KABAR)

    async def ring(self, sockets: list[Socket]) -> None:
        """A slice of a broadcast: one pair of statements for all of this process's readers."""
        ids = {socket.user.pk for socket in sockets if topics.KABAR in socket.cursors}
        told = await database_sync_to_async(replay.told_in_slice)(ids)
        for socket in sockets:
            if socket.user.pk in told:
                socket.hear(told[socket.user.pk])

    async def end(self, socket: Socket) -> None:
        self.drop(socket, GOING_AWAY)

    async def hand_on(self, message: dict) -> None:
        """A page hears neither for whom a message is nor who did it."""
        only, but = message.pop("only", None), message.pop("but", None)
        key, behind = message["topic"], []
        for socket in list(self.by_topic.get(key, ())):
            if socket.user.pk == but or (only is not None and socket.user.pk not in only):
                continue
            if key in socket.held:
                socket.held[key].append(message)
            elif is_next(socket, message):
                socket.hear(message)
            else:
                behind.append(socket)
        for socket in behind:
            await self.catch_up(socket, key)

    async def hand_to(self, socket: Socket, message: dict) -> None:
        if is_next(socket, message):
            socket.hear(message)
        else:
            await self.catch_up(socket, message["topic"])

    def addressed(self, message: dict) -> list[Socket]:
        """This process's sockets of the named users, or of those between two ids."""
        if "users" in message:
            ids = [pk for pk in message["users"] if pk in self.by_user]
        else:
            low, high = message["between"]
            ids = [pk for pk in self.by_user if low <= pk <= high]
        return [socket for pk in ids for socket in self.by_user[pk]]

    async def recount(self, socket: Socket) -> None:
        """Another tab read something: the bell changes without a new number."""
        unseen = await database_sync_to_async(replay.unseen_count)(socket.user)
        socket.hear({"topic": topics.KABAR, "event": "counted", "facts": {"unseen": unseen}})

    async def ask_again(self, socket: Socket) -> None:
        """Roles and units are remembered on the user, so the user is read anew first."""
        user = await database_sync_to_async(replay.fresh)(socket.user)
        if user is None or user.password != socket.user.password:
            self.drop(socket, GOING_AWAY)
            return
        socket.know(user)
        for key in list(socket.cursors):
            await self.catch_up(socket, key)

    # --- nothing stays lost ----------------------------------------------------------------
    async def sweep(self) -> None:
        while True:
            raise_if_cancelled()
            await asyncio.sleep(SWEEP)
            try:
                await self.part_with_leavers()
                await self.compare_standings()
                await self.compare()
                await self.note()
            except Exception:
                raise_if_cancelled()
                logger.exception("the counters are compared again later")

    async def part_with_leavers(self) -> None:
        """Who was suspended, signed out or got a new password, where that message was lost."""
        sockets = [socket for mine in self.by_user.values() for socket in mine]
        staying = await database_sync_to_async(replay.staying)(
            [(socket.user, socket.session_key) for socket in sockets]
        )
        for socket, may_stay in zip(sockets, staying, strict=True):
            if not may_stay:
                self.drop(socket, GOING_AWAY)

    async def compare_standings(self) -> None:
        """Whose unit or office changed is asked again, where that message was lost."""
        found = await database_sync_to_async(replay.standings)(set(self.by_user))
        for pk, standing in found.items():
            for socket in list(self.by_user.get(pk, ())):
                if socket.standing not in (None, standing):
                    await self.ask_again(socket)
                socket.standing = standing

    async def note(self) -> None:
        said = {"sockets": self.sockets, "replays": self.replays, "now": timezone.now()}
        await database_sync_to_async(note_server)(**said)

    async def compare(self) -> None:
        """Whoever is behind the counters catches up from rows."""
        watched = list(self.by_topic), list(self.by_user)
        found = await database_sync_to_async(replay.counters)(*watched)
        for sockets in list(self.by_user.values()):
            for socket in list(sockets):
                for key, cursor in list(socket.cursors.items()):
                    counter = found.get(socket.user.pk if key == topics.KABAR else key, 0)
                    if counter > cursor:
                        await self.catch_up(socket, key)


boards: dict[asyncio.AbstractEventLoop, Switchboard] = {}


def switchboard() -> Switchboard:
    """This process's board; keyed by loop because tests run several."""
    loop = asyncio.get_running_loop()
    for other in [one for one in boards if one.is_closed()]:
        del boards[other]
    return boards.setdefault(loop, Switchboard())

"""F7, F14: Redis refuses, hangs, comes back empty, and loses 30 of 100 wake-ups.

No request fails, none takes 300 ms more than with Redis alive, and an open page and whoever polls
are told of every answer, once and in order. The controls have one guard less (broken.py).
"""

import asyncio
import http.client
import json
import subprocess
import sys
import threading
import time

from bench.faults.proxy import Proxy
from bench.serving import Server, csrf, free_port, session_cookie, set_up
from bench.sockets import OpenPage

MOST = 0.3  # seconds that a request may take longer
ANSWERS = 20  # of which a lossy layer loses some in all but one of a thousand runs
PAUSE = 0.25  # seconds between two rounds, so that a run outlasts several rests of Redis
LOOP = asyncio.new_event_loop()


class Redis:
    """A server of our own that keeps nothing, and the proxy before it."""

    def __init__(self):
        self.port = free_port()
        self.start()
        self.proxy = Proxy(self.port)
        self.url = f"redis://127.0.0.1:{self.proxy.port}/0"

    def start(self) -> None:
        words = f"redis-server --port {self.port} --bind 127.0.0.1 --save '' --appendonly no"
        self.process = subprocess.Popen(words.replace("''", "").split(), stdout=subprocess.DEVNULL)
        time.sleep(0.5)

    def stop(self) -> None:
        self.process.kill()
        self.process.wait()

    def become(self, mode: str) -> None:
        if mode == "restarted empty":
            self.stop()
            self.start()
            mode = "pass"
        self.proxy.change(mode)


class Site:
    """A server, a question, and a page that has it open; people answer one after the other."""

    def __init__(self, redis: Redis, command: str = "forum_project.serve", **more: str):
        from tests.factories import make_question

        from accounts.models import User

        people = list(User.objects.filter(email__startswith="storm-"))
        self.server = Server([command], "/sehat/", REDIS_URL=redis.url, **more)
        self.question = make_question(people[0], body=f"Sistem menolak sejak {time.time()}.")
        self.cookies = iter([session_cookie(one) for one in people[2:]])
        self.reader = session_cookie(people[1])
        self.topic = f"thread:{self.question.public_id}"
        self.page = OpenPage(self.server.port, self.reader, {self.topic: 0})
        self.running = asyncio.run_coroutine_threadsafe(self.page.run(), LOOP)
        time.sleep(1)

    def ask(self, kind: str) -> tuple[int, float]:
        """Status and seconds of one request."""
        path = {"list": "/tanya/", "news": "/kabar/"}.get(kind, self.question.get_absolute_url())
        headers, body, token = {"Cookie": self.reader}, None, csrf()
        if kind == "answer":
            path = f"/tanya/{self.question.public_id}/jawab/"
            body = f"csrfmiddlewaretoken={token}&body=Cukup+lewat+pergeseran+antar-rincian."
            headers = {
                "Cookie": f"{next(self.cookies)}; csrftoken={token}",
                "Content-Type": "application/x-www-form-urlencoded",
            }
        line = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        started = time.monotonic()
        line.request("POST" if body else "GET", path, body, headers)
        answer = line.getresponse()
        answer.read()
        return answer.status, time.monotonic() - started

    def rounds(self, number: int) -> dict[str, list[float]]:
        """Seconds of each kind of request; each stands first in some round."""
        kinds = ["list", "question", "news", "answer"]
        took: dict[str, list[float]] = {kind: [] for kind in kinds}
        for turn in range(number):
            for kind in kinds[turn % 4 :] + kinds[: turn % 4]:
                status, seconds = self.ask(kind)
                if status not in {200, 302}:
                    raise SystemExit(f"{kind} answered {status}")
                took[kind].append(seconds)
            time.sleep(PAUSE)
        return took

    def answer(self, number: int) -> None:
        for _each in range(number):
            if self.ask("answer")[0] != 302:
                raise SystemExit("an answer was refused")

    def told(self) -> tuple[list[int], list[int], list[int]]:
        """The numbers in the rows, by polling, and in the open page within a minute."""
        from notifications.models import LiveEvent

        rows = list(LiveEvent.objects.filter(topic=self.topic).order_by("no"))
        numbers = [row.no for row in rows]
        waiting = self.page.until(lambda one: len(one.numbers(self.topic)) >= len(rows), 45)
        try:
            asyncio.run_coroutine_threadsafe(waiting, LOOP).result()
        except TimeoutError:
            pass
        line = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        line.request("GET", f"/kabar/sejak/?t={self.topic}.0", headers={"Cookie": self.reader})
        polled = [one["no"] for one in json.load(line.getresponse())["events"]]
        return numbers, polled, self.page.numbers(self.topic)

    def stop(self) -> None:
        self.running.cancel()
        self.server.stop()


def more_than(alive: dict[str, list[float]], took: dict[str, list[float]]) -> float:
    """Seconds that the slowest request took longer than the slowest of its kind before."""
    return max(max(took[kind]) - max(alive[kind]) for kind in took)


def main() -> int:
    number = 4 if "--quick" in sys.argv else 12
    set_up()
    from bench.faults.last_seats import add_people

    add_people(5 * number + 2 * ANSWERS + 10)
    threading.Thread(target=LOOP.run_forever, daemon=True).start()
    redis = Redis()
    try:
        alive, failed = through_all(redis, number)
        failed += lossy(redis, "lossy") + lossy(redis, "lossy and deaf", is_whole=False)
        failed += impatient(redis, alive)
    finally:
        redis.stop()
    return int(failed > 0)


def through_all(redis: Redis, number: int) -> tuple[dict[str, list[float]], int]:
    """One server and one open page through every state of Redis."""
    site, failed = Site(redis), 0
    alive = site.rounds(number)
    middle = {kind: round(sorted(took)[len(took) // 2] * 1000) for kind, took in alive.items()}
    print("alive, ms:", middle)
    for mode in ("refuse", "hang", "pass", "restarted empty"):
        redis.become(mode)
        took = site.rounds(number)
        extra = more_than(alive, took)
        ratio = max(max(took[kind]) / max(alive[kind]) for kind in took)
        print(f"{mode}: no request failed, slowest {extra * 1000:+.0f} ms, ratio {ratio:.1f}")
        failed += extra > MOST
    failed += report("all of these", site.told())
    site.stop()
    return alive, failed


def lossy(redis: Redis, fault: str, *, is_whole: bool = True) -> int:
    site = Site(redis, "bench.faults.broken", FAULT=fault)
    site.answer(ANSWERS)
    failed = report(fault if is_whole else f"control, {fault}", site.told(), is_whole)
    site.stop()
    return failed


def impatient(redis: Redis, alive: dict[str, list[float]]) -> int:
    site = Site(redis, "bench.faults.broken", FAULT="impatient")
    redis.become("hang")
    extra = more_than(alive, site.rounds(4))
    print(f"control, impatient and hung: slowest {extra * 1000:+.0f} ms")
    site.stop()
    return int(extra <= MOST)


def report(name: str, told: tuple[list[int], list[int], list[int]], is_whole: bool = True) -> bool:
    """Whether it is not as it must be."""
    rows, polled, heard = told
    print(f"{name}: {len(rows)} events, {len(polled)} by polling, {len(heard)} in an open page")
    return (rows == polled == heard) != is_whole


if __name__ == "__main__":
    sys.exit(main())

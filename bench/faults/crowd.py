"""People who read and answer without a pause, what each was told, and what the rows say of it."""

import collections
import http.client
import itertools
import threading
import time
from dataclasses import dataclass

from bench.serving import csrf, session_cookie


@dataclass
class Told:
    """What came back; status 0 is a line that was cut or refused."""

    kind: str
    words: str
    status: int
    seconds: float
    at: float
    page: bytes = b""


def request(port: int, path: str, cookie: str, fields: dict | None = None) -> Told:
    """One request on a line of its own; with `fields` a form is posted."""
    headers, body, token = {"Cookie": cookie}, None, csrf()
    if fields is not None:
        body = "&".join(f"{k}={v}" for k, v in ({"csrfmiddlewaretoken": token} | fields).items())
        headers["Cookie"] += f"; csrftoken={token}"
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    kind, words = ("post", fields.get("body", "")) if fields is not None else ("get", path)
    started, status, page = time.monotonic(), 0, b""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        line.request("POST" if body else "GET", path, body, headers)
        answer = line.getresponse()
        page, status = answer.read(), answer.status
    except (OSError, http.client.HTTPException):
        pass
    finally:
        line.close()
    ended = time.monotonic()
    return Told(kind, words, status, ended - started, ended, page)


class Crowd:
    """`size` people at once read a list and a question, and answer it, until `leave`.

    An answer that nobody acknowledged is sent again with the same key, as a page does.
    """

    def __init__(self, port: int, questions: list, people: list, size: int = 4):
        self.port, self.questions, self.size = port, questions, size
        self.cookies = [session_cookie(one) for one in people]
        self.told: list[Told] = []
        self.mark = csrf()[:8]  # rows of an earlier run are none of ours
        self.next, self.lock = itertools.count(1), threading.Lock()
        self.is_leaving = threading.Event()
        self.threads = [threading.Thread(target=self.stay) for _person in range(size)]
        for thread in self.threads:
            thread.start()

    def stay(self) -> None:
        while not self.is_leaving.is_set():
            with self.lock:
                number = next(self.next)
            turn, person = divmod(number, len(self.cookies))
            cookie = self.cookies[person]
            question = self.questions[
                (turn + person) % len(self.questions)
            ]  # answered once by each
            for path in ("/tanya/", question.get_absolute_url()):
                self.note(request(self.port, path, cookie))
            self.answer(question, number, cookie)

    def answer(self, question, number: int, cookie: str) -> None:
        path = f"/tanya/{question.public_id}/jawab/"
        fields = {"body": f"Cukup+lewat+nomor+{number}+{self.mark}.", "key": f"{self.mark}{number}"}
        for _try in range(200):
            told = self.note(request(self.port, path, cookie, fields))
            if told.status == 302 or self.is_leaving.is_set():
                return
            time.sleep(0.1)

    def note(self, told: Told) -> Told:
        self.told.append(told)
        return told

    def leave(self) -> None:
        self.is_leaving.set()
        for thread in self.threads:
            thread.join()

    @property
    def acknowledged(self) -> set[str]:
        return {one.words.replace("+", " ") for one in self.told if one.status == 302}


def compare(crowd: Crowd) -> dict:
    """What was acknowledged beside the rows: nothing lost, nothing twice, everybody told."""
    from discussions.models import Post
    from notifications.models import LiveEvent, Notification

    posts = Post.objects.filter(thread__in=crowd.questions, no__gt=1)
    stored = collections.Counter(posts.values_list("body", flat=True))
    untold = gaps = 0
    for question in crowd.questions:
        answers = posts.filter(thread=question).count()
        rows = Notification.objects.of(question.author).about(question)
        untold += abs(answers - sum(rows.values_list("count", flat=True)))
        events = LiveEvent.objects.filter(topic=f"thread:{question.public_id}").order_by("no")
        numbers = list(events.values_list("no", flat=True))
        gaps += numbers != list(range(1, len(numbers) + 1))
        gaps += events.filter(event="answer-posted").count() != answers
    return {
        "acknowledged": len(crowd.acknowledged),
        "lost": len(crowd.acknowledged - set(stored)),
        "stored": len(stored),
        "twice": sum(count > 1 for count in stored.values()),
        "told too often or never": untold,
        "gaps in events": gaps,
    }


def is_whole(found: dict) -> bool:
    wrong = ("lost", "twice", "told too often or never", "gaps in events")
    return found["acknowledged"] > 0 and not any(found[name] for name in wrong)

"""F8: PostgreSQL restarts without a goodbye, loses every backend, and falls silent.

Nothing acknowledged is lost, every error comes within 5 s and is the page that says so, and 3 s
after the database is back all goes on: requests, and the worker within the server. The control
keeps dead connections and waits for as long as the database is silent (broken.py).
"""

import sys
import time

from bench.faults.cluster import Cluster, binaries
from bench.faults.crowd import Crowd, compare, is_whole
from bench.faults.proxy import Proxy
from bench.serving import Server, set_up

SLOWEST = 5  # seconds until somebody hears that it does not work
BACK = 3  # seconds after the database is back
CALM = 4  # seconds between two faults


class Fault:
    """What is done to the database, and when it was back."""

    def __init__(self, cluster: Cluster, proxy: Proxy, silence: int):
        self.cluster, self.proxy, self.silence = cluster, proxy, silence

    def restart(self) -> None:
        self.cluster.control("restart")

    def terminate(self) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
            )

    def stop(self) -> None:
        self.cluster.control("stop")
        time.sleep(self.silence)
        self.cluster.control("start")

    def hang(self) -> None:
        self.proxy.change("hang")
        time.sleep(self.silence)
        self.proxy.change("pass")


def suffer(crowd: Crowd, name: str, act) -> dict:
    """One fault: what people were told from its begin on, and how soon it was over."""
    from django.db import connection

    began = time.monotonic()
    act()
    back = time.monotonic()
    connection.close()
    time.sleep(CALM)
    told = [one for one in crowd.told if one.at > began]
    errors = [one for one in told if one.status not in {200, 302}]
    late = [one.at - back for one in errors]
    return {
        "fault": name,
        "requests": len(told),
        "errors": len(errors),
        "bare": [one.status for one in errors if one.status != 503 or b"</html>" not in one.page],
        "slowest error": round(max((one.seconds for one in errors), default=0), 1),
        "slowest": round(max((one.seconds for one in told), default=0), 1),
        "last error after": round(max([*late, 0.0]), 1),
        "errors after": sum(moment > 0 for moment in late),
        "worker": worker_goes_on(),
    }


def worker_goes_on() -> bool:
    """Whether the worker within the server carries out a mail that is due now."""
    from django.utils import timezone
    from notifications.models import Delivery, State

    due = Delivery.objects.filter(pk=Delivery.objects.latest("pk").pk)
    due.update(state=State.WAITING, next_try_at=timezone.now(), attempts=0, leased_until=None)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if not due.waiting().exists():
            return True
        time.sleep(0.1)
    return False


def is_well(found: dict) -> bool:
    is_quick = found["slowest error"] <= SLOWEST and found["last error after"] <= BACK
    return is_quick and not found["bare"] and found["worker"]


def run(cluster: Cluster, command: str, times: int, silence: int, **more: str) -> bool:
    """All faults on one server; whether everything was as it must be."""
    from bench.faults.asked import ask

    proxy = Proxy(cluster.port)
    server = Server(
        [command],
        "/sehat/",
        DATABASE_URL=cluster.url(proxy.port),
        FORUM_EMBEDDED_WORKER="1",
        FORUM_MAIL_PER_MINUTE="10000",
        **more,
    )
    questions, people = ask(10)
    crowd, fault, well = Crowd(server.port, questions, people), Fault(cluster, proxy, silence), True
    time.sleep(CALM)
    acts = [fault.restart] * times + [fault.terminate, fault.stop, fault.hang]
    try:
        for act in acts:
            found = suffer(crowd, act.__name__, act)
            print(" ", found)
            well = well and is_well(found)
    finally:
        crowd.leave()
        server.stop()
    found = compare(crowd)
    print(" ", found)
    return well and is_whole(found)


def main() -> int:
    if binaries() is None:
        print("postgresql_down: SKIPPED, no initdb on this machine")
        return 0
    is_quick = "--quick" in sys.argv
    cluster = Cluster()
    try:
        set_up(DATABASE_URL=cluster.url())
        from bench.faults.last_seats import add_people

        add_people(120)
        print("as it is:")
        good = run(cluster, "forum_project.serve", 1 if is_quick else 10, 8 if is_quick else 20)
        print("control, dead connections are kept and patience has no end:")
        bad = run(cluster, "bench.faults.broken", 1, 8, FAULT="faithful")
    finally:
        cluster.remove()
    return int(not good or bad)


if __name__ == "__main__":
    sys.exit(main())

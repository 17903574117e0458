"""R41, F24: 100 MB at any address: 413, under 60 MB of memory, others answered meanwhile."""

import http.client
import socket
import sys
import threading
import time

from bench.serving import Server, set_up

MEGABYTE = 1024 * 1024
SIZE = 100 * MEGABYTE
MOST_GROWTH = 60 * MEGABYTE
CHUNK = b"x" * 65536


def send(port: int, path: str, kind: str) -> int:
    """Posts the bomb and returns the status that came back."""
    head = f"POST {path} HTTP/1.1\r\nHost: localhost:{port}\r\n"
    if kind == "multipart":
        head += "Content-Type: multipart/form-data; boundary=b\r\n"
    chunked = kind == "chunked"
    head += "Transfer-Encoding: chunked\r\n\r\n" if chunked else f"Content-Length: {SIZE}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall(head.encode())
        sent = 0
        try:
            while sent < SIZE:
                line.sendall(b"10000\r\n" + CHUNK + b"\r\n" if chunked else CHUNK)
                sent += len(CHUNK)
        except (ConnectionError, TimeoutError):
            pass  # the server has answered and closed
        try:
            answer = line.recv(4096)
        except ConnectionError:
            return 0
    return int(answer.split(b" ", 2)[1]) if answer else 0


def slowest_health(port: int, stop: threading.Event, took: list[float]) -> None:
    while not stop.is_set():
        started = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", "/sehat/")
        assert connection.getresponse().status == 200
        took.append(time.monotonic() - started)
        time.sleep(0.05)


def main() -> int:
    set_up()
    server = Server(["forum_project.serve"], "/sehat/")
    stop, took = threading.Event(), []
    watcher = threading.Thread(target=slowest_health, args=(server.port, stop, took))
    try:
        before = server.memory()
        watcher.start()
        cases = [("/tidak-ada/", "plain"), ("/masuk/", "multipart"), ("/tanya/baru/", "chunked")]
        answers = {kind: send(server.port, path, kind) for path, kind in cases}
        growth = server.memory("VmHWM") - before
    finally:
        stop.set()
        watcher.join()
        server.stop()
    print(answers, f"growth {growth / MEGABYTE:.0f} MB, slowest other {max(took) * 1000:.0f} ms")
    return 0 if set(answers.values()) == {413} and growth < MOST_GROWTH else 1


if __name__ == "__main__":
    sys.exit(main())

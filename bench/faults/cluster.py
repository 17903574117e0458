"""A PostgreSQL of our own on a free port, in a folder that goes with it; Debian's packages."""

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

from bench.serving import free_port

OPTIONS = "-c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"


def binaries() -> Path | None:
    """The newest that is installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


class Cluster:
    """`port` and `url` stay the same through every restart."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="sepakat-pg-")
        self.port = free_port()
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        self.run("initdb", "-D", f"{self.folder}/rows", "-A", "trust", "-U", "sepakat")
        self.control("start")

    def run(self, name: str, *words: str) -> None:
        command = [str(binaries() / name), *words]
        if os.geteuid() == 0:  # which PostgreSQL refuses to run as
            command = ["su", "postgres", "-s", "/bin/sh", "-c", shlex.join(command)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")

    def control(self, verb: str) -> None:
        """start, restart or stop, without waiting for anybody who is connected."""
        words = ["-D", f"{self.folder}/rows", "-w", "-l", f"{self.folder}/log"]
        if verb != "stop":
            words += ["-o", f"-p {self.port} {OPTIONS}"]
        if verb != "start":
            words += ["-m", "immediate"]
        self.run("pg_ctl", *words, verb)

    def url(self, port: int = 0) -> str:
        """Directly, or through a proxy's `port`."""
        return f"postgres://sepakat@127.0.0.1:{port or self.port}/postgres"

    def remove(self) -> None:
        self.control("stop")
        shutil.rmtree(self.folder)

"""What the suite needs before it runs: compiled messages, collected statics, and Chromium.

`python -m tests.prepare` makes the first two; with `--browser` it also finds or installs Chromium
and exits 1 where there is none.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """The path of the system's Chromium."""
    return next((path for path in map(shutil.which, CHROMIUM) if path), None)


def install_chromium() -> None:
    """By apt, where this user may."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        for command in (["update", "-qq"], ["install", "-y", "-qq", "chromium"]):
            subprocess.run(["apt-get", *command], check=False, stdout=subprocess.DEVNULL)


def collect() -> None:
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    for command in (["compile_messages"], ["collectstatic", "--noinput"]):
        subprocess.run(
            [sys.executable, "manage.py", *command, "--verbosity", "0"],
            check=True,
            env=environment,
            cwd=Path(__file__).parent.parent,
        )


if __name__ == "__main__":
    if "--browser" not in sys.argv:
        collect()
    elif not chromium():
        install_chromium()
        sys.exit(0 if chromium() else 1)

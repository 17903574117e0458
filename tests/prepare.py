"""What the suite needs before it runs: compiled messages, collected statics, and Chromium.

`python -m tests.prepare` makes the first two; with `--browser` it also finds or installs Chromium
and exits 1 where there is none.
"""

import os
import shutil
import subprocess
import sys

import django
from django.core.management import call_command

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
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    call_command("compile_messages", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


if __name__ == "__main__":
    if "--browser" not in sys.argv:
        collect()
    elif not chromium():
        install_chromium()
        sys.exit(0 if chromium() else 1)

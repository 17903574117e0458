"""Everything static, two at a time: `make check`. Prints what failed and exits 1."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
TEMPLATES = sorted(str(path) for path in (ROOT / "templates").rglob("*.html"))
CHECKS = {
    "types": [BIN / "mypy"],
    "layout, messages, face": [BIN / "pytest", "tests/architecture", "-x"],
    "contracts": [BIN / "lint-imports"],
    "style": [BIN / "ruff", "check", "."],
    "format": [BIN / "ruff", "format", "--check", "-q", "."],
    "templates, lint and layout": [BIN / "djlint", "--lint", "--check", "--quiet", "templates"],
    "templates, form": [BIN / "djade", "--check", "--target-version", "5.2", *TEMPLATES],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    "deploy": [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
}
PRODUCTION = {
    "FORUM_HTTPS": "1",
    "FORUM_DEMO": "0",
    "FORUM_ALLOWED_HOSTS": "contoh.id",
    "FORUM_SEAL_KEY": "s3al-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "FORUM_SECRET_KEY": "k3y-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
}


def run(name: str) -> tuple[str, float, subprocess.CompletedProcess]:
    started = time.monotonic()
    settings = "forum_project.settings" if name == "deploy" else "tests.settings"
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": settings}
    if name == "deploy":
        environment |= PRODUCTION
    result = subprocess.run(
        [str(part) for part in CHECKS[name]],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
    )
    return name, time.monotonic() - started, result


def main() -> int:
    failed = 0
    with ThreadPoolExecutor(max_workers=2) as pool:
        first, *rest = CHECKS  # the longest by far; it needs nothing that is prepared
        found = [pool.submit(run, first)]
        subprocess.run([sys.executable, "-m", "tests.prepare"], check=True, cwd=ROOT)
        found += [pool.submit(run, name) for name in rest]
        for done in found:
            name, seconds, result = done.result()
            mark = "ok" if result.returncode == 0 else "FAILED"
            sys.stdout.write(f"{mark:7}{seconds:5.1f} s  {name}\n")
            if result.returncode:
                failed += 1
                sys.stdout.write(result.stdout[-6000:] + result.stderr[-3000:])
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

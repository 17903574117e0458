"""The documents tell the truth: tests they name exist, settings are all listed."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`")


def test_every_capability_names_a_test_that_exists():
    text = (ROOT / "docs" / "capabilities.md").read_text(encoding="utf-8")
    missing = [
        (path, name)
        for path, name in NAMED.findall(text)
        if not (ROOT / path).exists() or name not in (ROOT / path).read_text(encoding="utf-8")
    ]

    assert missing == []


def test_every_setting_from_the_environment_is_listed():
    code = "\n".join(
        (ROOT / "forum_project" / name).read_text(encoding="utf-8")
        for name in ("settings.py", "engines.py", "serve.py")
    )
    read = set(re.findall(r"\"(FORUM_[A-Z_]+|[A-Z]+_URL|PORT)\"", code))
    listed = set(re.findall(r"`([A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text()))

    assert read - listed == set()


def test_the_readme_stays_short():
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 150


def test_no_registry_stands_in_a_lock_file():
    found = [
        path.name
        for path in (ROOT / "requirements").glob("*.lock")
        if re.search(r"https?://", path.read_text(encoding="utf-8"))
    ]

    assert found == []

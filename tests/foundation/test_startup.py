"""Start-up refuses what is unsafe together, in one sentence (reliability.md R54)."""

import os
import subprocess
import sys

import pytest

from forum_project.startup import problems

KEY = "kunci-contoh-aman-" * 4

SAFE = {
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": ["sepakat.contoh.go.id"],
    "DEBUG": False,
    "FORUM_HTTPS": True,
    "FORUM_DEMO": False,
    "REDIS_URL": "redis://127.0.0.1:6379/0",
}
UNSAFE = [
    ({"SECRET_KEY": ""}, "FORUM_SECRET_KEY"),
    ({"FORUM_SEAL_KEY": "short"}, "FORUM_SEAL_KEY"),
    ({"SECRET_KEY": "short"}, "FORUM_SECRET_KEY"),
    ({"SECRET_KEY": "django-insecure-" + "k" * 60}, "FORUM_SECRET_KEY"),
    ({"ALLOWED_HOSTS": []}, "FORUM_ALLOWED_HOSTS"),
    ({"ALLOWED_HOSTS": ["*"]}, "FORUM_ALLOWED_HOSTS"),
    ({"SECRET_KEY": "k" * 60}, "FORUM_SECRET_KEY"),
    ({"DEBUG": True}, "FORUM_DEBUG"),
    ({"DEBUG": True, "FORUM_DEMO": True}, "FORUM_DEBUG"),
    ({"FORUM_MFA_ROLES": frozenset({"pimpinan"})}, "FORUM_MFA_ROLES"),
]


def set_all(settings, values):
    for name, value in values.items():
        setattr(settings, name, value)


def test_a_production_as_it_should_be_starts(settings):
    set_all(settings, SAFE)

    assert problems() == []


@pytest.mark.parametrize(("change", "named"), UNSAFE)
def test_each_unsafe_choice_is_named(settings, change, named):
    set_all(settings, SAFE | change)

    assert [named in problem for problem in problems()] == [True]


def test_several_processes_need_redis(settings, monkeypatch):
    set_all(settings, SAFE | {"REDIS_URL": ""})
    monkeypatch.setenv("WEB_CONCURRENCY", "2")

    assert ["REDIS_URL" in problem for problem in problems()] == [True]


def start(module, tmp_path, **more):
    given = {"FORUM_SECRET_KEY": KEY, "FORUM_SEAL_KEY": KEY, "FORUM_ALLOWED_HOSTS": "contoh.id"}
    settings = {"DJANGO_SETTINGS_MODULE": "forum_project.settings", "FORUM_VAR": str(tmp_path)}
    cleared = dict.fromkeys(("REDIS_URL", "FORUM_DEMO", "FORUM_HTTPS", "FORUM_MFA_ROLES"), "")
    known = {name: value for name, value in os.environ.items() if name not in cleared}
    return subprocess.run(
        [sys.executable, "-c", f"import {module}"],
        env=known | {"DATABASE_URL": f"sqlite:///{tmp_path}/x"} | settings | given | more,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_process_ends_with_the_sentence(tmp_path):
    result = start("forum_project.asgi", tmp_path, FORUM_SECRET_KEY="short")

    assert result.returncode == 1
    assert result.stderr.strip().splitlines()[-1].startswith("Not started: FORUM_SECRET_KEY")


def test_wsgi_without_redis_would_be_deaf_and_refuses(tmp_path):
    result = start("forum_project.wsgi", tmp_path)

    assert "REDIS_URL" in result.stderr


def test_a_safe_production_imports(tmp_path):
    assert start("forum_project.asgi", tmp_path).returncode == 0


def test_the_embedded_server_needs_no_redis_client(tmp_path):
    """`requirements/run.lock` holds none."""
    code = "forum_project.asgi, forum_project.urls, foundation.worker"
    result = start(f"sys; sys.modules['redis'] = None; import {code}", tmp_path)

    assert result.returncode == 0, result.stderr

"""R47: what nginx in front writes down holds no secret of an address."""

import re

import pytest
from django.conf import settings
from django.urls import URLPattern, get_resolver

PROXY = (settings.BASE_DIR / "deploy" / "nginx.conf").read_text()
SECRETS = {"token", "secret", "key", "uidb36"}


def logged(path):
    """As its map says."""
    (pattern, shown) = re.search(r'"~\*(\S+)" (\S+);', PROXY).groups()
    found = re.search(pattern, path, re.IGNORECASE)
    return shown.replace("$kind", found["kind"]) if found else path


def patterns(urls, before=""):
    for one in urls:
        path = before + str(one.pattern).removeprefix("^")
        if isinstance(one, URLPattern):
            yield path, set(one.pattern.regex.groupindex)
        else:
            yield from patterns(one.url_patterns, path)


def secret_paths():
    """Of each pattern that carries one, the words before it."""
    every = patterns(get_resolver().url_patterns)
    return [re.split(r"[<(]", path)[0] for path, names in every if names & SECRETS]


def test_r47_every_address_with_a_secret_is_masked():
    paths = secret_paths()

    assert len(paths) >= 4
    assert [path for path in paths if "kanaria" in logged(f"/{path}kanaria-1.ics")] == []


@pytest.mark.parametrize("path", ["/lupa-sandi/", "/saya/kalender/", "/tanya/7k3mq/kunci/", "/"])
def test_other_addresses_stand_as_they_are(path):
    assert logged(path) == path


def test_r47_neither_query_nor_the_page_before_nor_a_cookie_is_written():
    (shape,) = re.findall(r"log_format sepakat (.*?);", PROXY, re.DOTALL)
    variables = set(re.findall(r"\$\w+", shape))

    assert "$logged_path" in variables
    allowed = {"$remote_addr", "$time_local", "$request_method", "$logged_path", "$status"}
    assert variables <= allowed | {"$body_bytes_sent", "$request_time", "$http_user_agent"}
    assert re.findall(r"access_log .* (\S+);", PROXY) == ["sepakat"]

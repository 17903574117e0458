"""A served product, and the system's Chromium."""

import os

import pytest
from django.db import connection

from tests.prepare import chromium
from tests.served import serve, session_cookie

# Playwright's loop runs in this thread, so Django would refuse plain queries beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="session")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), serve(tmp_path_factory.mktemp("var")) as served:
        yield served


@pytest.fixture(scope="session")
def first_rows(django_db_setup):
    """The rows of the migrations, serialized before Playwright's loop runs."""
    return connection._test_serialized_contents


@pytest.fixture(autouse=True)
def restored(first_rows, playwright):
    """Beside a running loop Django opens another connection, which must know them too."""
    connection._test_serialized_contents = first_rows


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return browser_type_launch_args | {"executable_path": chromium(), "args": FLAGS}


@pytest.fixture
def open_as(django_db_serialized_rollback, transactional_db, site, new_context):
    """Opens a page of one's own: `open_as(user, path, width=…, js=…)`."""

    def open_page(user, path="/", *, viewport=PHONE, js=True, **options):
        context = new_context(
            base_url=site.url, viewport=viewport, java_script_enabled=js, locale="id-ID", **options
        )
        if user:
            context.add_cookies([session_cookie(user, site.url)])
        page = context.new_page()
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.on(
            "console",
            lambda said: (
                page.errors.append(said.text)
                if said.type == "error" and "Content Security Policy" in said.text
                else None
            ),
        )
        page.goto(path)
        # A test is quicker than a thumb: it waits for the scripts that come after the page.
        if js and page.locator("script[src*='js/app']").count():
            page.locator("html[data-ready]").wait_for(state="attached")
        return page

    return open_page

"""The product's own settings with a key, plain hosts and fast password hashing.

DATABASE_URL and REDIS_URL choose the engines, as in production.
"""

import os

os.environ.setdefault("FORUM_SEAL_KEY", "only-for-tests-" + "s" * 50)
os.environ.setdefault("FORUM_SECRET_KEY", "only-for-tests-" + "x" * 50)
os.environ.setdefault("FORUM_HTTPS", "0")
os.environ.setdefault("FORUM_DEMO", "0")
os.environ.setdefault("FORUM_MFA_ROLES", "")

from forum_project.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Each test client would look at every static file anew, a fifth of the time of the suite.
WHITENOISE_AUTOREFRESH = True
MEDIA_ROOT = FORUM_VAR / "test-media"  # noqa: F405
STORAGES["default"] = {  # noqa: F405
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {"location": MEDIA_ROOT},
}
CACHES["default"]["KEY_FUNCTION"] = "tests.fresh.key"  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if REDIS_URL:  # noqa: F405
    # Every worker its own: a clear empties a whole database, and pub/sub knows no databases.
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
    address, _slash, number = REDIS_URL.rpartition("/")  # noqa: F405
    CACHES["default"]["LOCATION"] = f"{address}/{(int(number) + 8 * worker) % 16}"  # noqa: F405
    CHANNEL_LAYERS["default"]["CONFIG"]["prefix"] = f"test-{number}-{worker}"  # noqa: F405
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, so that threads and a served browser test see the same rows.
    DATABASES["default"]["TEST"] = {"NAME": FORUM_VAR / "test.sqlite3"}  # noqa: F405
else:
    DATABASES["default"]["OPTIONS"].pop("pool", None)  # noqa: F405  flushing and threads of tests
    # No test asks what a power cut leaves, and waiting for the disk doubles the time of the suite.
    patience = "-c lock_timeout=10000 -c synchronous_commit=off"
    DATABASES["default"]["OPTIONS"]["options"] = patience  # noqa: F405

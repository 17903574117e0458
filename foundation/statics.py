"""Static files: hashed, brotli, immutable; of htmx only the version we load."""

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage


class ForumStaticFiles(StaticFilesConfig):
    """Leaves out htmx's extensions, whose JSDoc imports break the hashing (settled.md 10)."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "django_htmx/ext/*",
        "django_htmx/htm*-4*",
        "django_htmx/htmx-2.js",
        "django_htmx/django-htmx.js",
        "css/*",
    ]


class ForumStaticStorage(CompressedManifestStaticFilesStorage):
    """Rewrites imports of our modules to hashed names."""

    support_js_module_import_aggregation = True
    manifest_strict = True

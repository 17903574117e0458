"""Static files: hashed, brotli, immutable; of htmx only the version we load."""

import re

from django.contrib.staticfiles.apps import StaticFilesConfig
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

COMMENT_LINE = re.compile(rb"^[ \t]*//.*\n", re.MULTILINE)


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
    """Rewrites imports of our modules to hashed names, and leaves their comments at home."""

    support_js_module_import_aggregation = True
    manifest_strict = True

    def _save(self, name, content):
        if name.startswith("js/"):
            content = ContentFile(sent(b"".join(content.chunks())))
        return super()._save(name, content)


def sent(script: bytes) -> bytes:
    """A module as a phone gets it: a tenth less without the lines that only explain."""
    return COMMENT_LINE.sub(b"", script)

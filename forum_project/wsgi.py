"""HTTP for many processes (gunicorn); sockets stay with daphne. Needs Redis to reach them."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forum_project.settings")
application = get_wsgi_application()

from django.conf import settings

from forum_project.startup import refuse_unsafe_start

refuse_unsafe_start()
if not settings.REDIS_URL:
    sys.exit("Not started: WSGI processes reach the sockets through Redis; set REDIS_URL.")

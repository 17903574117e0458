"""Private files, handed out piece by piece: a reader on weak signal costs no memory."""

import logging
from collections import Counter
from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.core.files import File
from django.core.handlers.asgi import ASGIRequest
from django.db import connections
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from foundation.refusals import Refusal, refused

logger = logging.getLogger("sepakat")
PIECE = 64 * 1024
HOUR = 3600
AT_ONCE = 4  # files that one person takes at the same time, per process
flowing: Counter[int] = Counter()  # by user id


class FileIsLost(Refusal):
    message = _(
        "The server cannot find this file. Tell whoever shared it, so that it is added anew."
    )
    status = 410


def download(request: HttpRequest, file: File, *, name: str) -> HttpResponseBase:
    """The file as an attachment only: never a page of ours, never kept by a cache."""
    reader = request.user.pk or 0
    if flowing[reader] >= AT_ONCE:
        sentence = _("You are downloading several files already. Wait until one has arrived.")
        return refused(request, sentence, status=429)
    response = FileResponse(
        opened(file),
        as_attachment=True,
        filename=name,
        content_type="application/octet-stream",
    )
    if isinstance(request, ASGIRequest):
        # Django would read a plain iterator to its end before it sends the first byte.
        response.streaming_content = pieces(file, reader)
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def show_photo(file: File) -> HttpResponse:
    """A WebP that we drew ourselves, so it may be shown; kept for an hour by its reader alone."""
    with opened(file) as photo:
        response = HttpResponse(photo.read(), content_type="image/webp")
    response["Cache-Control"] = f"private, max-age={HOUR}"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def opened(file: File) -> File:
    """Its row stands, but the disk may have been mended, or a backup be older."""
    try:
        return file.open("rb")
    except OSError as missing:
        logger.error("the file %s is lost", file.name)
        raise FileIsLost from missing


async def pieces(file: File, user_id: int) -> AsyncIterator[bytes]:
    """Gives the database connection back first: the pool is smaller than the number of readers."""
    await sync_to_async(connections.close_all)()
    read = sync_to_async(file.read, thread_sensitive=False)
    flowing[user_id] += 1
    try:
        while piece := await read(PIECE):
            yield piece
    finally:
        flowing[user_id] -= 1
        if not flowing[user_id]:
            del flowing[user_id]

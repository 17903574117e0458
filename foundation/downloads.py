"""Private files, handed out piece by piece: a reader on weak signal costs no memory."""

from collections.abc import AsyncIterator

from asgiref.sync import sync_to_async
from django.core.files import File
from django.core.handlers.asgi import ASGIRequest
from django.http import FileResponse, HttpRequest

PIECE = 64 * 1024


def download(request: HttpRequest, file: File, *, name: str) -> FileResponse:
    """The file as an attachment only: never a page of ours, never kept by a cache."""
    response = FileResponse(
        file.open("rb"),
        as_attachment=True,
        filename=name,
        content_type="application/octet-stream",
    )
    if isinstance(request, ASGIRequest):
        # Django would read a plain iterator to its end before it sends the first byte.
        response.streaming_content = pieces(file)
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


async def pieces(file: File) -> AsyncIterator[bytes]:
    read = sync_to_async(file.read, thread_sensitive=False)
    while piece := await read(PIECE):
        yield piece

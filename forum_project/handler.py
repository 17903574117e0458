"""The way of a request through middleware and view: one thread, entered once.

Django adapts each synchronous middleware to ASGI on its own, so a request would change thread some
dozen times, which costs as much as the page (docs/decisions/0024).
"""

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler


class OneThreadHandler(ASGIHandler):
    def load_middleware(self, is_async: bool = False) -> None:
        """As for WSGI, whatever ASGIHandler asks for: all of ours is synchronous."""
        super().load_middleware(is_async=False)

    async def get_response_async(self, request):
        return await sync_to_async(self.get_response, thread_sensitive=True)(request)

"""The text that people pass on by WhatsApp (ux 3.6): bold title, then a short link."""

from django.http import HttpRequest


def share_text(request: HttpRequest, title: str, path: str) -> str:
    return f"*{title}*\n{request.build_absolute_uri(path)}"

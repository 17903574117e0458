"""What templates ask of news."""

from django import template

from notifications import push

register = template.Library()


@register.simple_tag
def push_key():
    """What a browser subscribes with; empty while push is off."""
    return push.public_key()

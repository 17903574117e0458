"""The path converter of public ids: read aloud, typed in capitals, still found."""

from django.urls import register_converter


class PublicIdConverter:
    regex = "[0-9A-Za-z]{5,6}"

    def to_python(self, value):
        return value.lower()

    def to_url(self, value):
        return value


register_converter(PublicIdConverter, "id")

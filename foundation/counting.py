"""How many, in words."""

from django.utils.translation import ngettext


def people_words(count: int) -> str:
    return ngettext("%(count)d person", "%(count)d people", count) % {"count": count}

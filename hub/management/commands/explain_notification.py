"""`manage.py explain_notification USER ADDRESS`: why somebody did or did not get something."""

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.urls import Resolver404, resolve

from accounts.models import User
from notifications.explaining import explain


class Command(BaseCommand):
    help = "Says for every kind of news about a thing what happened for this person, and why."

    def add_arguments(self, parser):
        parser.add_argument("user", help="the person's email address or public id")
        parser.add_argument("address", help="the page of the thing, such as /tanya/7k3mq/")

    def handle(self, *args, **options):
        user = User.objects.filter(email__iexact=options["user"]).first()
        user = user or User.objects.filter(public_id=options["user"]).first()
        if user is None:
            raise CommandError("There is no such person.")
        about = thing_at(options["address"])
        if about is None:
            raise CommandError("Nothing that people are told of has this address.")
        for line in explain(user, about):
            self.stdout.write(line)


def thing_at(address):
    """The row whose own page has this address, with or without the words at its end."""
    path = address.split("?")[0].strip("/")
    try:
        public_id = resolve(f"/{path}/").kwargs.get("public_id", "")
    except Resolver404:
        return None
    for model in apps.get_models():
        if not hasattr(model, "public_id") or not hasattr(model, "get_absolute_url"):
            continue
        row = model._base_manager.filter(public_id=public_id).first()
        if row is not None and row.get_absolute_url().strip("/").startswith(path):
            return row
    return None

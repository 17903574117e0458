"""Four small tables that every app may use, and the public id of everything people link to."""

import secrets

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

# No vowels, so no words; no 0, o, 1, l, i, so it can be dictated (ux D2).
ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"


def draw_id(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


class PublicIdField(models.CharField):
    """A random stored id for links: 5 signs, 6 for posts; drawn again when it is taken."""

    def __init__(self, *args, length=5, **kwargs):
        self.length = length
        kwargs |= {"max_length": 8, "unique": True, "editable": False, "blank": True}
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "unique", "editable", "blank"):
            kwargs.pop(fixed, None)
        return name, path, args, kwargs | {"length": self.length}

    def pre_save(self, model_instance, add):
        value = getattr(model_instance, self.attname)
        manager = type(model_instance)._base_manager
        while not value or (add and manager.filter(**{self.attname: value}).exists()):
            value = draw_id(self.length)
        setattr(model_instance, self.attname, value)
        return value


class SentForm(models.Model):
    """A form that was sent, so that sending it again finds what it made."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=40)
    kind = models.CharField(max_length=60, blank=True)
    public_id = models.CharField(max_length=8, blank=True)
    said = models.CharField(
        max_length=64, blank=True, default="", db_default="", help_text="digest of its words"
    )
    shown = models.CharField(
        max_length=400, blank=True, default="", db_default="", help_text="marks of what it made"
    )
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="form_sent_once_per_key")
        ]

    def __str__(self):
        return f"{self.kind} {self.public_id}"


class ScheduledRun(models.Model):
    """A due slot of a scheduled action; whoever inserts it first runs it."""

    name = models.CharField(max_length=100)
    due_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "due_at"], name="slot_runs_once")]

    def __str__(self):
        return f"{self.name} {self.due_at:%Y-%m-%d %H:%M}"


class Draft(models.Model):
    """What a person has typed into a form and not sent; `sequence` rises with each save."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=60)
    fields = models.JSONField(default=dict)
    sequence = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="draft_once_per_form")]

    def __str__(self):
        return self.key


class Saved(models.Model):
    """A thing a person keeps to read again, also without a signal."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    about_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    about_id = models.PositiveBigIntegerField()
    about = GenericForeignKey("about_type", "about_id")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "about_type", "about_id"], name="saved_once_per_person"
            )
        ]

    def __str__(self):
        return f"{self.about_type_id}:{self.about_id}"

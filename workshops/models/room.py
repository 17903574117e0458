from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class RoomQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("name")


class Room(models.Model):
    """A room of a unit in which workshops are held; two at once never are."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    unit = models.ForeignKey(
        "accounts.Unit", models.PROTECT, related_name="rooms", verbose_name=_("unit")
    )
    seats = models.PositiveIntegerField(_("seats"))
    address = models.CharField(_("address"), max_length=95, blank=True)

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")

    def __str__(self):
        return self.name

    @property
    def place(self):
        """As people read it where the workshop takes place."""
        return f"{self.name}, {self.address}" if self.address else self.name

    @property
    def seats_in_words(self):
        words = ngettext("%(count)d seat", "%(count)d seats", self.seats)
        return words % {"count": self.seats}

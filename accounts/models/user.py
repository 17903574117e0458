from collections.abc import Mapping
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.unit import Unit, UnitLeadership
from accounts.offices import add_office, may_hold, offices_of
from foundation.models import PublicIdField

UNIT_TREE = """
SELECT unit.id, unit.parent_id, EXISTS (
    SELECT 1 FROM accounts_unitleadership AS leadership
    WHERE leadership.unit_id = unit.id AND leadership.user_id = %(user)s
    AND leadership.since <= %(today)s
    AND (leadership.until IS NULL OR leadership.until >= %(today)s)
)
FROM accounts_unit AS unit
"""  # `UnitLeadership.objects.current`, on every page: as expressions it costs three times as much.

add_office("leadership", UnitLeadership)


class UserManager(BaseUserManager):
    def create_user(self, email, password=None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(
            email, password, **(fields | {"is_staff": True, "is_superuser": True})
        )

    def active(self):
        return self.filter(is_active=True)

    def able_to_sign_in(self, now):
        """Neither deactivated nor suspended."""
        return self.active().exclude(suspended_until__gt=now)

    def standings(self, pks):
        """What the permissions of these people rest on, as values to compare: unit and offices."""
        offices = offices_of(pks)
        people = self.filter(pk__in=pks).values_list("pk", "unit", "is_staff", "is_superuser")
        return {pk: (*row, *offices.get(pk, ())) for pk, *row in people}

    def led_by(self, user):
        """Active people of the units that this person leads; for an admin everybody."""
        people = self.active().select_related("unit")
        return people if user.is_admin else people.filter(unit__in=user.led_unit_ids)


class User(AbstractBaseUser, PermissionsMixin):
    """A civil servant. The NIP tells birth date and sex, so it is shown to nobody else."""

    class Employment(models.TextChoices):
        PNS = "PNS", "PNS"
        CPNS = "CPNS", "CPNS"
        PPPK = "PPPK", "PPPK"
        PPPK_PW = "PPPK_PW", "PPPK Paruh Waktu"

    class PositionKind(models.TextChoices):
        """UU 20/2023: managerial and non-managerial positions (domain.md 1.8)."""

        HEAD = "JPT_PRATAMA", _("Head of agency")
        ADMINISTRATOR = "ADMINISTRATOR", _("Administrator")
        SUPERVISOR = "PENGAWAS", _("Supervisor")
        EXPERT = "FUNGSIONAL_KEAHLIAN", _("Functional, expert")
        SKILLED = "FUNGSIONAL_KETERAMPILAN", _("Functional, skilled")
        EXECUTIVE = "PELAKSANA", _("Executive")

    public_id = PublicIdField()
    email = models.EmailField(_("email"), unique=True)
    nip = models.CharField("NIP", max_length=18, unique=True, null=True, blank=True)
    name = models.CharField(_("name"), max_length=120)
    title_before = models.CharField(_("title before the name"), max_length=40, blank=True)
    title_after = models.CharField(_("title after the name"), max_length=60, blank=True)
    employment = models.CharField(
        _("employment"), max_length=10, choices=Employment, default=Employment.PNS
    )
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="members")
    position = models.CharField(_("position"), max_length=120, blank=True)
    position_kind = models.CharField(
        _("kind of position"), max_length=30, choices=PositionKind, blank=True
    )
    language = models.CharField(
        _("language"), max_length=2, blank=True, choices=[("id", "Indonesia"), ("en", "English")]
    )
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("admin"), default=False)
    suspended_until = models.DateTimeField(null=True, blank=True)
    welcomed_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(default=timezone.now)
    # Rises when the name or unit changes, so that cached rows that show them are drawn anew.
    feed_token = models.CharField(
        max_length=43, null=True, blank=True, unique=True, help_text="opens the person's feeds"
    )
    version = models.PositiveIntegerField(default=1)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        indexes = [models.Index(fields=["unit", "is_active"], name="members_of_unit")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return f"/orang/{self.public_id}/"

    def get_full_name(self):
        return self.full_name

    @property
    def full_name(self):
        """With titles, as on paper: Ir. H. Nama, S.E., M.Si."""
        before = f"{self.title_before} " if self.title_before else ""
        after = f", {self.title_after}" if self.title_after else ""
        return f"{before}{self.name}{after}"

    @property
    def initials(self):
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[-1:] if words[1:] else words)).upper()

    @property
    def is_admin(self):
        return self.is_staff and self.is_superuser

    @cached_property
    def unit_tree(self) -> list[tuple[int, int | None, bool]]:
        """Every unit, its parent, and whether this person leads it: one query per request.

        Units are some hundreds, so no recursive SQL.
        """
        values: dict[str, Any] = {"user": self.pk, "today": timezone.localdate()}
        with connection.cursor() as cursor:
            cursor.execute(UNIT_TREE, values)
            return [(unit, parent, bool(is_led)) for unit, parent, is_led in cursor.fetchall()]

    @cached_property
    def led_unit_ids(self) -> frozenset[int]:
        """The units this person leads now, with all below them."""
        if not may_hold(self, "leadership"):
            return frozenset()
        parents = {unit: parent for unit, parent, _is_led in self.unit_tree}
        return units_below({unit for unit, _parent, is_led in self.unit_tree if is_led}, parents)

    def forget_units(self) -> None:
        """What was worked out from the tree stays; the tree takes 5 KB of a long-lived user."""
        self.__dict__.pop("unit_tree", None)

    def units_within(self, unit: Unit) -> frozenset[int]:
        """The unit and all below it."""
        return units_below({unit.pk}, {pk: parent for pk, parent, _is_led in self.unit_tree})

    @property
    def is_leader(self):
        return bool(self.led_unit_ids)

    @cached_property
    def unit_ids_above(self) -> frozenset[int]:
        """The own unit and the units it belongs to: their boards include this person."""
        return self.units_above(self.unit_id)

    def units_above(self, unit_id: int | None) -> frozenset[int]:
        """Also of somebody else's unit; the tree is read once."""
        return units_above(unit_id, {pk: parent for pk, parent, _is_led in self.unit_tree})

    def units_around(self, unit: Unit) -> frozenset[int]:
        """The unit, all below it and those it belongs to: they share people with it."""
        parents = {pk: parent for pk, parent, _is_led in self.unit_tree}
        return units_below({unit.pk}, parents) | units_above(unit.pk, parents)


def units_above(unit_id: int | None, parents: Mapping[int, int | None]) -> frozenset[int]:
    """The unit and those it belongs to."""
    above: set[int] = set()
    while unit_id and unit_id not in above:
        above.add(unit_id)
        unit_id = parents.get(unit_id)
    return frozenset(above)


def units_below(roots: set[int], parents: Mapping[int, int | None]) -> frozenset[int]:
    """The roots and every unit below them."""
    found, grew = set(roots), bool(roots)
    while grew:
        below = {unit for unit, parent in parents.items() if parent in found} - found
        found |= below
        grew = bool(below)
    return frozenset(found)

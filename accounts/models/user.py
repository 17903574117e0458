from collections.abc import Mapping
from functools import cached_property

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.unit import Unit, UnitLeadership
from foundation.models import PublicIdField


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
        leads = UnitLeadership.objects.filter(user=self, unit=OuterRef("pk"))
        rows = Unit.objects.annotate(is_led=Exists(leads.current(timezone.localdate())))
        return list(rows.values_list("pk", "parent_id", "is_led"))

    @cached_property
    def led_unit_ids(self) -> frozenset[int]:
        """The units this person leads now, with all below them."""
        parents = {unit: parent for unit, parent, _is_led in self.unit_tree}
        return units_below({unit for unit, _parent, is_led in self.unit_tree if is_led}, parents)

    @property
    def is_leader(self):
        return bool(self.led_unit_ids)

    @cached_property
    def unit_ids_above(self) -> frozenset[int]:
        """The own unit and the units it belongs to: their boards include this person."""
        parents = {unit: parent for unit, parent, _is_led in self.unit_tree}
        above, unit_id = set(), self.unit_id
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

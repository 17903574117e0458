"""Rules that answers and guides rest on, found in their words (idea 4)."""

import re

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from discussions.models.post import Post
from foundation.models import PublicIdField

# "Perbup 12/2020", "PP Nomor 11 Tahun 2017", "Permendagri No. 77 Tahun 2020", "Qanun 4/2019"
CITED = re.compile(
    r"\b(UU|PP|Perpres|Permen[A-Za-z]{2,12}|Perbup|Perda|Qanun|Peraturan LAN|SE)\b\.?\s{1,3}"
    r"(?:Kabupaten\s{1,3}Aceh\s{1,3}Tenggara\s{1,3})?(?:Nomor\s{1,3}|No\.?\s{0,3})?(\d{1,4})"
    r"(?:\s{0,3}/\s{0,3}|\s{1,3}(?:[Tt]ahun|[Tt]hn?\.?)\s{0,3})((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
KINDS = ("UU", "PP", "Perpres", "Perbup", "Perda", "Qanun", "Peraturan LAN", "SE")
SPELLED = {kind.casefold(): kind for kind in KINDS} | {"permenpanrb": "PermenPANRB"}
MOST = 20  # rules that one text cites


class RegulationQuerySet(models.QuerySet):
    def known_to(self, user):
        """Named in what this person may read, or kept by moderators: described, revoked, newer."""
        cited = Citation.objects.filter(
            regulation=OuterRef("pk"), post__in=Post.objects.visible_to(user)
        )
        told = ~Q(title="") | Q(status=Regulation.Status.REVOKED) | Q(replaces__isnull=False)
        in_guides = Q(guides__in=apps.get_model("discussions.Guide").objects.live())
        return self.filter(Exists(cited) | told | in_guides).distinct()

    def newest_first(self):
        return self.order_by("-year", "kind", "number")


class Regulation(models.Model):
    """A rule by its kind, number and year; what cites it hears when it is revoked."""

    class Status(models.TextChoices):
        IN_FORCE = "in-force", _("In force")
        REVOKED = "revoked", _("Revoked")

    public_id = PublicIdField()
    kind = models.CharField(max_length=20)
    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=250, blank=True)
    url = models.URLField(blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.IN_FORCE)
    replaced_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="replaces"
    )
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = RegulationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "number", "year"], name="regulation_once")
        ]

    def __str__(self):
        return f"{self.kind} {self.number}/{self.year}"

    def get_absolute_url(self):
        return reverse("discussions:regulation_detail", args=[self.public_id])

    @property
    def is_revoked(self):
        return self.status == self.Status.REVOKED


class CitationQuerySet(models.QuerySet):
    def doubtful(self):
        """Of revoked rules, where nobody said that it still holds and the new rule is not named."""
        revoked = self.filter(regulation__status=Regulation.Status.REVOKED, is_confirmed=False)
        return revoked.exclude(post__citations__regulation=F("regulation__replaced_by"))


class Citation(models.Model):
    """A post rests on a rule; `is_confirmed` says that it holds although the rule was revoked."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="citations")
    regulation = models.ForeignKey(Regulation, models.CASCADE, related_name="citations")
    is_confirmed = models.BooleanField(default=False)

    objects = CitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "regulation"], name="cited_once_per_post")
        ]

    def __str__(self):
        return f"{self.post_id} {self.regulation_id}"


def cited_in(text: str) -> list[tuple[str, int, int]]:
    """Kind, number and year of each rule that the text names, in its order, each once."""
    found = []
    for match in CITED.finditer(text):
        spelled = match[1].casefold()
        kind = SPELLED.get(spelled, spelled.capitalize())
        found.append((kind, int(match[2]), int(match[3])))
    return list(dict.fromkeys(found))[:MOST]

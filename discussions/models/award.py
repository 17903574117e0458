"""Awards (row 74): a few of our own, earned by a rule or given by an admin, private until shown."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from foundation.models import PublicIdField
from notifications.models import Notification


class AwardKind(models.Model):
    """An award that an admin defined: how it is called and what it thanks for."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    sentence = models.CharField(
        _("sentence"), max_length=200, help_text=_("What it thanks for, as colleagues read it.")
    )

    class Meta:
        verbose_name = _("kind of award")
        verbose_name_plural = _("kinds of awards")

    def __str__(self):
        return self.name


class AwardQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user).select_related("kind", "shown")

    def shown_by(self, user):
        """What colleagues see: only what the holder chose to show."""
        return self.of(user).filter(shown__isnull=False)

    def with_news(self):
        """Each with `has_news`: its holder was told of it and has not looked yet."""
        about = {"about_type": ContentType.objects.get_for_model(Award), "about_id": OuterRef("pk")}
        told = Notification.objects.unread().filter(recipient=OuterRef("user"), **about)
        return self.annotate(has_news=Exists(told))

    def newest_first(self):
        return self.order_by("-at", "-pk")


class Award(models.Model):
    """A person holds an award; append-only, and shown to others only by its holder."""

    class Rule(models.TextChoices):
        FIRST_CHOSEN = "first-chosen", _("First chosen answer")
        TEN_ELSEWHERE = "ten-elsewhere", _("Ten colleagues of other units")
        LONG_AWAITED = "long-awaited", _("An answer after a long wait")
        FIRST_GUIDE = "first-guide", _("First guide")
        FAITHFUL = "faithful", _("Faithful to a guide")
        EXPLAINED_ANEW = "explained-anew", _("Explained anew")

    public_id = PublicIdField(length=6)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="awards")
    rule = models.CharField(max_length=20, choices=Rule, blank=True)
    kind = models.ForeignKey(
        AwardKind, models.PROTECT, null=True, related_name="awards", verbose_name=_("kind of award")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    objects = AwardQuerySet.as_manager()

    class Meta:
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "rule"], condition=~Q(rule=""), name="award_once_by_rule"
            ),
            models.UniqueConstraint(
                fields=["user", "kind"],
                name="award_once_by_kind",
                violation_error_message=_("This person holds this award already."),
            ),
            models.CheckConstraint(
                condition=Q(rule="", kind__isnull=False, given_by__isnull=False)
                | ~Q(rule="") & Q(kind=None, given_by=None),
                name="award_by_rule_or_by_admin",
            ),
            models.CheckConstraint(
                condition=Q(given_by=None) | ~Q(given_by=F("user")), name="award_by_another"
            ),
        ]

    def __str__(self):
        return str(self.name)

    def get_absolute_url(self):
        return f"/saya/kontribusi/#{self.anchor}"

    @property
    def anchor(self):
        return f"a-{self.public_id}"

    @property
    def name(self):
        return self.kind.name if self.kind else self.Rule(self.rule).label

    @property
    def sentence(self):
        return self.kind.sentence if self.kind else SENTENCES[self.Rule(self.rule)]

    @property
    def is_shown(self):
        return hasattr(self, "shown")


SENTENCES = {
    Award.Rule.FIRST_CHOSEN: _("For the first answer that was chosen as the best solution."),
    Award.Rule.TEN_ELSEWHERE: _("For answers that helped ten colleagues of other units."),
    Award.Rule.LONG_AWAITED: _("For the first answer to a question that had waited two weeks."),
    Award.Rule.FIRST_GUIDE: _("For an answer that became a guide for everyone."),
    Award.Rule.FAITHFUL: _("For looking after a guide when it was due for review."),
    Award.Rule.EXPLAINED_ANEW: _("For an outdated answer that was mended and helped again."),
}


class ShownAward(models.Model):
    """Its holder shows the award on the page that colleagues see."""

    award = models.OneToOneField(Award, models.CASCADE, related_name="shown")
    at = models.DateTimeField()

    def __str__(self):
        return str(self.award_id)

"""Choosing areas: native checkboxes as chips, the person's own first (ux 2.4)."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from competencies.models import Area


class AreaChips(forms.CheckboxSelectMultiple):
    """Chips for the person's areas; the rest in a list that can be searched, open without JS."""

    template_name = "competencies/widgets/area_chips.html"
    option_template_name = "competencies/widgets/area_chip.html"
    own_ids: frozenset[int] = frozenset()

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        options = [
            option for _group, rows, _index in context["widget"]["optgroups"] for option in rows
        ]
        near = [row for row in options if row["selected"] or int(str(row["value"])) in self.own_ids]
        context["near"] = near
        context["rest"] = [row for row in options if row not in near]
        return context


class AreasField(forms.ModelMultipleChoiceField):
    """From `minimum` to `maximum` active areas."""

    widget = AreaChips

    def __init__(self, *, minimum=1, maximum, **kwargs):
        self.minimum, self.maximum = minimum, maximum
        kwargs.setdefault("error_messages", {})["required"] = _("Choose at least one area.")
        super().__init__(Area.objects.active().in_order(), required=minimum > 0, **kwargs)

    def clean(self, value):
        try:
            areas = super().clean(value)
        except OverflowError:  # a forged id that SQLite cannot hold
            raise ValidationError(
                self.error_messages["invalid_list"], code="invalid_list"
            ) from None
        if len(areas) > self.maximum:
            raise ValidationError(
                ngettext(
                    "Choose at most %(count)d area.",
                    "Choose at most %(count)d areas.",
                    self.maximum,
                )
                % {"count": self.maximum}
            )
        return areas

    def prefer(self, user):
        """Puts the areas this person follows first."""
        self.widget.own_ids = frozenset(Area.objects.followed_by(user).values_list("pk", flat=True))

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit


class CoverForm(forms.Form):
    """Of a unit that one leads."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Unit"),
        empty_label=None,
        error_messages={"required": _("Choose the unit.")},
    )
    percent = forms.IntegerField(
        label=_("At most so many percent at workshops at the same hour"),
        required=False,
        min_value=1,
        max_value=99,
        help_text=_("Empty: no rule. Whoever comes after that waits, and moves up by itself."),
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units

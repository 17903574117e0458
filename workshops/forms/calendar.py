from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.models import CalendarToken


class CalendarTokenForm(forms.Form):
    """What a new calendar address shows."""

    scope = forms.ChoiceField(
        label=_("What the calendar shows"),
        choices=CalendarToken.Scope.choices,
        widget=forms.RadioSelect,
        initial=CalendarToken.Scope.MINE,
    )

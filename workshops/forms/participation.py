"""What participants and hosts send about a place in a workshop."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.forms import PublicLineField, SendOnceForm
from foundation.text import LineField, too_long
from workshops.actions import Wish


class RegistrationForm(SendOnceForm):
    seat = forms.ChoiceField(
        choices=[("room", _("In the room")), ("online", _("Online"))], required=False
    )
    waits = forms.BooleanField(required=False)
    overlap = forms.BooleanField(required=False)
    listed = forms.BooleanField(required=False)
    version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    @property
    def wish(self):
        data = self.cleaned_data
        return Wish(data["seat"], data["waits"], data["overlap"], data["listed"], data["version"])


class DecisionForm(forms.Form):
    """Approve with one press, or decline with a reason that the person reads."""

    reason = LineField(
        label=_("Why not?"),
        required=False,
        max_length=200,
        error_messages=too_long(200),
        help_text=_("The person reads it."),
    )

    @property
    def approves(self):
        return "approve" in self.data

    def clean_reason(self):
        reason = self.cleaned_data["reason"]
        if not reason and not self.approves:
            raise ValidationError(_("Say why, so that the person understands."))
        return reason


class ReasonForm(forms.Form):
    """Why the host cancels; those concerned read it."""

    reason = PublicLineField(
        label=_("Why?"),
        min_length=5,
        max_length=200,
        help_text=_("Those concerned read it."),
        error_messages={
            "required": _("Say why, so that people understand."),
            "min_length": _("Say why, so that people understand."),
            **too_long(200),
        },
    )

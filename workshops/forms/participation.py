"""What participants and hosts send afterwards: a registration, a material."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.forms import SendOnceForm
from foundation.text import LineField, too_long
from foundation.uploads import ALLOWED, check_upload
from workshops.actions import NewMaterial, Wish
from workshops.actions.materials import NO_FILE


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

    reason = LineField(
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


class MaterialForm(SendOnceForm):
    title = LineField(
        label=_("Title of the material"),
        min_length=3,
        max_length=150,
        error_messages={"required": _("Give the material a title."), **too_long(150)},
    )
    url = forms.URLField(
        label=_("Link"),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _("This is not a link. It begins with https://")},
    )
    file = forms.FileField(
        label=_("or a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in ALLOWED)}),
        help_text=_("At most 25 MB: PDF, Office, pictures, text, sound or video."),
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        self.checked = (
            check_upload(upload, limit=settings.FORUM_MAX_MATERIAL) if upload else NO_FILE
        )
        return upload

    def clean(self):
        data = super().clean()
        if not self.errors and bool(data.get("url")) == bool(data.get("file")):
            raise ValidationError(_("Give either a link or a file."))
        return data

    @property
    def material(self):
        data = self.cleaned_data
        return NewMaterial(data["title"], data["url"], data["file"], self.checked)

"""What participants and hosts send afterwards: a registration, a material."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.forms import SendOnceForm
from foundation.text import LineField, too_long
from foundation.uploads import ALLOWED, check_upload
from workshops.actions import NewMaterial
from workshops.actions.materials import NO_FILE


class RegistrationForm(SendOnceForm):
    seat = forms.ChoiceField(
        choices=[("room", _("In the room")), ("online", _("Online"))], required=False
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

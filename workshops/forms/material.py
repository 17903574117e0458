"""What a host sends about a material: its words, who may have it, a file or a link."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from foundation.forms import (
    LinkField,
    PublicLineField,
    PublicTitleField,
    SendOnceForm,
    ShowsStateForm,
)
from foundation.text import too_long
from foundation.uploads import ALLOWED, check_upload
from workshops.actions import NewMaterial
from workshops.actions.materials import NO_FILE
from workshops.models import Material, Session


class SessionField(forms.ModelChoiceField):
    """Shown only where there is more than one to choose from."""

    def label_from_instance(self, session):
        when = date_format(localtime(session.starts_at), "l, j F, H.i")
        return _("Session %(no)d, %(when)s") % {"no": session.no, "when": when}


class MaterialForm(SendOnceForm):
    title = PublicTitleField(
        label=_("Title of the material"),
        min_length=3,
        max_length=150,
        error_messages={"required": _("Give the material a title."), **too_long(150)},
    )
    description = PublicLineField(
        label=_("What is in it?"), required=False, max_length=300, error_messages=too_long(300)
    )
    url = LinkField(label=_("Link"), required=False, max_length=500)
    file = forms.FileField(
        label=_("or a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in ALLOWED)}),
        help_text=_("At most 25 MB: PDF, Office, pictures, text, sound or video."),
    )
    session = SessionField(
        Session.objects.none(), label=_("Session"), required=False, empty_label=_("All sessions")
    )
    access = forms.ChoiceField(
        label=_("Who may open it"),
        choices=Material.Access.choices,
        required=False,
        widget=forms.RadioSelect,
        initial=Material.Access.EVERYONE,
    )

    def __init__(self, *args, workshop, **kwargs):
        super().__init__(*args, **kwargs)
        sessions = workshop.sessions.standing().in_order()
        if len(sessions) > 1:
            self.fields["session"].queryset = sessions
        else:
            del self.fields["session"]

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
        return NewMaterial(
            title=data["title"],
            url=data["url"],
            upload=data["file"],
            checked=self.checked,
            description=data["description"],
            access=data["access"] or self["access"].initial,
            session=data["session"] if "session" in data else self.initial.get("session"),
            why=data.get("why", ""),
        )


class MaterialEditForm(MaterialForm, ShowsStateForm):
    """Without a file or a link only the words change; with one the earlier version stays."""

    parts = {"newest": _("a new version")}

    why = PublicLineField(
        label=_("What is new in this version?"),
        required=False,
        max_length=200,
        error_messages=too_long(200),
        help_text=_("Readers of the earlier version see it."),
    )

    def clean(self):
        data = super(MaterialForm, self).clean()
        if data.get("url") and data.get("file"):
            raise ValidationError(_("Give either a link or a file."))
        if (data.get("url") or data.get("file")) and not data.get("why"):
            self.add_error("why", _("Say in a few words what is new."))
        return data

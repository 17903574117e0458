"""What is announced, and to whom."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from discussions.actions import AnnouncementText
from discussions.forms.writing import BODY_ERRORS, AttachingForm, PublishedForm
from foundation.counting import people_words
from foundation.forms import MarkdownArea
from foundation.markdown import MAX_BODY
from foundation.text import BodyField, TitleField, too_long


class AnnouncementForm(AttachingForm, PublishedForm):
    """What an announcement says."""

    guarded = ("title", "body")
    title = TitleField(
        label=_("What do you announce?"),
        min_length=10,
        max_length=150,
        error_messages={"required": _("Write the title of the announcement."), **too_long(150)},
        widget=forms.Textarea(attrs={"rows": 2, "class": "input input--title"}),
    )
    body = BodyField(
        label=_("The announcement"),
        min_length=10,
        max_length=MAX_BODY,
        error_messages={
            "required": _("Write the announcement."),
            **BODY_ERRORS,
            **too_long(MAX_BODY),
        },
        widget=MarkdownArea(attrs={"rows": 8}),
    )


class AddressedForm(forms.Form):
    """Asks for whom it is: `units`, None for everyone, and how many `readers` each choice has."""

    to = forms.ChoiceField(label=_("To whom?"), widget=forms.RadioSelect)

    def __init__(self, *args, units, readers, **kwargs):
        super().__init__(*args, **kwargs)
        self.units = {unit.slug if unit else "semua": unit for unit in units}
        self.fields["to"].choices = [
            (slug, label_of(unit, count))
            for (slug, unit), count in zip(self.units.items(), readers, strict=True)
        ]
        self.fields["to"].initial = next(iter(self.units), "")

    @property
    def unit(self):
        return self.units[self.cleaned_data["to"]]


class AnnounceForm(AddressedForm, AnnouncementForm):
    """A new one."""

    asks_receipt = forms.BooleanField(
        label=_("Readers say “I have read it”"),
        help_text=_("You see who has not, and can print the list."),
        required=False,
    )

    @property
    def text(self):
        data = self.cleaned_data
        said = (data["title"], data["body"], self.unit, data["asks_receipt"])
        return AnnouncementText(*said, attached=self.stored)


class EditAnnouncementForm(AnnouncementForm):
    """The words alone; those who read the old ones may be asked to read again."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    asks_receipt = forms.BooleanField(
        label=_("Tell everyone and ask them to read it again"),
        help_text=_("Receipts for the old words count no more."),
        required=False,
    )

    @property
    def text(self):
        data = self.cleaned_data
        said = (data["title"], data["body"], None, data["asks_receipt"])
        return AnnouncementText(*said, attached=self.stored)


def label_of(unit, count):
    return f"{unit or gettext('Everyone in the regency')} · {people_words(count)}"

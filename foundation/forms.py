"""How our forms look and behave: fields in our own face, and sending once."""

import secrets

from django import forms
from django.core.validators import URLValidator
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from foundation.privacy import IDENTITY, LABELS, find_personal_data, mask
from foundation.text import BodyField, LineField, TitleField

ASKS = "asks"  # the code of an error that a button in its own box answers


class FaceRenderer(TemplatesSetting):
    """`{{ form.title.as_field_group }}` draws label, hint, error and control."""

    field_template_name = "foundation/_field.html"
    form_template_name = "foundation/_fields.html"


class MarkdownArea(forms.Textarea):
    """A text area with buttons that write Markdown; without JavaScript only the area."""

    template_name = "foundation/widgets/markdown_area.html"


class GuardedForm(forms.Form):
    """Numbers of people in the fields of `guarded` must be masked, or confirmed, before publishing.

    The page shows `personal_data` with the buttons `privacy=mask` and, where no identity number
    is among it, `privacy=keep`; the form is sent again with what was typed.
    """

    guarded: tuple[str, ...] = ("body",)
    personal_data: tuple = ()
    must_mask = False

    def clean(self):
        data = super().clean()
        texts = {name: data[name] for name in self.guarded if data.get(name)}
        choice = self.data.get("privacy")
        if choice == "mask":
            return data | {name: mask(text) for name, text in texts.items()}
        found = [
            (one, text[one.start : one.end])
            for text in texts.values()
            for one in find_personal_data(text)
        ]
        self.must_mask = any(one.kind in IDENTITY for one, _passage in found)
        if found and (self.must_mask or choice != "keep"):
            self.personal_data = tuple(found)
            sentence = _("Your text seems to show personal data. Look at it once more.")
            self.add_error(None, forms.ValidationError(sentence, code=ASKS))
        return data

    @property
    def only_asks(self):
        """Nothing is wrong: the page only asks whether it is meant so."""
        found = [one for errors in self.errors.as_data().values() for one in errors]
        return bool(found) and all(one.code == ASKS for one in found)


class MaskingMixin:
    """What everyone will read: numbers of people are masked in it at once."""

    masked = frozenset(LABELS)

    def to_python(self, value):
        return mask(super().to_python(value), self.masked)


class PublicLineField(MaskingMixin, LineField):
    pass


class PublicTitleField(MaskingMixin, TitleField):
    pass


class PublicBodyField(MaskingMixin, BodyField):
    """A longer text of an office, which may name a phone number to call."""

    masked = frozenset(IDENTITY)


class LinkField(forms.URLField):
    """An address that a browser opens: of the web, not of files."""

    default_validators = [URLValidator(schemes=["http", "https"])]
    default_error_messages = {"invalid": _("This is not a link. It begins with https://")}

    def __init__(self, **words):
        super().__init__(assume_scheme="https", **words)


def new_key() -> str:
    """What no other form carries (`SendOnceForm`)."""
    return secrets.token_urlsafe(18)


class SendOnceForm(forms.Form):
    """A form that creates something carries a key, so that sending it twice makes one thing."""

    key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = new_key()

    def renew_key(self):
        """Sent once more, it is meant to make another."""
        self.data = self.data.copy()
        self.data["key"] = new_key()


class ShowsStateForm(forms.Form):
    """Carries the marks of what it showed (shown.py), so that an older one takes nothing back.

    Given back, it carries those of now: a second press is meant. `parts` names what is no field.
    """

    parts: dict = {}

    # Its name is kept with a draft, which may be older than the page.
    version = forms.CharField(required=False, widget=forms.HiddenInput)

    def give_back(self, names, marks):
        fields = [self.parts.get(one) or self.fields[one].label for one in names]
        sentence = _(
            "Somebody else changed this meanwhile: %(what)s. Look at what stands there now. "
            "Press Save once more to replace it with what this form says."
        )
        self.add_error(None, sentence % {"what": ", ".join(str(one) for one in fields)})
        self.carry(marks)

    def carry(self, marks):
        self.data = self.data.copy()
        self.data["version"] = marks

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.counting import people_words
from foundation.forms import GuardedForm, SendOnceForm
from foundation.text import BodyField, too_long
from workshops.models import WorkshopMessage

LONGEST = 2000


class MessageForm(GuardedForm, SendOnceForm):
    """To which group, with its size before anything is sent; and the words."""

    group = forms.ChoiceField(
        label=_("To whom"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who gets it.")},
    )
    body = BodyField(
        label=_("Message"),
        min_length=10,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("They read it in Kabar and by mail."),
        error_messages={
            "required": _("Write the message."),
            "min_length": _("The message is too short."),
            **too_long(LONGEST),
        },
    )

    def __init__(self, *args, sizes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [
            (name, f"{WorkshopMessage.Group(name).label}: {people_words(size)}")
            for name, size in sizes.items()
        ]

    @property
    def words(self):
        return {name: self.cleaned_data[name] for name in ("group", "body", "key")}

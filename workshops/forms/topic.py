from django import forms
from django.utils.translation import gettext_lazy as _

from competencies.forms import AreasField
from discussions.forms.writing import PublishedForm
from foundation.text import BodyField, TitleField, too_long
from workshops.actions import TopicText


class TopicForm(PublishedForm):
    """What somebody wants to learn."""

    guarded = ("title", "body")
    title = TitleField(
        label=_("What do you want to learn?"),
        min_length=10,
        max_length=150,
        error_messages={
            "required": _("Write what you want to learn."),
            "min_length": _("The title is too short. Write what people will learn."),
            **too_long(150),
        },
    )
    body = BodyField(
        label=_("What for?"),
        required=False,
        max_length=2000,
        error_messages=too_long(2000),
        help_text=_("At which work it would help, and for whom."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    areas = AreasField(label=_("Area"), help_text=_("Choose 1 to 3."), maximum=3)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["areas"].prefer(user)

    @property
    def text(self):
        data = self.cleaned_data
        would_speak = data.get("would_speak", False)
        return TopicText(data["title"], data["body"], list(data["areas"]), would_speak)

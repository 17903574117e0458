"""What people write into guides and say about them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from competencies.forms import AreasField
from discussions.actions import GuideText
from discussions.forms.writing import BODY_ERRORS, PublishedForm
from foundation.forms import MarkdownArea, PublicLineField
from foundation.markdown import MAX_BODY
from foundation.text import BodyField, LineField, TitleField, too_long


class GuideForm(PublishedForm):
    """A guide: what is done, on which legal basis."""

    guarded = ("title", "body", "legal_basis")
    title = TitleField(
        label=_("What does the guide show?"),
        help_text=_("For example: Correcting an account code in SIPD."),
        min_length=10,
        max_length=150,
        error_messages={"required": _("Write the title of the guide."), **too_long(150)},
        widget=forms.Textarea(attrs={"rows": 2, "class": "input input--title"}),
    )
    legal_basis = LineField(
        label=_("Legal basis"),
        help_text=_("For example: Perbup 12/2020, Permendagri 77/2020."),
        min_length=4,
        max_length=200,
        error_messages={"required": _("Name the rule that it rests on."), **too_long(200)},
    )
    body = BodyField(
        label=_("The steps"),
        min_length=20,
        max_length=MAX_BODY,
        error_messages={
            "required": _("Write the steps."),
            **BODY_ERRORS,
            **too_long(MAX_BODY),
        },
        widget=MarkdownArea(attrs={"rows": 12}),
    )
    areas = AreasField(label=_("Area"), maximum=3)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def text(self):
        data = self.cleaned_data
        return GuideText(data["title"], data["body"], data["legal_basis"], list(data["areas"]))


class RatingForm(forms.Form):
    """Whether a guide helped."""

    useful = forms.ChoiceField(choices=[("1", _("Yes")), ("0", _("No"))])
    note = PublicLineField(
        label=_("What is missing?"), max_length=300, required=False, error_messages=too_long(300)
    )

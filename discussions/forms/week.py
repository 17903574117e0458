"""The question of the week, and an answer that waits (idea 11)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from discussions.actions import WeekText
from discussions.forms.announcing import AddressedForm
from discussions.forms.writing import AnswerForm, QuestionForm

USUAL, MOST = 7, 14  # days


class WeekForm(AddressedForm, QuestionForm):
    to = forms.ChoiceField(label=_("Who may answer?"), widget=forms.RadioSelect)
    days = forms.IntegerField(
        label=_("For how many days do answers stay unseen?"),
        help_text=_("Then all are opened at once. At most 14."),
        initial=USUAL,
        min_value=1,
        max_value=MOST,
        error_messages={
            "required": _("Say for how many days, 1 to 14."),
            "invalid": _("Say for how many days, 1 to 14."),
            "min_value": _("Say for how many days, 1 to 14."),
            "max_value": _("Say for how many days, 1 to 14."),
        },
    )

    @property
    def week(self):
        return WeekText(self.text, self.unit, self.cleaned_data["days"])


class HeldAnswerForm(AnswerForm):
    """Words alone; photos and files come when it is open."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["file"]

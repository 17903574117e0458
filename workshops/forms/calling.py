"""A call for topics, what people propose to it, and the decision."""

from datetime import time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from competencies.models import Area
from competencies.permissions import curated_area_ids
from discussions.forms.writing import PublishedForm
from foundation.text import BodyField, LineField, TitleField, too_long
from workshops.actions import CallText
from workshops.forms.session import at, date_input
from workshops.forms.topic import TopicForm
from workshops.models import TopicRequest

DAY_ENDS = time(23, 59)
LONGEST = timedelta(days=366)


class CallForm(PublishedForm):
    """For an area, for the people of a unit, or both; until the end of a day."""

    guarded = ("title", "body")
    title = TitleField(
        label=_("What do you call for?"),
        min_length=10,
        max_length=150,
        error_messages={
            "required": _("Write what you call for."),
            "min_length": _("The title is too short. Write what topics are looked for."),
            **too_long(150),
        },
    )
    body = BodyField(
        label=_("What for, and what happens with the proposals"),
        min_length=20,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Say what happens with the proposals."),
            "min_length": _("Say what happens with the proposals."),
            **too_long(2000),
        },
    )
    area = forms.ModelChoiceField(
        Area.objects.none(),
        label=_("Area"),
        required=False,
        empty_label=_("Choose …"),
        help_text=_("Choose an area, a unit, or both."),
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Who may propose"),
        required=False,
        empty_label=_("Choose …"),
        help_text=_("People of the unit and of those below it."),
    )
    closes_on = forms.DateField(
        label=_("Until"),
        widget=date_input(),
        help_text=_("To the end of that day, WIB."),
        error_messages={
            "required": _("Say until when topics can be proposed."),
            "invalid": _("This is not a date."),
        },
    )

    def __init__(self, *args, user, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        for name in ("area", "unit"):
            self.fields[name].is_conditional = True  # one of the two is needed
        areas, moderated = Area.objects.active().in_order(), curated_area_ids(user)
        if not (user.is_admin or user.is_leader or None in moderated):
            areas = areas.filter(pk__in=moderated)
        self.fields["area"].queryset = areas
        self.fields["unit"].queryset = Unit.objects.led_by(user)

    def clean_closes_on(self):
        day = self.cleaned_data["closes_on"]
        if not self.today <= day <= self.today + LONGEST:
            raise ValidationError(_("Choose a day from today on, within a year."))
        return day

    def clean(self):
        data = super().clean()
        if not (data.get("area") or data.get("unit") or {"area", "unit"} & self.errors.keys()):
            self.add_error("area", _("Choose an area, a unit, or both."))
        return data

    @property
    def text(self):
        data = self.cleaned_data
        named = {name: data[name] for name in ("title", "body", "area", "unit")}
        return CallText(**named, closes_at=at(data["closes_on"], DAY_ENDS))


class ProposalForm(TopicForm):
    """A topic, and whether its proposer would speak on it."""

    would_speak = forms.BooleanField(
        label=_("I would speak on it, or show how it is done"), required=False
    )


class ProposalDecisionForm(forms.Form):
    """Accepted, declined with a reason, or merged into another open topic."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("accepted", _("Accept: it becomes a draft of a workshop")),
            ("declined", _("Decline")),
            ("merged", _("Merge into another topic")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of it.")},
    )
    reason = LineField(
        label=_("Why not?"),
        required=False,
        max_length=200,
        error_messages=too_long(200),
        help_text=_("The person reads it."),
    )
    into = forms.ModelChoiceField(
        TopicRequest.objects.none(),
        label=_("Into which topic"),
        required=False,
        to_field_name="public_id",
        empty_label=_("Choose …"),
    )

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = others
        for name in ("reason", "into"):
            self.fields[name].is_conditional = True
        self.fields["reason"].widget.attrs["placeholder"] = " "  # the style sheet sees it is empty

    def clean(self):
        data = super().clean()
        decision, said = data.get("decision"), self.errors.keys()
        if decision == "declined" and not data.get("reason") and "reason" not in said:
            self.add_error("reason", _("Say why, so that the person understands."))
        if decision == "merged" and not data.get("into") and "into" not in said:
            self.add_error("into", _("Choose the topic that it goes to."))
        return data

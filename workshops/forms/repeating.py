"""Dates made by a rule: the first session again, every week or day (workshops.md B3)."""

from datetime import datetime, time, timedelta
from itertools import islice

from dateutil.rrule import DAILY, WEEKLY, rrule
from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from foundation.text import LineField
from workshops.forms.session import MOST_SESSIONS, date_input
from workshops.models import WorkCalendar

LONGEST = timedelta(days=366)
RULES = {
    "weekly": (_("Every week"), WEEKLY, 1),
    "fortnightly": (_("Every two weeks"), WEEKLY, 2),
    "daily": (_("Every day, Monday to Friday"), DAILY, 1),
}
WRITTEN = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"]


class ChipsOfDays(forms.CheckboxSelectMultiple):
    """Each day a chip, as areas are."""

    template_name = "workshops/widgets/chips.html"
    option_template_name = "competencies/widgets/area_chip.html"


class DaysField(LineField):
    """Several dates in a line, with commas or spaces between them."""

    def to_python(self, value):
        words = super().to_python(value).replace(",", " ").replace(";", " ").split()
        day = forms.DateField(input_formats=WRITTEN)
        try:
            return [day.clean(word) for word in words]
        except ValidationError:
            raise ValidationError(_("Write dates like 24-12-2026, with commas between.")) from None


class RepeatForm(forms.Form):
    """How often, on which days, until when, and what to leave out."""

    every = forms.ChoiceField(
        label=_("Repeat"),
        required=False,
        choices=[(key, label) for key, (label, _frequency, _step) in RULES.items()],
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On these days"),
        required=False,
        coerce=int,
        choices=list(WEEKDAYS.items()),
        widget=ChipsOfDays,
        help_text=_("None: the day of the first session."),
    )
    times = forms.IntegerField(
        label=_("How many sessions in all"), required=False, min_value=2, max_value=MOST_SESSIONS
    )
    until = forms.DateField(
        label=_("or until"),
        required=False,
        widget=date_input(),
        error_messages={"invalid": _("This is not a date.")},
    )
    skips = DaysField(
        label=_("Leave out these dates"),
        required=False,
        max_length=300,
        help_text=_("For instance 24-12-2026, 31-12-2026."),
    )
    skips_holidays = forms.BooleanField(
        label=_("Leave out holidays and joint leave"), required=False, initial=True
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.is_conditional = True  # who repeats nothing leaves them as they are

    def clean(self):
        data = super().clean()
        if not self.errors and not data["times"] and not data["until"]:
            self.add_error("times", _("Say how many sessions, or until when."))
        return data

    def days(self, first, unit_ids):
        """Those that follow the first day; what is left out does not count."""
        data = self.cleaned_data
        last = min(data["until"] or first + LONGEST, first + LONGEST)
        known = WorkCalendar.around([first, last], unit_ids)
        skipped = set(data["skips"])
        days = (
            day
            for day in self.rule(first, last)
            if day not in skipped and not (data["skips_holidays"] and known.is_off(day))
        )
        return list(islice(days, (data["times"] or MOST_SESSIONS) - 1))

    def rule(self, first, last):
        _label, frequency, step = RULES[self.cleaned_data["every"] or "weekly"]
        usual = range(5) if frequency == DAILY else [first.weekday()]
        rule = rrule(
            frequency,
            interval=step,
            dtstart=datetime.combine(first, time.min),
            until=datetime.combine(last, time.min),
            byweekday=self.cleaned_data["weekdays"] or usual,
        )
        return (moment.date() for moment in rule if moment.date() > first)


def typed_rule(sent):
    """What stands in its fields, when another button was pressed."""
    if not sent:
        return None
    typed = {name: sent.get(f"ulang-{name}") for name in RepeatForm.base_fields}
    return typed | {"weekdays": sent.getlist("ulang-weekdays")}

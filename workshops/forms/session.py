"""The sessions of the announcement form. Dates are read in Waktu Indonesia Barat."""

from datetime import datetime
from itertools import pairwise

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

MOST_SESSIONS = 10


def date_input(**attrs):
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", **attrs})


def time_input():
    return forms.TimeInput(format="%H:%M", attrs={"type": "time", "step": 300})


class SessionForm(forms.Form):
    """A day with its start and end; a row left empty is no session."""

    day = forms.DateField(
        label=_("Date"),
        required=False,
        widget=date_input(),
        error_messages={"invalid": _("This is not a date.")},
    )
    start = forms.TimeField(
        label=_("From"),
        required=False,
        widget=time_input(),
        error_messages={"invalid": _("This is not a time.")},
    )
    end = forms.TimeField(
        label=_("Until"),
        required=False,
        widget=time_input(),
        error_messages={"invalid": _("This is not a time.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.is_conditional = True  # one session needs all three; an empty row is none

    def clean(self):
        data = super().clean()
        parts = [data.get("day"), data.get("start"), data.get("end")]
        if self.errors or not any(parts):
            return data
        if not all(parts):
            raise ValidationError(_("A session needs a date, a start and an end."))
        if data["end"] <= data["start"]:
            raise ValidationError(_("A session ends after it starts."))
        return data

    @property
    def span(self):
        data = self.cleaned_data
        if not data.get("day"):
            return None
        return at(data["day"], data["start"]), at(data["day"], data["end"])


def at(day, clock):
    return timezone.make_aware(datetime.combine(day, clock))


class BaseSessionFormSet(forms.BaseFormSet):
    """At least one session, in order, none over another, and none in the past when new."""

    earliest = None

    def clean(self):
        if any(self.errors):
            return
        spans = self.spans
        if not spans:
            raise ValidationError(_("Say when it takes place: at least one session."))
        if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
            raise ValidationError(_("Two sessions overlap. Change one of them."))
        if self.earliest and spans[0][0].date() < self.earliest:
            raise ValidationError(_("The date is in the past."))

    @property
    def spans(self):
        return sorted(form.span for form in self.forms if form.is_valid() and form.span)


SessionFormSet = forms.formset_factory(
    SessionForm,
    formset=BaseSessionFormSet,
    extra=1,
    max_num=MOST_SESSIONS,
    absolute_max=MOST_SESSIONS,
    validate_max=True,
)


def initial_sessions(workshop):
    sessions = workshop.sessions.standing().in_order()
    spans = [
        (timezone.localtime(one.starts_at), timezone.localtime(one.ends_at)) for one in sessions
    ]
    return [{"day": s.date(), "start": s.time(), "end": e.time()} for s, e in spans]

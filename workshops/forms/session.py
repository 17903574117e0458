"""The sessions of the announcement form. Dates are read in Waktu Indonesia Barat."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from workshops.actions import Span
from workshops.models import Room

MOST_SESSIONS = 20
MIDNIGHT = time.min
NO_DATE = _("This is not a date.")
# Another year is a slip of the finger, not a plan; some databases cannot give it back.
LIFETIME = [
    MinValueValidator(date(2000, 1, 1), NO_DATE),
    MaxValueValidator(date(2099, 12, 31), NO_DATE),
]


def date_input(**attrs):
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", **attrs})


def time_input():
    return forms.TimeInput(format="%H:%M", attrs={"type": "time", "step": 300})


class SessionForm(forms.Form):
    """A day with its start and end; a row left empty is no session.

    `no` is the session's own number, so that a changed row is the same session. `room` where it is
    not that of the workshop, of those that the sheet read once.
    """

    no = forms.IntegerField(required=False, min_value=1, max_value=9999, widget=forms.HiddenInput)
    day = forms.DateField(
        label=_("Date"),
        required=False,
        widget=date_input(),
        error_messages={"invalid": NO_DATE},
        validators=LIFETIME,
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

    room = forms.ChoiceField(label=_("Room of this session"), required=False)

    def __init__(self, *args, rooms=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.rooms = {str(room.pk): room for room in rooms}
        if not rooms:
            del self.fields["room"]
        else:
            choices = [(pk, f"{room}, {room.seats_in_words}") for pk, room in self.rooms.items()]
            self.fields["room"].choices = [("", _("As the workshop")), *choices]
        for field in self.fields.values():
            field.is_conditional = True  # one session needs all three; an empty row is none

    def clean(self):
        data = super().clean()
        parts = [data.get("day"), data.get("start"), data.get("end")]
        if self.errors or not any(parts):
            return data
        if not all(parts):
            raise ValidationError(_("A session needs a date, a start and an end."))
        if is_reversed(data["start"], data["end"]):
            raise ValidationError(_("A session ends after it starts."))
        return data

    @property
    def span(self):
        data = self.cleaned_data
        if not data.get("day"):
            return None
        day, last = data["day"], data["day"] + timedelta(days=data["end"] == MIDNIGHT)
        start, end = at(day, data["start"]), at(last, data["end"])
        return Span(start, end, data.get("no"), self.rooms.get(data.get("room")))


def is_reversed(start, end):
    """An end of 00.00 is the midnight that ends the day."""
    return end <= start and end != MIDNIGHT


def at(day, clock):
    return timezone.make_aware(datetime.combine(day, clock))


class BaseSessionFormSet(forms.BaseFormSet):
    """At least one session, in order, none over another, and none in the past when new."""

    earliest = None

    @cached_property
    def rooms(self):
        return list(Room.objects.in_order())

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"rooms": self.rooms}

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
        spans = [form.span for form in self.forms if form.is_valid() and form.span]
        return sorted(spans, key=lambda span: span[:2])


SessionFormSet = forms.formset_factory(
    SessionForm,
    formset=BaseSessionFormSet,
    extra=1,
    max_num=MOST_SESSIONS,
    absolute_max=MOST_SESSIONS,
    validate_max=True,
)


def initial_sessions(workshop):
    rows = []
    for session in workshop.sessions.standing().in_order():
        start, end = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
        when = {"day": start.date(), "start": start.time(), "end": end.time()}
        rows.append({"no": session.no, **when, "room": session.own_room_id or ""})
    return rows

"""What people may send about workshops. Dates are read in Waktu Indonesia Barat."""

from datetime import datetime, time

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from competencies.forms import AreasField
from competencies.models import LearningForm
from foundation.forms import SendOnceForm
from foundation.text import BodyField, LineField, too_long
from foundation.uploads import ALLOWED, check_upload
from workshops.actions import NewMaterial, WorkshopPlan
from workshops.models import SeatPool, Workshop, WorkshopAudience

MOST_SEATS = 5000
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
        if any(later[0] < earlier[1] for earlier, later in zip(spans, spans[1:], strict=False)):
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


class WorkshopForm(SendOnceForm):
    """One page, three fieldsets: what, when and where, who is told (ux 2.7)."""

    title = LineField(
        label=_("Title of the workshop"),
        min_length=10,
        max_length=150,
        error_messages={
            "required": _("Write the title of the workshop."),
            "min_length": _("The title is too short. Write what people will learn."),
            **too_long(150),
        },
    )
    areas = AreasField(label=_("Area"), help_text=_("Choose 1 to 4."), maximum=4)
    description = BodyField(
        label=_("What happens, for whom, what to bring"),
        min_length=20,
        max_length=5000,
        error_messages={"required": _("Describe the workshop."), **too_long(5000)},
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    form = forms.ModelChoiceField(
        LearningForm.objects.all(),
        label=_("Form of learning"),
        help_text=_("The learning hours are suggested from it (Peraturan LAN 10/2018)."),
        error_messages={"required": _("Choose the form of learning.")},
    )
    jp = forms.IntegerField(
        label=_("JP"),
        required=False,
        min_value=0,
        max_value=200,
        help_text=_("Empty: as suggested by the form of learning."),
    )
    jp_reason = LineField(
        label=_("Why a different number of JP?"), required=False, max_length=200
    )
    mode = forms.ChoiceField(label=_("How"), choices=Workshop.Mode.choices)
    place = LineField(label=_("Place"), required=False, max_length=200)
    online_url = forms.URLField(
        label=_("Link to join"),
        required=False,
        max_length=400,
        assume_scheme="https",
        help_text=_("Shown only to registered people."),
        error_messages={"invalid": _("This is not a link. It begins with https://")},
    )
    seats = forms.IntegerField(
        label=_("Seats"),
        min_value=1,
        max_value=MOST_SEATS,
        help_text=_("Hybrid: seats in the room."),
        error_messages={"required": _("Say how many people can take part.")},
    )
    online_seats = forms.IntegerField(
        label=_("Seats online (hybrid)"), required=False, min_value=1, max_value=MOST_SEATS
    )
    closes_on = forms.DateField(
        label=_("Registration closes"),
        required=False,
        widget=date_input(),
        help_text=_("Empty: when the first session starts."),
    )
    closes_at = forms.TimeField(label=_("at"), required=False, widget=time_input())
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Held by"), error_messages={"required": _("Choose the unit.")}
    )
    audience = forms.ChoiceField(
        label=_("Who is told"),
        choices=WorkshopAudience.Kind.choices,
        widget=forms.RadioSelect,
        initial=WorkshopAudience.Kind.AREAS,
    )
    audience_units = forms.ModelMultipleChoiceField(
        Unit.objects.in_order(),
        label=_("Chosen units"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )

    def __init__(self, *args, user, sessions, **kwargs):
        super().__init__(*args, **kwargs)
        self.sessions = sessions
        self.fields["areas"].prefer(user)
        units = Unit.objects.in_order()
        self.fields["unit"].queryset = (
            units if user.is_admin else units.filter(pk__in=user.led_unit_ids)
        )

    def clean(self):
        data = super().clean()
        self.check_place(data)
        self.check_audience(data)
        self.sessions.is_valid()
        if self.sessions.is_valid():
            self.settle_closing(data)
            self.settle_jp(data)
        return data

    def check_place(self, data):
        mode = data.get("mode")
        if mode in (Workshop.Mode.ONSITE, Workshop.Mode.HYBRID) and not data.get("place"):
            self.add_error("place", _("Say where it takes place."))
        if mode == Workshop.Mode.HYBRID and not data.get("online_seats"):
            self.add_error("online_seats", _("A hybrid workshop needs two numbers of seats."))

    def check_audience(self, data):
        is_units = data.get("audience") == WorkshopAudience.Kind.UNITS
        if is_units and not data.get("audience_units"):
            self.add_error("audience_units", _("Choose at least one unit."))

    def settle_closing(self, data):
        spans, day = self.sessions.spans, data.get("closes_on")
        closes = at(day, data.get("closes_at") or time(23, 59)) if day else spans[0][0]
        if closes > spans[-1][1]:
            self.add_error("closes_on", _("Registration closes before the last session ends."))
        data["registration_closes_at"] = closes

    def settle_jp(self, data):
        """JP is a whole number: the host's value, suggested by the form (domain.md 1.3)."""
        form, spans = data.get("form"), self.sessions.spans
        if form is None or "jp" in self.errors:
            return
        days = len({start.astimezone().date() for start, _end in spans})
        suggested = form.suggested_jp(days=days, sessions=len(spans))
        if data.get("jp") is None:
            data["jp"] = suggested
        if data["jp"] is None:
            self.add_error("jp", _("This form has no usual number; write the JP of the programme."))
        elif suggested is not None and data["jp"] != suggested and not data.get("jp_reason"):
            message = _("The form suggests %(jp)d JP. Write why yours differs.")
            self.add_error("jp_reason", message % {"jp": suggested})

    @property
    def plan(self):
        data = self.cleaned_data
        own = ("title", "description", "unit", "form", "mode", "place", "jp", "jp_reason")
        is_online = data["mode"] != Workshop.Mode.ONSITE
        return WorkshopPlan(
            **{name: data[name] for name in own},
            areas=list(data["areas"]),
            online_url=data["online_url"] if is_online else "",
            spans=self.sessions.spans,
            seats=self.seat_numbers(data),
            registration_closes_at=data["registration_closes_at"],
            audience=data["audience"],
            audience_units=list(data["audience_units"]),
        )

    def seat_numbers(self, data):
        if data["mode"] != Workshop.Mode.HYBRID:
            return {SeatPool.Kind.TOTAL: data["seats"]}
        return {
            SeatPool.Kind.TOTAL: data["seats"] + data["online_seats"],
            SeatPool.Kind.ROOM: data["seats"],
            SeatPool.Kind.ONLINE: data["online_seats"],
        }


def initial_of(workshop):
    """The form's fields for a workshop that exists."""
    pools = {pool.kind: pool.capacity for pool in workshop.pools.all()}
    closes = timezone.localtime(workshop.registration_closes_at)
    names = ("title", "description", "form", "jp", "jp_reason", "mode", "place", "online_url", "unit")
    return {name: getattr(workshop, name) for name in names} | {
        "areas": [area.pk for area in workshop.areas.all()],
        "seats": pools.get("room", pools["total"]),
        "online_seats": pools.get("online"),
        "closes_on": closes.date(),
        "closes_at": closes.time(),
        "audience": workshop.audience.kind,
        "audience_units": list(workshop.audience.units.all()),
    }


def initial_sessions(workshop):
    sessions = workshop.sessions.standing().in_order()
    spans = [(timezone.localtime(one.starts_at), timezone.localtime(one.ends_at)) for one in sessions]
    return [{"day": s.date(), "start": s.time(), "end": e.time()} for s, e in spans]


class RegistrationForm(SendOnceForm):
    seat = forms.ChoiceField(
        choices=[("room", _("In the room")), ("online", _("Online"))], required=False
    )


class MaterialForm(SendOnceForm):
    title = LineField(
        label=_("Title of the material"),
        min_length=3,
        max_length=150,
        error_messages={"required": _("Give the material a title."), **too_long(150)},
    )
    url = forms.URLField(
        label=_("Link"),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _("This is not a link. It begins with https://")},
    )
    file = forms.FileField(
        label=_("or a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in ALLOWED)}),
        help_text=_("At most 25 MB: PDF, Office, pictures, text, sound or video."),
    )

    def clean_file(self):
        upload = self.cleaned_data["file"]
        self.checked = check_upload(upload, limit=settings.FORUM_MAX_MATERIAL) if upload else None
        return upload

    def clean(self):
        data = super().clean()
        if not self.errors and bool(data.get("url")) == bool(data.get("file")):
            raise ValidationError(_("Give either a link or a file."))
        return data

    @property
    def material(self):
        data = self.cleaned_data
        return NewMaterial(data["title"], data["url"], data["file"], self.checked)

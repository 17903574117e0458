"""The announcement form: one page, three fieldsets (ux 2.7)."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from competencies.forms import AreasField
from competencies.models import LearningForm
from foundation.forms import (
    LinkField,
    MarkdownArea,
    PublicBodyField,
    PublicLineField,
    PublicTitleField,
    SendOnceForm,
    ShowsStateForm,
)
from foundation.text import too_long
from workshops.actions import WorkshopPlan
from workshops.forms.reminders import ReminderChoice
from workshops.forms.rules import RegistrationRules, UnitsField
from workshops.models import Room, SeatPool, Workshop, WorkshopAudience

MOST_SEATS = 5000
CONDITIONAL = [
    *("room", "place", "online_seats", "audience_units", "entry_units", "jp_reason"),
    "unit_points",
]

BLANK = ["jp", "jp_reason", "online_seats", "unit_points"]  # the style sheet sees what is empty


class FormOfLearning(forms.ModelChoiceField):
    """Each form of learning with the rule by which its JP are suggested."""

    def label_from_instance(self, obj):
        return f"{obj} · {obj.rule}"


class RoomField(forms.ModelChoiceField):
    """Rooms, each with its number of seats."""

    def label_from_instance(self, obj):
        return f"{obj}, {obj.seats_in_words}"


class WorkshopForm(RegistrationRules, ReminderChoice, SendOnceForm, ShowsStateForm):
    """One page, three fieldsets: what, when and where, who is told (ux 2.7)."""

    parts = {"sessions": _("date and time")}

    title = PublicTitleField(
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
    description = PublicBodyField(
        label=_("What happens, for whom, what to bring"),
        min_length=20,
        max_length=5000,
        error_messages={"required": _("Describe the workshop."), **too_long(5000)},
        widget=MarkdownArea(attrs={"rows": 6}),
    )
    form = FormOfLearning(
        LearningForm.objects.all(),
        label=_("Form of learning"),
        help_text=_("The learning hours are suggested from it (Peraturan LAN 10/2018)."),
        empty_label=_("Choose …"),
        error_messages={"required": _("Choose the form of learning.")},
    )
    jp = forms.IntegerField(
        label=_("JP"),
        required=False,
        min_value=0,
        max_value=200,
        help_text=_("Empty: as suggested by the form of learning."),
    )
    jp_reason = PublicLineField(
        label=_("Why a different number of JP?"), required=False, max_length=200
    )
    undecided = forms.BooleanField(
        label=_("The date is not decided yet"),
        required=False,
        help_text=_(
            "People show interest, you find a date that suits them, and they get the seats."
        ),
    )
    mode = forms.ChoiceField(label=_("How"), choices=Workshop.Mode.choices)
    room = RoomField(
        Room.objects.in_order(), label=_("Room"), required=False, empty_label=_("Another place")
    )
    place = PublicLineField(
        label=_("Another place"),
        required=False,
        max_length=200,
        help_text=_("Where no room of the list is chosen."),
    )
    online_url = LinkField(
        label=_("Link to join"),
        required=False,
        max_length=400,
        help_text=_("Shown only to registered people."),
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
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Held by"),
        empty_label=_("Choose …"),
        error_messages={"required": _("Choose the unit.")},
    )
    audience = forms.ChoiceField(
        label=_("Who is told"),
        choices=WorkshopAudience.Kind.choices,
        widget=forms.RadioSelect,
        initial=WorkshopAudience.Kind.AREAS,
    )
    audience_units = UnitsField(
        Unit.objects.in_order(),
        label=_("Chosen units"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )

    def __init__(self, *args, user, sessions, workshop=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.sessions, self.workshop = sessions, workshop
        if workshop and not workshop.is_draft:
            del self.fields["undecided"]  # its date is set on a page of its own, or is set
        for name in CONDITIONAL:
            self.fields[name].is_conditional = True
        for name in BLANK:
            self.fields[name].widget.attrs["placeholder"] = " "
        self.fields["areas"].prefer(user)
        units = Unit.objects.in_order()
        self.fields["unit"].queryset = (
            units if user.is_admin else units.filter(pk__in=user.led_unit_ids)
        )

    def clean(self):
        data = super().clean()
        self.check_place(data)
        self.check_rooms_of_sessions(data)
        self.check_audience(data)
        self.check_entry(data)
        self.settle_rules(data)
        if self.is_undecided or self.sessions.is_valid():
            if self.spans:
                self.settle_window(data, self.spans)
            self.settle_jp(data)
        return data

    @property
    def is_undecided(self):
        """Without a date, whatever stands in the rows of sessions."""
        if "undecided" not in self.fields:
            return self.workshop.is_undecided
        return bool(getattr(self, "cleaned_data", {}).get("undecided"))

    @property
    def spans(self):
        if self.is_undecided:
            return []
        is_online = getattr(self, "cleaned_data", {}).get("mode") == Workshop.Mode.ONLINE
        spans = self.sessions.spans
        return [span._replace(room=None) for span in spans] if is_online else spans

    def check_place(self, data):
        mode = data.get("mode")
        if mode == Workshop.Mode.ONLINE:
            data["room"], data["place"] = None, ""
        elif room := data.get("room"):
            data["place"] = room.place
            self.check_room(data, room)
        elif not data.get("place") and "room" not in self.errors:
            self.add_error("place", _("Say where it takes place."))
        if mode == Workshop.Mode.HYBRID and not data.get("online_seats"):
            self.add_error("online_seats", _("A hybrid workshop needs two numbers of seats."))

    def check_room(self, data, room):
        if (data.get("seats") or 0) > room.seats:
            message = _("%(room)s has %(seats)s. Choose fewer, or a larger room.")
            self.add_error("seats", message % {"room": room, "seats": room.seats_in_words})

    def check_rooms_of_sessions(self, data):
        rooms = [span.room for span in self.spans if span.room] if self.sessions.is_valid() else []
        for room in dict.fromkeys(rooms):
            if "seats" not in self.errors:
                self.check_room(data, room)

    def check_audience(self, data):
        is_units = data.get("audience") == WorkshopAudience.Kind.UNITS
        if is_units and not data.get("audience_units"):
            self.add_error("audience_units", _("Choose at least one unit."))

    def settle_jp(self, data):
        """JP is a whole number: the host's value, suggested by the form (domain.md 1.3)."""
        form, spans = data.get("form"), self.spans
        if form is None or "jp" in self.errors:
            return
        suggested = jp_of(form, [start for start, *_end in spans])
        if data.get("jp") is None or self.keeps_usual_jp(data):
            data["jp"] = suggested
        if data["jp"] is None:
            self.add_error("jp", _("This form has no usual number; write the JP of the programme."))
        elif suggested is not None and data["jp"] != suggested and not data.get("jp_reason"):
            message = _("The form suggests %(jp)d JP. Write why yours differs.")
            self.add_error("jp_reason", message % {"jp": suggested})

    def keeps_usual_jp(self, data):
        """The number that was suggested before still stands there: it follows the sessions."""
        if self.workshop is None or data["jp"] != self.workshop.jp or data.get("jp_reason"):
            return False
        starts = self.workshop.sessions.standing().values_list("starts_at", flat=True)
        return self.workshop.jp == jp_of(self.workshop.form, list(starts))

    @property
    def plan(self):
        data = self.cleaned_data
        own = ("title", "description", "unit", "form", "mode", "place", "room", "jp", "jp_reason")
        is_online = data["mode"] != Workshop.Mode.ONSITE
        return WorkshopPlan(
            **{name: data[name] for name in own},
            areas=list(data["areas"]),
            online_url=data["online_url"] if is_online else "",
            spans=self.spans,
            seats=self.seat_numbers(data),
            **self.rules,
            **self.moments,
            reminder_rules=self.chosen_rules,
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


def jp_of(form, starts):
    days = {timezone.localtime(start).date() for start in starts}
    return form.suggested_jp(days=len(days), sessions=len(starts))

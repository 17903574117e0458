"""When and how people register: the part of the announcement form that says the rules."""

from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from workshops.forms.session import LIFETIME, NO_DATE, at, date_input, time_input
from workshops.models import Workshop
from workshops.models.need import POINTS

DAY_ENDS = time(23, 59)
LONGEST_CUT_OFF = 336  # hours: two weeks


def day_field(label, help_text):
    return forms.DateField(
        label=label,
        required=False,
        widget=date_input(),
        help_text=help_text,
        error_messages={"invalid": NO_DATE},
        validators=LIFETIME,
    )


def clock_field():
    return forms.TimeField(
        label=_("at"),
        required=False,
        widget=time_input(),
        error_messages={"invalid": _("This is not a time.")},
    )


class UnitsField(forms.ModelMultipleChoiceField):
    """A forged id that SQLite cannot hold is an unknown unit."""

    def clean(self, value):
        try:
            return super().clean(value)
        except OverflowError:
            raise forms.ValidationError(
                self.error_messages["invalid_list"], code="invalid_list"
            ) from None


class RegistrationRules(forms.Form):
    """Three moments, each a day and a time; a day left empty has a meaning of its own.

    A workshop without a date has none of them.
    """

    workshop = None
    moments = dict.fromkeys(["registration_opens_at", "registration_closes_at", "cancel_until"])

    opens_on = day_field(_("Registration opens"), _("Empty: as soon as it is announced."))
    opens_at = clock_field()
    closes_on = day_field(_("Registration closes"), _("Empty: when the first session starts."))
    closes_at = clock_field()
    cancel_on = day_field(_("Seats can be given up until"), _("Empty: until the first session."))
    cancel_at = clock_field()

    entry = forms.ChoiceField(
        label=_("Who may register"),
        required=False,
        choices=Workshop.Entry.choices,
        initial=Workshop.Entry.EVERYBODY,
        widget=forms.RadioSelect,
    )
    entry_units = UnitsField(
        Unit.objects.in_order(),
        label=_("Units whose people may register"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )
    unit_limit = forms.IntegerField(
        label=_("People of one unit at most"),
        required=False,
        min_value=1,
        max_value=5000,
        help_text=_(
            "Empty: as many as there are seats. Divisions are counted with the unit they belong to."
        ),
    )
    has_waiting_list = forms.BooleanField(
        label=_("Waiting list"),
        required=False,
        initial=True,
        help_text=_("Whoever waits moves up when a seat is free, in the order of coming."),
    )
    by_need = forms.BooleanField(
        label=_("Order the waiting list by need"),
        required=False,
        help_text=_(
            "Who waits moves up by points instead. Everybody reads the rule on the workshop's "
            "page, and it stays as it is once registration has opened."
        ),
    )
    unit_points = forms.IntegerField(
        label=_("Points of 100 for a unit with few people at this workshop"),
        required=False,
        min_value=0,
        max_value=POINTS,
        help_text=_("The other points are for few learning hours this year. Empty: 50."),
    )
    promotion_ends_hours = forms.IntegerField(
        label=_("Nobody moves up later than so many hours before the start"),
        required=False,
        min_value=0,
        max_value=LONGEST_CUT_OFF,
        help_text=_("Empty: 12 hours."),
    )

    approval = forms.ChoiceField(
        label=_("Approval"), required=False, choices=Workshop.Approval.choices
    )
    holds_seats = forms.BooleanField(
        label=_("Keep a seat while the approval is awaited"),
        required=False,
        initial=True,
        help_text=_("For two working days. Otherwise the first to be approved get the seats."),
    )

    def check_entry(self, data):
        if data.get("entry") == Workshop.Entry.UNITS and not data.get("entry_units"):
            self.add_error("entry_units", _("Choose at least one unit."))

    def settle_window(self, data, spans):
        self.check_days(data)
        first, last = spans[0][0], spans[-1][1]
        opens = moment_of(data, "opens", time(0))
        closes = moment_of(data, "closes", DAY_ENDS) or first
        cancel = moment_of(data, "cancel", DAY_ENDS)
        if closes > last:
            self.add_error("closes_on", _("Registration closes before the last session ends."))
        if opens and opens >= closes:
            self.add_error("opens_on", _("Registration opens before it closes."))
        if cancel and cancel > first:
            self.add_error("cancel_on", _("A seat is given up before the first session starts."))
        self.moments = {
            "registration_opens_at": opens,
            "registration_closes_at": closes,
            "cancel_until": cancel,
        }
        self.refuse_past(data)

    def refuse_past(self, data):
        """Nobody is told of a registration that is over; what stood there before may be."""
        fields = {"registration_closes_at": "closes_on", "cancel_until": "cancel_on"}
        for name, day in fields.items():
            moment = self.moments[name]
            stood = self.workshop and getattr(self.workshop, name) == moment
            if data.get(day) and moment <= timezone.now() and not stood:
                self.add_error(day, _("This moment has passed. Choose a later one."))

    def check_days(self, data):
        for name in ("opens", "closes", "cancel"):
            day = f"{name}_on"
            if data.get(f"{name}_at") and not data.get(day) and day not in self.errors:
                self.add_error(day, _("Choose the date, too, or leave the time empty."))

    def settle_rules(self, data):
        hours = data.get("promotion_ends_hours")
        self.rules = {
            "has_waiting_list": data["has_waiting_list"],
            "approval": data.get("approval") or Workshop.Approval.NONE,
            "holds_seats": data["holds_seats"],
            "unit_limit": data.get("unit_limit"),
            "unit_points": unit_points_of(data),
            "entry": data.get("entry") or Workshop.Entry.EVERYBODY,
            "entry_units": list(data.get("entry_units") or []),
            "promotion_ends_hours": 12 if hours is None else hours,
        }


def unit_points_of(data) -> int | None:
    """None is the order of coming."""
    if not data.get("by_need"):
        return None
    points = data.get("unit_points")
    return POINTS // 2 if points is None else points


def moment_of(data, name: str, default: time) -> datetime | None:
    """The moment of `<name>_on` and `<name>_at`; the default time where only a day is given."""
    day = data.get(f"{name}_on")
    return at(day, data.get(f"{name}_at") or default) if day else None


def closing_of(workshop: Workshop) -> datetime | None:
    """None where it is the first start, so that it moves with it."""
    closes = workshop.registration_closes_at
    return None if closes == workshop.starts_at() else closes


def initial_rules(workshop: Workshop) -> dict:
    """The fields for a workshop that exists; what was left empty stays empty."""
    moments = {
        "opens": workshop.registration_opens_at,
        "closes": closing_of(workshop),
        "cancel": workshop.cancel_until,
    }
    names = (
        "has_waiting_list",
        "promotion_ends_hours",
        "approval",
        "holds_seats",
        "unit_limit",
        "unit_points",
        "entry",
    )
    fields: dict = {name: getattr(workshop, name) for name in names}
    fields["by_need"] = workshop.orders_by_need
    fields["entry_units"] = list(workshop.entry_units.all())
    for name, moment in moments.items():
        if moment:
            local = timezone.localtime(moment)
            fields |= {f"{name}_on": local.date(), f"{name}_at": local.time()}
    return fields

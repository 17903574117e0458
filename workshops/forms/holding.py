from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import Unit
from foundation.forms import SendOnceForm
from workshops.actions.holding import MOST
from workshops.models import Workshop


class ChoosesSeats(SendOnceForm):
    """Where the workshop is hybrid: in the room or online, for all of them."""

    seat = forms.ChoiceField(label=_("How will they take part?"), required=False)

    def __init__(self, *args, workshop, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seat"].is_conditional = True  # without a choice it is the room
        if workshop.mode != Workshop.Mode.HYBRID:
            del self.fields["seat"]
            return
        room, online = workshop.room_left, workshop.online_left
        in_room = ngettext("In the room, %(left)s left", "In the room, %(left)s left", room)
        at_home = ngettext("Online, %(left)s left", "Online, %(left)s left", online)
        self.fields["seat"].choices = [
            ("room", in_room % {"left": room}),
            ("online", at_home % {"left": online}),
        ]


class HoldForm(ChoosesSeats):
    """How many seats, for which of the units that one leads."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("Unit"), empty_label=None)
    seats = forms.IntegerField(
        label=_("How many seats"),
        min_value=1,
        max_value=MOST,
        error_messages={"required": _("Say how many seats.")},
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        left = kwargs["workshop"].seats_left
        free = ngettext("%(left)s seat left", "%(left)s seats left", left)
        self.fields["seats"].help_text = free % {"left": left}

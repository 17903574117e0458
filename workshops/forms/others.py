"""Whom a leader registers: ticked, written, or in a CSV file."""

import re
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.text import BodyField, too_long
from workshops.actions import Wish
from workshops.forms.holding import ChoosesSeats
from workshops.forms.table import TableField

MOST = 100  # people of one form
SHOWN = 60  # of the own unit, to be ticked
MOST_KEYS = 20  # of a line, which is one person
CELLS = re.compile(r"[,;\t]")
NIP = re.compile(r"[\s.'’-]")


@dataclass(frozen=True)
class Line:
    """A line that names nobody whom this leader may register; its text is never shown again."""

    no: int
    why_not: object


class OthersForm(ChoosesSeats):
    """`members` are those whom this leader may register; `found` and `unknown` what was sent."""

    people = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("People"),
        required=False,
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
    )
    lines = BodyField(
        label=_("Or NIP or email, one person on each line"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages=too_long(8000),
    )
    file = TableField(
        label=_("Or a CSV file"),
        required=False,
        help_text=_("With a column of NIP or of email; at most 100 people."),
    )
    waits = forms.BooleanField(
        label=_("Who finds no seat joins the waiting list"), required=False, initial=True
    )

    def __init__(self, *args, members, unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.members, people = members, self.fields["people"]
        if unit:
            people.label = _("People of %(unit)s") % {"unit": unit}
        people.queryset = members
        people.label_from_instance = lambda person: person.full_name
        own = members.filter(unit=unit).order_by("name", "pk")[:SHOWN]
        people.widget.choices = [(person.public_id, person.full_name) for person in own]

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        order = self.data.getlist("people")  # who stands first has the first seat
        named = sorted(data["people"], key=lambda person: order.index(person.public_id))
        texts = [data["lines"], data["file"]]
        lines = [line for text in texts for line in enumerate(text.splitlines(), start=1)]
        lines = [(no, keys_of(line)) for no, line in lines if line.strip()]
        if lines and not lines[0][1]:
            lines = lines[1:]  # the names of the columns
        if not named and not lines:
            raise ValidationError(_("Choose or write at least one person."))
        if len(named) + len(lines) > MOST:
            raise ValidationError(_("At most 100 people at once. Send the others afterwards."))
        self.look_up(named, lines)
        return data

    def look_up(self, named, lines):
        keys = {key for _no, found in lines for key in found}
        rows = self.members.filter(Q(email__in=keys) | Q(nip__in=keys)) if keys else ()
        known = {key: person for person in rows for key in (person.email.lower(), person.nip)}
        self.found, self.unknown = {person.pk: person for person in named}, []
        for no, found in lines:
            person = next((known[key] for key in found if key in known), None)
            if person is None:
                sentence = _("Nobody of your units has this NIP or email.")
                self.unknown.append(Line(no, sentence))
            elif person.pk in self.found:
                self.unknown.append(Line(no, _("This person was named before.")))
            else:
                self.found[person.pk] = person

    @property
    def wish(self):
        return Wish(self.cleaned_data.get("seat", ""), waits=self.cleaned_data["waits"])


def keys_of(line: str) -> list[str]:
    """The cells that may name a person: an address, or 18 digits in whatever groups."""
    cells = [cell.strip().strip('"').lower() for cell in CELLS.split(line)]
    digits = [NIP.sub("", cell) for cell in cells]
    keys = [cell for cell in cells if "@" in cell]
    keys += [cell for cell in digits if cell.isdecimal() and len(cell) == 18]
    return keys[:MOST_KEYS]

"""A text that calls a whole unit asks first (row 54)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from discussions.models.calling import MOST_CALLED, may_call, members_of, units_in
from foundation.forms import ASKS


class CallingForm(forms.Form):
    """The page shows `called` with the button `call=tell`; the form is sent again as it was typed.

    `caller` writes it; without one, as in an edit, a unit named is a link and calls nobody.
    """

    caller: User | None = None
    is_nameless = False
    called: tuple[tuple[Unit, int], ...] = ()

    def clean(self):
        data = super().clean()
        units = units_in(data.get("body") or "")
        if self.caller is None or not units or "preview" in self.data:
            return data
        counts = [(unit, members_of(unit).count()) for unit in units]
        if refusal := self.refusal(self.caller, counts):
            self.add_error("body", refusal)
        elif not self.errors and self.data.get("call") != "tell":
            self.called = tuple(counts)
            sentence = _("Your text calls a whole unit. Say that you mean it.")
            self.add_error(None, forms.ValidationError(sentence, code=ASKS))
        return data

    @property
    def people_called(self) -> int:
        return sum(count for _unit, count in self.called)

    def refusal(self, caller: User, counts: list[tuple[Unit, int]]) -> str:
        """Only who leads a unit calls it, under a name, and it is small enough."""
        for unit, _count in counts:
            if not may_call(caller, unit):
                sentence = _("Only who leads %(unit)s calls everybody there. Take the mention out.")
                return sentence % {"unit": unit}
        if self.is_nameless or self.cleaned_data.get("is_sealed"):
            return str(_("Without your name you cannot call a unit: it would tell who you are."))
        people = sum(count for _unit, count in counts)
        if people > MOST_CALLED:
            sentence = _(
                "It would call %(count)d people, and a mention reaches %(most)d at most. Write an "
                "announcement instead."
            )
            return sentence % {"count": people, "most": MOST_CALLED}
        return ""

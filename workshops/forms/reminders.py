"""By which rules people are reminded of a workshop: the usual ones, or as its host chooses."""

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.forms.rules import UnitsField
from workshops.models import ReminderRule

USUAL, OWN = "usual", "own"


class ReminderRulesField(UnitsField):
    """Each rule in words, the earliest first."""

    def label_from_instance(self, obj):
        return obj.words


class ReminderChoice(forms.Form):
    """Without a choice the usual rules hold, also those that an admin adds later."""

    reminders = forms.ChoiceField(
        label=_("When people are reminded"), required=False, initial=USUAL, widget=forms.RadioSelect
    )
    reminder_rules = ReminderRulesField(
        ReminderRule.objects.none(),
        label=_("Reminders that I choose"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing marked: nobody is reminded."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rules = list(ReminderRule.objects.active().in_order())
        usual = [rule for rule in rules if rule.is_usual]
        self.fields["reminder_rules"].queryset = ReminderRule.objects.active().in_order()
        self.fields["reminder_rules"].initial = [rule.pk for rule in usual]
        named = ", ".join(rule.words for rule in usual) or _("none")
        self.fields["reminders"].choices = [
            (USUAL, _("The usual ones: %(rules)s") % {"rules": named}),
            (OWN, _("As I choose")),
        ]

    @property
    def chosen_rules(self):
        """None where the usual ones hold."""
        if self.cleaned_data.get("reminders") != OWN:
            return None
        return list(self.cleaned_data.get("reminder_rules") or ())


def initial_reminders(workshop):
    if workshop.reminders_chosen_at is None:
        return {"reminders": USUAL}
    return {"reminders": OWN, "reminder_rules": list(workshop.reminder_rules.all())}

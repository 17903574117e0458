from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.forms import SendOnceForm
from workshops.actions.exporting import GROUPS
from workshops.models import Package


class ExportForm(SendOnceForm):
    """Which people, and for which program."""

    group = forms.ChoiceField(
        label=_("Who"),
        choices=[(name, label) for name, (label, _which) in GROUPS.items()],
        required=False,
        help_text=_("The NIP of those no longer registered is left out."),
    )
    kind = forms.ChoiceField(
        label=_("File"),
        choices=[
            (Package.Kind.XLSX, _("XLSX, for Excel")),
            (Package.Kind.CSV, _("CSV, for other programs")),
        ],
        widget=forms.RadioSelect,
        initial=Package.Kind.XLSX,
        help_text=_("Excel spoils the NIP in a CSV; in XLSX it stays whole."),
    )

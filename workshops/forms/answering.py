from django import forms
from django.utils.translation import gettext_lazy as _

from discussions.forms.writing import PublishedForm
from foundation.text import BodyField, too_long
from workshops.models import Material


class SettleForm(PublishedForm):
    """What the host adds to the pointer, and the material to which it leads."""

    body = BodyField(
        label=_("The answer in a few words"),
        required=False,
        max_length=5000,
        error_messages=too_long(5000),
        help_text=_("Below it stands the link to the workshop and the material."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    material = forms.ModelChoiceField(
        Material.objects.none(),
        label=_("Material that answers it"),
        required=False,
        empty_label=_("None: lead to the workshop"),
    )

    def __init__(self, *args, workshop, **kwargs):
        super().__init__(*args, **kwargs)
        materials = workshop.materials.standing().filter(hidden_at=None).in_order()
        everyones = materials.filter(access=Material.Access.EVERYONE)
        self.fields["material"].queryset = everyones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from competencies.forms import AreasField
from competencies.models import Area
from foundation.forms import PublicLineField
from foundation.text import LineField, too_long

DIGESTS = [("weekly", _("Every Monday")), ("daily", _("Every day")), ("never", _("No mail"))]


class TextSizeForm(forms.Form):
    teks = forms.ChoiceField(
        label=_("Text size"), choices=settings.TEXT_SIZES, widget=forms.RadioSelect
    )


class WelcomeAreasForm(forms.Form):
    areas = AreasField(label=_("Areas"), maximum=45)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["areas"].prefer(user)


class WelcomeNewsForm(forms.Form):
    digest = forms.ChoiceField(
        label=_("A summary by mail"), choices=DIGESTS, widget=forms.RadioSelect, initial="weekly"
    )


class SuggestAreaForm(forms.Form):
    """Another word for an area, or an area that is missing."""

    name = LineField(
        label=_("Which word or area is missing?"),
        min_length=2,
        max_length=80,
        error_messages={"required": _("Write the word or the area."), **too_long(80)},
    )
    is_synonym = forms.BooleanField(
        label=_("It is another word for an area that is there"), required=False
    )
    area = forms.ModelChoiceField(
        Area.objects.active().in_order(),
        label=_("Area"),
        help_text=_("Whose other word it is, or below which it belongs."),
        required=False,
    )
    reason = PublicLineField(label=_("Why?"), max_length=300, required=False)

    def clean(self):
        data = super().clean()
        if data.get("is_synonym") and not data.get("area"):
            self.add_error("area", _("Choose the area that it is another word for."))
        return data


class MergeAreasForm(forms.Form):
    into = forms.ModelChoiceField(
        Area.objects.none(),
        label=_("Merge it into"),
        help_text=_("Questions, guides, workshops, materials and followers move there."),
        error_messages={"required": _("Choose the area that stays.")},
    )

    def __init__(self, *args, area, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = Area.objects.active().exclude(pk=area.pk).in_order()


class SubscribeUnitForm(forms.Form):
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Unit"),
        help_text=_("The units below it follow with it."),
        error_messages=dict.fromkeys(["required", "invalid_choice"], _("Choose a unit.")),
    )

    def __init__(self, *args, area, **kwargs):
        super().__init__(*args, **kwargs)
        others = Unit.objects.exclude(area_follows__area=area)
        self.fields["unit"].queryset = others.order_by("name")

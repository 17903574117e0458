from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from competencies.forms import AreasField

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

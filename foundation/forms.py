"""How our forms look and behave: fields in our own face, and sending once."""

import secrets

from django import forms
from django.forms.renderers import TemplatesSetting


class FaceRenderer(TemplatesSetting):
    """`{{ form.title.as_field_group }}` draws label, hint, error and control."""

    field_template_name = "foundation/_field.html"
    form_template_name = "foundation/_fields.html"


class MarkdownArea(forms.Textarea):
    """A text area with buttons that write Markdown; without JavaScript only the area."""

    template_name = "foundation/widgets/markdown_area.html"


class SendOnceForm(forms.Form):
    """A form that creates something carries a key, so that sending it twice makes one thing."""

    key = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = secrets.token_urlsafe(18)

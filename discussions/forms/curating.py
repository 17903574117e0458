"""What people say about texts: reasons, reports, decisions, what is the same."""

import re

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from discussions.forms.writing import BODY_ERRORS
from discussions.models import Report
from discussions.models.regulation import cited_in
from foundation.forms import LinkField, PublicLineField
from foundation.text import LineField, too_long


class ModeratorChoiceForm(forms.Form):
    """Why a moderator chooses instead of the asker; the reason stays in the ledger."""

    reason = PublicLineField(
        label=_("Why do you set this solution?"),
        help_text=_("The asker and the answerers see your reason."),
        min_length=10,
        max_length=300,
        error_messages={"required": _("Write the reason; it stays with the question.")},
    )


class OutdatedForm(forms.Form):
    """What no longer holds; every reader sees it."""

    reason = PublicLineField(
        label=_("What no longer holds?"),
        help_text=_("Name the rule or the application that changed. Every reader sees it."),
        min_length=10,
        max_length=200,
        error_messages={
            "required": _("Write what no longer holds."),
            **BODY_ERRORS,
            **too_long(200),
        },
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why something is closed or removed; everyone who opens it can read the reason."""

    reason = PublicLineField(
        label=_("Why?"),
        help_text=_("Everyone who opens it can read your reason; it stays in the history."),
        min_length=5,
        max_length=200,
        error_messages={
            "required": _("Write the reason; it stays in the history."),
            **BODY_ERRORS,
            **too_long(200),
        },
    )

    def __init__(self, *args, is_required, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = is_required


class ToCommentForm(ReasonForm):
    """Below which text of the same page an answer goes on as a comment."""

    below = forms.ChoiceField(label=_("Below which text?"), widget=forms.RadioSelect)

    def __init__(self, *args, posts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["below"].choices = [(post.public_id, post.heading) for post in posts]
        self.fields["below"].initial = posts[0].public_id


class ReportForm(forms.Form):
    """What is wrong with a text; only moderators read it."""

    kind = forms.ChoiceField(
        label=_("What is wrong with it?"), choices=Report.Kind, widget=forms.RadioSelect
    )
    note = LineField(
        label=_("More about it"),
        help_text=_("Only moderators read this. They do not tell your name."),
        max_length=300,
        required=False,
        error_messages=too_long(300),
    )


class DecisionForm(forms.Form):
    """What a moderator decides; the author reads the reason."""

    NEEDS_REASON = ("return", "remove")
    decision = forms.ChoiceField(widget=forms.HiddenInput)
    reason = PublicLineField(
        label=_("Reason"),
        help_text=_("Everyone who may read the text reads it. Needed for returning and removing."),
        max_length=200,
        required=False,
        error_messages=too_long(200),
    )

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = choices
        self.fields["reason"].is_conditional = True

    def clean(self):
        data = super().clean()
        if data.get("decision") in self.NEEDS_REASON and len(data.get("reason", "")) < 5:
            self.add_error("reason", _("Write the reason; its author reads it."))
        return data


class RedactForm(ReasonForm):
    """The passage that nobody may read any more."""

    passage = LineField(
        label=_("The passage"),
        help_text=_("Copy it exactly. It is redacted in every earlier wording too."),
        min_length=3,
        max_length=300,
        error_messages={"required": _("Copy the passage that must go."), **BODY_ERRORS},
    )
    field_order = ("passage", "reason")


LINK = re.compile(r"/(?:t|tanya)/([0-9a-z]{4,8})\b")
NUMBER = re.compile(r"[0-9a-z]{4,8}")


def number_in(text: str) -> str:
    """The number of a question in its address, or the text itself where it may be one."""
    if address := LINK.search(text):
        return address[1]
    return text if NUMBER.fullmatch(text) else ""


class SameQuestionForm(forms.Form):
    """Which other question: its number, or its address."""

    of = LineField(max_length=300, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, threads, **kwargs):
        super().__init__(*args, **kwargs)
        self.threads = threads

    @property
    def asked_for(self):
        return str(self["of"].value() or "")

    @cached_property
    def other(self):
        """The question that was named, where this person may see it."""
        number = number_in(self.asked_for)
        return self.threads.filter(public_id=number).first() if number else None

    def clean(self):
        data = super().clean()
        data["thread"] = self.other
        if self.other is None:
            raise forms.ValidationError(_("That question is not there. Look for it once more."))
        return data


class MergeForm(SameQuestionForm):
    """Into which question this one goes, and why."""

    reason = ReasonForm.base_fields["reason"]


class DifferenceForm(forms.Form):
    """How the question differs from the one that was asked before."""

    difference = PublicLineField(
        label=_("How does it differ?"),
        help_text=_("Everyone reads it below your question."),
        min_length=10,
        max_length=300,
        error_messages={
            "required": _("Write how it differs."),
            **BODY_ERRORS,
            **too_long(300),
        },
    )


class RegulationForm(forms.Form):
    """What a rule is about, and where it is read."""

    title = PublicLineField(
        label=_("About"),
        help_text=_("As on its first page: “tentang …”."),
        max_length=250,
        required=False,
        error_messages=too_long(250),
    )
    url = LinkField(
        label=_("Where it is read"),
        max_length=200,
        required=False,
        error_messages=too_long(200),
    )


class RevokeForm(forms.Form):
    """Which rule replaces it, if any."""

    new = LineField(
        label=_("Replaced by"),
        help_text=_("For example: Perbup 3/2026. Leave it empty if nothing replaces it."),
        max_length=100,
        required=False,
        error_messages=too_long(100),
    )

    def clean_new(self):
        text = self.cleaned_data["new"]
        named = cited_in(text)
        if text and not named:
            raise forms.ValidationError(_("Write kind, number and year, such as Perbup 3/2026."))
        return named[0] if named else None


class UnsealForm(forms.Form):
    reason = PublicLineField(
        label=_("Why must the name be known?"),
        help_text=_("The other role decides by it, and the asker reads it."),
        min_length=20,
        max_length=300,
        error_messages={
            "required": _("Write the reason; the asker reads it."),
            "min_length": _("Say it in a whole sentence, at least %(limit_value)d signs."),
            **too_long(300),
        },
        widget=forms.Textarea(attrs={"rows": 3}),
    )

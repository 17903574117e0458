"""How another person's text should read, and what is said to that."""

from django import forms
from django.utils.translation import gettext_lazy as _

from competencies.forms import AreasField
from discussions.actions import SuggestedText
from discussions.forms.curating import ReasonForm
from discussions.forms.writing import BODY_ERRORS, AnswerForm, PublishedForm, QuestionForm
from foundation.forms import PublicLineField
from foundation.text import BodyField, TitleField, too_long


class SuggestEditForm(PublishedForm):
    """An answer as it should read; it opens with the text as it stands."""

    guarded = ("title", "body", "reason")
    field_order = ("title", "body", "areas", "reason")
    is_behind = False  # the text was changed while this was written
    body = BodyField(
        label=_("How should it read?"),
        help_text=_("Change only what gets better; the rest stays as its author wrote it."),
        widget=AnswerForm.base_fields["body"].widget,
        min_length=10,
        max_length=AnswerForm.base_fields["body"].max_length,
        error_messages={"required": _("Write how it should read."), **BODY_ERRORS},
    )
    reason = PublicLineField(
        label=_("What gets better?"),
        help_text=_("The author decides by it. Once approved, everyone reads it in the history."),
        min_length=5,
        max_length=200,
        error_messages={
            "required": _("Write what gets better, so that the author can decide."),
            **BODY_ERRORS,
            **too_long(200),
        },
    )
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    edition = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, *args, post, **kwargs):
        super().__init__(*args, **kwargs)
        self.post = post

    def clean(self):
        data = super().clean()
        self.is_behind = data.get("version") not in (None, self.post.version)
        if self.is_behind:
            self.go_on_from_now()
        elif not self.errors and self.says_the_same(data):
            self.add_error("body", _("Nothing differs from the text as it stands. Change a word."))
        return data

    def go_on_from_now(self):
        """What was typed stays; the page shows how the text reads now, and is sent once more."""
        self.data = self.data.copy()
        self.data["version"] = self.post.version
        sentence = _("The text was changed meanwhile. Compare yours with it, then send it again.")
        self.add_error(None, sentence)

    def says_the_same(self, data):
        return data["body"] == self.post.body

    @property
    def text(self):
        data = self.cleaned_data
        names = ("body", "reason", "version", "title", "areas", "edition")
        return SuggestedText(**{name: data[name] for name in names if name in data})


class SuggestQuestionEditForm(SuggestEditForm):
    """A question as it should read: with its title and its areas."""

    title = TitleField(
        label=_("Title"),
        min_length=10,
        max_length=150,
        error_messages=QuestionForm.base_fields["title"].error_messages,
        widget=QuestionForm.base_fields["title"].widget,
    )
    areas = AreasField(label=_("Area"), maximum=3)

    def says_the_same(self, data):
        thread = self.post.thread
        is_same = (data["title"], set(data["areas"])) == (thread.title, set(thread.shown_areas))
        return is_same and super().says_the_same(data)


class ApproveSuggestionForm(forms.Form):
    """What the reviewer has compared; where the text went on meanwhile, they say that they did."""

    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    edition = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    is_compared = forms.BooleanField(
        label=_("I have compared it with the text as it reads now"),
        error_messages={
            "required": _("Compare the two first: what was changed meanwhile would be lost.")
        },
    )

    def __init__(self, *args, is_outdated, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_outdated:
            del self.fields["is_compared"]


class RejectSuggestionForm(ReasonForm):
    """Why the text stays as it is; its suggester reads it."""

    reason = PublicLineField(
        label=_("Why?"),
        help_text=_("Only the suggester and those who decide read it."),
        min_length=5,
        max_length=200,
        error_messages={
            "required": _("Write why; the suggester reads it."),
            **BODY_ERRORS,
            **too_long(200),
        },
    )

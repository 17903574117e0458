"""Questions at registering: the host's form, and the one that people fill in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.forms import PublicBodyField, PublicLineField
from foundation.text import LineField, clean_line, too_long
from workshops.actions import NewQuestion
from workshops.models import EntryQuestion

LONGEST = 500
MOST_CHOICES = 10


class QuestionForm(forms.Form):
    """One question; where it hangs on another, one list names every answer it could hang on."""

    text = PublicLineField(
        label=_("Question"),
        min_length=5,
        max_length=200,
        error_messages={
            "required": _("Write the question."),
            "min_length": _("The question is too short."),
            **too_long(200),
        },
    )
    kind = forms.ChoiceField(
        label=_("How it is answered"),
        choices=EntryQuestion.Kind.choices,
        widget=forms.RadioSelect,
        initial=EntryQuestion.Kind.TEXT,
    )
    choices = PublicBodyField(
        label=_("Answers to choose from, one on each line"),
        required=False,
        max_length=1200,
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": " "}),
        error_messages=too_long(1200),
    )
    is_required = forms.BooleanField(
        label=_("Everybody has to answer it"), required=False, initial=True
    )
    only = forms.ChoiceField(
        label=_("Asked only"), required=False, help_text=_("Empty: asked of everybody.")
    )

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["choices"].is_conditional = True
        self.conditions = {
            f"{question.pk}:{place}": (question, value, words)
            for question in questions
            for place, (value, words) in enumerate(question.options)
        }
        lines = [
            (name, _("when “%(question)s” is “%(answer)s”") % {"question": one, "answer": words})
            for name, (one, _value, words) in self.conditions.items()
        ]
        self.fields["only"].choices = [("", "–"), *lines]

    def clean(self):
        data = super().clean()
        lines = [clean_line(line) for line in data.get("choices", "").splitlines()]
        self.lines = tuple(dict.fromkeys(line for line in lines if line))
        if data.get("kind") == EntryQuestion.Kind.CHOICE and "choices" not in self.errors:
            self.check_choices()
        return data

    def check_choices(self):
        if not 2 <= len(self.lines) <= MOST_CHOICES:
            self.add_error("choices", _("Give two to ten answers, one on each line."))
        elif any(len(line) > 100 for line in self.lines):
            self.add_error("choices", _("An answer has at most 100 signs."))

    @property
    def question(self):
        data = self.cleaned_data
        after, value, _words = self.conditions.get(data["only"], (None, "", ""))
        is_choice = data["kind"] == EntryQuestion.Kind.CHOICE
        return NewQuestion(
            text=data["text"],
            kind=data["kind"],
            choices=self.lines if is_choice else (),
            is_required=data["is_required"],
            only_after=after,
            only_if=value,
        )


class AnswersForm(forms.Form):
    """A field for each question; what hangs on an answer that was not given is not asked."""

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions, self.said = questions, {}
        for question in questions:
            self.fields[name_of(question)] = field_of(question)

    def clean(self):
        data, said = super().clean(), self.said
        for question in self.questions:
            name = name_of(question)
            if not question.is_asked(said):
                self.errors.pop(name, None)
                continue
            answer = data.get(name, "")
            if answer:
                said[question.pk] = answer
            elif question.is_required and name not in self.errors:
                self.add_error(name, _("Please answer: %(question)s") % {"question": question})
        return data

    @property
    def carried(self):
        """That it was asked, and what was said, for the next page that asks something else."""
        names = {question.pk: name_of(question) for question in self.questions}
        said = [(names[pk], answer) for pk, answer in self.said.items()]
        return [("answers", "1"), *said] if self.is_bound else []


def name_of(question):
    return f"jawab-{question.no}"


def field_of(question):
    """Never required by itself: whether it is depends on the answers before."""
    words = {"label": question.text, "required": False, "help_text": hint_of(question)}
    if question.kind == EntryQuestion.Kind.TEXT:
        field = LineField(max_length=LONGEST, error_messages=too_long(LONGEST), **words)
    else:
        field = forms.ChoiceField(choices=question.options, widget=forms.RadioSelect, **words)
    field.is_conditional = question.is_required
    return field


def hint_of(question):
    if question.only_after is None:
        return ""
    said = {"question": question.only_after, "answer": question.condition}
    return _("Only when “%(question)s” is “%(answer)s”.") % said

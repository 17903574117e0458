"""What people write: questions, answers, comments."""

from dataclasses import replace

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from competencies.forms import AreasField
from discussions.actions import OnlyPhotos, QuestionText, store_attachment
from discussions.forms.calling import CallingForm
from discussions.models import AskField, Attachment, BlockedPhrase
from foundation.forms import GuardedForm, MarkdownArea, PublicLineField, SendOnceForm
from foundation.markdown import MAX_BODY
from foundation.text import BodyField, LineField, TitleField, too_long

ACCEPTED = "image/jpeg,image/png,image/webp,.pdf,.docx,.xlsx,.pptx,.csv,.txt"
BODY_ERRORS = {"min_length": _("A little more, please: at least %(limit_value)d signs.")}


class PublishedForm(GuardedForm, SendOnceForm):
    """What everyone will read: without numbers of people and without blocked phrases."""

    def clean(self):
        data = super().clean()
        typed = " ".join(data.get(name, "") for name in self.guarded).casefold()
        for phrase in BlockedPhrase.objects.values_list("phrase", flat=True) if typed else ():
            if phrase.casefold() in typed:
                sentence = _("“%(phrase)s” may not be published here. Say it in other words.")
                self.add_error(None, sentence % {"phrase": phrase})
        return data


class AttachingForm(forms.Form):
    """A photo or a file: what was chosen is stored at once, so an error elsewhere never loses it.

    `attached` names what is stored already; `stored` is what the page shows of it.
    """

    file = forms.Field(
        label=_("Photos and files"),
        help_text=_("JPG, PNG, PDF, Word, Excel, PowerPoint; at most 10 MB each."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def __init__(self, *args, owner=None, post=None, is_nameless=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.owner = owner
        self.is_nameless = is_nameless or bool(post and not post.author_id)
        named = [one.public_id for one in post.attachments.all()] if post else []
        if self.is_bound:
            named = forms.CheckboxSelectMultiple().value_from_datadict(self.data, {}, "attached")
        named = (named or [])[: 2 * Attachment.MOST] if owner else []
        usable_by = Attachment.objects.usable_by
        self.stored = list(usable_by(owner, post).filter(public_id__in=named)) if named else []

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload and self.owner:
            now = timezone.now()
            self.stored.append(store_attachment(owner=self.owner, upload=upload, now=now))
        if len(self.stored) > Attachment.MOST:
            raise forms.ValidationError(_("At most ten files fit. Take some off."))

    def clean(self):
        """A document that goes out without a name may tell it."""
        data = super().clean()
        is_nameless = self.is_nameless or data.get("is_sealed")
        if is_nameless and not all(one.is_photo for one in self.stored):
            self.add_error("file", OnlyPhotos.message)
        return data


class QuestionForm(AttachingForm, PublishedForm):
    guarded: tuple[str, ...] = ("title", "body")
    title = TitleField(
        label=_("What is your question?"),
        help_text=_("One sentence. Name the application or the rule if there is one."),
        min_length=10,
        max_length=150,
        error_messages={
            "required": _("Write the title of your question."),
            "min_length": _("The title is too short. Write one whole sentence."),
            **too_long(150),
        },
        widget=forms.Textarea(attrs={"rows": 2, "class": "input input--title"}),
    )
    body = BodyField(
        label=_("Tell us the situation"),
        help_text=_("What you want to reach, what you tried, and what the screen said."),
        min_length=15,
        max_length=MAX_BODY,
        error_messages={
            "required": _("Tell what happened, so that others can help."),
            **BODY_ERRORS,
            **too_long(MAX_BODY),
        },
        widget=MarkdownArea(attrs={"rows": 8}),
    )
    areas = AreasField(
        label=_("Area"),
        help_text=_("Choose 1 to 3. Experts in these areas are told."),
        maximum=3,
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, owner=user, **kwargs)
        self.fields["areas"].prefer(user)

    @property
    def text(self):
        data = self.cleaned_data
        return QuestionText(
            title=data["title"],
            body=data["body"],
            areas=list(data["areas"]),
            attached=self.stored,
        )


class AskForm(CallingForm, QuestionForm):
    """A new question: with what its areas want to know, and with the answer where it is known."""

    guarded = ("title", "body", "own_answer")
    own_answer = BodyField(
        label=_("I know the answer already"),
        help_text=_("Write down a way that works, so that colleagues find it."),
        min_length=10,
        max_length=MAX_BODY,
        required=False,
        error_messages={**BODY_ERRORS, **too_long(MAX_BODY)},
        widget=MarkdownArea(attrs={"rows": 6}),
    )
    is_sealed = forms.BooleanField(
        label=_("Ask without my name"),
        help_text=_(
            "Nobody reads your name, leaders and moderators neither. Only if a moderator and an "
            "admin both agree in writing, those two see it for one day, and you are told at once "
            "why. What you write may still tell who you are."
        ),
        required=False,
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.caller = user
        chosen = self.data.getlist("areas") if self.is_bound else self.initial.get("areas", [])
        ids = [pk for pk in map(str, chosen) if pk.isdecimal() and len(pk) < 10]
        for wanted in AskField.objects.filter(area__in=ids[:3]):
            self.fields[f"tentang-{wanted.pk}"] = LineField(
                label=wanted.label,
                max_length=200,
                required=wanted.is_required,
                error_messages=too_long(200),
            )
        self.guarded = (*self.guarded, *(field.name for field in self.extra_fields))

    @property
    def extra_fields(self):
        return [self[name] for name in self.fields if name.startswith("tentang-")]

    @property
    def text(self):
        """What the areas want to know stands above the asker's own words."""
        told = [(field.label, self.cleaned_data.get(field.name)) for field in self.extra_fields]
        lines = "".join(f"**{label}:** {value}  \n" for label, value in told if value)
        text = replace(super().text, is_sealed=self.cleaned_data["is_sealed"])
        return replace(text, body=f"{lines}\n{text.body}") if lines else text


class EditForm(forms.Form):
    """What every edit of a text carries: which wording it began from, and why it is changed."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = PublicLineField(
        label=_("Why do you change it?"),
        help_text=_("Stands in the history beside what changed."),
        max_length=200,
        required=False,
        error_messages=too_long(200),
    )


class EditQuestionForm(EditForm, QuestionForm):
    @property
    def text(self):
        return replace(super().text, reason=self.cleaned_data["reason"])


class AnswerForm(CallingForm, AttachingForm, PublishedForm):
    is_question, thanks = False, _("Your answer is published.")
    body = BodyField(
        label=_("Your answer"),
        help_text=_("Tell the steps. Name the rule or the menu you used."),
        min_length=10,
        max_length=MAX_BODY,
        error_messages={
            "required": _("Write your answer first."),
            **BODY_ERRORS,
            **too_long(MAX_BODY),
        },
        widget=MarkdownArea(attrs={"rows": 6}),
    )


class AskBackForm(AnswerForm):
    """What stands below an announcement: there people ask, and nobody tells steps."""

    is_question, thanks = True, _("Your question is published.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        body = self.fields["body"]
        body.label, body.help_text = _("Your question"), _("What is not clear yet?")
        body.error_messages["required"] = _("Write your question first.")


class CommentForm(CallingForm, PublishedForm):
    body = BodyField(
        label=_("Your comment"),
        help_text=_("A short remark or a question back. An answer has its own form."),
        min_length=3,
        max_length=600,
        error_messages={
            "required": _("Write your comment first."),
            **BODY_ERRORS,
            **too_long(600),
        },
        widget=forms.Textarea(attrs={"rows": 2, "autofocus": True}),
    )


class EditAnswerForm(EditForm, AnswerForm):
    pass

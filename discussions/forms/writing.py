"""What people write: questions, answers, comments."""

from dataclasses import replace

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from competencies.forms import AreasField
from discussions.actions import AnnouncementText, QuestionText, store_attachment
from discussions.models import AskField, Attachment, BlockedPhrase
from foundation.forms import GuardedForm, MarkdownArea, SendOnceForm
from foundation.markdown import MAX_BODY
from foundation.text import BodyField, LineField, too_long

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

    def __init__(self, *args, owner=None, post=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.owner = owner
        named = [one.public_id for one in post.attachments.all()] if post else []
        if self.is_bound:
            named = forms.CheckboxSelectMultiple().value_from_datadict(self.data, {}, "attached")
        usable = Attachment.objects.usable_by(owner, post) if owner else Attachment.objects.none()
        self.stored = list(usable.filter(public_id__in=(named or [])[: 2 * Attachment.MOST]))

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if upload and self.owner:
            now = timezone.now()
            self.stored.append(store_attachment(owner=self.owner, upload=upload, now=now))
        if len(self.stored) > Attachment.MOST:
            raise forms.ValidationError(_("At most ten files fit. Take some off."))

    def clean(self):
        data = super().clean()
        if data.get("is_sealed") and not all(one.is_photo for one in self.stored):
            sentence = _("Without your name only photos can be sent: a file may tell who wrote it.")
            self.add_error("file", sentence)
        return data


class QuestionForm(AttachingForm, PublishedForm):
    guarded: tuple[str, ...] = ("title", "body")
    title = LineField(
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


class AskForm(QuestionForm):
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
            "Nobody sees who asked: no colleague, leader, moderator or admin. Only a moderator and "
            "an admin together can open the seal, with a written reason, and you are told."
        ),
        required=False,
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
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


class EditQuestionForm(QuestionForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class AnswerForm(AttachingForm, PublishedForm):
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


class CommentForm(PublishedForm):
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


class EditAnswerForm(AnswerForm):
    version = forms.IntegerField(widget=forms.HiddenInput)


class AnnouncementForm(PublishedForm):
    """What an announcement says."""

    guarded = ("title", "body")
    title = LineField(
        label=_("What do you announce?"),
        min_length=10,
        max_length=150,
        error_messages={"required": _("Write the title of the announcement."), **too_long(150)},
        widget=forms.Textarea(attrs={"rows": 2, "class": "input input--title"}),
    )
    body = BodyField(
        label=_("The announcement"),
        min_length=10,
        max_length=MAX_BODY,
        error_messages={
            "required": _("Write the announcement."),
            **BODY_ERRORS,
            **too_long(MAX_BODY),
        },
        widget=MarkdownArea(attrs={"rows": 8}),
    )


class AnnounceForm(AnnouncementForm):
    """A new one; each choice of readers says how many people they are."""

    to = forms.ChoiceField(label=_("To whom?"), widget=forms.RadioSelect)
    asks_receipt = forms.BooleanField(
        label=_("Readers say “I have read it”"),
        help_text=_("You see who has not, and can print the list."),
        required=False,
    )

    def __init__(self, *args, units, readers, **kwargs):
        super().__init__(*args, **kwargs)
        self.units = {unit.slug if unit else "semua": unit for unit in units}
        self.fields["to"].choices = [
            (slug, label_of(unit, count))
            for (slug, unit), count in zip(self.units.items(), readers, strict=True)
        ]
        self.fields["to"].initial = next(iter(self.units), "")

    @property
    def text(self):
        data = self.cleaned_data
        unit = self.units[data["to"]]
        return AnnouncementText(data["title"], data["body"], unit, data["asks_receipt"])


class EditAnnouncementForm(AnnouncementForm):
    """The words alone; those who read the old ones may be asked to read again."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    asks_receipt = forms.BooleanField(
        label=_("Tell everyone and ask them to read it again"),
        help_text=_("Receipts for the old words count no more."),
        required=False,
    )

    @property
    def text(self):
        data = self.cleaned_data
        return AnnouncementText(data["title"], data["body"], None, data["asks_receipt"])


def label_of(unit, count):
    people = ngettext("%(count)d person", "%(count)d people", count) % {"count": count}
    everyone = gettext("Everyone in the regency")
    return f"{unit or everyone} · {people}"

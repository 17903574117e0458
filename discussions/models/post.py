from hashlib import blake2s

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competencies.permissions import is_moderator
from discussions.models.thread import Thread
from foundation.markdown import plain_text
from foundation.models import PublicIdField
from foundation.sealing import MARK_LENGTH


def nameless(sealed_mark, thread):
    """What a text without a name says instead."""
    if not sealed_mark:
        return _("A colleague")
    is_asker = sealed_mark == thread.sealed_mark
    return _("The asker (name sealed)") if is_asker else _("A colleague (name sealed)")


def author_key(about, thread, version):
    """What a cached fragment shows of its author, who is of this `version`."""
    if about.author_id:
        return f"{about.author_id}.{version}"
    return f"{bool(about.sealed_mark)}.{about.sealed_mark == thread.sealed_mark}"


class PostQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(deleted_at=None)

    def deleted_in(self, threads):
        return self.exclude(deleted_at=None).filter(thread__in=threads)

    def visible_to(self, user):
        posts = self.standing().filter(thread__in=Thread.objects.visible_to(user))
        return posts.unhidden_for(user)

    def meant_for(self, user):
        """Removed ones too: what was typed about them comes back with a sentence."""
        return self.filter(thread__in=Thread.objects.meant_for(user)).unhidden_for(user)

    def unhidden_for(self, user):
        """Hidden ones are read by their author and by moderators."""
        if is_moderator(user):
            return self
        own_sealed = Q(author=None, thread__in=Thread.objects.asked_by(user))
        own_sealed &= Q(sealed_mark=F("thread__sealed_mark"))
        return self.filter(Q(hidden_at=None) | Q(author=user) | own_sealed)


class Post(models.Model):
    """The opening of a thread (no 1) or an answer to it, with its Markdown and its HTML."""

    class Kind(models.TextChoices):
        OPENING = "opening", _("Opening")
        ANSWER = "answer", _("Answer")

    public_id = PublicIdField(length=6)
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="posts")
    no = models.PositiveIntegerField()
    kind = models.CharField(max_length=7, choices=Kind)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="posts"
    )
    sealed_mark = models.CharField(max_length=MARK_LENGTH, blank=True)
    body = models.TextField()
    body_html = models.TextField()
    renderer = models.PositiveSmallIntegerField()
    score = models.PositiveIntegerField(default=0)
    comment_count = models.PositiveIntegerField(default=0)
    has_citations = models.BooleanField(default=False)
    has_files = models.BooleanField(default=False)
    worked_count = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_reason = models.CharField(max_length=200, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=200, blank=True)
    outdated_at = models.DateTimeField(null=True, blank=True)
    outdated_reason = models.CharField(max_length=200, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "no"], name="post_once_per_number"),
            models.UniqueConstraint(
                fields=["thread", "author"],
                condition=Q(kind="answer", deleted_at=None),
                name="one_answer_per_person",
            ),
            models.UniqueConstraint(
                fields=["thread", "sealed_mark"],
                condition=Q(kind="answer", deleted_at=None) & ~Q(sealed_mark=""),
                name="one_answer_per_sealed_asker",
            ),
        ]

    def __str__(self):
        return self.excerpt

    def get_absolute_url(self):
        return self.thread.at(self.anchor)

    @property
    def is_gone(self):
        """Removed, alone or with its question."""
        return bool(self.deleted_at or self.thread.deleted_at)

    @property
    def is_best(self):
        return self.thread.best_answer_id == self.pk

    @property
    def is_solution(self):
        """The pinned one, or another one that solves the question too."""
        return hasattr(self, "solution")

    @property
    def is_outdated(self):
        return self.outdated_at is not None

    @property
    def is_changed_since(self):
        """It was edited after it was chosen."""
        return bool(
            self.is_solution and self.edited_at and self.edited_at > self.solution.accepted_at
        )

    @property
    def row_key(self):
        """Everything an answer's fragment shows; the reader's part is set by `posts_for`."""
        author = author_key(self, self.thread, self.author_version)
        chosen = self.solution.accepted_at.timestamp() if self.is_solution else self.was_solution
        lock = (self.is_best, self.thread.is_solved, bool(self.thread.solution_locked_at))
        outdated = self.outdated_at.timestamp() if self.outdated_at else 0
        is_hidden = f"{bool(self.hidden_at)}.{self.hidden_reason and self.hidden_at.timestamp()}"
        reader = (self.is_helped, self.is_own, self.chooser, self.may_delete, self.moderates)
        fields = (self.public_id, self.no, self.version, self.score, author, chosen, outdated)
        fields += (*lock, *self.evidence.key, is_hidden, self.is_concealed, self.thread.is_open)
        fields += (
            self.grown.version if self.grown else 0,
            self.comment_key,
            *self.citation_key,
            *[one.public_id for one in self.shown_files],
            *reader,
        )
        return ":".join(map(str, fields))

    @property
    def comment_key(self):
        """Which comments there are, and the names that they show."""
        shown = " ".join(comment.row_key for comment in self.shown_comments)
        return blake2s(shown.encode(), digest_size=6).hexdigest() if shown else "0"

    @property
    def grown(self):
        """The guide that grew from it, while it stands; or None."""
        guide = getattr(self, "guide", None)
        return guide if guide and not (guide.retired_at or guide.hidden_at) else None

    @property
    def citation_key(self):
        return [f"{rule.public_id}.{rule.status}" for rule in self.shown_rules]

    @property
    def anchor(self):
        return f"j-{self.public_id}"

    @property
    def nameless(self):
        """What stands in the place of a name."""
        return nameless(self.sealed_mark, self.thread)

    @property
    def wording(self):
        """All that it says: a question with its title."""
        return f"{self.thread.title}\n\n{self.body}" if self.no == 1 else self.body

    @property
    def heading(self):
        """What a list of texts calls it."""
        if self.kind == self.Kind.OPENING:
            return _("The question")
        name = self.author.name if self.author else self.nameless
        return _("The answer of %(name)s") % {"name": name}

    @property
    def excerpt(self):
        return plain_text(self.body_html)[:240]


class AnswerManager(models.Manager.from_queryset(PostQuerySet)):
    def get_queryset(self):
        return super().get_queryset().filter(kind=Post.Kind.ANSWER)


class Answer(Post):
    """A post that answers."""

    objects = AnswerManager()

    class Meta:
        proxy = True


class Helpful(models.Model):
    """An answer helped this person; there is no opposite (ux 2.3).

    `sealed_in` is the question in which its asker, who has no name there, said so.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, models.CASCADE, related_name="helpfuls")
    sealed_in = models.ForeignKey(Thread, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "post"], name="helpful_once_per_person")
        ]

    def __str__(self):
        return f"{self.user_id} {self.post_id}"


class Worked(models.Model):
    """An answer worked in practice in this person's unit, as it read in `version`.

    Said without a name by the asker of the sealed question `sealed_in`, it has neither user nor
    unit; which of the two it is stays as it was written, wherever merges carry the answer.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    post = models.ForeignKey(Post, models.CASCADE, related_name="worked")
    sealed_in = models.ForeignKey(Thread, models.CASCADE, null=True, related_name="+")
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "post"], name="worked_once_per_person"),
            models.UniqueConstraint(fields=["sealed_in", "post"], name="worked_once_per_seal"),
            models.CheckConstraint(
                condition=Q(user=None, unit=None, sealed_in__isnull=False)
                | Q(user__isnull=False, sealed_in=None),
                name="worked_for_a_person_or_under_a_seal",
            ),
        ]

    def __str__(self):
        return f"{self.user_id} {self.post_id}"


class Revision(models.Model):
    """What a post said before an edit: a full copy."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions")
    no = models.PositiveIntegerField()
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reason = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=150, blank=True)
    body = models.TextField()
    areas = models.CharField(max_length=60, blank=True)
    is_withheld = models.BooleanField(default=False, help_text="was hidden when it was mended")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "no"], name="revision_once_per_number")
        ]

    def __str__(self):
        return f"{self.post_id} #{self.no}"

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


def author_key(about, thread):
    """What a cached fragment shows of its author."""
    if about.author_id:
        return f"{about.author_id}.{about.author.version}"
    return f"{bool(about.sealed_mark)}.{about.sealed_mark == thread.sealed_mark}"


class PostQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(deleted_at=None)

    def deleted_in(self, threads):
        return self.exclude(deleted_at=None).filter(thread__in=threads)

    def visible_to(self, user):
        posts = self.standing().filter(thread__in=Thread.objects.visible_to(user))
        if is_moderator(user):
            return posts
        own_sealed = Q(author=None, thread__in=Thread.objects.asked_by(user))
        own_sealed &= Q(sealed_mark=F("thread__sealed_mark"))
        return posts.filter(Q(hidden_at=None) | Q(author=user) | own_sealed)


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
        return f"{self.thread.get_absolute_url()}#{self.anchor}"

    @property
    def is_best(self):
        return self.thread.best_answer_id == self.pk

    @property
    def is_solution(self):
        """The pinned one, or another one that solves the question too."""
        return hasattr(self, "solution")

    @property
    def is_changed_since(self):
        """It was edited after it was chosen."""
        return bool(
            self.is_solution and self.edited_at and self.edited_at > self.solution.accepted_at
        )

    @property
    def row_key(self):
        """Everything an answer's fragment shows; the reader's part is set by `posts_for`."""
        author = author_key(self, self.thread)
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
        return guide if guide and guide.retired_at is None else None

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
    """An answer helped this person; there is no opposite (ux 2.3)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, models.CASCADE, related_name="helpfuls")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "post"], name="helpful_once_per_person")
        ]

    def __str__(self):
        return f"{self.user_id} {self.post_id}"


class Worked(models.Model):
    """An answer worked in practice in this person's unit, as it read in `version`."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    post = models.ForeignKey(Post, models.CASCADE, related_name="worked")
    unit = models.ForeignKey("accounts.Unit", models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "post"], name="worked_once_per_person")
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

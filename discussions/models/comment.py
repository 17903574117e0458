from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from competencies.permissions import is_moderator
from discussions.models.post import Post, author_key, nameless
from discussions.models.thread import Thread
from foundation.models import PublicIdField
from foundation.sealing import MARK_LENGTH


class CommentQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(deleted_at=None)

    def visible_to(self, user):
        """Those of posts that stand in threads which this person may see."""
        posts = Post.objects.visible_to(user)
        return self.standing().unhidden_for(user).filter(post__in=posts)

    def meant_for(self, user):
        """Removed ones too: what was typed about them comes back with a sentence."""
        return self.unhidden_for(user).filter(post__in=Post.objects.meant_for(user))

    def unhidden_for(self, user):
        """Hidden ones are read by their author and by moderators."""
        if is_moderator(user):
            return self
        own_sealed = Q(author=None, post__thread__in=Thread.objects.asked_by(user))
        own_sealed &= Q(sealed_mark=F("post__thread__sealed_mark"))
        return self.filter(Q(hidden_at=None) | Q(author=user) | own_sealed)

    def in_order(self):
        return self.select_related("author", "author__unit").order_by("created_at", "pk")


class Comment(models.Model):
    """A short remark on a post, as plain text; it never answers the question."""

    public_id = PublicIdField(length=6)
    post = models.ForeignKey(Post, models.CASCADE, related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="comments"
    )
    sealed_mark = models.CharField(max_length=MARK_LENGTH, blank=True)
    body = models.CharField(max_length=600)
    created_at = models.DateTimeField()
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=200, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    became = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", help_text="an answer"
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["post", "created_at"], name="comments_of_post")]

    def __str__(self):
        return self.body[:60]

    def get_absolute_url(self):
        return self.post.thread.at(self.anchor)

    @property
    def thread(self):
        return self.post.thread

    @property
    def excerpt(self):
        return self.body

    @property
    def is_gone(self):
        return bool(self.deleted_at or self.post.is_gone)

    @property
    def was_taken_back(self):
        """Removed by its own author; a sealed one stands in neither column."""
        return self.deleted_at is not None and self.deleted_by_id == self.author_id

    @property
    def anchor(self):
        return f"k-{self.public_id}"

    @property
    def nameless(self):
        """What stands in the place of a name."""
        return nameless(self.sealed_mark, self.post.thread)

    @property
    def row_key(self):
        """Everything that its line shows."""
        version = self.author.version if self.author else 0
        author = author_key(self, self.post.thread, version)
        return f"{self.pk}.{author}.{bool(self.hidden_at)}.{self.hidden_reason}.{self.body}"

    @property
    def page(self):
        """Where its author and moderators act on it."""
        return reverse("discussions:comment_detail", args=[self.public_id])

from django.conf import settings
from django.db import models
from django.urls import reverse

from discussions.models.post import Post
from discussions.models.thread import Thread
from foundation.models import PublicIdField


class CommentQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(deleted_at=None)

    def visible_to(self, user):
        """Those of posts that stand in threads which this person may see."""
        threads = Thread.objects.visible_to(user)
        return self.standing().filter(post__deleted_at=None, post__thread__in=threads)

    def in_order(self):
        return self.select_related("author", "author__unit").order_by("created_at", "pk")


class Comment(models.Model):
    """A short remark on a post, as plain text; it never answers the question."""

    public_id = PublicIdField(length=6)
    post = models.ForeignKey(Post, models.CASCADE, related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="comments"
    )
    body = models.CharField(max_length=600)
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["post", "created_at"], name="comments_of_post")]

    def __str__(self):
        return self.body[:60]

    def get_absolute_url(self):
        return f"{self.post.thread.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self):
        return f"k-{self.public_id}"

    @property
    def page(self):
        """Where its author and moderators act on it."""
        return reverse("discussions:comment_detail", args=[self.public_id])

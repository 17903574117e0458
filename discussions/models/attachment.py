from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from discussions.models.post import Post
from foundation.models import PublicIdField


class AttachmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """At posts which this person may read, and the own ones that no post holds yet."""
        at_posts = Q(post__in=Post.objects.visible_to(user))
        return self.filter(at_posts | Q(post=None, owner=user))

    def usable_by(self, user, post):
        """What this person's form may name: the own loose ones, and those of the edited post."""
        loose = Q(post=None, owner=user)
        return self.filter(loose | Q(post=post) if post else loose)

    def loose(self):
        return self.filter(post=None)


class Attachment(models.Model):
    """A photo or a file at a question or an answer; without a post until its form was sent.

    A sealed asker's has no owner once it is sent.
    """

    MOST = 10  # at one post

    public_id = PublicIdField(length=6)
    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="attachments")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    file = models.FileField(upload_to="attachments/%Y/%m/")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=5)
    size = models.PositiveBigIntegerField()
    width = models.PositiveSmallIntegerField(default=0)
    height = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["at"], condition=Q(post=None), name="attachments_loose")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("discussions:attachment_file", args=[self.public_id])

    @property
    def is_photo(self):
        return bool(self.width)

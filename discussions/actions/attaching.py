"""Photos and files: stored when they are chosen, held by a post when its form is sent (row 80)."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from discussions import live
from discussions.actions.keeping import Verb, record_curation
from discussions.actions.locking import lock_post
from discussions.models import Attachment, Post
from foundation.photos import KINDS as PHOTOS
from foundation.photos import redraw
from foundation.refusals import Refusal
from foundation.uploads import check_upload
from notifications.telling import telling

DOCUMENTS = {"pdf", "docx", "xlsx", "pptx", "csv", "txt"}
TAKEN = sorted(PHOTOS | DOCUMENTS)
HOURLY = 40  # of one person
LOOSE = timedelta(days=1)  # then a form that was never sent has lost its files


class OnlyPhotos(Refusal):
    message = _("Without your name only photos can be sent: a file may tell who wrote it.")


def store_attachment(*, owner: User, upload: UploadedFile, now: datetime) -> Attachment:
    """Checked, a photo drawn anew; raises ValidationError with a sentence."""
    checked = check_upload(upload, limit=settings.FORUM_MAX_ATTACHMENT, kinds=TAKEN)
    refuse_too_much(owner, upload.size or 0, now)
    row = Attachment(owner=owner, name=checked.name, kind=checked.kind, at=now)
    content: Any = upload
    if checked.kind in PHOTOS:
        photo = redraw(upload)
        content, row.kind = photo.content, "webp"
        row.width, row.height = photo.width, photo.height
    row.size = content.size or 0
    row.file.save(f"{get_random_string(24).lower()}.{row.kind}", content, save=False)
    row.save()
    return row


def refuse_too_much(owner: User, size: int, now: datetime) -> None:
    own = Attachment.objects.filter(owner=owner)
    if own.filter(at__gt=now - timedelta(hours=1)).count() >= HOURLY:
        raise ValidationError(_("You have sent many files within the hour. Wait a little."))
    held = own.aggregate(sum=Sum("size"))["sum"] or 0
    if held + size > settings.FORUM_QUOTA:
        raise ValidationError(_("Your files fill all the room you have. Take some off first."))


def attach(post: Post, wanted: Collection[Attachment] | None) -> None:
    """The post holds exactly `wanted` from now on; None changes nothing. Inside a transaction."""
    if wanted is None or not (wanted or post.has_files):
        return
    if not post.author_id and not all(one.is_photo for one in wanted):
        raise OnlyPhotos
    kept = [one.pk for one in wanted]
    for row in post.attachments.exclude(pk__in=kept):
        throw_away(row)
    # A sealed asker's file says neither whose it is nor how it was called.
    hidden = {} if post.author_id else {"owner": None, "name": ""}
    Attachment.objects.loose().filter(pk__in=kept).update(post=post, **hidden)
    note_files(post)


def note_files(post: Post) -> None:
    post.has_files = post.attachments.exists()
    post.save(update_fields=["has_files"])


def throw_away(row: Attachment) -> None:
    """The row, and its file once that is certain."""
    transaction.on_commit(partial(row.file.storage.delete, row.file.name or ""))
    row.delete()


def remove_attachment(*, actor: User, attachment: Attachment, reason: str, now: datetime) -> Post:
    """Of a post; it is gone for good, and the history says who took it off, and why."""
    with telling(now=now):
        thread, post = lock_post(Post.objects.get(attachments=attachment))
        throw_away(attachment)
        note_files(post)
        record_curation(thread, Verb.REMOVE_FILE, actor, reason, now, about=post)
        live.post_edited(post)
        return post


def clean_attachments(*, now: datetime) -> int:
    """What no post holds after a day, and files of which no row is left (a server that died)."""
    for row in Attachment.objects.loose().filter(at__lt=now - LOOSE):
        with transaction.atomic():
            throw_away(row)
    return sum(clean_folder(f"attachments/{day:%Y/%m}", now) for day in (now, now - 31 * LOOSE))


def clean_folder(folder: str, now: datetime) -> int:
    try:
        names = default_storage.listdir(folder)[1]
    except FileNotFoundError:
        return 0
    paths = [f"{folder}/{name}" for name in names]
    known = set(Attachment.objects.filter(file__startswith=folder).values_list("file", flat=True))
    gone = [
        path for path in set(paths) - known if default_storage.get_modified_time(path) < now - LOOSE
    ]
    for path in gone:
        default_storage.delete(path)
    return len(gone)

from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from discussions import actions, permissions
from discussions.models import Attachment
from discussions.views.keeping import with_reason
from foundation.downloads import download, show_photo


@require_POST
def store_attachment(request):
    """A photo or a file, before its form is sent: 201 with its id, or 422 with a sentence."""
    upload = request.FILES.get("file")
    if upload is None:
        return JsonResponse({"message": _("Choose a file first.")}, status=422)
    try:
        row = actions.store_attachment(owner=request.user, upload=upload, now=timezone.now())
    except ValidationError as error:
        return JsonResponse({"message": " ".join(error.messages)}, status=422)
    found = {"id": row.public_id, "name": row.name, "is_photo": row.is_photo, "size": row.size}
    return JsonResponse(found | {"url": row.get_absolute_url()}, status=201)


def attachment_file(request, public_id):
    """Photos are shown, everything else is handed out as a file; both after asking permission."""
    rows = Attachment.objects.visible_to(request.user).select_related("post")
    row = get_object_or_404(rows, public_id=public_id)
    name = row.name or f"lampiran.{row.kind}"
    return show_photo(row.file) if row.is_photo else download(request, row.file, name=name)


def remove_attachment(request, public_id):
    """For good: by whoever wrote the text, or by a moderator with a reason."""
    rows = Attachment.objects.visible_to(request.user).exclude(post=None)
    row = get_object_or_404(rows.select_related("post__thread"), public_id=public_id)
    role = permissions.removing_file_role(request.user, row)

    def then(reason):
        by = {"actor": request.user, "reason": reason, "now": timezone.now()}
        return redirect(actions.remove_attachment(attachment=row, **by))

    title = _("Take the photo or file off")
    return with_reason(request, role=role, title=title, about=row.post, then=then)

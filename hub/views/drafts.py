import json
import re

from django.http import JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.drafts import DraftIsNewer, find_draft, forget_draft, keep_draft

FORM = re.compile(r"/[0-9a-z/-]{1,59}")  # the path of the page that shows it
LARGEST = 64 * 1024
FIELDS = 60


@require_http_methods(["GET", "POST"])
def draft(request):
    """What is typed into the form of `?form=`: read it, keep it, or drop it.

    Posted as JSON: form, values (pairs of name and text), key, and the sequence that was read;
    without values it is dropped. 409 carries what another tab or device has saved meanwhile.
    """
    if request.method == "GET":
        form = request.GET.get("form", "")
        found = find_draft(user=request.user, form=form) if FORM.fullmatch(form) else None
        return JsonResponse(drawn(found) if found else {})
    sent = parsed(request.body)
    if sent is None:
        return JsonResponse({"message": _("This draft cannot be kept.")}, status=400)
    if not sent["values"]:
        forget_draft(user=request.user, form=sent["form"])
        return JsonResponse({})
    fields = {"values": sent["values"], "key": sent["key"]}
    by = {"user": request.user, "form": sent["form"], "now": timezone.now()}
    try:
        kept = keep_draft(fields=fields, sequence=sent["sequence"], **by)
    except DraftIsNewer as refusal:
        return JsonResponse(drawn(refusal.draft), status=409)
    return JsonResponse({"sequence": kept.sequence})


def drawn(draft):
    at = int(draft.saved_at.timestamp() * 1000)
    return {"sequence": draft.sequence, "at": at, "values": draft.fields["values"]}


def parsed(body):
    """The posted draft with every part as it should be, or None."""
    try:
        sent = json.loads(body) if len(body) <= LARGEST else None
    except ValueError:
        return None
    if not isinstance(sent, dict) or not FORM.fullmatch(str(sent.get("form"))):
        return None
    values, sequence = sent.get("values", []), sent.get("sequence", 0)
    pairs = isinstance(values, list) and len(values) <= FIELDS and all(map(is_pair, values))
    if not pairs or not isinstance(sequence, int):
        return None
    return {
        "form": sent["form"],
        "values": values,
        "key": str(sent.get("key", ""))[:40],
        "sequence": sequence,
    }


def is_pair(value):
    is_two = isinstance(value, list) and len(value) == 2
    return is_two and all(isinstance(part, str) and "\0" not in part for part in value)

import json
import re

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from foundation.drafts import DraftIsNewer, drafts_of, find_draft, forget_draft, keep_draft
from workshops.models import Workshop

# The path of the page that shows it, and the topic that it takes up.
FORM = re.compile(r"/[0-9a-z/-]{1,39}(\?bahasan=[0-9a-z]{1,11})?|/[0-9a-z/-]{1,59}")
KEY = re.compile(r"[0-9A-Za-z_-]{1,40}")  # what SendOnceForm gives
LARGEST = 64 * 1024
FIELDS = 120  # of twenty sessions, too
KINDS = {
    "ask_question": gettext_lazy("Your question"),
    "thread_detail": gettext_lazy("Your answer"),
    "post_comment": gettext_lazy("Your comment"),
}


@require_http_methods(["GET", "POST"])
def draft(request):
    """What is typed into the form of `?form=`: read it, keep it, or drop it.

    Posted as JSON: form, values (pairs of name and text), key, and the sequence that was read;
    without values it is dropped. 409 carries what another tab or device has saved meanwhile.
    Without `?form=` it is the page of all of them.
    """
    if request.method == "GET" and "form" not in request.GET:
        return draft_list(request)
    if request.method == "GET":
        form = request.GET["form"]
        found = find_draft(user=request.user, form=form) if FORM.fullmatch(form) else None
        return JsonResponse(drawn(found) if found else {})
    sent = parsed(request.body)
    if sent is None:
        return JsonResponse({"message": _("This draft cannot be kept.")}, status=400)
    try:
        return JsonResponse(stored(request.user, sent))
    except DraftIsNewer as refusal:
        return JsonResponse(drawn(refusal.draft), status=409)


def stored(user, sent):
    if not sent["values"]:
        forget_draft(user=user, form=sent["form"], sequence=sent["sequence"])
        return {}
    fields = {"values": sent["values"], "key": sent["key"]}
    by = {"user": user, "form": sent["form"], "now": timezone.now()}
    return {"sequence": keep_draft(fields=fields, sequence=sent["sequence"], **by).sequence}


def draft_list(request):
    drafts = drafts_of(request.user)
    rows = [(draft, kind_of(draft), excerpt_of(draft)) for draft in drafts]
    context = {"rows": rows, "workshops": workshop_drafts(request.user)}
    return render(request, "hub/draft_list.html", context)


def workshop_drafts(user):
    return Workshop.objects.filter(host=user, status=Workshop.Status.DRAFT).order_by("-pk")


@require_POST
def drop_draft(request):
    """From the page of all drafts, by its form's path."""
    forget_draft(user=request.user, form=request.POST.get("form", "")[:60])
    return redirect("hub:draft")


def kind_of(draft):
    try:
        name = resolve(draft.key.partition("?")[0]).url_name
    except Resolver404:
        return _("Form")
    return KINDS.get(name, _("Form"))


def excerpt_of(draft):
    """The longest of what was typed; the version that a form showed is nobody's words."""
    values = draft.fields.get("values", [])
    return max((text for name, text in values if name != "version"), key=len, default="")


def drawn(draft):
    at = int(draft.saved_at.timestamp() * 1000)
    return {"sequence": draft.sequence, "at": at, "values": draft.fields["values"]}


def parsed(body):
    """The posted draft with every part as it should be, or None."""
    try:
        sent = json.loads(body) if len(body) <= LARGEST else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(sent, dict) or not FORM.fullmatch(str(sent.get("form"))):
        return None
    values, sequence, key = sent.get("values", []), sent.get("sequence", 0), sent.get("key")
    pairs = isinstance(values, list) and len(values) <= FIELDS and all(map(is_pair, values))
    if not pairs or not isinstance(sequence, int):
        return None
    return {
        "form": sent["form"],
        "values": values,
        "key": key if isinstance(key, str) and KEY.fullmatch(key) else "",
        "sequence": sequence,
    }


def is_pair(value):
    is_two = isinstance(value, list) and len(value) == 2
    return is_two and all(isinstance(part, str) and is_text(part) for part in value)


def is_text(words):
    """What both databases keep: no NUL, and no half of a surrogate pair."""
    return "\0" not in words and not any("\ud800" <= sign <= "\udfff" for sign in words)

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.second_factor import require
from competencies.models import Area
from discussions import actions, permissions
from discussions.forms import GuideForm, RatingForm, ReasonForm, RedactForm
from discussions.models import Guide, Post, ShelfItem
from discussions.models.history import guide_history_of
from discussions.views.answer import answer_or_404
from discussions.views.drawing import draw_form
from discussions.views.keeping import find_thread
from foundation.paging import paged
from foundation.refusals import refused

NOTES = 20  # of what readers miss, the newest
PLACE_DIGITS = 4  # a shelf is short


def guide_list(request):
    """All guides, or those of `?bidang=`."""
    area = Area.objects.named(request.GET.get("bidang", "")).first()
    guides = Guide.objects.live().with_row().newest_first()
    guides = guides.in_areas(Area.objects.within(area)) if area else guides
    context = {"page": paged(guides, request), "area": area, "today": timezone.localdate()}
    return render(request, "discussions/guide_list.html", context)


def guide_detail(request, public_id, slug=""):
    guide = find_guide(request, public_id)
    if slug != guide.slug:
        return redirect(guide, permanent=True)
    role = permissions.guiding_role(request.user, guide)
    context = {
        "guide": guide,
        "is_due": guide.is_due(timezone.localdate()),
        "role": role,
        "moderates": permissions.moderates_guide(request.user, guide),
        "may_revive": permissions.can_revive(request.user, guide),
        "rating": guide.ratings.filter(user=request.user).first(),
        "missing": guide.ratings.exclude(note="").order_by("-at")[:NOTES] if role else (),
        "rules": guide.rules.all(),
        "may_report": permissions.can_report(request.user, guide),
        "source": Post.objects.visible_to(request.user).filter(pk=guide.source_id).first(),
    }
    return render(request, "discussions/guide_detail.html", context)


def grow_guide(request, public_id):
    """A moderator makes a solution a guide; its text is the beginning."""
    answer = answer_or_404(request, public_id)
    require(permissions.can_grow(request.user, answer), user=request.user, role="moderator")
    if standing := Guide.objects.filter(source=answer).first():
        return redirect(standing)
    thread = answer.thread
    initial = {
        "title": thread.title,
        "body": answer.body,
        "areas": [area.pk for area in thread.shown_areas],
    }
    form = GuideForm(request.POST or None, initial=initial)
    if "preview" in request.POST or not form.is_valid():
        return draw_form(request, form, "discussions/guide_form.html", {"answer": answer})
    guide = actions.grow_guide(
        actor=request.user, answer=answer, text=form.text, now=timezone.now()
    )
    return redirect(guide)


def edit_guide(request, public_id):
    guide = mine_to_keep(request, public_id)
    initial = {name: getattr(guide, name) for name in ("title", "body", "legal_basis", "version")}
    initial["areas"] = [area.pk for area in guide.shown_areas]
    form = GuideForm(request.POST or None, initial=initial)
    if "preview" in request.POST or not form.is_valid():
        return draw_form(request, form, "discussions/guide_form.html", {"guide": guide})
    text = form.text
    if not permissions.moderates_guide(request.user, guide):  # else it would leave their sight
        text = replace(text, areas=guide.shown_areas)
    version = form.cleaned_data["version"] or 0
    by = {"editor": request.user, "version": version, "now": timezone.now()}
    return redirect(actions.edit_guide(guide=guide, text=text, **by))


@require_POST
def keep_guide(request, public_id):
    """`do=confirm`, `adopt` or `revive`."""
    verbs = {
        "confirm": (actions.confirm_guide, _("Thank you. The guide holds for another year.")),
        "adopt": (actions.adopt_guide, _("You look after this guide now.")),
        "revive": (actions.revive_guide, _("The guide is back.")),
    }
    guide, wanted = mine_to_keep(request, public_id), request.POST.get("do")
    require(wanted != "revive" or permissions.can_revive(request.user, guide))
    if wanted not in verbs:
        return HttpResponseBadRequest()
    verb, said = verbs[wanted]
    verb(actor=request.user, guide=guide, now=timezone.now())
    messages.success(request, said)
    return redirect(guide)


def retire_guide(request, public_id):
    guide = mine_to_keep(request, public_id)
    form = ReasonForm(request.POST or None, is_required=True)
    if not form.is_valid():
        status = 422 if form.errors else 200
        context = {"form": form, "guide": guide}
        return render(request, "discussions/guide_retire_form.html", context, status=status)
    return redirect(
        actions.retire_guide(
            actor=request.user,
            guide=guide,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
    )


@require_POST
def rate_guide(request, public_id):
    guide, form = find_guide(request, public_id), RatingForm(request.POST)
    if not form.is_valid():
        return refused(request, _("Say yes or no, and at most 300 signs."), status=422)
    actions.rate_guide(
        user=request.user,
        guide=guide,
        is_useful=form.cleaned_data["useful"] == "1",
        note=form.cleaned_data["note"],
        now=timezone.now(),
    )
    messages.success(request, _("Thank you. The owner sees it."))
    return redirect(guide)


def guide_history(request, public_id):
    guide = find_guide(request, public_id)
    role = permissions.guiding_role(request.user, guide)
    require(not guide.retired_at or bool(role))
    context = {
        "guide": guide,
        "entries": guide_history_of(guide, request.GET.get("lihat", "")),
        "opened": request.GET.get("lihat", ""),
    }
    return render(request, "discussions/guide_history.html", context)


@require_POST
def shelve(request, public_id):
    """Puts a question, or with `guide=1` a guide, on the shelf of its areas."""
    is_guide = request.POST.get("guide") == "1"
    noun = find_guide(request, public_id) if is_guide else find_thread(request, public_id)
    areas = [area for area in noun.shown_areas if permissions.curates(request.user, area)]
    require(bool(areas), user=request.user, role="moderator")
    which = {"guide" if is_guide else "thread": noun}
    actions.put_on_shelf(actor=request.user, areas=areas, now=timezone.now(), **which)
    messages.success(request, _("It stands under “Start here” in its area."))
    return redirect(noun)


@require_POST
def unshelve(request, pk):
    """From the area's page, whatever became of the thing."""
    item = get_object_or_404(ShelfItem.objects.select_related("area"), pk=pk)
    require(permissions.curates(request.user, item.area), user=request.user, role="moderator")
    actions.take_off_shelf(item=item)
    return redirect(item.area)


@require_POST
def move_on_shelf(request, pk):
    """`place` is where it is to stand, from 1: a button up and one down send the neighbours'."""
    item = get_object_or_404(ShelfItem.objects.select_related("area"), pk=pk)
    require(permissions.curates(request.user, item.area), user=request.user, role="moderator")
    place = request.POST.get("place", "")
    if not (place.isascii() and place.isdigit() and len(place) < PLACE_DIGITS):
        return HttpResponseBadRequest()
    actions.move_on_shelf(item=item, place=int(place))
    return redirect(f"{item.area.get_absolute_url()}#rak-{item.pk}")


def redact_guide(request, public_id):
    """A moderator redacts a passage in every wording of the guide."""
    guide = find_guide(request, public_id)
    may = permissions.moderates_guide(request.user, guide)
    require(may, user=request.user, role="moderator")
    form = RedactForm(request.POST or None, is_required=True)
    try:
        if form.is_valid():
            by = {"actor": request.user, "now": timezone.now()}
            return redirect(actions.redact_guide(guide=guide, **by, **form.cleaned_data))
    except actions.PassageNotFound as refusal:
        form.add_error("passage", refusal.message)
    context = {"form": form, "post": guide, "heading": guide.title}
    status = 422 if form.errors else 200
    return render(request, "discussions/redact_form.html", context, status=status)


def find_guide(request, public_id):
    """One that is hidden, or whose source is, is there for those who keep it alone."""
    guides = Guide.objects.with_row().select_related("source__thread", "owner__unit")
    guide = get_object_or_404(guides, public_id=public_id)
    if guide.is_hidden and not permissions.guiding_role(request.user, guide):
        raise Http404
    return guide


def mine_to_keep(request, public_id):
    guide = find_guide(request, public_id)
    role = permissions.guiding_role(request.user, guide)
    require(bool(role), user=request.user, role=role)
    return guide

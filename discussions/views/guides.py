from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.second_factor import require
from competencies.models import Area
from discussions import actions, permissions
from discussions.forms import GuideForm, RatingForm, ReasonForm
from discussions.models import Guide, ShelfItem
from discussions.models.history import guide_history_of
from discussions.views.answer import answer_or_404
from discussions.views.keeping import find_thread
from discussions.views.thread import draw_form
from foundation.paging import paged


def guide_list(request):
    """All guides, or those of `?bidang=`."""
    area = Area.objects.named(request.GET.get("bidang", "")).first()
    guides = Guide.objects.live().with_row().newest_first()
    guides = guides.in_areas(Area.objects.within(area)) if area else guides
    context = {"page": paged(guides, request), "area": area, "today": timezone.localdate()}
    return render(request, "discussions/guide_list.html", context)


def guide_detail(request, public_id, slug=""):
    guide = find_guide(public_id)
    if slug != guide.slug:
        return redirect(guide, permanent=True)
    rating = guide.ratings.filter(user=request.user).first()
    context = {
        "guide": guide,
        "is_due": guide.is_due(timezone.localdate()),
        "role": permissions.guiding_role(request.user, guide),
        "rating": rating,
        "rules": guide.rules.all(),
        "source": guide.source if guide.source.deleted_at is None else None,
    }
    return render(request, "discussions/guide_detail.html", context)


def grow_guide(request, public_id):
    """A moderator makes a solution a guide; its text is the beginning."""
    answer = answer_or_404(request, public_id)
    require(permissions.can_grow(request.user, answer), user=request.user, role="moderator")
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
    initial = {
        "title": guide.title,
        "body": guide.body,
        "legal_basis": guide.legal_basis,
        "areas": [area.pk for area in guide.shown_areas],
        "version": guide.version,
    }
    form = GuideForm(request.POST or None, initial=initial)
    if "preview" in request.POST or not form.is_valid():
        return draw_form(request, form, "discussions/guide_form.html", {"guide": guide})
    return redirect(
        actions.edit_guide(
            editor=request.user,
            guide=guide,
            text=form.text,
            version=form.cleaned_data["version"] or 0,
            now=timezone.now(),
        )
    )


@require_POST
def keep_guide(request, public_id):
    """`do=confirm`, `adopt` or `revive`."""
    verbs = {
        "confirm": (actions.confirm_guide, _("Thank you. The guide holds for another year.")),
        "adopt": (actions.adopt_guide, _("You look after this guide now.")),
        "revive": (actions.revive_guide, _("The guide is back.")),
    }
    guide = mine_to_keep(request, public_id)
    verb, said = verbs.get(request.POST.get("do"), verbs["confirm"])
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
    guide, form = find_guide(public_id), RatingForm(request.POST)
    if form.is_valid():
        actions.rate_guide(
            user=request.user,
            guide=guide,
            is_useful=form.cleaned_data["useful"] == "1",
            note=form.cleaned_data["note"],
            now=timezone.now(),
        )
        messages.success(request, _("Thank you. The owner sees it."))
    else:
        messages.error(request, _("Say yes or no, and at most 300 signs."))
    return redirect(guide)


def guide_history(request, public_id):
    guide = find_guide(public_id)
    context = {
        "guide": guide,
        "entries": guide_history_of(guide),
        "opened": request.GET.get("lihat", ""),
    }
    return render(request, "discussions/guide_history.html", context)


@require_POST
def shelve(request, public_id):
    """Puts a question, or with `guide=1` a guide, on the shelf of its areas; `on=0` ends it."""
    is_guide = request.POST.get("guide") == "1"
    noun = find_guide(public_id) if is_guide else find_thread(request, public_id)
    areas = [area for area in noun.shown_areas if permissions.curates(request.user, area)]
    require(bool(areas), user=request.user, role="moderator")
    which = {"guide" if is_guide else "thread": noun}
    if request.POST.get("on") == "0":
        for item in ShelfItem.objects.filter(area__in=areas, **which):
            actions.take_off_shelf(item=item)
    else:
        for area in areas:
            actions.put_on_shelf(actor=request.user, area=area, now=timezone.now(), **which)
        messages.success(request, _("It stands under “Start here” in its area."))
    return redirect(noun)


def find_guide(public_id):
    guides = Guide.objects.with_row().select_related("source__thread", "owner__unit")
    return get_object_or_404(guides, public_id=public_id)


def mine_to_keep(request, public_id):
    guide = find_guide(public_id)
    role = permissions.guiding_role(request.user, guide)
    require(bool(role), user=request.user, role=role)
    return guide

"""The first run: three short pages, each an ordinary form (ux 1.5)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.actions import finish_welcome
from accounts.actions import request_correction as send_correction
from accounts.forms import CorrectionForm
from competencies.actions import choose_areas
from competencies.models import Area
from hub.forms import TextSizeForm, WelcomeAreasForm, WelcomeNewsForm
from hub.views.reading import change_display
from notifications.actions import prefer
from notifications.models import Channel, Preference


def welcome_unit(request):
    """Step 1: is this you? The text size is chosen here, on page one."""
    if request.method == "POST":
        response = change_display(request)
        response["Location"] = "/mulai/bidang/"
        return response
    context = {
        "form": TextSizeForm(initial={"teks": request.text_size}),
        "correction": CorrectionForm(),
    }
    return render(request, "hub/welcome_unit.html", context)


@require_POST
def request_correction(request):
    """What a person says is wrong goes to an admin and blocks nothing."""
    form = CorrectionForm(request.POST)
    if not form.is_valid():
        context = {"form": TextSizeForm(initial={"teks": request.text_size}), "correction": form}
        return render(request, "hub/welcome_unit.html", context, status=422)
    send_correction(user=request.user, body=form.cleaned_data["body"], now=timezone.now())
    messages.success(request, _("Thank you. An admin will look at it; you can go on."))
    return redirect("hub:welcome_unit")


def welcome_areas(request):
    """Step 2: what do you often work on?"""
    followed = Area.objects.followed_by(request.user).values_list("pk", flat=True)
    form = WelcomeAreasForm(
        request.POST or None, user=request.user, initial={"areas": list(followed)}
    )
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "hub/welcome_areas.html", {"form": form}, status=status)
    choose_areas(user=request.user, areas=form.cleaned_data["areas"], now=timezone.now())
    is_first_run = request.user.welcomed_at is None
    return redirect("hub:welcome_news" if is_first_run else "hub:home")


def welcome_news(request):
    """Step 3: how should news reach you? The settings lead here again."""
    user = request.user
    chosen = Preference.objects.filter(user=user, kind="", channel=Channel.DIGEST).first()
    form = WelcomeNewsForm(request.POST or None, initial=chosen and {"digest": chosen.cadence})
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "hub/welcome_news.html", {"form": form}, status=status)
    prefer(user=user, channel=Channel.DIGEST, cadence=form.cleaned_data["digest"])
    if user.welcomed_at:
        messages.success(request, _("Saved."))
        return redirect("hub:settings_list")
    finish_welcome(user=user, now=timezone.now())
    messages.success(request, _("All set. Welcome."))
    return redirect("hub:home")

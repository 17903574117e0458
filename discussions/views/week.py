from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Unit
from accounts.second_factor import require
from competencies.permissions import is_moderator
from discussions import actions, permissions
from discussions.actions.weekly import running_for
from discussions.forms import HeldAnswerForm, WeekForm
from discussions.models import HeldAnswer
from discussions.views.announcing import counts_of
from discussions.views.drawing import draw_form
from discussions.views.keeping import find_thread


def ask_week(request):
    """A leader asks the own units, moderators and admins everyone."""
    user = request.user
    role = permissions.week_role(user)
    require(bool(role), user=user, role=role)
    units = list(Unit.objects.filter(pk__in=user.led_unit_ids).order_by("name"))
    units += [None] if user.is_admin or is_moderator(user) else []
    choices = {"units": units, "readers": counts_of(units, user)}
    form = WeekForm(request.POST or None, request.FILES or None, user=user, **choices)
    if "preview" in request.POST or not form.is_valid():
        running = running_for(user, units).select_related("thread__unit")
        return draw_form(request, form, "discussions/week_form.html", {"running": running})
    by = {"author": user, "now": timezone.now(), "key": form.cleaned_data["key"]}
    thread = actions.ask_week(text=form.week, **by)
    messages.success(request, _("Asked. People are told now; answers open all at once."))
    return redirect(thread)


def hold_answer(request, public_id):
    """An answer, unseen until the opening; the own one can be worded anew until then."""
    thread = find_thread(request, public_id)
    if not thread.holds_answers and (request.method != "POST" or not hasattr(thread, "week")):
        return redirect(thread)
    is_over = not (thread.holds_answers and thread.is_open)
    may = permissions.can_hold_answer(request.user, thread)
    require(may or (is_over and request.method == "POST"))
    own = HeldAnswer.objects.filter(week__thread=thread, author=request.user).first()
    form = HeldAnswerForm(request.POST or None, initial={"body": own.body if own else ""})
    if "preview" in request.POST or not form.is_valid():
        return draw_form(request, form, "discussions/held_form.html", {"thread": thread})
    said = {"body": form.cleaned_data["body"], "now": timezone.now()}
    actions.hold_answer(author=request.user, thread=thread, **said)
    messages.success(
        request, _("Your answer is kept. Your colleagues read it when all are opened.")
    )
    return redirect(thread)


@require_POST
def take_back_answer(request, public_id):
    thread = find_thread(request, public_id)
    require(permissions.can_hold_answer(request.user, thread))
    actions.take_back_answer(author=request.user, thread=thread, now=timezone.now())
    messages.success(request, _("Your answer is taken back."))
    return redirect(thread)


def held_list(request, public_id):
    """For safety: what moderators read before the opening."""
    thread = find_thread(request, public_id)
    require(permissions.can_read_held(request.user, thread), user=request.user, role="moderator")
    rows = HeldAnswer.objects.filter(week__thread=thread).select_related("author__unit")
    context = {"thread": thread, "rows": rows.order_by("author__name", "pk")}
    return render(request, "discussions/held_list.html", context)

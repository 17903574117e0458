from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.second_factor import require
from competencies.permissions import is_moderator
from discussions import actions, permissions
from discussions.forms import RegulationForm, RevokeForm
from discussions.models import Post, Regulation
from foundation.paging import paged
from foundation.text import clean_line

SHOWN = 50  # texts that cite one rule
FILLING = {"no", "nomor", "tahun", "tentang", "peraturan"}  # said, and no part of the name


def regulation_list(request):
    """The rules that texts name, newest first; `?q=` finds by number, year or title."""
    text = clean_line(request.GET.get("q", "").replace("\0", ""))[:100]
    rules = Regulation.objects.known_to(request.user).newest_first()
    for word in text.replace("/", " ").split():
        if word.casefold().strip(".") in FILLING:
            continue
        number = int(word) if word.isdecimal() and len(word) < 7 else -1
        named = Q(kind__icontains=word) | Q(title__icontains=word)
        rules = rules.filter(named | Q(number=number) | Q(year=number))
    context = {"page": paged(rules, request), "text": text}
    return render(request, "discussions/regulation_list.html", context)


def regulation_detail(request, public_id):
    """The rule, whether it is in force, and what rests on it."""
    rule = find_rule(request, public_id)
    posts = Post.objects.visible_to(request.user).filter(citations__regulation=rule)
    context = {
        "rule": rule,
        "posts": posts.select_related("thread", "author").order_by("-created_at", "-pk")[:SHOWN],
        "guides": rule.guides.live(),
        "moderates": is_moderator(request.user),
        "may_revoke": permissions.can_revoke(request.user),
    }
    return render(request, "discussions/regulation_detail.html", context)


def describe_regulation(request, public_id):
    rule = find_rule(request, public_id)
    require(is_moderator(request.user), user=request.user, role="moderator")
    form = RegulationForm(request.POST or None, initial={"title": rule.title, "url": rule.url})
    if not form.is_valid() or request.method != "POST":
        return draw(request, "discussions/regulation_form.html", form, rule)
    return redirect(actions.describe_regulation(regulation=rule, **form.cleaned_data))


def revoke_regulation(request, public_id):
    rule = find_rule(request, public_id)
    require(permissions.can_revoke(request.user), user=request.user, role="moderator")
    is_sent = request.method == "POST"
    form = RevokeForm(request.POST if is_sent else None)
    rule.cited = rule.citations.filter(post__deleted_at=None).count() + rule.guides.live().count()
    if not form.is_valid():
        return draw(request, "discussions/revoke_form.html", form, rule)
    new = form.cleaned_data["new"]
    try:
        actions.revoke_regulation(
            actor=request.user,
            regulation=rule,
            replaced_by=actions.find_regulation(*new) if new else None,
            now=timezone.now(),
        )
    except actions.ReplacesItself as refusal:
        form.add_error("new", refusal.message)
        return draw(request, "discussions/revoke_form.html", form, rule)
    messages.success(request, _("What rests on it is marked in a moment; its authors are told."))
    return redirect(rule)


@require_POST
def reinstate_regulation(request, public_id):
    rule = find_rule(request, public_id)
    require(permissions.can_revoke(request.user), user=request.user, role="moderator")
    actions.reinstate_regulation(actor=request.user, regulation=rule, now=timezone.now())
    messages.success(request, _("It is in force again. The marks were taken off."))
    return redirect(rule)


def find_rule(request, public_id):
    rules = Regulation.objects.select_related("replaced_by")
    return get_object_or_404(rules, public_id=public_id)


def draw(request, template, form, rule):
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, "rule": rule}, status=status)

"""Activation. Signing in and out, passwords and second factors are allauth's views."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts import actions
from accounts.actions.roster import hash_of
from accounts.forms import ActivationForm
from accounts.models import RosterEntry


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def activate_account(request, token):
    now = timezone.now()
    entry = RosterEntry.objects.waiting(now).filter(token_hash=hash_of(token)).first()
    if entry is None:
        return render(request, "accounts/link_expired.html", status=404)
    form = ActivationForm(request.POST or None, entry=entry)
    user = None
    if form.is_valid():
        try:
            user = actions.activate_account(entry=entry, now=now, **form.cleaned_data)
        except actions.EmailIsTaken as refusal:
            form.add_error("email", refusal.message)
    if user is None:
        status = 422 if form.errors else 200
        context = {"form": form, "entry": entry}
        return render(request, "accounts/activate.html", context, status=status)
    login(request, user, backend="accounts.backends.MemberBackend")
    return redirect("hub:welcome_unit")

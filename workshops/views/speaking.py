from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from workshops import actions
from workshops.models import SpeakerConsent


def speaker_consent(request):
    """A person's own choice whether hosts find them; `on=0` takes it back."""
    user = request.user
    if request.method == "POST":
        if request.POST.get("on") == "0":
            actions.refuse_to_speak(user=user)
        else:
            actions.agree_to_speak(user=user, now=timezone.now())
        messages.success(request, _("Your choice is kept."))
        return redirect("workshops:speaker_consent")
    context = {"consent": SpeakerConsent.objects.filter(user=user).first()}
    return render(request, "workshops/speaker_consent.html", context)

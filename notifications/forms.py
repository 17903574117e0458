"""What people may send about how they want to hear."""

from django import forms
from django.utils.translation import gettext_lazy as _

from notifications import push
from notifications.choosing import QUIET, usual
from notifications.kinds import Kind, kinds_for
from notifications.models import Channel, Preference

CHANNELS = (Channel.IN_APP, Channel.PUSH, Channel.MAIL)
DIGESTS = [("weekly", _("Every Monday")), ("daily", _("Every day")), ("never", _("No mail"))]
HOURS = [(hour, f"{hour:02}.00") for hour in range(24)]
GROUPS = {
    "personal": _("To me"),
    "answers": _("Questions and answers"),
    "workshops": _("Workshops"),
    "": _("Other news"),
}


class PushForm(forms.Form):
    """A browser's subscription, as `PushSubscription.toJSON()` gives it (Push API)."""

    endpoint = forms.URLField(max_length=500, assume_scheme="https")
    p256dh = forms.RegexField(r"^[\w-]{80,100}={0,2}$", required=False)
    auth = forms.RegexField(r"^[\w-]{16,40}={0,2}$", required=False)
    off = forms.BooleanField(required=False)
    known = forms.BooleanField(required=False)
    shows_text = forms.BooleanField(required=False)

    def clean_endpoint(self):
        if not push.may_call(self.cleaned_data["endpoint"]):
            raise forms.ValidationError(_("This browser's push service is not known here."))
        return self.cleaned_data["endpoint"]

    def clean(self):
        data = super().clean()
        has_keys = data.get("p256dh") and data.get("auth")
        if not (has_keys or data.get("off") or data.get("known")):
            raise forms.ValidationError(_("The browser sent no keys."))
        return data

    @property
    def keys(self):
        return {"p256dh": self.cleaned_data["p256dh"], "auth": self.cleaned_data["auth"]}


class PreferencesForm(forms.Form):
    """Every kind by every channel, the summary, and the quiet hours (row 47)."""

    digest = forms.ChoiceField(
        label=_("A summary by mail"), choices=DIGESTS, widget=forms.RadioSelect
    )
    quiet_from = forms.TypedChoiceField(label=_("Quiet from"), choices=HOURS, coerce=int)
    quiet_until = forms.TypedChoiceField(
        label=_("until"),
        choices=HOURS,
        coerce=int,
        help_text=_("Push and mail wait then. Two equal hours: never quiet."),
    )

    def __init__(self, *args, user, **kwargs):
        chosen = {(one.kind, one.channel): one.cadence for one in user.preferences.all()}
        own = getattr(user, "quiet_hours", None)
        quiet = (own.from_hour, own.until_hour) if own else QUIET
        initial = {
            "digest": chosen.get(("", Channel.DIGEST), "weekly"),
            "quiet_from": quiet[0],
            "quiet_until": quiet[1],
        }
        super().__init__(*args, initial=initial, **kwargs)
        never = Preference.Cadence.NEVER
        self.changed = set()
        self.kinds = kinds_for(user)
        silent = [channel for channel in CHANNELS if chosen.get(("", channel)) == never]
        for kind in self.kinds:
            for channel in CHANNELS:
                cadence = chosen.get((kind.key, channel), usual(kind, channel))
                is_on = cadence != never and channel not in silent
                if is_on != (usual(kind, channel) != never):
                    self.changed.add(kind.key)
                self.fields[name_of(kind, channel)] = forms.BooleanField(
                    label=channel.label,
                    initial=is_on,
                    required=False,
                    disabled=channel == Channel.IN_APP and kind.is_required,
                )

    @property
    def groups(self):
        """(key, heading, [(kind, its fields)], how many kinds are not as usual) for the page."""
        found = {key: [] for key in GROUPS}
        for kind in self.kinds:
            fields = [self[name_of(kind, channel)] for channel in CHANNELS]
            group = "personal" if kind.is_personal else kind.group
            found[group if group in GROUPS else ""].append((kind, fields))
        return [
            (key, GROUPS[key], rows, sum(kind.key in self.changed for kind, _fields in rows))
            for key, rows in found.items()
            if rows
        ]

    @property
    def wanted(self):
        """By kind and channel, whether it is wanted at once."""
        return {
            (kind, channel): self.cleaned_data[name_of(kind, channel)]
            for kind in self.kinds
            for channel in CHANNELS
        }


def name_of(kind: Kind, channel: str) -> str:
    return f"{kind.key}:{channel}"

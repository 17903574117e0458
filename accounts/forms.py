"""Signing in with NIP or email, activating an account, and saying that something is wrong."""

import hashlib

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions import EmailIsTaken
from accounts.models import CorrectionRequest, User
from accounts.nip import bare_nip, looks_like_nip
from accounts.permissions import is_suspended
from foundation.text import BodyField


class SignInForm(LoginForm):
    """allauth's form, whose email field takes a NIP too: it becomes the account's email here."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("NIP or email"),
            max_length=254,
            widget=forms.TextInput(
                attrs={"autocomplete": "username", "autocapitalize": "none", "inputmode": "email"}
            ),
        )
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.order_fields(["login", "password"])

    def clean_login(self):
        """The same answer for unknown ones: an address that nobody has."""
        login = self.cleaned_data["login"].strip().lower()
        if not looks_like_nip(login):
            return login if "@" in login else nobodys_address(login)
        nip = bare_nip(login)
        return User.objects.filter(nip=nip).values_list(
            "email", flat=True
        ).first() or nobodys_address(nip)

    def clean(self):
        """Only whoever knows the password hears of the suspension."""
        data = super().clean()
        if self.user and is_suspended(self.user, timezone.now()):
            raise forms.ValidationError(_("This account is suspended for now."))
        return data


def nobodys_address(login: str) -> str:
    """Hashed, so that no message, mail or log ever prints a NIP (architecture.md 3)."""
    return f"{hashlib.sha256(login.encode()).hexdigest()[:32]}@unknown.invalid"


class ActivationForm(forms.Form):
    """The email to confirm and the first password."""

    email = forms.EmailField(
        label=_("Your email"),
        max_length=254,
        help_text=_("Mail about your questions and workshops goes here."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password = forms.CharField(
        label=_("New password"),
        max_length=200,
        strip=False,
        help_text=_("At least 12 signs; a short sentence is easy to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, entry, **kwargs):
        super().__init__(*args, **kwargs)
        self.entry = entry
        self.fields["email"].initial = entry.email

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError(EmailIsTaken.message)
        return email

    def clean_password(self):
        password = self.cleaned_data["password"]
        person = User(name=self.entry.name, nip=self.entry.nip, email=self.data.get("email", ""))
        validate_password(password, person)
        return password


class CorrectionForm(forms.ModelForm):
    body = BodyField(label=_("What is wrong?"), max_length=1000)

    class Meta:
        model = CorrectionRequest
        fields = ["body"]


class MemberForm(forms.ModelForm):
    """The admin's page of a person: whoever suspends somebody says why."""

    suspension_reason = forms.CharField(
        label=_("why this account is suspended, or is not any more"),
        max_length=200,
        required=False,
    )

    def clean(self):
        super().clean()
        is_changed = "suspended_until" in self.changed_data
        if is_changed and not self.cleaned_data.get("suspension_reason"):
            self.add_error("suspension_reason", _("Write the reason; it stays in the history."))

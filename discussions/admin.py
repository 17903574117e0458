"""Lookups; threads are read-only, because they change by actions: sockets and the index follow."""

from django import forms
from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from discussions.actions import OwnAward, give_award
from discussions.models import AskField, Award, AwardKind, BlockedPhrase, Thread
from foundation.text import LineField

admin.site.register(BlockedPhrase)


class AwardForm(forms.ModelForm):
    reason = LineField(
        label=_("Reason"), help_text=_("Its holder reads it, nobody else."), max_length=300
    )

    class Meta:
        model = Award
        fields = ["user", "kind", "reason"]

    def clean_user(self):
        if self.cleaned_data["user"] == self.giver:
            raise forms.ValidationError(OwnAward.message)
        return self.cleaned_data["user"]


@admin.register(AwardKind)
class AwardKindAdmin(admin.ModelAdmin):
    list_display = ["name", "sentence"]


@admin.register(Award)
class AwardAdmin(admin.ModelAdmin):
    """What admins gave; what is earned by rule is its holder's own business."""

    form = AwardForm
    list_display = ["user", "kind", "given_by", "at"]
    raw_id_fields = ["user"]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(rule="")

    def get_form(self, request, obj=None, change=False, **kwargs):
        return type(
            "GivenForm",
            (super().get_form(request, obj, change, **kwargs),),
            {"giver": request.user},
        )

    def save_model(self, request, obj, form, change):
        by = {"actor": request.user, "reason": obj.reason, "now": timezone.now()}
        obj.pk = give_award(user=obj.user, kind=obj.kind, **by).pk

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(AskField)
class AskFieldAdmin(admin.ModelAdmin):
    list_display = ["area", "label", "is_required", "position"]
    list_filter = ["area"]


@admin.register(Thread)
class ThreadAdmin(admin.ModelAdmin):
    list_display = ["public_id", "title", "unit", "answer_count", "created_at"]
    search_fields = ["title", "public_id"]
    list_filter = ["kind", "visibility"]
    exclude = ["sealed_mark"]  # with the key it would tell person by person who did not ask

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

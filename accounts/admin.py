"""Lookups for the admin; model pages that change people call actions or are read-only."""

from django.contrib import admin
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actions import change_member, change_unit, let_member_leave, suspend_member
from accounts.forms import MemberForm
from accounts.models import CorrectionRequest, RosterEntry, Suspension, Unit, UnitLeadership, User
from notifications import live


@admin.register(Unit)
class UnitAdmin(admin.ModelAdmin):
    list_display = ["name", "kind", "parent", "code"]
    list_filter = ["kind"]
    search_fields = ["name", "code"]
    prepopulated_fields = {"slug": ["name"]}

    def save_model(self, request, obj, form, change):
        change_unit(unit=obj, now=timezone.now())


class RoleAdmin(admin.ModelAdmin):
    """A role that begins or ends is asked about again on every open socket of its holder."""

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        transaction.on_commit(lambda: live.ask_again(user_ids=[obj.user_id]))

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        transaction.on_commit(lambda: live.ask_again(user_ids=[obj.user_id]))

    def delete_queryset(self, request, queryset):
        holders = list(queryset.values_list("user", flat=True))
        super().delete_queryset(request, queryset)
        transaction.on_commit(lambda: live.ask_again(user_ids=holders))


@admin.register(UnitLeadership)
class UnitLeadershipAdmin(RoleAdmin):
    list_display = ["user", "unit", "since", "until"]
    raw_id_fields = ["user"]


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    list_display = ["name", "unit", "position", "employment", "is_active"]
    list_filter = ["employment", "is_active", "is_staff"]
    search_fields = ["name", "email"]
    form = MemberForm
    exclude = ["password", "nip", "feed_token", "user_permissions", "groups", "version"]
    readonly_fields = ["public_id", "last_login", "joined_at"]
    actions = ["let_leave", "let_leave_unnamed"]

    @admin.action(description=_("Let them leave: the account ends, the name stays"))
    def let_leave(self, request, queryset):
        for user in queryset.exclude(pk=request.user.pk):
            let_member_leave(user=user, is_anonymous=False, now=timezone.now())

    @admin.action(
        description=_("Let them leave and be forgotten: their name becomes “Mantan pegawai”")
    )
    def let_leave_unnamed(self, request, queryset):
        for user in queryset.exclude(pk=request.user.pk):
            let_member_leave(user=user, is_anonymous=True, now=timezone.now())

    def lookup_allowed(self, lookup, value, request):
        """A filter in the address must not read a secret sign by sign."""
        is_secret = lookup.split("__")[0] in {"nip", "password", "feed_token"}
        return not is_secret and super().lookup_allowed(lookup, value, request)

    def save_model(self, request, obj, form, change):
        until, now = obj.suspended_until, timezone.now()
        change_member(user=obj, now=now)
        if "suspended_until" in form.changed_data:
            reason = form.cleaned_data["suspension_reason"]
            suspend_member(user=obj, until=until, by=request.user, reason=reason, now=now)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Suspension)
class SuspensionAdmin(admin.ModelAdmin):
    """Read-only: it is written where a person is suspended."""

    list_display = ["at", "user", "by", "until", "reason"]
    list_select_related = ["user", "by"]
    search_fields = ["user__name"]
    ordering = ["-at"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(RosterEntry)
class RosterEntryAdmin(admin.ModelAdmin):
    list_display = ["name", "unit", "expires_at", "activated_at"]
    fields = ["name", "unit", "position", "expires_at", "activated_at"]
    readonly_fields = ["name", "unit", "position", "expires_at", "activated_at"]

    def has_add_permission(self, request):
        return False


@admin.register(CorrectionRequest)
class CorrectionRequestAdmin(admin.ModelAdmin):
    list_display = ["user", "sent_at", "settled_at", "body"]
    readonly_fields = ["user", "sent_at", "body"]

"""Workshops change by actions, so that seats, calendars and the index follow; here they are read.

The rules of reminders are asked anew each round, so they may be changed here.
"""

from django.contrib import admin

from workshops.models import ReminderRule, Workshop


@admin.register(Workshop)
class WorkshopAdmin(admin.ModelAdmin):
    list_display = ["public_id", "title", "unit", "status", "published_at"]
    search_fields = ["title", "public_id"]
    list_filter = ["status", "mode"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(ReminderRule)
class ReminderRuleAdmin(admin.ModelAdmin):
    list_display = ["anchor", "minutes", "is_active"]

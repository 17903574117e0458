"""Workshops change by actions, so that seats, calendars and the index follow; here they are read.

Rooms, the work calendar and the rules of reminders are asked anew each time: they change here.
"""

from django.contrib import admin
from django.utils import timezone

from workshops.actions.special_days import LIBRARY
from workshops.models import ReminderRule, Room, SpecialDay, Workshop


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
    list_display = ["anchor", "minutes", "is_usual", "is_active"]


@admin.register(Room)
class RoomAdmin(admin.ModelAdmin):
    list_display = ["name", "unit", "seats", "address"]
    list_select_related = ["unit"]
    search_fields = ["name"]


@admin.register(SpecialDay)
class SpecialDayAdmin(admin.ModelAdmin):
    """What an admin writes is kept; a day of the library that does not hold gets another kind."""

    list_display = ["date", "name", "kind", "unit", "source", "locked_at"]
    list_filter = ["kind"]
    list_select_related = ["unit"]
    search_fields = ["name"]
    date_hierarchy = "date"
    ordering = ["date"]

    def save_model(self, request, obj, form, change):
        obj.locked_at = timezone.now()
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request, obj=None):
        """It would come back; changed to a commemoration, it stays so."""
        is_ours = obj is not None and obj.source.startswith(LIBRARY)
        return not is_ours and super().has_delete_permission(request, obj)

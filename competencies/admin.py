from django.contrib import admin
from django.utils import timezone

from accounts.admin import RoleAdmin
from competencies.actions import index_area
from competencies.models import (
    Area,
    AreaCuratorship,
    AreaExpert,
    AreaSlug,
    LearningForm,
    LearningRecord,
    LearningTarget,
)


@admin.register(Area)
class AreaAdmin(admin.ModelAdmin):
    list_display = ["code", "name", "name_en", "family", "is_active"]
    list_filter = ["family", "is_active"]
    search_fields = ["name", "name_en", "keywords", "code"]
    exclude = ["updated_at"]

    def save_model(self, request, obj, form, change):
        """An old slug keeps working; rows that show the area are drawn anew."""
        obj.updated_at = timezone.now()
        if change and "slug" in form.changed_data:
            AreaSlug.objects.get_or_create(area=obj, slug=form.initial["slug"])
        super().save_model(request, obj, form, change)
        index_area(obj, now=obj.updated_at)

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(AreaCuratorship)
class AreaCuratorshipAdmin(RoleAdmin):
    list_display = ["user", "area", "since"]
    raw_id_fields = ["user"]


@admin.register(AreaExpert)
class AreaExpertAdmin(RoleAdmin):
    list_display = ["user", "area", "since"]
    raw_id_fields = ["user"]


@admin.register(LearningForm)
class LearningFormAdmin(admin.ModelAdmin):
    list_display = ["code", "name", "setting", "unit", "jp_default", "valid_from"]


@admin.register(LearningTarget)
class LearningTargetAdmin(admin.ModelAdmin):
    list_display = ["year", "employment", "kind", "jp"]


@admin.register(LearningRecord)
class LearningRecordAdmin(admin.ModelAdmin):
    """Read-only: the table is append-only."""

    list_display = ["user", "held_on", "title", "jp", "source"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

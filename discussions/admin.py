"""Read-only: threads change by actions, so that sockets and the index follow."""

from django.contrib import admin

from discussions.models import AskField, BlockedPhrase, Thread

admin.site.register(BlockedPhrase)


@admin.register(AskField)
class AskFieldAdmin(admin.ModelAdmin):
    list_display = ["area", "label", "is_required", "position"]
    list_filter = ["area"]


@admin.register(Thread)
class ThreadAdmin(admin.ModelAdmin):
    list_display = ["public_id", "title", "unit", "answer_count", "created_at"]
    search_fields = ["title", "public_id"]
    list_filter = ["kind", "visibility"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

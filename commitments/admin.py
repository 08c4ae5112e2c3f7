"""Editions in the admin: for looking only, since they come from documents."""

from django.contrib import admin

from commitments.models import CatalogueEntry, Framework, Requirement


class LookingOnly(admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Framework)
class FrameworkAdmin(LookingOnly):
    list_display = ["title", "code", "edition", "state", "published_on", "fixed_on"]


@admin.register(Requirement)
class RequirementAdmin(LookingOnly):
    list_display = ["code", "text", "type", "is_core"]
    list_filter = ["framework", "type", "is_core"]
    search_fields = ["code", "text"]


@admin.register(CatalogueEntry)
class CatalogueEntryAdmin(LookingOnly):
    list_display = ["code", "label", "catalogue"]
    list_filter = ["catalogue"]

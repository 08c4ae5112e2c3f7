"""Editions in the admin: for looking only, since they come from documents."""

from django.contrib import admin

from commitments.models import CatalogueEntry, Framework, Requirement
from office.admin import ReadOnlyAdmin


@admin.register(Framework)
class FrameworkAdmin(ReadOnlyAdmin):
    list_display = ["title", "code", "edition", "state", "published_on", "fixed_on"]


@admin.register(Requirement)
class RequirementAdmin(ReadOnlyAdmin):
    list_display = ["code", "text", "type", "is_core"]
    list_filter = ["framework", "type", "is_core"]
    search_fields = ["code", "text"]


@admin.register(CatalogueEntry)
class CatalogueEntryAdmin(ReadOnlyAdmin):
    list_display = ["code", "label", "catalogue"]
    list_filter = ["catalogue"]

"""Accounts and posts, for the technical admin. Posts are granted by two people elsewhere."""

from django.contrib import admin
from django.http import HttpRequest

from accounts.models import Post, User


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Names and languages can be corrected and accounts closed; passwords are nobody's here."""

    list_display = ["name", "email", "language", "is_active", "invented"]
    list_filter = ["is_active", "invented"]
    search_fields = ["name", "email"]
    fields = ["name", "email", "language", "is_active", "is_staff", "invented", "date_joined"]
    readonly_fields = ["email", "is_staff", "invented", "date_joined"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False


@admin.register(Post)
class PostAdmin(admin.ModelAdmin):
    """For looking: the record of who was entrusted with what, by whom."""

    list_display = ["user", "kind", "body", "since", "until", "granted_by", "confirmed_by"]
    list_filter = ["kind"]
    list_select_related = ["user", "granted_by", "confirmed_by"]
    search_fields = ["user__name", "user__email"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Post | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Post | None = None) -> bool:
        return False

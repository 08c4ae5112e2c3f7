"""Accounts and posts, for the technical admin. Posts are granted by two people elsewhere."""

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import secretariat
from accounts.models import Post, User


class AccountForm(forms.ModelForm):
    """What can be corrected of an account, and whether it is open."""

    def clean_is_active(self) -> bool:
        """Refused where too few would be left in the secretariat."""
        is_active: bool = self.cleaned_data["is_active"]
        if not is_active and self.instance.is_active:
            User.objects.select_for_update(no_key=True).get(pk=self.instance.pk)
            secretariat.hold()
            if reasons := list(secretariat.too_few_when_closed(self.instance)):
                raise forms.ValidationError(reasons)
        return is_active


class UserAdmin(admin.ModelAdmin):
    """Names and languages can be corrected and accounts closed; passwords are nobody's here.

    The office registers it, and enters in the trail who closed or opened an account.
    """

    list_display = ["name", "email", "language", "is_active", "invented"]
    list_filter = ["is_active", "invented"]
    search_fields = ["name", "email"]
    form = AccountForm
    fields = ["name", "email", "language", "is_active", "opens", "invented", "date_joined"]
    readonly_fields = ["email", "opens", "invented", "date_joined"]

    @admin.display(description=_("may open the admin"), boolean=True)
    def opens(self, user: User) -> bool:
        return user.is_staff

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

"""For looking: what the office keeps is never edited here, or the procedure had a back door."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse

from accounts.admin import UserAdmin
from accounts.models import User
from office import trail
from office.actors import acting
from office.models import Clock, Letter, Report, TrailEntry


class ReadOnlyAdmin(admin.ModelAdmin):
    """Lists and shows; adds, changes and removes nothing."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Accounts, with an entry in the trail of whoever is shut out or let in again."""

    @transaction.atomic
    @trail.gathered()
    def changeform_view(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """The admin keeps a log of its own, written after ``save_model``."""
        return super().changeform_view(*args, **kwargs)

    def save_model(
        self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        if "is_active" in form.changed_data:
            step = "open_account" if obj.is_active else "close_account"
            by: Any = request.user  # signed in, or there is no admin
            trail.record(obj, step, by=acting(by))


@admin.register(TrailEntry)
class TrailEntryAdmin(ReadOnlyAdmin):
    """The chain without names and notes, which are for those who work on the case."""

    list_display = ["number", "subject_number", "step", "source", "target", "actor_kind", "day"]
    list_filter = ["workflow", "actor_kind"]
    search_fields = ["subject_number", "step"]


@admin.register(Letter)
class LetterAdmin(ReadOnlyAdmin):
    """Whether letters leave, not what they say."""

    list_display = ["pk", "state", "language", "written_on", "attempts", "sent_at"]
    list_filter = ["state"]
    fields = ["state", "language", "written_on", "attempts", "claimed_until", "sent_at"]


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    """Whether documents get made, not what they say."""

    list_display = ["pk", "kind", "state", "percent", "attempts", "asked_at", "ready_at"]
    list_filter = ["kind", "state"]
    fields = ["kind", "language", "state", "percent", "problem", "attempts", "claimed_until",
              "asked_at", "ready_at", "pages", "sha256"]  # fmt: skip


@admin.register(Clock)
class ClockAdmin(ReadOnlyAdmin):
    """Deadlines and the rules that set them."""

    list_display = ["subject_number", "step", "started_on", "due_on", "rung_on", "stopped_on"]
    list_filter = ["workflow", "step"]
    search_fields = ["subject_number"]

"""Where each room's addresses are mounted."""

from django.contrib import admin
from django.urls import include, path

from . import views

urlpatterns = [
    path("", include("register.urls")),
    path("framework/", include("commitments.urls")),
    path("accounts/", include("allauth.urls")),
    path("accounts/", include("accounts.urls")),
    path("record/", include("progress.urls")),
    path("team/", include("cities.urls")),
    path("office/", include("office.urls")),
    path("", include("accreditation.urls")),
    path("admin/", admin.site.urls),
    path("healthz", views.health, name="health"),
]

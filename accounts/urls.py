"""Addresses of this room; those of signing in are allauth's."""

from django.urls import URLPattern, URLResolver, path

from . import views

app_name = "accounts"
urlpatterns: list[URLPattern | URLResolver] = [
    path("profile/", views.profile, name="profile"),
    path("held/", views.held, name="held"),
    path("profile/reading/", views.read_in, name="read_in"),
    path("profile/sessions/", views.sessions, name="sessions"),
]

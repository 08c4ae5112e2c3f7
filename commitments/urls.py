"""Addresses of this room."""

from django.urls import path

from commitments import views

app_name = "commitments"
urlpatterns = [
    path("", views.current, name="framework"),
    path("<slug:code>/<str:edition>/", views.edition, name="edition"),
    path("<slug:code>/<str:edition>/<str:commitment>/", views.commitment, name="commitment"),
]

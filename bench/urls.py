"""The platform's own addresses, and the references beside them."""

from django.urls import include, path

from bench import views

urlpatterns = [
    path("bench/page/", views.page),
    path("bench/save/<int:pk>/", views.save),
    path("bench/process/", views.process),
    path("", include("hrcities.urls")),
]

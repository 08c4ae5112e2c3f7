"""The secretariat's pages on comments in consultation."""

from django.urls import path

from commitments.views import consultation

app_name = "consultation"
urlpatterns = [
    path("", consultation.desk, name="desk"),
    path("<int:pk>/", consultation.comment, name="comment"),
]

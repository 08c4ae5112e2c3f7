"""Addresses of the questions that reach the secretariat, below ``questions/``."""

from django.urls import path

from progress.views import answering

app_name = "questions"
urlpatterns = [
    path("", answering.desk, name="desk"),
    path("<int:pk>/", answering.answer, name="answer"),
    path("help/<int:pk>/", answering.public_help, name="help"),
]

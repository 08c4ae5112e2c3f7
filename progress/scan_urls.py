"""Addresses of the quick scan, below ``scan/``."""

from django.urls import path

from progress.views import bring_scan, scan

app_name = "scan"
urlpatterns = [
    path("", scan.about, name="about"),
    path("questions/", scan.questions, name="questions"),
    path("sheet/", scan.sheet, name="sheet"),
    path("record/", bring_scan.choose, name="choose"),
]

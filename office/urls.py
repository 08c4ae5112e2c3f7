"""Addresses of this room."""

from django.urls import path

from office.views import letters, posts, reports

app_name = "office"
urlpatterns = [
    path("letters/", letters.letter_list, name="letters"),
    path("letters/<int:pk>/", letters.letter_detail, name="letter"),
    path("reports/check/", reports.check_code, name="check"),
    path("reports/<int:pk>/", reports.report_detail, name="report"),
    path("reports/<int:pk>/state/", reports.report_state, name="report_state"),
    path("reports/<int:pk>/download/", reports.report_download, name="report_download"),
    path("reports/<int:pk>/retry/", reports.report_retry, name="report_retry"),
    path("posts/", posts.post_list, name="posts"),
    path("posts/grant/", posts.grant, name="grant_post"),
    path("posts/<int:pk>/end/", posts.end, name="end_post"),
    path("posts/changes/<int:pk>/", posts.confirm, name="post_change"),
    path("posts/changes/<int:pk>/drop/", posts.drop, name="drop_post_change"),
]

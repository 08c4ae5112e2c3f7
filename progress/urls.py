"""Addresses of this room, below ``record/``."""

from django.urls import path

from progress.views import (
    council,
    edition,
    evidence,
    evidence_pages,
    groups,
    hand_over,
    measures,
    overview,
    proposals,
    requirement,
    sharing,
    sheets,
)

app_name = "progress"
urlpatterns = [
    path("<slug:slug>/", overview.record, name="record"),
    path("<slug:slug>/agree/", overview.agree, name="agree"),
    path("<slug:slug>/evidence/", evidence.evidence_list, name="evidence"),
    path("<slug:slug>/evidence/new/", evidence.new_evidence, name="evidence_new"),
    path("<slug:slug>/evidence/<int:pk>/", evidence.evidence_detail, name="evidence_detail"),
    path("<slug:slug>/evidence/<int:pk>/<int:version>/", evidence.download, name="download"),
    path("<slug:slug>/evidence/<int:pk>/use/", evidence.use, name="evidence_use"),
    path(
        "<slug:slug>/evidence/<int:pk>/<int:version>/state/",
        evidence_pages.state,
        name="evidence_state",
    ),
    path(
        "<slug:slug>/evidence/<int:pk>/<int:version>/pages/",
        evidence_pages.read,
        name="evidence_read",
    ),
    path(
        "<slug:slug>/evidence/<int:pk>/<int:version>/pages/<int:page>/",
        evidence_pages.picture,
        name="evidence_page",
    ),
    path("<slug:slug>/edition/", edition.edition, name="edition"),
    path("<slug:slug>/edition/<slug:framework>/<str:edition>/", edition.archive, name="archive"),
    path(
        "<slug:slug>/edition/<slug:framework>/<str:edition>/<str:code>/",
        edition.archived,
        name="archived_answer",
    ),
    path("<slug:slug>/council-summary/", council.council_summary, name="council_summary"),
    path("<slug:slug>/groups/", groups.groups, name="groups"),
    path("<slug:slug>/groups/<str:code>/", groups.group, name="group"),
    path("<slug:slug>/hand-over/", hand_over.hand_over, name="hand_over"),
    path("<slug:slug>/hand-over/<int:pk>/", hand_over.download, name="hand_over_download"),
    path("<slug:slug>/measures/", measures.measures, name="measures"),
    path("<slug:slug>/measures/new/", measures.new_measure, name="measure_new"),
    path("<slug:slug>/measures/<int:pk>/", measures.measure, name="measure"),
    path("<slug:slug>/proposals/", proposals.proposals, name="proposals"),
    path("<slug:slug>/spreadsheet/", sheets.sheet, name="sheet"),
    path("<slug:slug>/spreadsheet/download/", sheets.download, name="sheet_download"),
    path("<slug:slug>/spreadsheet/<int:pk>/", sheets.returned, name="returned"),
    path("<slug:slug>/who-has-what/", sharing.work, name="work"),
    path("<slug:slug>/who-has-what/remind/", sharing.remind, name="remind"),
    path("<slug:slug>/who-has-what/<str:part>/<str:code>/", sharing.assign, name="assign"),
    path("<slug:slug>/r/<str:code>/", requirement.requirement, name="requirement"),
    path("<slug:slug>/r/<str:code>/agree/", requirement.agree_one, name="agree_one"),
    path("<slug:slug>/r/<str:code>/versions/", requirement.versions, name="versions"),
    path("<slug:slug>/r/<str:code>/uncite/<int:citation>/", requirement.uncite, name="uncite"),
    path("<slug:slug>/<str:code>/", overview.commitment, name="commitment"),
    path("<slug:slug>/<str:code>/worksheet/", council.worksheet, name="worksheet"),
]

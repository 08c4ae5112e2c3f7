"""Addresses of this room, below ``team/``."""

from django.urls import path

from cities.views import confirmation, councils, departments, hand_over, invitations, start, team

app_name = "cities"
urlpatterns = [
    path("new/", start.start, name="start"),
    path("places/", start.find_place, name="find_place"),
    path("invite-authority/", start.invite_authority, name="invite_authority"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
    path("invitation/<str:token>/account/", invitations.create_account, name="create_account"),
    path("<slug:slug>/", team.team, name="team"),
    path("<slug:slug>/profile/", team.profile, name="profile"),
    path("<slug:slug>/councils/", councils.councils, name="councils"),
    path("<slug:slug>/councils/<int:pk>/remove/", councils.remove_council, name="remove_council"),
    path("<slug:slug>/departments/", departments.departments, name="departments"),
    path(
        "<slug:slug>/departments/<int:pk>/",
        departments.change_department,
        name="change_department",
    ),
    path("<slug:slug>/members/<int:membership>/", team.change_role, name="change_role"),
    path("<slug:slug>/members/<int:membership>/end/", team.end_membership, name="end_membership"),
    path("<slug:slug>/confirmation/", confirmation.confirmation, name="confirmation"),
    path("<slug:slug>/confirmation/ask/", confirmation.ask, name="ask_confirmation"),
    path("<slug:slug>/confirmation/letter/", confirmation.make, name="confirmation_letter"),
    path("<slug:slug>/hand-over/", hand_over.hand_over, name="hand_over"),
    path("<slug:slug>/hand-over/<int:pk>/confirm/", hand_over.confirm, name="confirm_hand_over"),
    path("<slug:slug>/hand-over/<int:pk>/drop/", hand_over.drop, name="drop_hand_over"),
    path("<slug:slug>/hand-over/<int:pk>/document/", hand_over.document, name="hand_over_document"),
    path(
        "<slug:slug>/invitations/<int:invitation>/revoke/",
        team.change_invitation,
        {"what": "revoke"},
        name="revoke_invitation",
    ),
    path(
        "<slug:slug>/invitations/<int:invitation>/again/",
        team.change_invitation,
        {"what": "again"},
        name="send_invitation_again",
    ),
]

"""Addresses of this room, below ``team/``."""

from django.urls import path

from cities.views import invitations, start, team

app_name = "cities"
urlpatterns = [
    path("new/", start.start, name="start"),
    path("places/", start.find_place, name="find_place"),
    path("invite-authority/", start.invite_authority, name="invite_authority"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
    path("invitation/<str:token>/account/", invitations.create_account, name="create_account"),
    path("<slug:slug>/", team.team, name="team"),
    path("<slug:slug>/profile/", team.profile, name="profile"),
    path("<slug:slug>/members/<int:membership>/", team.change_role, name="change_role"),
    path("<slug:slug>/members/<int:membership>/end/", team.end_membership, name="end_membership"),
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

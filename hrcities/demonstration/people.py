"""One click to be an invented person."""

from collections.abc import Sequence
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import LoginView
from django.contrib import messages
from django.contrib.auth import login, logout
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accounts.choices import PostKind
from accounts.http import within
from accounts.models import Post, User
from accreditation.choices import ENDED
from accreditation.models import PanelMember
from cities.choices import Role
from cities.models import Membership

from .offer import invented_people, is_offered, where_offered

GROUPS: list[tuple[Any, set[str]]] = [
    (gettext_lazy("Reviewers"), {PostKind.REVIEWER}),
    (gettext_lazy("Committee"), {PostKind.COMMITTEE, PostKind.COMMITTEE_CHAIR}),
    (gettext_lazy("Board"), {PostKind.BOARD}),
    (gettext_lazy("Secretariat"), {PostKind.SECRETARIAT, PostKind.SCREENER}),
    (gettext_lazy("Auditor, observer, technical admin"), set(PostKind.values)),
]


@where_offered
def sign_in_as(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign in as an invented person and go where ``next`` says; whoever was signed in is out.

    The click counts as second factor, and the page says so.
    """
    person = get_object_or_404(invented_people(), pk=pk)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if request.user != person:
        logout(request)
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    record_authentication(request, person, "mfa", type="demonstration", reauthenticated=True)
    told = _("You are now %(name)s, an invented person. One click counts as second factor here.")
    messages.info(request, told % {"name": person})
    return redirect(within(request, request.POST.get("next", "")))


class SignIn(LoginView):
    """The sign-in page, with the invented people beside it where they are offered."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["invented"] = people_by_group() if is_offered() else []
        return context


sign_in = SignIn.as_view()


def people_by_group() -> list[tuple[str, list[tuple[User, str]]]]:
    """(group, [(person, what they do)]): people of cities first, then by post."""
    seats = PanelMember.objects.seated().exclude(panel__application__state__in=ENDED)
    people = (
        invented_people()
        .prefetch_related(
            Prefetch("memberships", Membership.objects.current().select_related("city"), "speaks"),
            Prefetch("posts", Post.objects.current(), "held"),
            Prefetch("seats", seats.select_related("panel__application__city"), "sits"),
        )
        .select_related("reviewer")
    )
    groups: dict[str, list[tuple[User, str]]] = {str(_("Cities and regions")): []}
    groups |= {str(title): [] for title, _kinds in GROUPS}
    for person in people:
        groups[group_of(person.speaks, person.held)].append(  # type: ignore[attr-defined]
            (person, duties(person))
        )
    return [
        (title, sorted(members, key=_of_one_city)) for title, members in groups.items() if members
    ]


def _of_one_city(member: tuple[User, str]) -> tuple[str, str]:
    """People of one city stand together, its lead first; others by name."""
    person, _duties = member
    speaks = person.speaks  # type: ignore[attr-defined]
    if not speaks:
        return "", person.name
    return speaks[0].city.name_sort, "" if speaks[0].role == Role.LEAD else person.name


def group_of(speaks: Sequence[Membership], held: Sequence[Post]) -> str:
    kinds = {post.kind for post in held}
    for title, of_group in GROUPS:
        if kinds & of_group:
            return str(title)
    return str(_("Cities and regions"))


def duties(person: Any) -> str:
    """What an invented person does here; a reviewer with the panel they sit on."""
    roles = [
        pgettext("role in a city", "%(role)s, %(city)s")
        % {"role": each.get_role_display(), "city": each.city}
        for each in person.speaks
    ]
    posts = [post.get_kind_display() for post in person.held if post.kind != PostKind.REVIEWER]
    reviewer = getattr(person, "reviewer", None)
    seat = [reviewer.get_seat_display()] if reviewer else []
    panels = [
        _("on the panel for %(city)s") % {"city": each.panel.application.city}
        for each in person.sits
    ]
    return " · ".join(roles + posts + seat + panels)

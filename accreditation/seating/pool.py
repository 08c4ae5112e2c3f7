"""The text a draw is made from: who may be drawn today, and what keeps them from a case."""

import hashlib
from collections import Counter, defaultdict

from django.db.models import Q

from accounts.choices import PostKind
from accounts.models import Post
from accreditation import draw as drawing
from accreditation.choices import ApplicationState as S
from accreditation.choices import PanelObjectionState
from accreditation.models import Application, Conflict, PanelMember, Reviewer, Session
from cities.models import City, Membership

AT_WORK = (S.OBJECTING, S.REVIEWING, S.SETTLING, S.FACT_CHECK)
Pairs = set[tuple[str, str]]  # reference and code


def frozen_for(session: Session) -> str:
    """The text of pool, cases and rules for the panels this session still has to draw."""
    applications = session.applications.filter(state=S.FORMING)
    return frozen(list(applications.select_related("city")), session)


def hash_of(frozen: str) -> str:
    """The SHA-256 that is published before the seed is known."""
    return hashlib.sha256(frozen.encode()).hexdigest()


def frozen(applications: list[Application], session: Session) -> str:
    terms = session.framework.panel
    lines = [size.min for size in session.framework.size_classes.order_by("min")]

    def size_of(city: City | None) -> int | None:
        """The place of its size class, from 0; None where there is none."""
        return sum(line <= city.population for line in lines) - 1 if city and lines else None

    pool = _pool(applications)
    load = _load(session, applications)
    candidates = [
        drawing.Candidate(
            code=one.code,
            seat=one.seat,
            country=str(one.country),
            city=one.city.slug if one.city else "",
            languages=one.languages,
            size=size_of(one.city),
            kind=one.city.kind if one.city else "",
            load=load[one.pk],
        )
        for one in pool
    ]
    cases = [
        drawing.Case(
            reference=application.reference,
            city=application.city.slug,
            country=str(application.city.country),
            size=size_of(application.city),
            kind=application.city.kind,
            language=application.working_language,
            original_languages=application.city.languages,
        )
        for application in applications
    ]
    rules = drawing.Rules(
        seats=terms.seats,
        chair=terms.chair,
        peer_countries_min=terms.peer_countries_min,
        similar_peer_min=terms.similar_peer_min,
        load_max=terms.load_max,
    )
    return drawing.freeze(cases, candidates, _barred(applications, pool, session), rules)


def _pool(applications: list[Application]) -> list[Reviewer]:
    """Who may be drawn today, and whoever sits on these panels already."""
    posts = Post.objects.current().of_kind(PostKind.REVIEWER).values("user")
    may = Q(available=True, user__is_active=True, user__in=posts)
    seated = PanelMember.objects.seated().filter(panel__application__in=applications)
    pool = Reviewer.objects.filter(may | Q(memberships__in=seated)).distinct()
    return list(pool.select_related("user", "city").order_by("code"))


def _load(session: Session, applications: list[Application]) -> Counter[int]:
    """Cases each reviewer holds besides these: of this session, and any still being worked on."""
    seats = PanelMember.objects.seated().exclude(panel__application__in=applications)
    held = seats.filter(
        Q(panel__application__session=session) | Q(panel__application__state__in=AT_WORK)
    ).exclude(panel__application__state=S.WITHDRAWN)
    return Counter(held.values_list("reviewer", flat=True))


def _barred(applications: list[Application], pool: list[Reviewer], session: Session) -> Pairs:
    """Pairs that a conflict keeps apart, declared or computed (design §5). Reasons are not kept."""
    declared = set(Conflict.objects.values_list("reviewer", "city"))
    employed: dict[int, set[int]] = defaultdict(set)
    names: dict[int, set[str]] = defaultdict(set)
    cities = [application.city_id for application in applications]
    team = Membership.objects.filter(city__in=cities).values_list("city", "user", "user__name")
    for key, user, name in team:
        employed[key].add(user)
        names[key].add(_plain(name))
    visited = _visits(session)
    lost = _lost(applications)
    barred: Pairs = set()
    for application in applications:
        city = application.city
        own_names = {_plain(city.name), _plain(city.authority)}
        for one in pool:
            if (
                (one.pk, city.pk) in declared
                or one.user_id in employed[city.pk]
                or _plain(one.user.name) in names[city.pk]
                or (one.employer and _plain(one.employer) in own_names)
                or (one.city_id and (city.pk, one.city_id) in visited)
                or (application.pk, one.pk) in lost
            ):
                barred.add((application.reference, one.code))
    return barred


def _visits(session: Session) -> set[tuple[int, int]]:
    """Pairs (a reviewer's city, the city they review), of this session and the last one."""
    sessions = [session]
    sessions += Session.objects.filter(meets_on__lt=session.meets_on).order_by("-meets_on")[:1]
    seats = PanelMember.objects.seated().filter(panel__application__session__in=sessions)
    return set(seats.values_list("reviewer__city", "panel__application__city"))


def _lost(applications: list[Application]) -> set[tuple[int, int]]:
    """Those who had to leave a panel of the same case, and those no longer in the pool."""
    members = PanelMember.objects.filter(panel__application__in=applications)
    posts = Post.objects.current().of_kind(PostKind.REVIEWER).values("user")
    lost = members.filter(
        ~Q(conflict="")
        | Q(objections__state=PanelObjectionState.UPHELD)
        | Q(left_on__isnull=False)
        | Q(reviewer__available=False)
        | Q(user__is_active=False)
        | ~Q(user__in=posts)
    )
    return set(lost.values_list("panel__application", "reviewer"))


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())

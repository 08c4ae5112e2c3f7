"""The whole demonstration: each state and each outcome exists somewhere, and by whom.

A new state without an authority that shows it fails here.
"""

import pytest

from accreditation.choices import (
    ApplicationState,
    ChallengeOutcome,
    LabelState,
    Outcome,
)
from accreditation.demonstration.make import make
from accreditation.demonstration.record import said_by
from accreditation.demonstration.walk_panel import SUMMARIES
from accreditation.models import (
    Application,
    Challenge,
    Decision,
    Finding,
    Label,
    LabelChange,
    Recommendation,
    Session,
)
from accreditation.standing import standing_of
from cities.models import City
from office.trail import first_fault

STATES = {
    "draft": {"sankt-iduna-am-see", "skovhavn"},
    "returned": {"kuusiranta"},
    "submitted": {"vesiranna"},
    "hearing": {"otocje-mirna"},
    "replying": {"belorechene"},
    "forming": {"veldhoek"},
    "objecting": {"nea-kalliroe"},
    "reviewing": {"port-clarens"},
    "settling": {"monteluna"},
    "fact_check": {"lindhafen"},
    "reported": {"aldersund"},
    "deferred": {"valea-albei"},
    "recommended": {"melynkrantis"},
    "announced": {"jezerje"},
    "challenged": {"kamenova-lhotka"},
    "decided": {"nowa-zatoka"},
    "published": {
        "comarca-de-valdoria",
        "almaceda-da-foz",
        "ballyfenn",
        "kuusiranta",
        "szepkut",
        "lysbeek",
        "zlatobrod",
        "saulgrava",
        "welzbruck",
        "wied-il-qamar",
    },
    "withdrawn": {"vesiranna"},
}
OUTCOMES = {
    "level": {
        "comarca-de-valdoria",
        "almaceda-da-foz",
        "ballyfenn",
        "nowa-zatoka",
        "jezerje",
        "melynkrantis",
        "lysbeek",
        "zlatobrod",
        "saulgrava",
        "welzbruck",
        "wied-il-qamar",
    },
    "no_level": {"kuusiranta", "kamenova-lhotka", "aldersund", "zlatobrod"},
    "feedback": {"szepkut"},
    "deferred": {"valea-albei"},
}
CHALLENGES = {
    "upheld": {"almaceda-da-foz"},
    "rejected": {"kuusiranta"},
    "referred_back": {"aldersund"},
}
LABELS = {
    "valid": {"comarca-de-valdoria"},
    "downgrade_notice": {"almaceda-da-foz"},
    "suspended": {"ballyfenn"},
    "on_hold": {"lysbeek"},
    "special_review": {"welzbruck"},
    "replaced": {"lysbeek"},
    "expired": {"zlatobrod"},
    "lapsed": {"saulgrava"},
    "withdrawn": {"welzbruck"},
    "removed": {"wied-il-qamar"},
}
LIVES = {
    "lysbeek": ["valid", "replaced", "valid", "on_hold"],
    "zlatobrod": ["valid", "on_hold", "valid", "expired"],
    "saulgrava": ["valid", "on_hold", "suspended", "lapsed"],
    "welzbruck": ["valid", "withdrawn", "valid", "special_review"],
    "wied-il-qamar": ["valid", "special_review", "suspended", "removed"],
}


@pytest.mark.alone
@pytest.mark.django_db
def test_every_state_and_outcome_exists_somewhere_made_by_steps_alone():
    make(everyone=True)

    def where(model, field, city):
        found = {}
        for value, slug in model.objects.exclude(**{field: ""}).values_list(field, city):
            found.setdefault(value, set()).add(slug)
        return found

    assert where(Application, "state", "city__slug") == STATES
    assert where(Recommendation, "outcome", "application__city__slug") == OUTCOMES
    assert where(Challenge, "outcome", "application__city__slug") == CHALLENGES
    assert where(Label, "state", "city__slug") == LABELS
    assert set(STATES) == set(ApplicationState)
    assert set(OUTCOMES) == set(Outcome)
    assert set(CHALLENGES) == set(ChallengeOutcome)
    assert set(LABELS) == set(LabelState)
    for slug, states in LIVES.items():
        changes = LabelChange.objects.filter(label__city__slug=slug).order_by("pk")
        assert list(changes.values_list("state", flat=True)) == states
    assert not City.objects.filter(takes_part=True, invented=False).exists()
    assert Label.objects.filter(is_demonstration=False).count() == 0
    assert first_fault() == ""
    no_two_panels_say_the_same()
    what_is_decided_agrees_with_what_the_panels_found()
    assert not Session.objects.filter(code__contains="story").exists()


def no_two_panels_say_the_same():
    said = Finding.objects.filter(review=None).values_list("seen", "application__city")
    words = [seen for seen, _city in set(said)]

    assert sorted(words) == sorted(set(words))


def what_is_decided_agrees_with_what_the_panels_found():
    (upheld,) = Challenge.objects.filter(outcome=ChallengeOutcome.UPHELD)
    assert standing_of(upheld.application).codes() == {upheld.level.code}
    decisions = Decision.objects.select_related("application__city", "level")
    for decision in decisions.filter(application__statement__isnull=False):
        application, level = decision.application, decision.level
        summary = SUMMARIES[level.code if level else ""].format(city=application.city.name)
        assert application.statement.summary == summary


def test_each_authority_says_something_of_each_commitment_in_its_own_words_too():
    alike = said_by("kuusiranta"), said_by("szepkut")

    assert set(alike[0]) == set(alike[1]) == set(said_by("valdoria"))
    shared = [code for code in alike[0] if alike[0][code][1] == alike[1][code][1]]
    assert shared == []

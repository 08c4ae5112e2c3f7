"""Marked words, one for each secret of the access table, planted where they are kept."""

from accounts.models import User
from accreditation.models import (
    Assessment,
    Challenge,
    Clarification,
    Conflict,
    FiledAnswer,
    Finding,
    Label,
    NoticeAnswer,
    Objection,
    Recommendation,
    Recusal,
    Reviewer,
    Settlement,
    Vote,
    YearlyUpdate,
)
from cities.models import City
from office.days import today
from office.models import Letter
from progress.models import Answer, Evidence, Series
from tests.house.access_label import lived_with
from tests.house.access_world import TABLE, Scene


def word(code: str) -> str:
    return f"canary{code}canary"


def plant(scene: Scene) -> dict[str, bytes]:
    """Put each word where its secret is kept; gives back code → word. No step follows this."""
    application = scene.application
    for label in Label.objects.filter(city=scene.city):
        lived_with(label, scene.people["lead"])
    Answer.objects.filter(city=scene.city).update(text=word("unfiled"))
    Series.objects.filter(city=scene.city).update(what=word("unfiled"))
    Evidence.objects.filter(city=scene.city, citations=None, title="Held back").update(
        title=word("held")
    )
    FiledAnswer.objects.all().update(text=word("filed"))
    NoticeAnswer.objects.all().update(text=word("answer"))
    YearlyUpdate.objects.all().update(what_changed=word("update"))
    Objection.objects.all().update(grounds=word("objection"))
    Assessment.objects.filter(review__member__user=scene.people["panel member"]).update(
        reason=word("assessment")
    )
    Clarification.objects.all().update(asked=word("question"))
    Finding.objects.filter(application=application, review__isnull=False).update(
        seen=word("finding")
    )
    Settlement.objects.all().update(reason=word("settlement"))
    Recommendation.objects.all().update(reasons=word("recommendation"))
    Vote.objects.exclude(dissent="").update(dissent=word("dissent"))
    Recusal.objects.all().update(reason=word("recusal"))
    Challenge.objects.all().update(grounds=word("grounds"))
    Letter.objects.filter(subject="Of the city").update(body=word("letter"))
    Reviewer.objects.all().update(employer=word("employer"))
    Conflict.objects.create(  # with a city whose cases nobody here reviews
        reviewer=scene.people["panel member"].reviewer,
        city=City.objects.get(name="Anderswo"),
        kind="other",
        because=word("conflict"),
        declared_on=today(),
    )
    hidden = Reviewer.objects.filter(seat="community")
    hidden.update(pseudonym="A resident")
    User.objects.filter(reviewer__in=hidden).exclude(
        pk__in=[user.pk for user in scene.people.values()]
    ).update(name=word("name"))
    return {secret.code: word(secret.code).encode() for secret in TABLE.secrets}

"""Which evidence of a record does everybody read once a decision on it is published?"""

from django.db.models import Q, QuerySet

from cities.models import City
from commitments.models import Framework
from progress.choices import Visibility
from progress.models import Answer, Citation, Evidence, GroupResult


def to_be_public(city: City, framework: Framework) -> QuerySet[Evidence, str]:
    """Titles of what the city has made public and cites in what it would file now."""
    given = Answer.objects.of(city, framework).given()
    cited = Citation.objects.filter(answer__in=given)
    groups = GroupResult.objects.filter(city=city).exclude(change="")
    public = Evidence.objects.filter(city=city, visibility=Visibility.PUBLIC)
    named = Q(pk__in=cited.values("evidence")) | Q(pk__in=groups.values("evidence"))
    return public.filter(named).values_list("title", flat=True)

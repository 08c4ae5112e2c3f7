"""Files that several send at the same moment: one of each, and no more than there is room for."""

import pytest

from office.workflow import Refused
from progress.actions import attach_evidence, choose_file
from progress.models import ChosenFile, Evidence
from tests.at_once import at_once
from tests.factories.cities import CityFactory
from tests.factories.progress import lead_for, pdf

pytestmark = [pytest.mark.postgres(only=True), pytest.mark.django_db(transaction=True)]
KEY = "0123456789abcdef01234567"


@pytest.fixture
def city(transactional_db):
    return CityFactory()


def test_a_file_sent_many_times_at_once_is_one(city):
    lead = lead_for(city)

    chosen = at_once(8, lambda _number: choose_file(city=city, by=lead, file=pdf(), key=KEY))

    assert {each.pk for each in chosen} == {ChosenFile.objects.get().pk}


def test_of_many_who_keep_one_chosen_file_at_once_one_does(city):
    lead = lead_for(city)
    chosen = choose_file(city=city, by=lead, file=pdf())

    def keep(_number):
        return attach_evidence(city=city, by=lead, title="Plan", language="de", file=chosen)

    outcomes = at_once(8, keep)

    assert [type(each) for each in outcomes].count(Refused) == 7
    assert Evidence.objects.count() == 1


def test_the_last_room_is_given_once(city, settings):
    settings.EVIDENCE_MAX_FILES = 1
    lead = lead_for(city)

    outcomes = at_once(8, lambda _number: choose_file(city=city, by=lead, file=pdf()))

    assert [type(each) for each in outcomes].count(Refused) == 7
    assert ChosenFile.objects.count() == 1

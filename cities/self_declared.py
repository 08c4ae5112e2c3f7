"""The cities that have declared themselves human rights cities: facts, not awards."""

from pathlib import Path

import yaml
from django.db import transaction

from cities.actions import register_city
from cities.models import City
from office import trail

LIST = Path(__file__).parent / "data" / "self_declared.yaml"


@transaction.atomic
@trail.gathered()
def load_self_declared() -> int:
    """Rows for those that are not here yet, with no people and no application; how many are new.

    A row that is here stays as it is: an authority may have taken part since (design §8).
    """
    here = set(City.objects.filter(self_declared=True).values_list("name", "country"))
    facts = yaml.safe_load(LIST.read_text(encoding="utf-8"))
    missing = [each for each in facts if (each["name"], each["country"]) not in here]
    for each in missing:
        register_city(**each, self_declared=True, takes_part=False)
    return len(missing)

from decimal import ROUND_HALF_UP, Decimal
from math import ceil, floor

from django.db import migrations

# The rule as it stood when this was written; what holds since is progress.indicators.small.
SMALL = 10
PER = {"percent": 100, "ratio": 1, "per_1000": 1_000, "per_10000": 10_000, "per_100000": 100_000}


def tells_of_few(unit, value, people):
    """Whether a share, rounded as it was typed, may be true or untrue of fewer than ten people."""
    if value is None or people is None or unit not in PER or value < 0:
        return False
    per = PER[unit]
    if value in (0, per) or (unit == "ratio" and value > 1):
        return False
    places = min(value.normalize().as_tuple().exponent, 0)
    number, off = value * people / per, Decimal("0.5").scaleb(places) * people / per
    near = int(number.quantize(Decimal(1), ROUND_HALF_UP))
    least, most = min(max(ceil(number - off), 0), near), max(floor(number + off), near, 1)
    return least < SMALL or (near <= people and people - most < SMALL and people > least)


def forget(apps, schema_editor):
    """Keep of shares whose rounding allows fewer than ten people that there is one."""
    nothing = {"value": None, "people": None, "few": True}
    Reading = apps.get_model("progress", "Reading")
    Version = apps.get_model("progress", "ReadingVersion")
    Proposed = apps.get_model("progress", "ProposedReading")
    told = {"value__isnull": False, "people__isnull": False}
    for each in Reading.objects.filter(**told, series__unit__in=PER).select_related("series"):
        if tells_of_few(each.series.unit, each.value, each.people):
            Reading.objects.filter(pk=each.pk).update(**nothing)
            Version.objects.filter(reading=each).update(**nothing)
    versions = Version.objects.filter(**told, reading__series__unit__in=PER)
    for each in versions.select_related("reading__series"):
        if tells_of_few(each.reading.series.unit, each.value, each.people):
            Version.objects.filter(pk=each.pk).update(**nothing)
    for each in Proposed.objects.filter(**told, unit__in=PER):
        if tells_of_few(each.unit, each.value, each.people):
            Proposed.objects.filter(pk=each.pk).update(**nothing)


class Migration(migrations.Migration):

    dependencies = [
        ('progress', '0025_totals_beside_groups_are_of_people'),
    ]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
    ]

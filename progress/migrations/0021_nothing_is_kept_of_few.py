from decimal import Decimal

from django.db import migrations

# The rule as it stood when this was written; what holds since is progress.indicators.small.
SMALL = 10
PER = {"percent": 100, "ratio": 1, "per_1000": 1_000, "per_10000": 10_000, "per_100000": 100_000}


def tells_of_few(unit, value, people):
    """Whether a value is true, or untrue, of fewer than ten of the people it is of."""
    if value is None or people is None:
        return False
    true = value
    if unit in PER:
        if value < 0 or value == PER[unit] or (unit == "ratio" and value > 1):
            return False
        true = value * people / PER[unit]
    elif unit != "count":
        return False
    nearly = SMALL - Decimal("0.5")  # a share was rounded before it was typed
    return 0 < true < nearly or 0 < people - true < nearly


def forget(apps, schema_editor):
    """Keep of values typed before this rule what is kept of others like them: that there is one."""
    nothing = {"value": None, "people": None, "few": True}
    Reading = apps.get_model("progress", "Reading")
    Version = apps.get_model("progress", "ReadingVersion")
    Proposed = apps.get_model("progress", "ProposedReading")
    told = {"value__isnull": False, "people__isnull": False}
    for each in Reading.objects.filter(**told).select_related("series"):
        if tells_of_few(each.series.unit, each.value, each.people):
            Reading.objects.filter(pk=each.pk).update(**nothing)
            Version.objects.filter(reading=each).update(**nothing)
    for each in Version.objects.filter(**told).select_related("reading__series"):
        if tells_of_few(each.reading.series.unit, each.value, each.people):
            Version.objects.filter(pk=each.pk).update(**nothing)
    for each in Proposed.objects.filter(**told):
        if tells_of_few(each.unit, each.value, each.people):
            Proposed.objects.filter(pk=each.pk).update(**nothing)


class Migration(migrations.Migration):

    dependencies = [
        ('progress', '0020_brought_readings'),
    ]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
    ]

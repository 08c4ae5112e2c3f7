from django.db import migrations
from django.db.models import Q

# The rule as it stood when this was written; what holds since is progress.indicators.small.
SMALL = 10
FEW = {"value": None, "people": None, "few": True}
OF_FEW = Q(people=None, value__gt=0, value__lt=SMALL)


def forget(apps, schema_editor):
    """Keep of totals beside groups, where they are of few people, that there is one."""
    Reading = apps.get_model("progress", "Reading")
    Version = apps.get_model("progress", "ReadingVersion")
    Series = apps.get_model("progress", "Series")
    Proposed = apps.get_model("progress", "ProposedReading")
    standing = Reading.objects.filter(Q(few=True) | Q(value__isnull=False))
    groups = standing.exclude(group="").order_by()
    grouped = Series.objects.filter(unit="count", pk__in=groups.values("series")).order_by()
    totals = Reading.objects.filter(series__in=grouped, group="").order_by()
    small = totals.filter(OF_FEW)
    Version.objects.filter(OF_FEW | Q(reading__in=small), reading__in=totals).update(**FEW)
    small.update(**FEW)
    of_people = {key_in(each.city_id, each) for each in grouped}
    waiting = Proposed.objects.filter(unit="count").select_related("table", "series")
    of_people |= {key_of(each) for each in waiting.exclude(group="")}
    for each in waiting.filter(OF_FEW, group=""):
        if key_of(each) in of_people:
            Proposed.objects.filter(pk=each.pk).update(**FEW)


def key_of(proposal):
    return key_in(proposal.table.city_id, proposal.series or proposal)


def key_in(city, named):
    """What tells an indicator from the others of its city."""
    return city, named.code or " ".join(named.name.split()).casefold()


class Migration(migrations.Migration):

    dependencies = [
        ('progress', '0024_questions_taken_back'),
    ]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
    ]

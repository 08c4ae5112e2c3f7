"""A rule says what set the day, and no longer that its clock has reminded since."""

from django.db import migrations
from django.db.models import Value
from django.db.models.functions import Replace

ENDING = "; reminded"


def as_they_were_set(apps, _schema_editor):
    clocks = apps.get_model("office", "Clock").objects.filter(rule__endswith=ENDING)
    clocks.update(rule=Replace("rule", Value(ENDING), Value("")))


class Migration(migrations.Migration):
    dependencies = [("office", "0009_clocks_of_a_subject")]

    operations = [migrations.RunPython(as_they_were_set, migrations.RunPython.noop)]

from django.db import migrations


def settle_records(apps, schema_editor):
    """A record is kept under the edition that was answered last."""
    Answer = apps.get_model("progress", "Answer")
    RecordEdition = apps.get_model("progress", "RecordEdition")
    last = {}
    answers = Answer.objects.order_by("changed_at", "pk")
    for city, framework, day in answers.values_list(
        "city_id", "requirement__framework_id", "changed_at__date"
    ).iterator():
        since = last[city][1] if city in last and last[city][0] == framework else day
        last[city] = (framework, since)
    RecordEdition.objects.bulk_create(
        RecordEdition(city_id=city, framework_id=framework, since=since)
        for city, (framework, since) in last.items()
    )


class Migration(migrations.Migration):

    dependencies = [
        ("progress", "0005_record_editions"),
    ]

    operations = [
        migrations.RunPython(settle_records, migrations.RunPython.noop),
    ]

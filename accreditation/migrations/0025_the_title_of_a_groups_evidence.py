from django.db import migrations, models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce


def name_what_was_filed(apps, schema_editor):
    """Filings from before are told what their evidence is called today."""
    groups, versions = (
        apps.get_model(*name)
        for name in (("accreditation", "FiledGroup"), ("progress", "EvidenceVersion"))
    )
    titles = versions.objects.filter(pk=OuterRef("evidence")).values("evidence__title")
    groups.objects.exclude(evidence=None).update(
        title=Coalesce(Subquery(titles[:1]), models.Value(""))
    )


class Migration(migrations.Migration):
    dependencies = [
        ("accreditation", "0024_questions_to_the_city"),
        ("progress", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="filedgroup",
            name="title",
            field=models.CharField(
                blank=True,
                help_text="Of the evidence, as it was called when filed.",
                max_length=200,
            ),
        ),
        migrations.RunPython(name_what_was_filed, migrations.RunPython.noop),
    ]

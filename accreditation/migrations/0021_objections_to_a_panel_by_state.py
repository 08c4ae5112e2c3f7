from django.db import migrations, models
from django.db.models import Q


def by_state(apps, _editor):
    """What was upheld, rejected, or is open; an open one whose member left has fallen away."""
    objections = apps.get_model("accreditation", "Objection").objects
    objections.filter(upheld=True).update(state="upheld")
    objections.filter(upheld=False).update(state="rejected")
    gone = ~Q(member__left_on=None) | ~Q(member__panel__dissolved_on=None)
    left = list(objections.filter(gone, upheld=None).values_list("pk", flat=True))
    objections.filter(pk__in=left).update(state="fallen")


def as_before(apps, _editor):
    objections = apps.get_model("accreditation", "Objection").objects
    objections.filter(state="upheld").update(upheld=True)
    objections.filter(state="rejected").update(upheld=False)


class Migration(migrations.Migration):

    dependencies = [
        ("accreditation", "0020_what_is_prepared_has_a_version"),
    ]

    operations = [
        migrations.AddField(
            model_name="objection",
            name="state",
            field=models.CharField(
                choices=[
                    ("open", "Not settled yet"),
                    ("upheld", "Upheld"),
                    ("rejected", "Rejected"),
                    ("fallen", "Fell away: the member left the panel"),
                ],
                default="open",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AddField(
            model_name="objection",
            name="changed_at",
            field=models.DateTimeField(auto_now=True),
        ),
        migrations.RemoveConstraint(model_name="objection", name="one_open_objection_per_member"),
        migrations.RemoveConstraint(model_name="objection", name="objection_settled_with_reasons"),
        migrations.RunPython(by_state, as_before),
        migrations.RemoveField(model_name="objection", name="upheld"),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                name="panel_objection_state_known",
                condition=Q(state__in=["open", "upheld", "rejected", "fallen"]),
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.UniqueConstraint(
                name="one_open_objection_per_member",
                fields=["member"],
                condition=Q(state="open"),
                violation_error_message="An objection to this member is open already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                name="objection_settled_with_reasons",
                condition=~Q(state__in=["upheld", "rejected"])
                | (~Q(reasons="") & Q(settled_on__isnull=False)),
            ),
        ),
    ]

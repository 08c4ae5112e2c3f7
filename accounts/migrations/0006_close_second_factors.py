"""What second factors rest on is no longer kept in the clear."""

from django.db import migrations

from accounts import kept_secrets


def close(apps, schema_editor):
    change(apps, lambda text: text if kept_secrets.is_closed(text) else kept_secrets.closed(text))


def open_again(apps, schema_editor):
    change(apps, kept_secrets.opened)


def change(apps, how):
    for found in apps.get_model("mfa", "Authenticator").objects.iterator():
        for name in ("secret", "seed"):
            if name in found.data:
                found.data[name] = how(found.data[name])
        if "migrated_codes" in found.data:
            found.data["migrated_codes"] = [how(code) for code in found.data["migrated_codes"]]
        found.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_staff_by_the_post_held"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]

    operations = [migrations.RunPython(close, open_again)]

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate


class OfficeConfig(AppConfig):
    name = "office"

    def ready(self) -> None:
        from office import triggers  # noqa: PLC0415 -- models must be loaded first

        post_migrate.connect(triggers.put_back, sender=self)
        register(triggers.check_triggers, Tags.database)

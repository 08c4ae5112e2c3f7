"""The assembly as an application of Django: its checks, its commands, its admin."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig
from django.core.checks import Tags, register


class AssemblyConfig(AppConfig):
    name = "hrcities"

    def ready(self) -> None:
        from hrcities.demonstration import offer  # noqa: PLC0415 -- models must be loaded first

        register(offer.check_sign_in, Tags.database)


class AdminConfig(DjangoAdminConfig):
    """Django's admin behind our own door."""

    default_site = "hrcities.admin.Admin"

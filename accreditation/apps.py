from django.apps import AppConfig


class AccreditationConfig(AppConfig):
    name = "accreditation"

    def ready(self) -> None:
        from accreditation import workflow  # noqa: F401, PLC0415 -- it enters itself in WORKFLOWS

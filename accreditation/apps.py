from django.apps import AppConfig


class AccreditationConfig(AppConfig):
    name = "accreditation"

    def ready(self) -> None:
        from accreditation import held, responding, workflow  # noqa: F401, PLC0415 -- they enter themselves below

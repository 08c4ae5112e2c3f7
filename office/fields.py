"""A moment as people read it: on the procedure's day."""

from typing import Any

from django.db import models

from office.days import now


class Moment(models.DateTimeField):
    """When a row came to be (``auto_now_add``) or was last changed (``auto_now``).

    In the database it is a ``DateTimeField`` and nothing else; migrations know it as that.
    """

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        if not (self.auto_now or (self.auto_now_add and add)):
            return super().pre_save(model_instance, add)
        moment = now()
        setattr(model_instance, self.attname, moment)
        return moment

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateTimeField", args, kwargs

"""The words for authorities and for those who speak for them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuthorityKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("Municipality or commune")
    CITY_SPECIAL = "city_special", _("City with special status or capital")
    DISTRICT = "district", _("City district with elected council")
    INTERMUNICIPAL = "intermunicipal", _("Inter-municipal or metropolitan body")
    COUNTY = "county", _("County, province or department")
    REGION = "region", _("Region or federated entity")
    JOINT = "joint", _("Group of small authorities applying together")


class Role(models.TextChoices):
    """What a person may do for a city."""

    LEAD = "lead", _("City lead")  # invites, submits, withdraws, challenges
    EDITOR = "editor", _("Editor")  # answers
    OBSERVER = "observer", _("Observer")  # reads the record
    COORDINATOR = "coordinator", _("Coordinator")  # helps several cities, never submits


class Confirmation(models.TextChoices):
    """How it is known that an account speaks for the authority."""

    NOT_YET = "", _("Not confirmed yet")
    INVITED = "invited", _("Invited by the secretariat")
    LETTER = "letter", _("Code from a letter to the published address")


# Kinds of authority that stand for several councils, which they list.
OF_SEVERAL = frozenset({AuthorityKind.JOINT, AuthorityKind.INTERMUNICIPAL})


class Urbanisation(models.TextChoices):
    """Degree of urbanisation, as Eurostat draws the lines."""

    CITIES = "cities", _("City: densely populated")
    TOWNS = "towns", _("Town or suburb: intermediate density")
    RURAL = "rural", _("Rural area: thinly populated")
    MIXED = "mixed", _("Several of these")
